"""What the comparison with the core says of each field that differs."""

from __future__ import annotations

import dataclasses

import pytest

from repository.pages.layer_fields import codes_of, told_fields
from repository.releases.differences import component_difference
from repository.releases.manifest import Competency, Duty
from tests.manifests import a_component, a_manifest

CORE = a_component(effort_minutes=180, teaches=("k1", "k2"), policy="adaptable")
CODES = {"k1": "A1", "k2": "A2", "k3": "B1"}


@pytest.mark.parametrize(
    ("changes", "label", "said"),
    [
        ({"effort_minutes": 240}, "Work", [("deleted", "3 h"), ("inserted", "4 h")]),
        ({"effort_minutes": 0}, "Work", [("deleted", "3 h")]),
        ({"teaches": ("k1", "k3")}, "What it teaches", ["A1 ", "A2", "B1"]),
        ({"type": "video"}, "Type", ["Lesson plan", "Video"]),
        ({"policy": "locked"}, "In a specialisation", ["Adaptable", "Locked"]),
        ({"audience": "members"}, "For whom", ["Public", "Members only"]),
        ({"licence": "CC0-1.0"}, "Licence", ["CC BY-SA 4.0", "CC0 1.0"]),
        ({"title": "Infection control, here"}, "Title", ["Infection control", ", here"]),
    ],
)
def test_field_is_told_in_words(
    changes: dict[str, object], label: str, said: list[str | tuple[str, str]]
) -> None:
    change = component_difference(CORE, dataclasses.replace(CORE, **changes))  # type: ignore[arg-type]
    assert change is not None
    (field,) = told_fields(change, CODES)
    assert field.label == label
    texts = [(s.op, s.text) if isinstance(said[0], tuple) else s.text for s in field.spans]
    assert texts == said


def test_notes_and_the_part_replaced_are_told_elsewhere() -> None:
    change = component_difference(CORE, dataclasses.replace(CORE, in_place_of="Lesson 9"))
    assert change is not None
    assert told_fields(change, CODES) == ()


def test_competency_without_code_goes_by_its_statement() -> None:
    duty = Duty("d", "A", "Work safely", (Competency("k9", "", "Lift with care"),))
    assert codes_of(a_manifest(duties=(duty,)))["k9"] == "Lift with care"
