"""What keeps a draft from being released, and what is only told: a table of problems."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from repository.licences.catalogue import CATALOGUE
from repository.pages.draft_data import DraftCompetency, DraftComponent, DraftDuty
from repository.pages.rules import ERROR, WARNING, Draft, DraftDocument, problems_of

TERMS = {facts.spdx: facts.terms for facts in CATALOGUE}
TODAY = date(2026, 11, 22)
FILE = DraftDocument("lesson.pdf", "0" * 64, 10, "application/pdf", "clean")
LESSON = DraftComponent(
    "c1", "lesson-plan", "First lesson", documents=(1,), teaches=("A1",), assesses=("A1",)
)
DUTY = DraftDuty("d1", "A", "Work safely", (DraftCompetency("k1", "A1", "Wash hands"),))
SOUND = Draft(
    title="Food safety",
    summary="Handle food safely.",
    licence="CC-BY-4.0",
    subjects=("Food",),
    duties=(DUTY,),
    components=(LESSON,),
    documents={1: FILE},
)


def lesson(**changes: Any) -> tuple[DraftComponent, ...]:
    return (dataclasses.replace(LESSON, **changes),)


def document(**changes: Any) -> dict[int, DraftDocument]:
    return {1: dataclasses.replace(FILE, **changes)}


def duty(*competencies: DraftCompetency, **changes: Any) -> tuple[DraftDuty, ...]:
    return (dataclasses.replace(DUTY, competencies=competencies, **changes),)


A1 = DraftCompetency("k1", "A1", "Wash hands")

TABLE: list[tuple[str, str, str, dict[str, Any]]] = [
    ("TITLE-MISSING", ERROR, "title", {"title": " "}),
    ("SUMMARY-MISSING", WARNING, "summary", {"summary": ""}),
    ("SUBJECTS-MISSING", WARNING, "subjects", {"subjects": ()}),
    ("COVER-ALT-MISSING", ERROR, "cover_alt", {"has_cover": True}),
    ("REVIEW-PASSED", WARNING, "next_review", {"next_review": date(2026, 11, 21)}),
    ("FILES-MISSING", ERROR, "components", {"components": lesson(documents=())}),
    ("PUBLIC-MISSING", WARNING, "components", {"components": lesson(audience="members")}),
    ("LICENCE-MISSING", ERROR, "licence", {"licence": ""}),
    (
        "LICENCE-MEMBERS-ON-PUBLIC",
        ERROR,
        "licence",
        {"licence": "LicenseRef-Headwaters-Members"},
    ),
    ("LICENCE-UNKNOWN", ERROR, "components", {"components": lesson(licence="WTFPL")}),
    ("COMPONENT-TITLE-MISSING", ERROR, "components", {"components": lesson(title="")}),
    ("COMPONENT-WITHOUT-FILE", WARNING, "components", {"components": lesson(documents=())}),
    ("FILE-GONE", ERROR, "components", {"documents": {}}),
    ("FILE-ERRORS", ERROR, "components", {"documents": document(outcome="errors")}),
    ("FILE-NAME-TWICE", ERROR, "components", {"components": lesson(documents=(1, 1))}),
    ("FILE-CAPTIONS", WARNING, "components", {"documents": document(media_type="video/mp4")}),
    ("CODE-UNKNOWN", ERROR, "components", {"components": lesson(practises=("B9",))}),
    ("CODE-MISSING", ERROR, "duties", {"duties": duty(A1, DraftCompetency("k2", "", "Dry"))}),
    ("CODE-TWICE", ERROR, "duties", {"duties": duty(A1, DraftCompetency("k2", "a1", "Dry"))}),
    ("STATEMENT-MISSING", ERROR, "duties", {"duties": duty(DraftCompetency("k1", "A1", ""))}),
    ("DUTY-TITLE-MISSING", ERROR, "duties", {"duties": duty(A1, title="")}),
    ("COMPETENCIES-MISSING", WARNING, "duties", {"duties": ()}),
    ("ALIGN-TAUGHT", WARNING, "duties", {"components": lesson(teaches=())}),
    ("ALIGN-ASSESSED", WARNING, "duties", {"components": lesson(assesses=())}),
    (
        "EFFORT-SUM",
        WARNING,
        "effort_hours",
        {"effort_hours": Decimal(60), "components": lesson(effort_hours=Decimal("1.5"))},
    ),
]


def codes(draft: Draft) -> list[str]:
    return [problem.code for problem in problems_of(draft, TERMS, TODAY)]


def test_problems_of_a_sound_draft_are_none() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("code", "severity", "field", "changes"), TABLE, ids=[row[0] for row in TABLE]
)
def test_problems_of_a_draft_with_one_fault_name_it(
    code: str, severity: str, field: str, changes: dict[str, Any]
) -> None:
    found = problems_of(dataclasses.replace(SOUND, **changes), TERMS, TODAY)
    named = [problem for problem in found if problem.code == code]
    assert {(problem.severity, problem.field) for problem in named} == {(severity, field)}
    assert all(problem.place and problem.message for problem in named)


def test_problems_of_a_draft_put_errors_first() -> None:
    found = problems_of(dataclasses.replace(SOUND, summary="", licence=""), TERMS, TODAY)
    assert [problem.severity for problem in found] == [ERROR, WARNING]


def test_problems_with_a_non_commercial_part_in_an_open_package_say_why() -> None:
    draft = dataclasses.replace(SOUND, components=lesson(licence="CC-BY-NC-4.0"))
    found = problems_of(draft, TERMS, TODAY)
    assert [(problem.severity, problem.part) for problem in found] == [(ERROR, "licence")]
    assert "non-commercial use only" in found[0].message


def test_problems_with_a_captioned_video_say_nothing() -> None:
    files = {
        1: dataclasses.replace(FILE, name="mop.mp4", media_type="video/mp4"),
        2: dataclasses.replace(FILE, name="mop.en.vtt", media_type="text/vtt"),
    }
    draft = dataclasses.replace(SOUND, components=lesson(documents=(1, 2)), documents=files)
    assert codes(draft) == []


def test_problems_with_codes_in_other_letters_find_their_competency() -> None:
    assert codes(dataclasses.replace(SOUND, components=lesson(teaches=("a1",)))) == []


def test_problem_in_a_component_points_at_its_block() -> None:
    draft = dataclasses.replace(SOUND, components=lesson(title=""))
    (problem,) = problems_of(draft, TERMS, TODAY)
    assert problem.target == '[id="block-c1-section"]'
