"""Putting an offered part into the draft of a core, which may itself be a layer over another."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from typing import cast

from django.contrib.auth.models import User

from repository.licences.rules import Answer, Terms
from repository.licences.selectors import all_terms
from repository.pages.draft import draft_manifest
from repository.pages.draft_data import DraftComponent
from repository.pages.layer_rows import ADD, REPLACE
from repository.pages.package_page import PackagePage
from repository.pages.specialisation_page import SpecialisationPage
from repository.pages.stream_rows import components_of_rows, rows_of_components
from repository.pages.taking import codes_of, draft_component, hops_json
from repository.proposals.errors import NotToBeAcceptedError
from repository.proposals.models import Proposal
from repository.proposals.rules import (
    accepted,
    licence_answer,
    part_of,
    parts_before,
    place_among,
)
from repository.releases.layer import Replace, permitted, refusal
from repository.releases.manifest import (
    LEVEL_1_CORE,
    Component,
    Manifest,
    component_from_json,
)
from repository.releases.models import Package

GONE = "PROPOSAL-PART-GONE"
NO_DRAFT = "PROPOSAL-NO-DRAFT"


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where an offered part would go in a core's newest draft, and as what.

    draft: the page as its newest revision has it. manifest: what its release would say now.
    current: what stands under the key. part: the offered one as it goes in. before: keys that it
    may follow, the nearest first. problem: why it can't go in, or None.
    """

    draft: PackagePage
    manifest: Manifest
    current: Component | None
    offered: Component
    part: Component
    before: tuple[str, ...]
    licence: Answer
    problem: NotToBeAcceptedError | None


def offered_part(proposal: Proposal) -> Component:
    return component_from_json(proposal.component)


def newest_draft(core: Package) -> PackagePage | None:
    """The page of a core as its newest revision has it; None where the page was deleted."""
    page = PackagePage.objects.filter(package=core).first()
    if page is None:
        return None
    return cast(PackagePage, page.specific.get_latest_revision_as_object())


def place_in_draft(
    proposal: Proposal, draft: PackagePage, terms: Mapping[str, Terms] | None = None
) -> Place:
    """Where a proposal stands towards the draft as it is now. Nothing is written."""
    manifest = draft_manifest(draft)
    offered = offered_part(proposal)
    current = part_of(manifest, proposal.key)
    part = accepted(current, offered, {c.key for c in manifest.competencies})
    before = parts_before(proposal.release.manifest, proposal.key)
    answer = licence_answer(draft.licence_id or "", part, terms or all_terms())
    return Place(
        draft=draft,
        manifest=manifest,
        current=current,
        offered=offered,
        part=part,
        before=before,
        licence=answer,
        problem=_problem(proposal, draft, current, answer),
    )


def _problem(
    proposal: Proposal, draft: PackagePage, current: Component | None, answer: Answer
) -> NotToBeAcceptedError | None:
    if proposal.replaces and current is None:
        said = (
            "The core’s draft no longer has the part that this one would replace. Put it back "
            "first, or decline and ask for it as a new part."
        )
        return NotToBeAcceptedError(GONE, said)
    if not answer.yes:
        return NotToBeAcceptedError(answer.code, answer.reason)
    base = part_of(draft.stands_on.manifest, proposal.key) if draft.stands_on else None
    binds = draft.stands_on is not None and draft.stands_on.manifest.kind == LEVEL_1_CORE
    if base is not None and binds and not permitted(base.policy, Replace(base.key, base)):
        return NotToBeAcceptedError("LAYER-POLICY", refusal(base, Replace(base.key, base)))
    return None


def put_in(place: Place, user: User | None) -> None:
    """Have the draft hold the part; the caller saves it.

    Raises: NotToBeAcceptedError, and what `document_of_blob` raises.
    """
    if place.problem is not None:
        raise place.problem
    draft, part = place.draft, place.part
    own = _own_row(draft, part.key)
    inherited = own is None and place.current is not None
    key = own or (str(uuid.uuid4()) if inherited else part.key)
    made = draft_component(
        dataclasses.replace(part, key=key),
        codes=codes_of(place.manifest),
        institution=draft.package.owner,
        user=user,
        licence=draft.licence_id or "",
    )
    rows = components_of_rows(draft.components.get_prep_value())
    draft.components = rows_of_components(_with(rows, made, place.before))
    draft.taken = {**(draft.taken or {}), key: hops_json(part)}
    if isinstance(draft, SpecialisationPage) and own is None:
        _record(draft, key, place, inherited=inherited)


def _own_row(draft: PackagePage, key: str) -> str | None:
    """The id of the draft's own part that stands under a key; None for what it hasn't of its own.

    In a layer, a replacement has the key of what it replaces, and an id of its own.
    """
    for row in draft.layer_rows:
        if row.get("op") == REPLACE and row.get("target") == key:
            return str(row.get("component"))
    rows = components_of_rows(draft.components.get_prep_value())
    return key if any(row.key == key for row in rows) else None


def _with(
    rows: Sequence[DraftComponent], made: DraftComponent, before: Sequence[str]
) -> list[DraftComponent]:
    keys = [row.key for row in rows]
    if made.key in keys:
        return [made if row.key == made.key else row for row in rows]
    found = list(rows)
    found.insert(place_among(keys, before), made)
    return found


def _record(draft: SpecialisationPage, key: str, place: Place, *, inherited: bool) -> None:
    """A core that is a layer itself says what it does with the part."""
    if inherited:
        row = {"op": REPLACE, "target": place.part.key, "component": key, "reason": ""}
    else:
        there = {component.key for component in place.manifest.components}
        after = next((before for before in place.before if before in there), "")
        row = {"op": ADD, "component": key, "after": after}
    draft.operations = [*(draft.operations or []), row]
