"""What a file would become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.intake.plan import LONGEST_TITLE, is_language, plan_package, readable_name
from repository.releases.manifest import COMPONENT_TYPES


@pytest.mark.parametrize(
    ("name", "inspection", "expected"),
    [
        ("golf.zip", {"kind": "scorm"}, "scorm-module"),
        ("unit.zip", {"kind": "cmi5"}, "scorm-module"),
        ("bank.zip", {"kind": "qti"}, "assessment"),
        ("mopping.webm", {"kind": "document", "media_type": "video/webm"}, "video"),
        ("BSW Course Outline.docx", {"kind": "document"}, "syllabus"),
        ("plan_de_cours.pdf", {"kind": "document"}, "syllabus"),
        ("lesson-04.docx", {"kind": "document"}, "lesson-plan"),
        ("04.docx", {"kind": "document", "title": "Lesson 4: pH"}, "lesson-plan"),
        ("answer key.pdf", {"kind": "document"}, "instructor-guide"),
        ("final exam.docx", {"kind": "document"}, "assessment"),
        ("contest-rules.pdf", {"kind": "document"}, "learning-resource"),
        ("poster.png", {"kind": "document"}, "learning-resource"),
    ],
)
def test_component_type_follows_kind_then_name(
    name: str, inspection: dict[str, str], expected: str
) -> None:
    assert plan_package(name, inspection).component_type == expected


@pytest.mark.parametrize(
    ("said", "inside", "name", "expected"),
    [
        ("Golf", "Golf Explained", "golf.zip", "Golf"),
        ("  ", "Golf Explained", "golf.zip", "Golf Explained"),
        ("", "", "golf_explained-v2.final.zip", "Golf explained v2 final"),
        ("", "", "___.zip", "Untitled"),
    ],
)
def test_title_is_what_a_person_said_then_the_file_then_its_name(
    said: str, inside: str, name: str, expected: str
) -> None:
    assert plan_package(name, {"title": inside}, title=said).title == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("fr-CA", "fr-CA"), ("en", "en"), ("und", "en-CA"), ("x-none", "en-CA"), ("", "en-CA")],
)
def test_language_that_names_none_becomes_the_default(tag: str, expected: str) -> None:
    assert plan_package("a.pdf", {"language": tag}).language == expected


@given(st.text(max_size=5000), st.text(max_size=1000), st.text(max_size=30))
def test_any_text_makes_a_plan_that_can_be_written(name: str, title: str, language: str) -> None:
    plan = plan_package(name, {"title": title, "language": language})
    assert 0 < len(plan.title) <= LONGEST_TITLE
    assert plan.component_type in COMPONENT_TYPES
    assert is_language(plan.language)


def test_readable_name_keeps_other_scripts() -> None:
    assert readable_name("安全_卫生.pdf") == "安全 卫生"


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [("a.zip", "caf\udcff", "caf"), ("\udcff\udcfe.zip", "", "Untitled"), ("a.zip", "\udcff", "A")],
)
def test_halves_of_characters_are_in_no_title(name: str, title: str, expected: str) -> None:
    assert plan_package(name, {}, title=title).title == expected
