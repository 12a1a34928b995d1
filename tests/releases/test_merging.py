"""The core's new words in one's own text: nothing is made up, and nothing goes without a word."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.releases.differences import MAX_PAIRS, words_of
from repository.releases.manifest import Component
from repository.releases.merging import Clash, merge_parts, merge_texts
from tests.manifests import a_component, a_file, texts

CORE = (
    "They plan the lift, test the weight and ask for help above 20 kg.",
    "They plan the lift, test the weight and ask for help above 16 kg. They report strain.",
)
OWN = "They plan the lift, test the weight and use a lift device above 20 kg."


def test_what_each_side_changed_elsewhere_comes_together() -> None:
    merged = merge_texts(*CORE, OWN)
    assert merged.clashes == ()
    assert merged.text == (
        "They plan the lift, test the weight and use a lift device above 16 kg. They report strain."
    )


def test_words_that_both_changed_stay_as_one_s_own_and_are_told() -> None:
    merged = merge_texts(*CORE, OWN.replace("20 kg", "25 kg"))
    assert "above 25 kg. They report strain." in merged.text
    (clash,) = merged.clashes
    assert (clash.before, clash.core, clash.own) == ("20", "16", "25")
    assert clash.lead.endswith("device above ")
    assert clash.trail.startswith(" kg.")


@pytest.mark.parametrize(
    ("before", "core", "own", "text", "clash"),
    [
        # both put something in at one place: both stand, one's own first
        ("Go.", "Go. Now.", "Go. Slowly.", "Go. Slowly. Now.", ("", " Now.", " Slowly.")),
        # one took out what the other changed
        (
            "Lift with your legs and a straight back.",
            "Lift with both legs and a straight back.",
            "Lift with a straight back.",
            "Lift with a straight back.",
            (" your legs and", " both legs and", ""),
        ),
        # two words side by side are one phrase, whoever changed which
        (
            "Ask for help above 20 kg or when in doubt.",
            "Ask for help above 16 kg or when in doubt.",
            "Ask for help above 20 pounds or when in doubt.",
            "Ask for help above 20 pounds or when in doubt.",
            ("20 kg", "16 kg", "20 pounds"),
        ),
        # another text altogether: the whole is one place
        (
            *CORE,
            "Patients move in pairs.",
            "Patients move in pairs.",
            (*CORE, "Patients move in pairs."),
        ),
    ],
)
def test_where_both_changed_the_same_words(
    before: str, core: str, own: str, text: str, clash: tuple[str, str, str]
) -> None:
    merged = merge_texts(before, core, own)
    assert merged.text == text
    assert [(c.before, c.core, c.own) for c in merged.clashes] == [clash]


def test_two_paragraphs_are_two_places() -> None:
    merged = merge_texts(
        "First one.\n\nSecond one.", "First two.\n\nSecond one.", "First one.\n\nSecond mine."
    )
    assert merged.text == "First two.\n\nSecond mine."
    assert not merged.clashes


def test_very_long_text_is_merged_line_by_line() -> None:
    lines = [f"Line {number} of many, and some words more in it." for number in range(200)]
    before = "\n".join(lines)
    assert len(words_of(before)) ** 2 > MAX_PAIRS
    merged = merge_texts(
        before, before.replace("Line 3 ", "Step 3 "), before.replace("Line 9 ", "Step 9 ")
    )
    assert merged.text == before.replace("Line 3 ", "Step 3 ").replace("Line 9 ", "Step 9 ")


@given(texts, texts)
def test_where_one_side_changed_the_result_is_that_side(before: str, other: str) -> None:
    assert merge_texts(before, other, before).text == other
    assert merge_texts(before, before, other).text == other
    assert not merge_texts(before, other, before).clashes


@given(texts, texts)
def test_the_same_change_of_both_stands_once(before: str, other: str) -> None:
    assert merge_texts(before, other, other).text == other
    assert not merge_texts(before, other, other).clashes


@st.composite
def three_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text and two that were made from it, whose new words are in nothing else."""
    before = [f"b{number}" for number in range(draw(st.integers(0, 12)))]

    def edited(mark: str) -> str:
        words: list[str] = []
        for place, word in enumerate([*before, ""]):
            words += [f"{mark}{place}x{n}" for n in range(draw(st.sampled_from((0, 0, 0, 1, 2))))]
            words += [word] if draw(st.sampled_from((True, True, True, False))) else []
        return " ".join(word for word in words if word)

    return " ".join(before), edited("c"), edited("o")


