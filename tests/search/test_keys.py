"""Keys of paging: what goes out comes back, and nothing else is one."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.keys import NEWEST, TITLE, Key, KeyDamagedError, decode_key, encode_key

MOMENT = "2026-03-01T12:00:00.000001+00:00"
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300)


@given(texts, st.integers(0, 2**63 - 1), st.integers(0, 10**6))
def test_decode_key_of_encoded_gives_it_back(title: str, package: int, position: int) -> None:
    key = Key(TITLE, title, package, position)
    assert decode_key(encode_key(key)) == key


def _text_of(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "%_",
        "\0",
        "é" * 20,
        "a" * 10_000,
        _text_of(None),
        _text_of([NEWEST, MOMENT, 1]),
        _text_of(["oldest", MOMENT, 1, 0]),
        _text_of([NEWEST, "yesterday", 1, 0]),
        _text_of([NEWEST, "2026-03-01T12:00:00", 1, 0]),
        _text_of([NEWEST, MOMENT, "1", 0]),
        _text_of([NEWEST, MOMENT, -1, 0]),
        _text_of([NEWEST, MOMENT, 2**63, 0]),
        _text_of([NEWEST, MOMENT, 1, 10**40]),
        _text_of([TITLE, "nul\0", 1, 0]),
        _text_of([TITLE, "\ud800", 1, 0]),
        _text_of([TITLE, "x", 1.5, 0]),
    ],
)
def test_decode_key_of_what_was_never_given_out_is_refused(text: str) -> None:
    with pytest.raises(KeyDamagedError):
        decode_key(text)


@given(st.text(max_size=60))
def test_decode_key_of_any_text_is_a_key_or_refused(text: str) -> None:
    try:
        assert decode_key(text).sort in (NEWEST, TITLE)
    except KeyDamagedError as error:
        assert error.code == "CATALOGUE-KEY"
