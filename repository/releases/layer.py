"""A layer: what an institution does over one release of a core, as recorded intent.

A layer never copies the core. It says which components it adds, replaces, leaves out or annotates,
and which duties and competencies of its own it brings; `apply_layer` makes the effective manifest
of both, a pure function. The order in which operations are recorded
carries no meaning: where several components are added after the same one, `rank` and then the key
decide.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from repository.releases.audience import is_public
from repository.releases.manifest import (
    ADAPTABLE,
    LOCKED,
    MEMBERS,
    OPTIONAL,
    PUBLIC,
    Component,
    Duty,
    Manifest,
    Note,
    Omission,
)

REPLACED = "replaced"
ADDED = "added"


@dataclasses.dataclass(frozen=True, slots=True)
class Add:
    """A component of one's own. `after`: key of the one it follows, empty for the beginning."""

    component: Component
    after: str = ""
    rank: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Replace:
    """One's own component in place of the core's; it takes over the place and the key."""

    target: str
    component: Component
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Omit:
    """A component of the core left out. It stays out in every later core release."""

    target: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Annotate:
    """A note beside a component of the core; the component itself is untouched.

    by: slug of the institution that says so.
    """

    target: str
    note: str
    by: str = ""


Operation = Add | Replace | Omit | Annotate


@dataclasses.dataclass(frozen=True, slots=True)
class Agreed:
    """A part that the core's editors accepted in words of theirs; both sides know it so.

    offered, accepted: under the core's key, as a release of the layer had it and as it went into
    the core's draft.
    """

    offered: Component
    accepted: Component


@dataclasses.dataclass(frozen=True, slots=True)
class Layer:
    """What an institution does over one release of a base.

    duties: one's own, after the base's. adapts_freely: an adaptation of a standalone package, where
    no customisation policy binds. package: uuid of the package whose layer it is; what the core
    took over from it is told by that. agreed: parts that the core accepted with changes.
    """

    operations: tuple[Operation, ...] = ()
    duties: tuple[Duty, ...] = ()
    adapts_freely: bool = False
    package: str = ""
    agreed: tuple[Agreed, ...] = ()

    @property
    def adds(self) -> tuple[Add, ...]:
        """All additions, in the order in which they stand where they share a place."""
        return tuple(sorted((o for o in self.operations if isinstance(o, Add)), key=_place))

    @property
    def replaces(self) -> Mapping[str, Replace]:
        return {o.target: o for o in self.operations if isinstance(o, Replace)}

    @property
    def own(self) -> Mapping[str, Component]:
        """One's own parts, by the key under which each stands: of the core's, where it replaces."""
        own = {key: replace.component for key, replace in self.replaces.items()}
        return own | {add.component.key: add.component for add in self.adds}

    @property
    def omits(self) -> Mapping[str, Omit]:
        return {o.target: o for o in self.operations if isinstance(o, Omit)}

    @property
    def notes(self) -> Mapping[str, Annotate]:
        return {o.target: o for o in self.operations if isinstance(o, Annotate)}


def _place(add: Add) -> tuple[str, int, str]:
    return (add.after, add.rank, add.component.key)


@dataclasses.dataclass(frozen=True, slots=True)
class LayerProblem:
    """Why a layer doesn't go over a base. `key`: the component, competency or duty it is about."""

    code: str
    key: str
    message: str


