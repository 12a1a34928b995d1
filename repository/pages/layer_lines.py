"""A layer as people see it: the core's parts in their order, and what the layer does to each. Pure.

`layer_lines` answers a line for every part of the core, replaced and left out ones included, and
for every own part, each at its place; own parts whose place is gone come last.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from repository.pages.layer_rows import applicable
from repository.releases.layer import (
    ADDED,
    REPLACED,
    Add,
    Layer,
    Omit,
    Operation,
    Replace,
    apply_layer,
    permitted,
)
from repository.releases.manifest import LOCKED, Component, Manifest

INHERITED, OMITTED = "inherited", "omitted"

# What may be done to a line, in the order in which the editor offers it.
ACTIONS = ("replace", "omit", "restore", "edit", "move", "remove", "reason", "add", "note")


@dataclasses.dataclass(frozen=True, slots=True)
class LayerLine:
    """One part in the editor of a layer.

    key: in the effective package; of a replaced or omitted one it is the core's. state: inherited,
    replaced, omitted or added. part: what stands there, of an omitted one the core's. was: what a
    replacement replaces. own: key of the own component's row, empty for inherited ones. reason,
    note: the institution's own words. after: the key that an added one follows, empty for the
    beginning. may: which of ACTIONS. has_place: False for an own part that can't be placed.
    """

    key: str
    state: str
    part: Component
    was: Component | None = None
    own: str = ""
    reason: str = ""
    note: str = ""
    after: str = ""
    may: tuple[str, ...] = ()
    has_place: bool = True
    binds: bool = True

    @property
    def is_own(self) -> bool:
        return self.state in {REPLACED, ADDED}

    @property
    def is_locked(self) -> bool:
        return self.state == INHERITED and self.binds and self.part.policy == LOCKED

    @property
    def is_free(self) -> bool:
        """The policy lets the institution decide about it, or it did so already."""
        return self.state != INHERITED or "replace" in self.may or "omit" in self.may


def layer_lines(base: Manifest, layer: Layer) -> tuple[LayerLine, ...]:
    """All lines of a layer over a base, as far as the layer can be applied.

    A replacement or omission that the policy forbids leaves the core's part in its place; an own
    component that isn't placed by what can be applied comes at the end.
    """
    sound, _ = applicable(base, layer)
    omits = sound.omits
    kept = tuple(o for o in sound.operations if not isinstance(o, Omit))
    whole = apply_layer(base, dataclasses.replace(sound, operations=kept)).components
    adds = {add.component.key: add for add in sound.adds}
    core = {component.key: component for component in base.components}
    lines = [_line(part, sound, core, adds, omits.get(part.key)) for part in whole]
    placed = {line.own for line in lines if line.own}
    return (*lines, *_lost(layer, placed))


def _line(
    part: Component,
    layer: Layer,
    core: dict[str, Component],
    adds: dict[str, Add],
    omit: Omit | None,
) -> LayerLine:
    key, binds = part.key, not layer.adapts_freely
    if omit is not None:
        return LayerLine(
            key, OMITTED, part, reason=omit.reason, may=("restore", "reason"), binds=binds
        )
    if part.origin == ADDED:
        may = ("edit", "move", "remove", "add")
        return LayerLine(key, ADDED, part, own=key, after=adds[key].after, may=may, binds=binds)
    if part.origin == REPLACED:
        replace = layer.replaces[key]
        return LayerLine(
            key,
            REPLACED,
            part,
            was=core[key],
            own=replace.component.key,
            reason=replace.reason,
            may=("restore", "edit", "reason", "add"),
            binds=binds,
        )
    note = layer.notes.get(key)
    return LayerLine(
        key,
        INHERITED,
        core[key],
        note=note.note if note else "",
        may=_policy_permits(core[key], binds),
        binds=binds,
    )


def _policy_permits(part: Component, binds: bool) -> tuple[str, ...]:
    operations: dict[str, Operation] = {
        "replace": Replace(part.key, part),
        "omit": Omit(part.key, ""),
    }
    changes = [
        name
        for name, operation in operations.items()
        if not binds or permitted(part.policy, operation)
    ]
    return (*changes, "add", "note")


def _lost(layer: Layer, placed: set[str]) -> Iterable[LayerLine]:
    """Own components that nothing places: an addition moves, a replacement can only be removed."""
    for operation in layer.operations:
        if not isinstance(operation, Add | Replace) or operation.component.key in placed:
            continue
        part = operation.component
        may = ("edit", "move", "remove")
        yield LayerLine(part.key, ADDED, part, own=part.key, may=may, has_place=False)
