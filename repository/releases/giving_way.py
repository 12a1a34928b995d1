"""What a core took over from a layer: the layer's own copy gives way to it. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from repository.releases.layer import Add, Agreed, Layer, Replace
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
    """The layer without what gives way to the new core."""
    gone = given_way(old, new, layer)
    operations = tuple(
        operation
        for operation in layer.operations
        if not (isinstance(operation, Add) and operation.component.key in gone)
        and not (isinstance(operation, Replace) and operation.target in gone)
    )
    return dataclasses.replace(layer, operations=operations) if gone else layer


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
