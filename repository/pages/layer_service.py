"""Changing the layer of a draft, an operation at a time: each makes a revision, never a release."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction

from repository.pages.draft import own_components, read_draft
from repository.pages.draft_data import DraftComponent
from repository.pages.errors import LayerRefusedError
from repository.pages.layer_rows import ADD, NOTE, OMIT, REPLACE, rows_of
from repository.pages.layer_rows import own_components as components_of_layer
from repository.pages.specialisation_page import SpecialisationPage
from repository.pages.stream_rows import components_of_rows, rows_of_components, rows_of_duties
from repository.pages.taking import codes_of, draft_component, draft_duties, hops_json
from repository.releases.layer import Layer, Omit, Replace, permitted, refusal
from repository.releases.manifest import LEVEL_1_CORE, Component, Manifest
from repository.releases.models import Package, Release

Change = Callable[[SpecialisationPage], None]


def revise(page: SpecialisationPage, change: Change, user: User | None) -> SpecialisationPage:
    """Change the newest draft of a page, in a transaction of its own, and keep it as a revision.

    People who change one layer at once queue here, so that none undoes what another did.
    """
    with transaction.atomic():
        Package.objects.select_for_update().get(pk=page.package_id)
        stored = SpecialisationPage.objects.get(pk=page.pk)
        draft = cast(SpecialisationPage, stored.get_latest_revision_as_object())
        change(draft)
        if not draft.live:
            draft.save()
        draft.save_revision(user=user, clean=False, log_action=True)
    return draft


def replace_component(
    *,
    page: SpecialisationPage,
    target: str,
    reason: str = "",
    copy: bool = True,
    title: str = "",
    user: User | None = None,
) -> str:
    """Put an own component in the place of the core's; answers its key, for the editor to go on.

    copy: begin with what the core's holds; else with its alignment only. title: where it is
    another than the core's.

    Raises: LayerRefusedError.
    """
    key = str(uuid.uuid4())

    def change(draft: SpecialisationPage) -> None:
        core = core_part(draft, target, Replace(target, _EMPTY))
        _refuse_second(draft, target)
        part = core if copy else dataclasses.replace(core, files=(), description="")
        own = draft_component(
            dataclasses.replace(part, key=key, title=title.strip() or core.title),
            codes=codes_of(draft.base_release.manifest),
            institution=draft.package.owner,
            user=user,
            licence=draft.licence_id or "",
        )
        _append(draft, own)
        if copy:
            draft.taken = {**(draft.taken or {}), key: hops_json(core)}
        row = {"op": REPLACE, "target": target, "component": key, "reason": reason.strip()}
        draft.operations = [*_without(draft, target), row]

    revise(page, change, user)
    return key


def omit_component(
    *, page: SpecialisationPage, target: str, reason: str, user: User | None = None
) -> None:
    """Leave out a component of the core. It stays out when the core changes it.

    Raises: LayerRefusedError.
    """
    if not reason.strip():
        raise LayerRefusedError("LAYER-NO-REASON", "Say in a sentence why you leave it out.")

    def change(draft: SpecialisationPage) -> None:
        core_part(draft, target, Omit(target, reason))
        _refuse_second(draft, target)
        row = {"op": OMIT, "target": target, "reason": reason.strip()}
        draft.operations = [*_without(draft, target), row]

    revise(page, change, user)


def add_component(
    *, page: SpecialisationPage, after: str, type: str, title: str, user: User | None = None
) -> str:
    """Add an own component after another one, "" for the beginning; answers its key.

    Raises: LayerRefusedError.
    """
    key = str(uuid.uuid4())

    def change(draft: SpecialisationPage) -> None:
        _require_place(draft, after)
        _append(draft, DraftComponent(key=key, type=type, title=title.strip()))
        row = {"op": ADD, "component": key, "after": after}
        draft.operations = [*(draft.operations or []), row]

    revise(page, change, user)
    return key


def move_component(
    *, page: SpecialisationPage, key: str, after: str, user: User | None = None
) -> None:
    """Have an added component stand after another one; what follows it goes along.

    Raises: LayerRefusedError.
    """

    def change(draft: SpecialisationPage) -> None:
        _require_place(draft, after)
        if after in standing_after(draft, key):
            said = "A part can’t stand after itself, nor after what follows it."
            raise LayerRefusedError("LAYER-NO-PLACE", said)
        rows = [row for row in draft.operations or [] if row.get("component") != key]
        draft.operations = [*rows, {"op": ADD, "component": key, "after": after}]

    revise(page, change, user)


def annotate_component(
    *, page: SpecialisationPage, target: str, note: str, user: User | None = None
) -> None:
    """Put a note beside a component of the core; an empty one takes it away.

    Not beside one that is replaced or left out: there is nothing of the core's to speak of.

    Raises: LayerRefusedError.
    """

    def change(draft: SpecialisationPage) -> None:
        core_part(draft, target, None)
        _refuse_second(draft, target)
        rows = [
            row
            for row in draft.operations or []
            if not (row.get("op") == NOTE and row.get("target") == target)
        ]
        row = {"op": NOTE, "target": target, "note": note.strip()}
        draft.operations = [*rows, row] if note.strip() else rows

    revise(page, change, user)


def restore_component(*, page: SpecialisationPage, target: str, user: User | None = None) -> None:
    """Back to the core's: undo a replacement or an omission. An own copy goes to the history."""

    def change(draft: SpecialisationPage) -> None:
        gone = {
            str(row.get("component"))
            for row in draft.operations or []
            if row.get("op") == REPLACE and row.get("target") == target
        }
        draft.operations = _without(draft, target)
        _drop(draft, gone)

    revise(page, change, user)