@given(three_texts())
def test_no_new_word_is_lost_without_being_told(three: tuple[str, str, str]) -> None:
    before, core, own = three
    merged = merge_texts(before, core, own)
    old, text = set(words_of(before)), set(words_of(merged.text))
    told = {word for clash in merged.clashes for word in words_of(clash.core + " " + clash.own)}
    assert set(words_of(core)) - old <= text | told
    # One's own words stand in the text whatever the core did.
    assert set(words_of(own)) - old <= text


@given(three_texts())
def test_no_word_that_a_side_took_out_comes_back_untold(three: tuple[str, str, str]) -> None:
    before, core, own = three
    merged = merge_texts(before, core, own)
    told = {word for clash in merged.clashes for word in words_of(clash.before)}
    out = set(words_of(before)) - (set(words_of(core)) & set(words_of(own)))
    assert not (set(words_of(merged.text)) & out) - told - set(" ")


@given(three_texts())
def test_nothing_is_in_the_text_that_was_in_none(three: tuple[str, str, str]) -> None:
    known = {word for text in three for word in words_of(text)}
    assert set(words_of(merge_texts(*three).text)) <= known | {" "}


OLD = a_component("c2", "Lifting", teaches=("k1", "k2"), effort_minutes=60, section="Safety")


@pytest.mark.parametrize(
    ("core", "own", "values", "followed", "clashing"),
    [
        ({"effort_minutes": 90}, {}, {"effort_minutes": 90}, ("effort_minutes",), ()),
        ({}, {"effort_minutes": 90}, {"effort_minutes": 90}, (), ()),
        (
            {"effort_minutes": 90},
            {"effort_minutes": 120},
            {"effort_minutes": 120},
            (),
            ("effort_minutes",),
        ),
        ({"section": "Body"}, {"section": "Body"}, {"section": "Body"}, (), ()),
        # of competencies, each is somebody's on its own
        (
            {"teaches": ("k1", "k3")},
            {"teaches": ("k1", "k2", "own")},
            {"teaches": ("k1", "own", "k3")},
            ("teaches",),
            (),
        ),
    ],
)
def test_each_field_follows_the_side_that_changed_it(
    core: dict[str, Any],
    own: dict[str, Any],
    values: dict[str, Any],
    followed: tuple[str, ...],
    clashing: tuple[str, ...],
) -> None:
    mine = dataclasses.replace(OLD, key="m1", **own)
    merged = merge_parts(OLD, dataclasses.replace(OLD, **core), mine)
    assert merged.component == dataclasses.replace(mine, **values)
    assert (merged.followed, merged.clashing) == (followed, clashing)


@pytest.mark.parametrize(
    ("core", "own", "cores"),
    [
        (("new.pdf",), ("old.pdf",), True),
        (("new.pdf",), ("mine.pdf",), False),
        (("old.pdf",), ("mine.pdf",), False),
    ],
)
def test_files_begin_with_those_of_the_side_that_changed_them(
    core: tuple[str, ...], own: tuple[str, ...], cores: bool
) -> None:
    def part(*names: str) -> Component:
        return dataclasses.replace(OLD, files=tuple(map(a_file, names)))

    merged = merge_parts(part("old.pdf"), part(*core), part(*own))
    assert merged.cores_files == cores
    assert merged.component.files == part(*own).files


def test_part_that_the_core_didn_t_have_before_is_held_beside_one_s_own() -> None:
    mine = a_component("m1", "Lifting patients", description="In pairs.")
    merged = merge_parts(None, a_component("c2", "Lifting", description="Alone."), mine)
    assert merged.component == mine
    assert merged.clashes == (
        Clash("", "Lifting", "Lifting patients", "Lifting patients"),
        Clash("", "Alone.", "In pairs.", "In pairs."),
    )
