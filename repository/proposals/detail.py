"""Everything that the screen of one proposal shows: the two states, and what accepting would do."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from repository.licences.rules import Answer
from repository.pages.draft import draft_manifest
from repository.pages.layer_state import hours_text
from repository.proposals.acceptance import Place, newest_draft, offered_part, place_in_draft
from repository.proposals.models import Proposal, State
from repository.proposals.rules import (
    AlignmentChange,
    accepted,
    alignment_changes,
    credit,
    dropped,
    part_of,
    with_part,
    words_of,
)
from repository.proposals.selectors import last_hop
from repository.releases.attribution import licence_name
from repository.releases.differences import (
    FieldChange,
    Span,
    component_difference,
    word_difference,
)
from repository.releases.manifest import MEMBERS, Component, File, Manifest, component_from_json
from repository.releases.models import Package
from repository.releases.numbering import Proposal as NumberProposal
from repository.releases.numbering import propose_number
from repository.releases.provenance import unstamped
from repository.releases.selectors import newest_release, package_releases

# Shown on both sides, or in words of their own.
SHOWN_APART = {
    "title",
    "description",
    "licence",
    "effort_minutes",
    "teaches",
    "practises",
    "assesses",
}
# What stays the core's, or is about where a part stands.
NOT_OFFERED = {"section", "policy", "policy_reason", "audience", "notes", "origin", "in_place_of"}
FIELD_WORDS = {"attribution": "Made from"}


@dataclasses.dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the offered part. state: new, changed, renamed, gone, or empty for the same."""

    name: str
    size: int
    state: str


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """One of the two states. title, text: as spans, so that words that differ are marked."""

    title: Sequence[Span]
    text: Sequence[Span]
    files: Sequence[FileLine]
    licence: str
    hours: str


@dataclasses.dataclass(frozen=True, slots=True)
class Effects:
    """What accepting would do to the core's draft. dropped: competencies that it hasn't got."""

    licence: Answer
    credit: str
    alignment: Sequence[AlignmentChange]
    dropped: Sequence[str]
    number: NumberProposal
    stays_with_members: bool
    problem: str


@dataclasses.dataclass(frozen=True, slots=True)
class Detail:
    """current: None for a new part. against: what it is compared with, in words.

    effects: only for those who answer, while it is open. still_there: False where an accepted part
    was taken out of the draft again. became: the part in other words than offered, against them;
    became_where: as what, in words.
    """

    hop: Mapping[str, str]
    core_title: str
    after_title: str
    against: str
    current: Side | None
    offered: Side
    fields: Sequence[FieldChange]
    effects: Effects | None = None
    still_there: bool = True
    became: Side | None = None
    became_where: str = ""


def detail_of(proposal: Proposal, *, answers: bool) -> Detail:
    """The proposal for one side. answers: whether the core's draft may be shown: only to its own.

    Those who offered see the release that their layer stands on.
    """
    draft = newest_draft(proposal.core) if answers else None
    if draft is None:
        return _in_the_end(_against_release(proposal), proposal)
    if proposal.state != State.OPEN:
        return _in_the_end(_answered(proposal, draft_manifest(draft)), proposal)
    place = place_in_draft(proposal, draft)
    return _detail(
        proposal,
        place.manifest,
        "your draft",
        part=place.part,
        effects=_effects(place, proposal),
    )


def _against_release(proposal: Proposal) -> Detail:
    stands_on = getattr(proposal.release, "stands_on", None)
    base = stands_on.base if stands_on else None
    if base is None:
        return _detail(proposal, None, "")
    return _detail(proposal, base.manifest, f"release {base.number}")


def _in_the_end(detail: Detail, proposal: Proposal) -> Detail:
    """With what it became: as released, else as the core's editors said that they accept it."""
    offered = offered_part(proposal)
    came = proposal.released_in
    if came is not None:
        part, where = part_of(came.manifest, proposal.key), f"As released in {came.number}"
    elif proposal.accepted_as:
        part, where = component_from_json(proposal.accepted_as), "As accepted into the draft"
    else:
        return detail
    if part is None or _shown(part) == _shown(offered):
        return detail
    return dataclasses.replace(detail, became=_offered_side(offered, part), became_where=where)


def _shown(part: Component) -> tuple[object, ...]:
    return (words_of(part), frozenset((file.name, file.sha256) for file in part.files))