def remove_component(*, page: SpecialisationPage, key: str, user: User | None = None) -> None:
    """Take an added component out; what stood after it stands where it stood."""

    def change(draft: SpecialisationPage) -> None:
        rows = [dict(row) for row in draft.operations or []]
        place = next(
            (str(row.get("after") or "") for row in rows if row.get("component") == key), ""
        )
        for row in rows:
            if row.get("after") == key:
                row["after"] = place
        draft.operations = [row for row in rows if row.get("component") != key]
        _drop(draft, {key})

    revise(page, change, user)


def explain_operation(
    *, page: SpecialisationPage, target: str, reason: str, user: User | None = None
) -> None:
    """Say why a component of the core was replaced or left out.

    Raises: LayerRefusedError for an omission without a reason.
    """

    def change(draft: SpecialisationPage) -> None:
        if not reason.strip() and _rows(draft, OMIT, target):
            raise LayerRefusedError("LAYER-NO-REASON", "Say in a sentence why you leave it out.")
        draft.operations = [
            {**row, "reason": reason.strip()}
            if row.get("target") == target and row.get("op") in {REPLACE, OMIT}
            else row
            for row in draft.operations or []
        ]

    revise(page, change, user)


def write_layer(
    draft: SpecialisationPage, *, layer: Layer, base: Release, user: User | None
) -> None:
    """Have a draft say what a layer says, over a release; the caller saves it.

    Own components that are as the draft has them keep their rows, working files included; the
    others are made from what the layer holds. Codes follow the competencies that they mean: a
    release of a core may number them anew.
    """
    read = read_draft(draft)
    rows = {component.key: component for component in read.components}
    now = {component.key: component for component in own_components(draft, read)}
    own_codes = {c.key: c.code for duty in layer.duties for c in duty.competencies}
    codes = codes_of(base.manifest, draft.base_release.manifest) | own_codes
    known = read.keys_of_codes()
    components, taken = [], dict(draft.taken or {})
    for component in components_of_layer(layer):
        if component.hops:
            taken[component.key] = hops_json(component)
        if now.get(component.key) == component:
            components.append(_recoded(rows[component.key], known, codes))
            continue
        components.append(
            draft_component(
                component,
                codes=codes,
                institution=draft.package.owner,
                user=user,
                licence=draft.licence_id or "",
            )
        )
    kept = {component.key for component in components}
    draft.components = rows_of_components(components)
    draft.duties = rows_of_duties(draft_duties(layer.duties))
    draft.operations = rows_of(layer)
    draft.taken = {key: hops for key, hops in taken.items() if key in kept}
    draft.base_release = base


