"""The tags and filters of the templates."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from repository.public.cards import EffortShare
from repository.public.list_cards import Facet, FacetOption
from repository.public.samples_large import alignment
from repository.templatetags import headwaters


@pytest.mark.parametrize(
    ("amount", "words"),
    [("", ""), ("1", "1\N{NO-BREAK SPACE}hour"), ("1.5", "1.5\N{NO-BREAK SPACE}hours")],
)
def test_hours_of_an_amount_says_it_in_words(amount: str, words: str) -> None:
    assert headwaters.hours(amount) == words


@pytest.mark.parametrize(
    ("tag", "attribute"),
    [("", ""), ("en-CA", ""), ("fr-CA", ' lang="fr-CA"'), ('"><b', ' lang="&quot;&gt;&lt;b"')],
)
def test_lang_of_a_tag_marks_only_other_languages(tag: str, attribute: str) -> None:
    assert headwaters.lang(tag) == attribute


@pytest.mark.parametrize(
    ("minutes", "ticks"),
    [
        (3600, ["0", "10", "20", "30", "40", "50", "60 hours"]),
        (420, ["0", "7 hours"]),
        (60, ["0", "1 hour"]),
        (90, ["0", "1.5 hours"]),
    ],
)
def test_scale_of_minutes_marks_whole_hours(minutes: int, ticks: list[str]) -> None:
    scale = headwaters.scale([EffortShare("online", minutes), EffortShare("none", 0)], "")

    assert [tick.replace("\N{NO-BREAK SPACE}", " ") for tick in scale["ticks"]] == ticks
    assert [bar.width for bar in scale["bars"]] == [minutes]


def test_scale_of_more_shares_than_shades_gathers_the_smallest() -> None:
    efforts = [
        EffortShare(name, minutes)
        for name, minutes in zip("abcde", (30, 600, 60, 120, 30), strict=True)
    ]

    bars = headwaters.scale(efforts, "14")["bars"]

    assert [(bar.width, bar.fill) for bar in bars] == [(600, 0), (120, 1), (60, 2), (60, 3)]
    assert bars[-1].label.endswith("with other parts")


def test_crumbs_of_words_pairs_them_and_ends_here() -> None:
    context = headwaters.crumbs("Catalogue", "/catalogue/", "Title")

    assert context["crumbs"] == [("Home", "/"), ("Catalogue", "/catalogue/")]
    assert context["here"] == "Title"


def test_beside_of_facets_leaves_what_the_form_does_not_show() -> None:
    facets = [Facet("kind", "Kind", [FacetOption("a", "A", 1)])]
    hidden = [("kind", "a"), ("q", "x"), ("after", "9"), ("view", "short")]

    assert headwaters.beside(hidden, facets) == [("view", "short")]


def test_aligned_of_a_row_gives_the_words_of_its_letters() -> None:
    table = alignment(columns=4, duties=1, rows=12)
    served = [cell for row in table.duties[0].rows for cell in headwaters.aligned(row, table)]

    assert {cell.words for cell in served} == {
        "teaches",
        "practises",
        "teaches, practises",
        "assesses",
    }


@pytest.mark.parametrize(("columns", "breadth"), [(16, "few"), (28, "some"), (29, "many")])
def test_breadth_of_a_table_follows_its_columns(columns: int, breadth: str) -> None:
    assert headwaters.breadth(alignment(columns, 1, 1)) == breadth


def test_static_file_without_a_manifest_gives_the_plain_address(settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    assert headwaters.static_file("css/site.css") == "/static/css/site.css"


def test_absolute_of_a_path_adds_the_origin(settings: Settings) -> None:
    settings.MAIN_ORIGIN = "https://headwaters.example"

    assert headwaters.absolute("/p/1/") == "https://headwaters.example/p/1/"
    assert headwaters.absolute("https://elsewhere.example/") == "https://elsewhere.example/"
