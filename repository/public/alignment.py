"""Which component teaches, practises and assesses which competency. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from repository.public.cards import (
    AlignmentColumn,
    AlignmentDuty,
    AlignmentRow,
    AlignmentTable,
    CompetencyLine,
    DutyLines,
)
from repository.public.layer_cards import Origin
from repository.public.origins import CORE, base_origin, own_origin
from repository.releases.manifest import Component, Duty, Manifest

LETTERS = {
    "syllabus": "S",
    "lesson-plan": "L",
    "scorm-module": "M",
    "assessment": "A",
    "learning-resource": "R",
    "video": "V",
    "instructor-guide": "G",
}


def duty_lines(manifest: Manifest, base: Manifest | None = None) -> list[DutyLines]:
    """The duties with their competencies, and how many components serve each.

    base: what the package builds on, as far as it is known; its own duties then stand first.
    """
    taught = Counter(key for component in manifest.components for key in component.teaches)
    assessed = Counter(key for component in manifest.components for key in component.assesses)
    lines = [
        DutyLines(
            code=duty.code,
            title=duty.title,
            origin=_origin(duty, manifest, base),
            competencies=[
                CompetencyLine(
                    code=competency.code,
                    statement=competency.statement,
                    level=competency.level,
                    taught_by=taught[competency.key],
                    assessed_by=assessed[competency.key],
                )
                for competency in duty.competencies
            ],
        )
        for duty in manifest.duties
    ]
    return sorted(lines, key=lambda line: line.origin is not None and line.origin.name == CORE)


def _origin(duty: Duty, manifest: Manifest, base: Manifest | None) -> Origin | None:
    if manifest.base is None or base is None:
        return None
    inherited = duty.key in {other.key for other in base.duties}
    return base_origin(manifest) if inherited else own_origin(manifest)


def alignment_table(manifest: Manifest, anchors: Mapping[str, str]) -> AlignmentTable | None:
    """The table, or None where no component says what it teaches.

    anchors: of the components on the page, by key.
    """
    aligned = [c for c in manifest.components if c.teaches or c.practises or c.assesses]
    if not aligned or not manifest.competencies:
        return None
    columns = [
        AlignmentColumn(short=short, title=component.title, anchor=anchors[component.key])
        for short, component in zip(_short_names(aligned), aligned, strict=True)
    ]
    duties = [
        AlignmentDuty(
            code=duty.code,
            title=duty.title,
            rows=[
                AlignmentRow(
                    code=competency.code,
                    statement=competency.statement,
                    cells=[_cell(component, competency.key) for component in aligned],
                )
                for competency in duty.competencies
            ],
        )
        for duty in manifest.duties
    ]
    return AlignmentTable(columns=columns, duties=duties)


def _cell(component: Component, key: str) -> str:
    served = (("T", component.teaches), ("P", component.practises), ("A", component.assesses))
    return "".join(letter for letter, keys in served if key in keys)


def _short_names(components: Sequence[Component]) -> list[str]:
    """L1, L2, M1, …: a letter for the type and a number."""
    counted: Counter[str] = Counter()
    names = []
    for component in components:
        letter = LETTERS.get(component.type, "X")
        counted[letter] += 1
        names.append(f"{letter}{counted[letter]}")
    return names