def _recoded(
    row: DraftComponent, known: Mapping[str, str], codes: Mapping[str, str]
) -> DraftComponent:
    """A row with the codes that its competencies have now; what was typed and is no code stays.

    known: keys by code as the draft has them. codes: by key, as they are now.
    """

    def now(typed: tuple[str, ...]) -> tuple[str, ...]:
        found = (codes.get(known.get(code.casefold(), ""), "") or code for code in typed)
        pairs = zip(typed, found, strict=True)
        return tuple(old if old.casefold() == new.casefold() else new for old, new in pairs)

    return dataclasses.replace(
        row, teaches=now(row.teaches), practises=now(row.practises), assesses=now(row.assesses)
    )


_EMPTY = Component("", "", "")


def core_part(draft: SpecialisationPage, target: str, operation: Any) -> Component:
    """The core's component, where its policy permits what is to be done with it."""
    base: Manifest = draft.base_release.manifest
    part = next((c for c in base.components if c.key == target), None)
    if part is None:
        said = "The core has no such part in the release that you build on. Load the page again."
        raise LayerRefusedError("LAYER-NO-TARGET", said)
    binds = base.kind == LEVEL_1_CORE
    if operation is not None and binds and not permitted(part.policy, operation):
        raise LayerRefusedError("LAYER-POLICY", refusal(part, operation))
    return part


def _refuse_second(draft: SpecialisationPage, target: str) -> None:
    """What was replaced or left out goes back to the core's before anything else is done to it."""
    if _rows(draft, REPLACE, target) or _rows(draft, OMIT, target):
        said = "You have replaced this part or left it out. Go back to the core’s first."
        raise LayerRefusedError("LAYER-TWICE", said)


def _rows(draft: SpecialisationPage, operation: str, target: str) -> list[dict[str, Any]]:
    """The rows of one operation on one part; a replacement counts while its component is there."""
    own = {component.key for component in components_of_rows(draft.components.get_prep_value())}
    return [
        row
        for row in draft.operations or []
        if row.get("op") == operation
        and row.get("target") == target
        and (operation != REPLACE or row.get("component") in own)
    ]


def _require_place(draft: SpecialisationPage, after: str) -> None:
    there = {"", *(component.key for component in draft.base_release.manifest.components)}
    there |= {c.key for c in components_of_rows(draft.components.get_prep_value())}
    if after not in there:
        said = "The part after which it should stand isn’t there any more. Choose another place."
        raise LayerRefusedError("LAYER-NO-PLACE", said)


def standing_after(draft: SpecialisationPage, key: str) -> set[str]:
    """An added component and everything that was added after it, through one another."""
    found, waiting = {key}, [key]
    while waiting:
        place = waiting.pop()
        following = {
            str(row.get("component"))
            for row in draft.operations or []
            if row.get("op") == ADD and row.get("after") == place
        }
        waiting.extend(following - found)
        found |= following
    return found


def _without(draft: SpecialisationPage, target: str) -> list[dict[str, Any]]:
    """The rows but what replaces, leaves out or notes this part of the core."""
    return [row for row in draft.operations or [] if row.get("target") != target]


def _append(draft: SpecialisationPage, component: DraftComponent) -> None:
    rows = components_of_rows(draft.components.get_prep_value())
    draft.components = rows_of_components([*rows, component])


def _drop(draft: SpecialisationPage, keys: set[str]) -> None:
    rows = components_of_rows(draft.components.get_prep_value())
    draft.components = rows_of_components(row for row in rows if row.key not in keys)
    draft.taken = {key: hops for key, hops in (draft.taken or {}).items() if key not in keys}
