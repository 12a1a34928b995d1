from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.blobs.ranges import (
    RangeNotSatisfiableError,
    Span,
    matches,
    range_applies,
    wanted_span,
)

SIZE = 100
WHOLE = None
TAG = '"aa11"'


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", WHOLE),
        ("bytes=0-", Span(0, 100)),
        ("bytes=0-0", Span(0, 1)),
        ("bytes=0-99", Span(0, 100)),
        ("bytes=0-100", Span(0, 100)),
        ("bytes=0-999999999", Span(0, 100)),
        ("bytes=99-", Span(99, 1)),
        ("bytes=10-19", Span(10, 10)),
        ("bytes=-1", Span(99, 1)),
        ("bytes=-100", Span(0, 100)),
        ("bytes=-101", Span(0, 100)),
        ("Bytes = 10-19 ", Span(10, 10)),
        # Not understood, or more than one: the whole file, as the standard allows.
        ("bytes=5-2", WHOLE),
        ("bytes=-", WHOLE),
        ("bytes=", WHOLE),
        ("bytes=abc", WHOLE),
        ("bytes=1-2,5-6", WHOLE),
        ("bytes=" + ",".join(["0-0"] * 1000), WHOLE),
        ("items=0-5", WHOLE),
        ("bytes=٣-٥", WHOLE),
        ("bytes=0x1-0x2", WHOLE),
        ("bytes=--5", WHOLE),
        ("bytes=" + "9" * 5000 + "-", WHOLE),
    ],
)
def test_wanted_span(header: str, expected: Span | None) -> None:
    assert wanted_span(header, SIZE) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999-1000"])
def test_wanted_span_behind_the_end_is_not_satisfiable(header: str) -> None:
    with pytest.raises(RangeNotSatisfiableError):
        wanted_span(header, SIZE)


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-0", "bytes=-5"])
def test_wanted_span_of_an_empty_file_is_not_satisfiable(header: str) -> None:
    with pytest.raises(RangeNotSatisfiableError):
        wanted_span(header, 0)


@given(st.integers(1, 2000), st.integers(0, 3000), st.integers(0, 3000))
def test_wanted_span_is_within_the_file_and_as_python_slices(
    size: int, first: int, last: int
) -> None:
    data = bytes(index % 251 for index in range(size))
    try:
        span = wanted_span(f"bytes={first}-{last}", size)
    except RangeNotSatisfiableError:
        assert first >= size
        return
    if span is None:
        assert last < first
    else:
        assert data[span.start : span.start + span.length] == data[first : last + 1]


@given(st.text(max_size=60))
def test_wanted_span_of_any_text_gives_an_answer(header: str) -> None:
    for text in (header, "bytes=" + header):
        try:
            span = wanted_span(text, SIZE)
        except RangeNotSatisfiableError:
            continue
        assert span is None or 0 <= span.start < span.start + span.length <= SIZE


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", False),
        (TAG, True),
        ("W/" + TAG, True),
        ('"bb22", ' + TAG, True),
        ('"bb22",W/' + TAG + ',"cc33"', True),
        ("*", True),
        ('"bb22"', False),
        ("aa11", False),
        (", ".join(f'"{number}"' for number in range(10_000)), False),
    ],
)
def test_matches_if_none_match(header: str, expected: bool) -> None:
    assert matches(header, TAG) is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", True),
        (TAG, True),
        ("W/" + TAG, False),
        ('"bb22"', False),
        ("Wed, 21 Oct 2026 07:28:00 GMT", False),
    ],
)
def test_range_applies_only_to_the_very_same_file(header: str, expected: bool) -> None:
    assert range_applies(header, TAG) is expected
