"""Layers and later core releases for tests: any at all, that go over a given manifest."""

from __future__ import annotations

import dataclasses

from hypothesis import strategies as st

from repository.releases.layer import Add, Annotate, Layer, Omit, Operation, Replace
from repository.releases.manifest import (
    ADAPTABLE,
    OPTIONAL,
    POLICIES,
    Competency,
    Component,
    Duty,
    Manifest,
)
from tests.manifests import components, manifests, titles


@st.composite
def layers(draw: st.DrawFn, core: Manifest) -> Layer:
    """A sound layer over `core`, with keys of its own (`own0…`, `ownk0…`)."""
    operations: list[Operation] = []
    for component in core.components:
        operation = draw(_operations(component))
        if operation is not None:
            operations.append(operation)
    places = ["", *(component.key for component in core.components)]
    for number in range(draw(st.integers(0, 3))):
        own = dataclasses.replace(draw(components(f"own{number}")), hops=())
        operations.append(Add(own, draw(st.sampled_from(places)), draw(st.integers(0, 2))))
        places.append(own.key)
    duties: tuple[Duty, ...] = ()
    if draw(st.booleans()):
        duties = (Duty("ownd", "H", draw(titles), (Competency("ownk0", "H1", draw(titles)),)),)
    return Layer(tuple(draw(st.permutations(operations))), duties)


@st.composite
def _operations(draw: st.DrawFn, component: Component) -> Operation | None:
    kinds = ["none", "none", "note"]
    if component.policy in {ADAPTABLE, OPTIONAL}:
        kinds.append("replace")
    if component.policy == OPTIONAL:
        kinds.append("omit")
    kind = draw(st.sampled_from(kinds))
    if kind == "note":
        return Annotate(component.key, draw(titles))
    if kind == "replace":
        return Replace(component.key, draw(components(f"mine-{component.key}")), draw(titles))
    return Omit(component.key, draw(titles)) if kind == "omit" else None


@st.composite
def later(draw: st.DrawFn, core: Manifest) -> Manifest:
    """A later release of `core`: some components changed, moved, gone or new."""
    kept: list[Component] = []
    for component in core.components:
        fate = draw(st.sampled_from(("same", "same", "title", "policy", "gone")))
        if fate == "title":
            kept.append(dataclasses.replace(component, title=draw(titles)))
        elif fate == "policy":
            kept.append(dataclasses.replace(component, policy=draw(st.sampled_from(POLICIES))))
        elif fate == "same":
            kept.append(component)
    known = {component.key for component in core.components}
    for _ in range(draw(st.integers(0, 2))):
        key = f"c{40 + draw(st.integers(0, 5))}"
        if key not in known:
            known.add(key)
            kept.insert(draw(st.integers(0, len(kept))), draw(components(key)))
    order = draw(st.permutations(kept)) if draw(st.booleans()) else kept
    duties = tuple(duty for duty in core.duties if draw(st.integers(0, 4)))
    return dataclasses.replace(core, components=tuple(order), duties=duties)


@st.composite
def cores_and_layers(draw: st.DrawFn) -> tuple[Manifest, Layer]:
    core = draw(manifests())
    return core, draw(layers(core))


@st.composite
def updates(draw: st.DrawFn) -> tuple[Manifest, Manifest, Layer]:
    """A core, a later release of it, and a layer over the first."""
    core, layer = draw(cores_and_layers())
    return core, draw(later(core)), layer


@st.composite
def hostile_updates(draw: st.DrawFn) -> tuple[Manifest, Manifest, Layer]:
    """The same, where the new core may have keys of the layer's own things, and where own parts
    teach competencies of the core and of their own."""
    old, new, layer = draw(updates())
    own = [add.component.key for add in layer.adds]
    parts = list(new.components)
    if draw(st.booleans()) and own:
        theirs = dataclasses.replace(draw(components(draw(st.sampled_from(own)))), hops=())
        parts.insert(draw(st.integers(0, len(parts))), theirs)
    duties = new.duties
    if draw(st.booleans()) and layer.duties:
        competency = Competency(draw(st.sampled_from(("ownk0", "k77"))), "X1", draw(titles))
        key = draw(st.sampled_from(("ownd", "d77")))
        duties = (*duties, Duty(key, "X", draw(titles), (competency,)))
    known = [c.key for c in old.competencies] + ["ownk0"] * bool(layer.duties)
    operations: list[Operation] = []
    for operation in layer.operations:
        if isinstance(operation, Add | Replace) and known:
            teaches = tuple(sorted(draw(st.sets(st.sampled_from(known), max_size=2))))
            part = dataclasses.replace(operation.component, teaches=teaches)
            operations.append(dataclasses.replace(operation, component=part))
        else:
            operations.append(operation)
    new = dataclasses.replace(new, components=tuple(parts), duties=duties)
    return old, new, dataclasses.replace(layer, operations=tuple(operations))
