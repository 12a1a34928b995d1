"""Reading proposals: for the editors of a core, and for those who offered them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from repository.institutions.models import Institution
from repository.institutions.selectors import (
    Person,
    editable_institutions,
    is_consortium_editor,
    is_contributor,
)
from repository.lib import clock
from repository.proposals.models import Proposal, ProposalMessage, State
from repository.releases.layer import Agreed
from repository.releases.manifest import component_from_json
from repository.releases.models import Package
from search.models import Entry

# How many answered ones a list shows; the history of each page has them all.
ANSWERED_SHOWN = 50


@dataclasses.dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list. from_title, core_title: as released.

    changed: accepted in words of the core's editors. gave_way_at: when the layer's draft left its
    own copy for it. asked: open, and the core's editors wait for an answer.
    """

    pk: int
    title: str
    replaces: bool
    core_title: str
    from_title: str
    from_number: str
    institution: str
    state: str
    state_words: str
    offered_at: datetime
    answered_at: datetime | None
    answer: str
    declined_for: str
    released_in: str
    changed: bool
    gave_way_at: datetime | None
    asked: bool

    @property
    def days(self) -> int:
        """For how many whole days it has been waiting."""
        return days_since(self.offered_at)


@dataclasses.dataclass(frozen=True, slots=True)
class ProposalLists:
    """waiting, answered: offered to cores of the person's institutions. offered: by them.

    What waits longest stands first; of all others, the newest.
    """

    waiting: Sequence[ProposalLine]
    answered: Sequence[ProposalLine]
    offered: Sequence[ProposalLine]

    @property
    def empty(self) -> bool:
        return not (self.waiting or self.answered or self.offered)


def proposals_for(user: Person) -> ProposalLists:
    """What a person answers, and what their institutions offered. Two queries and those of roles.

    Consortium editors see everything as if it were theirs.
    """
    own = editable_institutions(user)
    inbox = _lines(
        Proposal.objects.filter(core__owner__in=own).annotate(
            turn=Case(
                When(state=State.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
            )
        ),
        "turn",
    )
    waiting = [line for line in inbox if line.state == State.OPEN]
    return ProposalLists(
        waiting=sorted(waiting, key=lambda line: line.offered_at),
        answered=[line for line in inbox if line.state != State.OPEN][:ANSWERED_SHOWN],
        offered=_lines(Proposal.objects.filter(release__package__owner__in=own)),
    )


def _lines(proposals: QuerySet[Proposal], *order: str) -> list[ProposalLine]:
    title = Entry.objects.filter(pk=OuterRef("core_id")).values("title")[:1]
    rows = (
        proposals.annotate(core_title=Subquery(title), asked=Subquery(_last_by_core()))
        .select_related("core", "release", "released_in")
        .only(
            "title", "replaces", "component", "state", "offered_at", "answered_at", "answer",
            "declined_for", "accepted_as", "gave_way_at",
            "core__slug", "release__number", "released_in__number",
        )
        .order_by(*order, "-offered_at", "-pk")
    )  # fmt: skip
    # All that wait; of the rest, the newest.
    return [_line(proposal) for proposal in rows[: 4 * ANSWERED_SHOWN]]


def _line(proposal: Proposal) -> ProposalLine:
    hop = last_hop(proposal)
    title = getattr(proposal, "core_title", None)
    return ProposalLine(
        pk=proposal.pk,
        title=proposal.title,
        replaces=proposal.replaces,
        core_title=title or proposal.core.slug,
        from_title=hop.get("title", ""),
        from_number=proposal.release.number,
        institution=hop.get("institution_name", ""),
        state=proposal.state,
        state_words=proposal.get_state_display(),
        offered_at=proposal.offered_at,
        answered_at=proposal.answered_at,
        answer=proposal.answer,
        declined_for=proposal.get_declined_for_display(),
        released_in=proposal.released_in.number if proposal.released_in else "",
        changed=proposal.accepted_as is not None,
        gave_way_at=proposal.gave_way_at,
        asked=proposal.state == State.OPEN and bool(getattr(proposal, "asked", None)),
    )


def _last_by_core() -> QuerySet[ProposalMessage, bool]:
    """Whether the last word of a proposal is the core's editors'."""
    said = ProposalMessage.objects.filter(proposal=OuterRef("pk")).order_by("-said_at", "-pk")
    return said.values_list("by_core", flat=True)[:1]


def days_since(moment: datetime) -> int:
    return (clock.now() - moment).days


def agreed_changes(core: Package) -> Mapping[int, tuple[Agreed, ...]]:
    """What the core accepted with changes, by the primary key of the layer's package. One query."""
    changed = Proposal.objects.filter(core=core, accepted_as__isnull=False)
    found: dict[int, list[Agreed]] = {}
    rows = changed.order_by("pk").values_list("release__package", "component", "accepted_as")
    for layer, offered, accepted in rows:
        agreed = Agreed(component_from_json(offered), component_from_json(accepted or {}))
        found.setdefault(layer, []).append(agreed)
    return {layer: tuple(agreed) for layer, agreed in found.items()}


def last_hop(proposal: Proposal) -> dict[str, str]:
    """The release that it was offered from, as its component says it."""
    hops = proposal.component.get("hops") or [{}]
    return dict(hops[-1])


def waiting_count(user: Person) -> int:
    """How many wait for a word of this person's institutions. One query besides the roles.

    Offers to their cores, and their own offers about which something is asked.
    """
    own = editable_institutions(user)
    waiting = Proposal.objects.filter(state=State.OPEN).annotate(asked=Subquery(_last_by_core()))
    asked = Q(release__package__owner__in=own, asked=True)
    return waiting.filter(Q(core__owner__in=own) | asked).count()


def has_business(user: Person) -> bool:
    """Whether anything was ever offered to or by the person's institutions."""
    if is_consortium_editor(user):
        return True
    own = editable_institutions(user)
    concerned = Q(core__owner__in=own) | Q(release__package__owner__in=own)
    return Proposal.objects.filter(concerned).exists()


def may_answer(user: Person, proposal: Proposal) -> bool:
    """Contributors of the institution that leads the core now."""
    return is_contributor(user, proposal.core.owner)


def may_read(user: Person, proposal: Proposal) -> bool:
    """Who may answer, and who offered."""
    return may_answer(user, proposal) or may_withdraw(user, proposal)


def may_withdraw(user: Person, proposal: Proposal) -> bool:
    """Contributors of the institution that offered it."""
    return is_contributor(user, proposal.release.package.owner)


def people_of(institution: Institution) -> list[str]:
    """Addresses of an institution's contributors and publishers, each once, in order."""
    groups = [institution.contributors, institution.publishers]
    return sorted(
        {
            person.email
            for group in groups
            for person in group.user_set.filter(is_active=True)
            if person.email
        }
    )