def _answered(proposal: Proposal, manifest: Manifest) -> Detail:
    """What was answered is shown against the release that it was made for, not against itself."""
    there = True
    if proposal.state == State.ACCEPTED:
        part, hop = part_of(manifest, proposal.key), last_hop(proposal)
        came_from = (hop.get("package"), hop.get("release"))
        there = part is not None and came_from in {(h.package, h.release) for h in part.hops}
    return dataclasses.replace(_against_release(proposal), still_there=there)


def _detail(
    proposal: Proposal,
    core: Manifest | None,
    against: str,
    *,
    part: Component | None = None,
    effects: Effects | None = None,
) -> Detail:
    offered = part or offered_part(proposal)
    current = part_of(core, proposal.key) if core else None
    if current is not None and part is None:
        offered = accepted(current, offered, _aligned(offered))
    after = part_of(core, proposal.after) if core and proposal.after else None
    return Detail(
        hop=last_hop(proposal),
        core_title=core.title if core else proposal.core.slug,
        after_title=after.title if after else "",
        against=against,
        current=_plain_side(current) if current else None,
        offered=_offered_side(current, offered),
        fields=_fields(current, offered),
        effects=effects,
    )


def _aligned(part: Component) -> set[str]:
    return {*part.teaches, *part.practises, *part.assesses}


def _plain_side(part: Component) -> Side:
    files = [FileLine(file.name, file.size, "") for file in part.files]
    return Side(
        _whole(part.title),
        _whole(part.description),
        files,
        licence_name(part.licence).short,
        hours_text(part.effort_minutes),
    )


def _whole(text: str) -> tuple[Span, ...]:
    return (Span("equal", text),) if text else ()


def _offered_side(current: Component | None, offered: Component) -> Side:
    if current is None:
        return _plain_side(offered)
    return Side(
        word_difference(current.title, offered.title),
        word_difference(current.description, offered.description),
        _files(current.files, offered.files),
        licence_name(offered.licence).short,
        hours_text(offered.effort_minutes),
    )


def _files(before: Sequence[File], after: Sequence[File]) -> list[FileLine]:
    names = {file.name: file.sha256 for file in before}
    digests = {file.sha256 for file in before}

    def state(file: File) -> str:
        if names.get(file.name) == file.sha256:
            return ""
        if file.name in names:
            return "changed"
        return "renamed" if file.sha256 in digests else "new"

    lines = [FileLine(file.name, file.size, state(file)) for file in after]
    kept = {file.sha256 for file in after}
    stay = {file.name for file in after}
    gone = [file for file in before if file.name not in stay and file.sha256 not in kept]
    return [*lines, *(FileLine(file.name, file.size, "gone") for file in gone)]


def _fields(current: Component | None, offered: Component) -> list[FieldChange]:
    """Other fields that differ, under the words that people know them by."""
    change = component_difference(current, offered) if current else None
    if change is None:
        return []
    return [
        dataclasses.replace(field, name=FIELD_WORDS.get(field.name, field.name.capitalize()))
        for field in change.fields
        if field.name not in SHOWN_APART | NOT_OFFERED
    ]


def _effects(place: Place, proposal: Proposal) -> Effects:
    names = _names(place.manifest)
    lost = dropped(place.offered, {c.key for c in place.manifest.competencies})
    layer_names = _names(proposal.release.manifest) if lost else {}
    return Effects(
        licence=place.licence,
        credit=credit(place.part),
        alignment=alignment_changes(place.current, place.part, names),
        dropped=[layer_names.get(key, key) for key in lost],
        number=_number(proposal.core, with_part(place.manifest, place.part, place.before)),
        stays_with_members=place.part.audience == MEMBERS,
        problem=str(place.problem) if place.problem else "",
    )


def _names(manifest: Manifest) -> dict[str, str]:
    """Competencies as people name them, by key."""
    return {c.key: f"{c.code} {c.statement}".strip() for c in manifest.competencies}


def _number(core: Package, draft: Manifest) -> NumberProposal:
    """The number that the next release would get. The cover is looked at when it is made."""
    newest = package_releases(core).first()
    if newest is None:
        return propose_number(None, draft)
    return propose_number(newest.manifest, dataclasses.replace(draft, cover=newest.manifest.cover))


def title_of_core(core: Package) -> str:
    """The title that everybody knows: of its newest release."""
    release = newest_release(core)
    return unstamped(release.manifest).title if release else core.slug
