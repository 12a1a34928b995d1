"""Between a layer and what a specialisation's page stores of it. Pure.

The page keeps own components in its stream, own duties in theirs, and beside them rows that say
what the layer does, each a JSON object:

    {"op": "replace", "target": key, "component": id, "reason": text}
    {"op": "add", "component": id, "after": key}          after: "" for the beginning
    {"op": "omit", "target": key, "reason": text}
    {"op": "note", "target": key, "note": text}

Own components that share a place stand in the order of the stream. One that no row speaks of (it
was added in the stream itself) stands at the end; a row whose component is gone says nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repository.releases.layer import (
    Add,
    Annotate,
    Layer,
    LayerProblem,
    Omit,
    Operation,
    Replace,
    layer_problems,
)
from repository.releases.manifest import LEVEL_1_CORE, Component, Duty, Manifest

REPLACE, ADD, OMIT, NOTE = "replace", "add", "omit", "note"

Row = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Over:
    """What a draft stands on.

    base: the whole manifest of the pinned release. withdrawn: why that release is withdrawn, or
    empty. by: slug of the institution whose layer it is. package: its uuid.
    """

    base: Manifest
    rows: tuple[Row, ...]
    by: str
    package: str
    withdrawn: str = ""

    @property
    def adapts_freely(self) -> bool:
        """Only a core binds what stands on it; everything else is adapted as one likes."""
        return self.base.kind != LEVEL_1_CORE


def layer_of(over: Over, components: Sequence[Component], duties: tuple[Duty, ...]) -> Layer:
    """The layer that a draft means. components, duties: the institution's own."""
    own = {component.key: component for component in components}
    rank = {key: place for place, key in enumerate(own)}
    operations: list[Operation] = []
    placed: set[str] = set()
    for row in over.rows:
        operation = _operation(row, own, rank, over.by)
        if operation is None:
            continue
        if isinstance(operation, Add | Replace):
            if operation.component.key in placed:
                continue
            placed.add(operation.component.key)
        operations.append(operation)
    end = over.base.components[-1].key if over.base.components else ""
    operations.extend(
        Add(component, end, rank[key]) for key, component in own.items() if key not in placed
    )
    return Layer(tuple(operations), duties, over.adapts_freely, over.package)


def _operation(
    row: Row, own: Mapping[str, Component], rank: Mapping[str, int], by: str
) -> Operation | None:
    kind, target = row.get("op"), str(row.get("target") or "")
    if kind == OMIT:
        return Omit(target, str(row.get("reason") or ""))
    if kind == NOTE:
        return Annotate(target, str(row.get("note") or ""), by)
    component = own.get(str(row.get("component") or ""))
    if component is None:
        return None
    if kind == REPLACE:
        return Replace(target, component, str(row.get("reason") or ""))
    return Add(component, str(row.get("after") or ""), rank[component.key])


def rows_of(layer: Layer) -> list[dict[str, Any]]:
    """The rows of a layer; own components and duties are stored beside them."""
    return [_row(operation) for operation in (*_not_adds(layer), *layer.adds)]


def _not_adds(layer: Layer) -> Iterable[Operation]:
    return (operation for operation in layer.operations if not isinstance(operation, Add))


def _row(operation: Operation) -> dict[str, Any]:
    if isinstance(operation, Omit):
        return {"op": OMIT, "target": operation.target, "reason": operation.reason}
    if isinstance(operation, Annotate):
        return {"op": NOTE, "target": operation.target, "note": operation.note}
    if isinstance(operation, Replace):
        return {
            "op": REPLACE,
            "target": operation.target,
            "component": operation.component.key,
            "reason": operation.reason,
        }
    return {"op": ADD, "component": operation.component.key, "after": operation.after}


def own_components(layer: Layer) -> tuple[Component, ...]:
    """The institution's own components, each once, in the order in which the stream keeps them."""
    replacing = [o.component for o in layer.operations if isinstance(o, Replace)]
    return (*replacing, *(add.component for add in layer.adds))


def own_parts(rows: Iterable[Row]) -> frozenset[str]:
    """Ids of the own components that rows place."""
    return frozenset(str(row["component"]) for row in rows if row.get("component"))


def applicable(base: Manifest, layer: Layer) -> tuple[Layer, tuple[LayerProblem, ...]]:
    """The part of a layer that goes over a base, and what is wrong with the rest.

    For showing a draft that isn't finished: what can't be applied is left out of the picture.
    """
    found: list[LayerProblem] = []
    while problems := layer_problems(base, layer):
        found.extend(problems)
        layer = _without(layer, {problem.key for problem in problems})
    return layer, tuple(found)


def _without(layer: Layer, keys: set[str]) -> Layer:
    operations = tuple(o for o in layer.operations if _key(o) not in keys)
    duties = tuple(
        dataclasses.replace(
            duty, competencies=tuple(c for c in duty.competencies if c.key not in keys)
        )
        for duty in layer.duties
        if duty.key not in keys
    )
    return dataclasses.replace(layer, operations=operations, duties=duties)


def _key(operation: Operation) -> str:
    return operation.component.key if isinstance(operation, Add) else operation.target
