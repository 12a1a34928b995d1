"""One form for all spellings of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import MAX_TERMS, distinct_words, fold, terms_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Infection Control", "infection control"),
        ("Sécurité alimentaire", "securite alimentaire"),
        ("œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("x̱wməθkʷəy̓əm", "xwməθkwəyəm"),
        ("level\N{NON-BREAKING HYPHEN}2/3", "level 2 3"),
        ("soft\N{SOFT HYPHEN}hyphen", "softhyphen"),
        ("C++, C# and C", "c++ c# and c"),
        ("一致 感染", "一致 感染"),
        ("\N{SPONGE}", "\N{SPONGE}"),
        ("50 %_\\'\"", "50"),
        ("nul\0byte", "nul byte"),
        ("", ""),
    ],
)
def test_fold_text_words_without_case_accents_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_fold_ascii_agrees_with_the_way_for_all_scripts(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_fold_case_makes_no_difference(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.lower().upper().lower())


@given(st.lists(st.text(max_size=20), max_size=5), st.text(min_size=1, max_size=6))
def test_distinct_words_hold_a_term_exactly_where_the_texts_do(
    texts: list[str], query: str
) -> None:
    whole = fold(" ".join(texts))
    for term in terms_of(query):
        assert (term in distinct_words(texts)) == (term in whole)


def test_terms_of_long_query_are_few() -> None:
    assert len(terms_of(" ".join(f"w{n}" for n in range(1000)))) == MAX_TERMS
    assert len("".join(terms_of("a" * 10_000))) == 200


def test_terms_of_repeated_words_names_each_once_in_order() -> None:
    assert terms_of("Control, infection CONTROL") == ("control", "infection")
