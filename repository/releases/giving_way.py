"""What a core took over from a layer: the layer's own copy gives way to it. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from repository.releases.layer import (
    Add,
    Agreed,
    Layer,
    Operation,
    Replace,
    in_reading_order,
)
from repository.releases.manifest import Component, Manifest


def given_way(old: Manifest, new: Manifest, layer: Layer) -> frozenset[str]:
    """Keys of own parts that the core has taken over: the layer's copies give way.

    The core's part says by its hops that it comes from a release of this package from which the old
    core's didn't. It is the same work, or the work as its editors said that they accept it, while
    the layer's is still the one that was offered. One that does less for some competency is no full
    stand-in: somebody decides.
    """
    own = layer.own
    came = taken_over(old, new, layer)
    return frozenset(
        component.key
        for component in new.components
        if component.key in came
        and _stands_for(component, own[component.key], layer.agreed)
        and _aligned(component) >= _aligned(own[component.key])
    )


def taken_over(old: Manifest, new: Manifest, layer: Layer) -> frozenset[str]:
    """Keys of own parts that came into the core since, as they are or otherwise."""
    before = {component.key: component for component in old.components}
    own = layer.own
    return frozenset(
        component.key
        for component in new.components
        if component.key in own
        and _hops_of(component, layer) - _hops_of(before.get(component.key), layer)
    )


def _stands_for(core: Component, own: Component, agreed: Iterable[Agreed]) -> bool:
    """The core's part is the layer's own, as it is or in the words that were agreed."""
    if _work(core) == _work(own):
        return True
    return any(
        known.accepted.key == core.key
        and _work(known.offered) == _work(own)
        and _work(known.accepted) == _work(core)
        for known in agreed
    )


def _hops_of(component: Component | None, layer: Layer) -> frozenset[str]:
    """The releases of the layer's package that a part went through."""
    hops = component.hops if component and layer.package else ()
    return frozenset(hop.release for hop in hops if hop.package == layer.package)


def _aligned(component: Component) -> frozenset[tuple[str, str]]:
    verbs = ("teaches", "practises", "assesses")
    return frozenset((verb, key) for verb in verbs for key in getattr(component, verb))


def _work(component: Component) -> tuple[object, ...]:
    """What a part is to who teaches with it, wherever it stands."""
    files = frozenset((file.name, file.sha256) for file in component.files)
    return (component.type, component.title, component.description, files)


def settled(old: Manifest, new: Manifest, layer: Layer) -> Layer:
    """The layer without what gives way to the new core; what stood after it stands there still."""
    gone = given_way(old, new, layer)
    if not gone:
        return layer
    layer = in_reading_order(old, layer)
    hangs = _rehung(new, layer, gone)
    operations: list[Operation] = []
    for operation in layer.operations:
        if isinstance(operation, Add):
            if operation.component.key not in gone:
                after = hangs.get(operation.component.key, operation.after)
                operations.append(dataclasses.replace(operation, after=after))
        elif not (isinstance(operation, Replace) and operation.target in gone):
            operations.append(operation)
    return dataclasses.replace(layer, operations=tuple(operations))


def _rehung(new: Manifest, layer: Layer, gone: frozenset[str]) -> dict[str, str]:
    """After what own parts stand, where one that shared their place before them gave way there."""
    keys = [component.key for component in new.components]
    previous = dict(zip(keys, ["", *keys], strict=False))
    hangs: dict[str, str] = {}
    place: dict[str, str] = {}
    for add in layer.adds:
        key, after = add.component.key, place.get(add.after, add.after)
        if key in gone and previous[key] == after:
            place[add.after] = key
        elif after != add.after:
            hangs[key] = after
    return hangs


def sentences(gone: frozenset[str], new: Manifest, layer: Layer) -> dict[str, str]:
    """What is said of each part that gives way."""
    own = layer.own
    with_changes = {
        c.key for c in new.components if c.key in gone and _work(c) != _work(own[c.key])
    }
    return {
        key: "The core took over your part with changes of its editors; your own copy gives way."
        if key in with_changes
        else "The core took over your part; your own copy gives way to it."
        for key in gone
    }