class LayerError(ValueError):
    """The layer can't be applied. `problems`: all of them."""

    code = "LAYER"

    def __init__(self, problems: tuple[LayerProblem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


def apply_layer(base: Manifest, layer: Layer) -> Manifest:
    """The base with the layer over it: components and duties; everything else is the base's.

    Raises: LayerError where `layer_problems` finds anything.
    """
    problems = layer_problems(base, layer)
    if problems:
        raise LayerError(problems)
    return dataclasses.replace(
        base,
        duties=base.duties + layer.duties,
        components=tuple(_laid(base, layer)),
        omissions=_omissions(base, layer),
    )


def _laid(base: Manifest, layer: Layer) -> Iterator[Component]:
    following = _following(layer)
    replaces, omits, notes = layer.replaces, layer.omits, layer.notes
    yield from _added(following, "")
    for component in base.components:
        replace = replaces.get(component.key)
        if replace:
            yield replacement(component, replace)
        elif component.key not in omits:
            note = notes.get(component.key)
            inherited = as_inherited(component)
            yield noted(inherited, note) if note else inherited
        yield from _added(following, component.key)


def _following(layer: Layer) -> Mapping[str, list[Add]]:
    following: dict[str, list[Add]] = defaultdict(list)
    for add in layer.adds:
        following[add.after].append(add)
    return following


def _added(following: Mapping[str, list[Add]], after: str) -> Iterator[Component]:
    """What stands after a place; iterative, because additions may follow additions at length."""
    waiting = list(reversed(following.get(after, [])))
    while waiting:
        add = waiting.pop()
        yield dataclasses.replace(add.component, origin=ADDED)
        waiting.extend(reversed(following.get(add.component.key, [])))


def as_inherited(component: Component) -> Component:
    """A part of the base as it is: what the base's own layer did to it is the base's matter."""
    if not (component.origin or component.in_place_of):
        return component
    return dataclasses.replace(component, origin="", in_place_of="")


def replacement(target: Component, replace: Replace) -> Component:
    """What stands in the place of `target`: the own component under the target's key.

    What it stands for is named where everybody may know of it.
    """
    named = target.title if is_public(target) else ""
    return dataclasses.replace(
        replace.component, key=target.key, origin=REPLACED, in_place_of=named
    )


def noted(component: Component, annotate: Annotate) -> Component:
    return dataclasses.replace(
        component, notes=(*component.notes, Note(annotate.note, annotate.by))
    )


def _omissions(base: Manifest, layer: Layer) -> tuple[Omission, ...]:
    """What the layer leaves out now. An omission of what isn't there (any more) waits unseen."""
    omits = layer.omits
    return tuple(
        Omission(
            c.key,
            c.title,
            c.type,
            c.section,
            omits[c.key].reason,
            PUBLIC if is_public(c) else MEMBERS,
        )
        for c in base.components
        if c.key in omits
    )


def reading_order(base: Manifest, layer: Layer) -> Mapping[str, int]:
    """Where each part of a base, left out ones too, and each addition is read, by key."""
    following = _following(layer)
    read = [""]
    for place in ("", *(component.key for component in base.components)):
        read += [place] if place else []
        read += [own.key for own in _added(following, place)]
    return {key: rank for rank, key in enumerate(read)}


def in_reading_order(base: Manifest, layer: Layer) -> Layer:
    """The same layer, its additions ranked as they are read over `base`.

    Whatever place two of them share later, the one that is read first now is first there.
    """
    ranks = reading_order(base, layer)
    operations = tuple(
        dataclasses.replace(o, rank=ranks.get(o.component.key, o.rank)) if isinstance(o, Add) else o
        for o in layer.operations
    )
    return dataclasses.replace(layer, operations=operations)


def layer_problems(base: Manifest, layer: Layer) -> tuple[LayerProblem, ...]:
    """Everything that keeps a layer from going over a base; empty where nothing does."""
    return (
        *_target_problems(base, layer),
        *_policy_problems(base, layer),
        *_key_problems(base, layer),
        *_place_problems(base, layer),
    )


def _target_problems(base: Manifest, layer: Layer) -> Iterator[LayerProblem]:
    there = {component.key for component in base.components}
    targets: Counter[str] = Counter()
    for operation in layer.operations:
        if isinstance(operation, Add):
            continue
        targets[operation.target] += 1
        if operation.target not in there and not isinstance(operation, Omit):
            yield LayerProblem(
                "LAYER-NO-TARGET",
                operation.target,
                f"The core has no component {operation.target}, which the layer builds on.",
            )
        if isinstance(operation, Omit) and not operation.reason.strip():
            yield LayerProblem(
                "LAYER-NO-REASON", operation.target, "Leaving out a part needs a reason."
            )
    for target in sorted(key for key, count in targets.items() if count > 1):
        yield LayerProblem(
            "LAYER-TWICE", target, f"Component {target} has two operations that exclude each other."
        )


def _policy_problems(base: Manifest, layer: Layer) -> Iterator[LayerProblem]:
    if layer.adapts_freely:
        return
    replaces, omits = layer.replaces, layer.omits
    for component in base.components:
        for operation in (replaces.get(component.key), omits.get(component.key)):
            if operation is not None and not permitted(component.policy, operation):
                yield LayerProblem("LAYER-POLICY", component.key, refusal(component, operation))


def permitted(policy: str, operation: Operation) -> bool:
    """Whether a customisation policy permits an operation. Notes and additions always go."""
    if isinstance(operation, Replace):
        return policy in {ADAPTABLE, OPTIONAL}
    if isinstance(operation, Omit):
        return policy == OPTIONAL
    return True


def why_locked(component: Component) -> str:
    """Why a part is the same everywhere: in the words of its editors, where they gave any."""
    return component.policy_reason or "it stays the same at every institution."


def refusal(component: Component, operation: Operation) -> str:
    """Why a policy keeps an operation away, for the person who tried."""
    if component.policy == LOCKED:
        return f"“{component.title}” is locked: {why_locked(component)}"
    act = "left out" if isinstance(operation, Omit) else "replaced"
    return f"“{component.title}” is {component.policy}: it can’t be {act}."


def _key_problems(base: Manifest, layer: Layer) -> Iterator[LayerProblem]:
    there = {component.key for component in base.components}
    own = Counter(add.component.key for add in layer.adds)
    for key in sorted(own):
        if key in there or own[key] > 1:
            yield LayerProblem(
                "LAYER-KEY-COLLIDES", key, f"A component of one’s own has the key {key} of another."
            )
    theirs = {c.key for c in base.competencies} | {duty.key for duty in base.duties}
    mine = Counter(
        key for duty in layer.duties for key in (duty.key, *(c.key for c in duty.competencies))
    )
    for key in sorted(mine):
        if key in theirs or mine[key] > 1:
            yield LayerProblem(
                "LAYER-KEY-COLLIDES",
                key,
                f"A competency of one’s own has the key {key} of another.",
            )


def _place_problems(base: Manifest, layer: Layer) -> Iterator[LayerProblem]:
    """Additions must hang, through one another, on the beginning or on a component of the base."""
    following = _following(layer)
    reached: set[str] = set()
    waiting = ["", *(component.key for component in base.components)]
    while waiting:
        for add in following.get(waiting.pop(), []):
            if add.component.key not in reached:
                reached.add(add.component.key)
                waiting.append(add.component.key)
    for add in layer.adds:
        if add.component.key not in reached:
            yield LayerProblem(
                "LAYER-NO-PLACE",
                add.component.key,
                f"“{add.component.title}” stands after a component that isn’t there.",
            )
