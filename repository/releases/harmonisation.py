"""The proof that a Level 2 still is the Level 1 that it builds on. Pure.

A Level 2 contains its core where every competency of the core is there unchanged, still taught and
assessed by something wherever the core taught and assessed it, and every locked component is
untouched. What the core itself never taught or assessed is not the Level 2's fault; the numbers of
the proof say so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from repository.releases.manifest import LOCKED, Component, Manifest, Proof
from repository.releases.wording import quoted

COMPETENCY_MISSING = "HARMONY-COMPETENCY-MISSING"
COMPETENCY_CHANGED = "HARMONY-COMPETENCY-CHANGED"
NOT_TAUGHT = "HARMONY-NOT-TAUGHT"
NOT_ASSESSED = "HARMONY-NOT-ASSESSED"
LOCKED_MISSING = "HARMONY-LOCKED-MISSING"
LOCKED_CHANGED = "HARMONY-LOCKED-CHANGED"


@dataclasses.dataclass(frozen=True, slots=True)
class Breach:
    """What keeps a Level 2 from being one. `key`: of the competency or component."""

    code: str
    key: str
    message: str


@dataclasses.dataclass(frozen=True, slots=True)
class Harmony:
    """Either a proof, or what stands in its way."""

    proof: Proof
    breaches: tuple[Breach, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.breaches


def prove(core: Manifest, effective: Manifest) -> Harmony:
    """Compare an effective package with the core release that it builds on, key by key.

    Both whole: members-only components teach and assess too.
    """
    taught = _aligned(effective.components, "teaches")
    assessed = _aligned(effective.components, "assesses")
    keys = {competency.key for competency in core.competencies}
    proof = Proof(len(keys), len(keys & taught), len(keys & assessed))
    return Harmony(
        proof, (*_competencies(core, effective, taught, assessed), *_locked(core, effective))
    )


def _aligned(components: Iterable[Component], part: str) -> set[str]:
    return {key for component in components for key in getattr(component, part)}


def _competencies(
    core: Manifest, effective: Manifest, taught: set[str], assessed: set[str]
) -> Iterator[Breach]:
    now = {competency.key: competency for competency in effective.competencies}
    was_taught = _aligned(core.components, "teaches")
    was_assessed = _aligned(core.components, "assesses")
    for competency in core.competencies:
        key, name = competency.key, f"{competency.code} {quoted(competency.statement)}".strip()
        if key not in now:
            yield Breach(COMPETENCY_MISSING, key, f"The core’s competency {name} is missing.")
            continue
        if now[key] != competency:
            yield Breach(COMPETENCY_CHANGED, key, f"The core’s competency {name} was changed.")
        if key in was_taught - taught:
            said = f"Nothing teaches the core’s competency {name} any more."
            yield Breach(NOT_TAUGHT, key, said)
        if key in was_assessed - assessed:
            said = f"Nothing assesses the core’s competency {name} any more."
            yield Breach(NOT_ASSESSED, key, said)


def _locked(core: Manifest, effective: Manifest) -> Iterator[Breach]:
    now = {component.key: component for component in effective.components}
    for component in core.components:
        if component.policy != LOCKED:
            continue
        name = quoted(component.title)
        if component.key not in now:
            said = f"{name} is locked in the core and is missing."
            yield Breach(LOCKED_MISSING, component.key, said)
        elif _substance(now[component.key]) != _substance(component):
            said = f"{name} is locked in the core and was changed."
            yield Breach(LOCKED_CHANGED, component.key, said)


def _substance(component: Component) -> Component:
    """A component without what a layer may put beside it, and what a release adds."""
    return dataclasses.replace(component, hops=(), notes=())
