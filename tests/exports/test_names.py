"""Names that hold on every system, in any script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.blobs.names import split_extension
from repository.exports.names import (
    DEVICES,
    MAX_FILE,
    MAX_FOLDER,
    file_name,
    folder_name,
    titled_file_name,
    unique_names,
)

anything = st.text(max_size=400)
FORBIDDEN = set('<>:"/\\|?*\0')


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lesson 1: Safe / sound?", "Lesson 1 - Safe - sound"),
        ("10:30 o'clock", "10-30 o'clock"),
        ("Food areas, washrooms and infection control", "Food areas, washrooms and infection"),
        ("  trailing dots... ", "trailing dots"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("CON", "CON_"),
        ("nul", "nul_"),
        ("com1.txt", "com1_.txt"),
        ("Sécurité alimentaire", "Sécurité alimentaire"),
        ("感染予防", "感染予防"),
        ("a\tb\nc", "a b c"),
    ],
)
def test_folder_name_text_becomes_one_segment(text: str, name: str) -> None:
    assert folder_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("plan.docx", "plan.docx"),
        ("C:\\Users\\me\\plan.docx", "plan.docx"),
        ("../../etc/passwd", "passwd"),
        ("archive.tar.gz", "archive.tar.gz"),
        (".htaccess", "htaccess"),
        ("aux.pdf", "aux_.pdf"),
        ("no extension", "no extension"),
        ("what is this. A sentence", "what is this. A sentence"),
    ],
)
def test_file_name_keeps_its_extension(text: str, name: str) -> None:
    assert file_name(text) == name


def test_file_name_long_keeps_its_extension() -> None:
    assert file_name("a" * 5000 + ".pdf") == "a" * (MAX_FILE - 4) + ".pdf"


def test_titled_file_name_says_the_title() -> None:
    assert titled_file_name("Syllabus, 2026", "final_v3.DOCX") == "Syllabus, 2026.DOCX"
    assert titled_file_name("Syllabus.docx", "x.docx") == "Syllabus.docx"


@given(anything)
def test_folder_name_any_text_is_safe(text: str) -> None:
    name = folder_name(text)
    assert 0 < len(name) <= MAX_FOLDER + 1
    _assert_safe(name)


@given(anything)
def test_file_name_any_text_is_safe(text: str) -> None:
    name = file_name(text)
    assert 0 < len(name) <= MAX_FILE + 1
    _assert_safe(name)


@given(anything, anything)
def test_titled_file_name_any_text_is_safe(title: str, name: str) -> None:
    _assert_safe(titled_file_name(title, name))


@given(st.lists(anything.map(file_name) | st.sampled_from(("a.pdf", "A.pdf", "á.pdf", "á.pdf"))))
def test_unique_names_differ_where_case_and_form_do_not_count(names: list[str]) -> None:
    unique = unique_names(names)
    alike = {unicodedata.normalize("NFC", name).casefold() for name in unique}
    assert len(alike) == len(names)
    assert [split_extension(name)[1] for name in unique] == [
        split_extension(name)[1] for name in names
    ]


def _assert_safe(name: str) -> None:
    assert not FORBIDDEN & set(name)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in name)
    assert name == name.strip(" ")
    assert not name.startswith(".")
    assert not name.endswith(".")
    assert name.partition(".")[0].strip().casefold() not in DEVICES
    assert len(name.encode()) <= 255
