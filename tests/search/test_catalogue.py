"""Asking the catalogue: words, filters, counts, pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from repository.releases.manifest import LEVEL_1_CORE, STANDALONE, Occupation
from search.catalogue import (
    NEWEST,
    TITLE,
    CatalogueQuery,
    FacetCount,
    Key,
    KeyDamagedError,
    find,
)
from tests.manifests import a_competency, a_component, a_duty
from tests.publications import FIRST, a_release

pytestmark = pytest.mark.django_db


def titles(query: CatalogueQuery) -> list[str]:
    return [row.title for row in find(query).rows]


def counts(query: CatalogueQuery, facet: str) -> dict[str, int]:
    return {option.value: option.count for option in find(query).facets[facet]}


@pytest.mark.parametrize(
    "words",
    [
        "food",
        "FOOD safe",
        "santé",
        "sante",
        "hygiene",
        "whmis",
        "allergen",
        "mop",
        "disinfectant",
        "isl college",
        "63201",
        "butchers",
        "tion control",
    ],
)
def test_find_words_of_any_public_text_finds_the_package(words: str) -> None:
    a_release(
        owner="isl",
        title="Food safety",
        summary="Hygiène, and infection control.",
        subjects=("Santé",),
        skills=("WHMIS",),
        occupations=(Occupation("63201", "Butchers"),),
        duties=(a_duty(title="Clean", competencies=(a_competency(statement="Mop a floor"),)),),
        components=(a_component(title="Allergens", description="<p>Disinfectants</p>"),),
    )
    assert titles(CatalogueQuery(words=words)) == ["Food safety"]


def test_find_words_all_of_them_must_occur() -> None:
    a_release(title="Food safety")
    a_release(title="Food waste")
    assert titles(CatalogueQuery(words="food safety")) == ["Food safety"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "%_", "\0", "\N{SPONGE}", "x" * 10_000])
def test_find_strange_words_finds_nothing_and_breaks_nothing(words: str) -> None:
    a_release(title="Food safety")
    page = find(CatalogueQuery(words=words))
    assert (page.rows, page.count) == ((), 0)


def test_find_words_for_members_only_finds_nothing() -> None:
    a_release(components=(a_component(title="Zebra answers", audience="members"),))
    assert titles(CatalogueQuery(words="zebra")) == []


def test_find_match_outside_title_and_summary_is_named() -> None:
    a_release(
        title="Food safety", components=(a_component(type="scorm-module", title="Swab tests"),)
    )
    (row,) = find(CatalogueQuery(words="food swab")).rows
    assert row.match == ("SCORM module", "Swab tests")
    (row,) = find(CatalogueQuery(words="food")).rows
    assert row.match is None


def test_find_filters_alternatives_within_one_and_all_between() -> None:
    a_release(title="A", owner="viu", language="en-CA", subjects=("Food", "Health"))
    a_release(title="B", owner="oc", language="fr-CA", subjects=("Food",))
    a_release(title="C", owner="vcc", language="en-CA", subjects=("Trades",))
    query = CatalogueQuery(institution=("viu", "oc"), sort=TITLE)
    assert titles(query) == ["A", "B"]
    assert titles(CatalogueQuery(institution=("viu", "oc"), language=("fr-CA",))) == ["B"]
    assert titles(CatalogueQuery(subject=("health", "trades"), sort=TITLE)) == ["A", "C"]
    assert titles(CatalogueQuery(licence=("CC-BY-SA-4.0",), kind=(STANDALONE,), sort=TITLE)) == [
        "A",
        "B",
        "C",
    ]
    assert titles(CatalogueQuery(kind=(LEVEL_1_CORE,))) == []


def test_find_counts_of_a_filter_ignore_its_own_choice_only() -> None:
    a_release(owner="viu", language="en-CA", subjects=("Food",))
    a_release(owner="viu", language="fr-CA", subjects=("Food", "Health"))
    a_release(owner="oc", language="fr-CA", subjects=("Health",))
    query = CatalogueQuery(institution=("viu",), subject=("food",))
    assert find(query).count == 2
    assert counts(query, "institution") == {"viu": 2}
    assert counts(query, "language") == {"en-CA": 1, "fr-CA": 1}
    assert counts(query, "subject") == {"food": 2, "health": 1}
    assert counts(CatalogueQuery(institution=("oc",)), "institution") == {"viu": 2, "oc": 1}


def test_find_counts_with_words_are_of_what_the_words_find() -> None:
    a_release(title="Mops", owner="viu", subjects=("Cleaning",))
    a_release(title="Mops again", owner="oc")
    a_release(title="Brooms", owner="oc")
    query = CatalogueQuery(words="mops")
    assert find(query).count == 2
    assert counts(query, "institution") == {"viu": 1, "oc": 1}
    assert counts(query, "subject") == {"cleaning": 1}


@pytest.mark.parametrize("facet", ["institution", "kind", "subject", "licence", "language"])
def test_find_unknown_value_of_a_filter_is_listed_and_finds_nothing(facet: str) -> None:
    a_release()
    chosen: dict[str, Any] = {facet: ("nowhere",)}
    page = find(CatalogueQuery(**chosen))
    assert page.count == 0
    assert FacetCount("nowhere", "nowhere", 0) in page.facets[facet]


@pytest.mark.parametrize("sort", [NEWEST, TITLE])
def test_find_pages_by_key_show_every_package_once_there_and_back(sort: str) -> None:
    for number in range(7):
        # Titles and moments repeat: the package itself settles their order.
        a_release(title=f"T{number // 3}", released_at=FIRST + timedelta(hours=number // 2))
    whole = [row.slug for row in find(CatalogueQuery(sort=sort)).rows]
    there, key, positions = [], None, []
    while True:
        page = find(CatalogueQuery(sort=sort, size=3, after=key))
        there.append([row.slug for row in page.rows])
        positions.append(page.first)
        if page.next is None:
            break
        key = page.next
    assert [slug for slugs in there for slug in slugs] == whole
    assert positions == [0, 3, 6]
    back = find(CatalogueQuery(sort=sort, size=3, before=page.previous))
    assert [row.slug for row in back.rows] == there[1]
    first = find(CatalogueQuery(sort=sort, size=3, before=back.previous))
    assert ([row.slug for row in first.rows], first.previous) == (there[0], None)
    assert first.next is not None


def test_find_package_published_meanwhile_shifts_no_page() -> None:
    for number in range(4):
        a_release(title=f"T{number}", released_at=FIRST + timedelta(hours=number))
    page = find(CatalogueQuery(size=2))
    a_release(title="New", released_at=FIRST + timedelta(days=1))
    assert titles(CatalogueQuery(size=2, after=page.next)) == ["T1", "T0"]


def test_query_with_a_key_of_another_sort_is_refused() -> None:
    with pytest.raises(KeyDamagedError):
        CatalogueQuery(sort=NEWEST, after=Key(TITLE, "a", 1))


@pytest.mark.parametrize("query", [CatalogueQuery(), CatalogueQuery(words="level clean")])
def test_find_statements_are_as_many_for_one_package_as_for_many(
    query: CatalogueQuery, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_release(subjects=("Food",))
    with django_assert_num_queries(6):
        find(query)
    for number in range(25):
        a_release(owner=f"i{number % 5}", subjects=(f"S{number}", "Food"))
    with django_assert_num_queries(6):
        assert len(find(query).rows) == 20
