"""Reading proposals: for the editors of a core, and for those who offered them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from repository.institutions.models import Institution
from repository.institutions.selectors import (
    Person,
    editable_institutions,
    is_consortium_editor,
    is_contributor,
)
from repository.proposals.models import Proposal, State
from search.models import Entry

# How many answered ones a list shows; the history of each page has them all.
ANSWERED_SHOWN = 50


@dataclasses.dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list. from_title, core_title: as released."""

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
    released_in: str


@dataclasses.dataclass(frozen=True, slots=True)
class ProposalLists:
    """waiting, answered: offered to cores of the person's institutions. offered: by them."""

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
    return ProposalLists(
        waiting=[line for line in inbox if line.state == State.OPEN],
        answered=[line for line in inbox if line.state != State.OPEN][:ANSWERED_SHOWN],
        offered=_lines(Proposal.objects.filter(release__package__owner__in=own)),
    )


def _lines(proposals: QuerySet[Proposal], *order: str) -> list[ProposalLine]:
    title = Entry.objects.filter(pk=OuterRef("core_id")).values("title")[:1]
    rows = (
        proposals.annotate(core_title=Subquery(title))
        .select_related("core", "release", "released_in")
        .only(
            "title", "replaces", "component", "state", "offered_at", "answered_at", "answer",
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
        released_in=proposal.released_in.number if proposal.released_in else "",
    )


def last_hop(proposal: Proposal) -> dict[str, str]:
    """The release that it was offered from, as its component says it."""
    hops = proposal.component.get("hops") or [{}]
    return dict(hops[-1])


def waiting_count(user: Person) -> int:
    """How many wait for an answer of this person's institutions. One query besides the roles."""
    return Proposal.objects.filter(
        state=State.OPEN, core__owner__in=editable_institutions(user)
    ).count()


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
    return may_answer(user, proposal) or is_contributor(user, proposal.release.package.owner)


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
