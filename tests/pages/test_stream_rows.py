"""Plain values and the JSON of stream fields are inverse of each other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.pages.draft_data import DraftCompetency, DraftComponent, DraftDuty
from repository.pages.stream_rows import (
    components_of_rows,
    contributors_of_rows,
    duties_of_rows,
    join_codes,
    rows_of_components,
    rows_of_contributors,
    rows_of_duties,
    split_codes,
)
from repository.releases.manifest import (
    AUDIENCES,
    COMPONENT_TYPES,
    POLICIES,
    Attribution,
    Contributor,
)

# Text as it is stored: without white space around it.
words = st.text(max_size=40).map(str.strip)
keys = st.uuids().map(str)
code_lists = st.lists(st.from_regex(r"\A[A-Z][0-9]{1,2}\Z"), max_size=4, unique=True).map(tuple)
hours = st.none() | st.decimals(0, 2000, places=2, allow_nan=False).map(abs)
components = st.builds(
    DraftComponent,
    key=keys,
    type=st.sampled_from(COMPONENT_TYPES),
    title=words,
    description=words,
    section=words,
    effort_hours=hours,
    audience=st.sampled_from(AUDIENCES),
    policy=st.sampled_from(POLICIES),
    documents=st.lists(st.integers(1, 10**9), max_size=3).map(tuple),
    teaches=code_lists,
    practises=code_lists,
    assesses=code_lists,
    licence=st.sampled_from(["", "CC-BY-4.0"]),
    attribution=st.builds(Attribution, words, words, words, words),
)
duties = st.builds(
    DraftDuty,
    key=keys,
    code=words,
    title=words,
    competencies=st.lists(st.builds(DraftCompetency, keys, words, words, words), max_size=3).map(
        tuple
    ),
)


@given(st.lists(components, max_size=4))
def test_components_to_rows_and_back_are_equal(given_components: list[DraftComponent]) -> None:
    assert components_of_rows(rows_of_components(given_components)) == tuple(given_components)


@given(st.lists(duties, max_size=4))
def test_duties_to_rows_and_back_are_equal(given_duties: list[DraftDuty]) -> None:
    assert duties_of_rows(rows_of_duties(given_duties)) == tuple(given_duties)


@given(st.lists(st.builds(Contributor, words, words, words), max_size=4))
def test_contributors_to_rows_and_back_are_equal(people: list[Contributor]) -> None:
    assert contributors_of_rows(rows_of_contributors(people)) == tuple(people)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("", ()),
        ("A1", ("A1",)),
        ("A1, A2; B3", ("A1", "A2", "B3")),
        ("  A1\tA2\nB3 ,", ("A1", "A2", "B3")),
        ("A1, A1, A2", ("A1", "A2")),
    ],
)
def test_split_codes_takes_any_usual_way_of_typing(typed: str, codes: tuple[str, ...]) -> None:
    assert split_codes(typed) == codes
    assert split_codes(join_codes(codes)) == codes


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", None), (None, None), ("many", None), ("NaN", None), ("1.50", Decimal("1.50"))],
)
def test_components_of_rows_with_odd_hours_read_what_is_a_number(
    value: Any, expected: Decimal | None
) -> None:
    (component,) = components_of_rows([{"type": "video", "value": {"effort_hours": value}}])
    assert component.effort_hours == expected


def test_components_of_rows_with_nothing_in_them_are_empty() -> None:
    (component,) = components_of_rows([{"type": "lesson_plan", "value": None}])
    assert component == DraftComponent(key="", type="lesson-plan", title="")
