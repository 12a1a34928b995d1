"""What differs between two releases of a core, found once for every layer that moves. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from enum import StrEnum

from repository.releases.differences import changed_fields, component_changes
from repository.releases.manifest import Competency, Component, Manifest


class Nature(StrEnum):
    """What a change of the core is about, mildest first."""

    NONE = ""
    WORDING = "wording"
    CONTENT = "content"
    ASSESSMENT = "assessment"
    COMPETENCY = "competency"


# Of a component: what doesn't change how it is taught.
WORDS = frozenset(
    {"title", "description", "section", "attribution", "notes", "in_place_of", "policy_reason"}
)


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """From one release of a core to another, by key.

    order: keys of the new one's components. natures: of every component that came, went or changed.
    moved: components with another neighbour before them. competencies: of both, the new one's
    first, each as before and after.
    """

    old: Mapping[str, Component]
    new: Mapping[str, Component]
    order: tuple[str, ...]
    natures: Mapping[str, Nature]
    moved: frozenset[str]
    gone_competencies: frozenset[str]
    competencies: Mapping[str, tuple[Competency | None, Competency | None]]
    taken_keys: frozenset[str]

    def nature(self, key: str) -> Nature:
        return self.natures.get(key, Nature.NONE)

    def changed(self, key: str) -> bool:
        """It is in both, and not the same."""
        return key in self.natures and key in self.old and key in self.new


def step_between(old: Manifest, new: Manifest) -> Step:
    """What differs from `old` to `new`. For many layers over one core, make it once."""
    before = {component.key: component for component in old.components}
    after = {component.key: component for component in new.components}
    known = {competency.key: competency for competency in old.competencies}
    now = {competency.key: competency for competency in new.competencies}
    return Step(
        old=before,
        new=after,
        order=tuple(after),
        natures=dict(_natures(before, after)),
        moved=frozenset(_moved(before, after)),
        gone_competencies=frozenset(known.keys() - now.keys()),
        competencies={key: (known.get(key), now.get(key)) for key in {**now, **known}},
        taken_keys=frozenset(now) | {duty.key for duty in new.duties},
    )


def _natures(
    old: Mapping[str, Component], new: Mapping[str, Component]
) -> Iterator[tuple[str, Nature]]:
    for key in {**new, **old}:
        nature = nature_of(old.get(key), new.get(key))
        if nature:
            yield key, nature


def nature_of(old: Component | None, new: Component | None) -> Nature:
    """What the change of a component is about; NONE where nothing is different."""
    present = [component for component in (old, new) if component is not None]
    assesses = any(c.type == "assessment" or c.assesses for c in present)
    if old is None or new is None:
        return Nature.ASSESSMENT if assesses else Nature.CONTENT
    changes = component_changes(old, new)
    if not changes:
        return Nature.NONE
    if assesses:
        return Nature.ASSESSMENT
    return Nature.WORDING if changes <= WORDS else Nature.CONTENT


def _moved(old: Mapping[str, Component], new: Mapping[str, Component]) -> set[str]:
    """Components whose neighbour before them, among those in both, is another one."""
    both = [key for key in old if key in new]
    now = [key for key in new if key in old]
    before = dict(zip(both, ["", *both], strict=False))
    after = dict(zip(now, ["", *now], strict=False))
    return {key for key in both if before[key] != after[key]}


def competency_changed(old: Competency, new: Competency) -> bool:
    return bool(changed_fields(old, new, {"key"}))
