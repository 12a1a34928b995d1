"""Every page template with what is usual, what is empty and what is too much."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from repository.public import samples
from repository.public.specimen import Context
from repository.public.specimens import pages
from tests.look.markup import (
    Page,
    dangling,
    foreign_requests,
    heading_jumps,
    inline_code,
    repeated_ids,
    unlabelled,
)

PAGES = [pytest.param(*page, id=name) for name, page in pages().items()]


def rendered(template: str, context: Context) -> str:
    return render_to_string(template, context, RequestFactory().get("/catalogue/?q=x"))


@pytest.mark.parametrize(("template", "context"), PAGES)
def test_page_with_sample_data_is_sound(template: str, context: Context) -> None:
    html = rendered(template, context)
    page = Page(html)

    assert "«undefined" not in html
    assert "{{" not in html
    assert "{%" not in html
    assert page.problems == []
    assert inline_code(page) == []
    assert foreign_requests(page) == []
    assert heading_jumps(page) == []
    assert repeated_ids(page) == []
    assert dangling(page) == []
    assert unlabelled(page) == []


@pytest.mark.parametrize(("template", "context"), PAGES)
def test_page_says_what_it_is(template: str, context: Context) -> None:
    page = Page(rendered(template, context))
    titles = [title.text for title in page.all("title")]

    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.all("html")[0].attributes["lang"] == "en-CA"
    assert len(titles) == 1
    assert re.fullmatch(r"\S.{3,200} · Headwaters", titles[0], re.S)


@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_page_of_last_resort_needs_no_context(template: str) -> None:
    assert "Headwaters" in render_to_string(template)


def test_catalogue_form_sends_search_filters_and_order_together() -> None:
    page = Page(rendered(*pages()["catalogue"]))
    fields = {
        field.attributes["name"]
        for field in page.all("input", "select")
        if field.attributes.get("form") == "find"
    }

    assert fields == {"kind", "institution", "sort"}


def test_package_page_of_text_from_outside_escapes_it() -> None:
    html = rendered(*pages()["package-strange"])

    assert samples.MANY_SCRIPTS.split()[-1] not in html
    assert "&lt;b&gt;&amp;amp;" in html


def test_package_page_in_french_marks_its_words() -> None:
    page = Page(rendered(*pages()["package-french"]))

    assert page.all("h1")[0].attributes["lang"] == "fr-CA"
    assert all(part.attributes["lang"] == "fr-CA" for part in page.all("h4"))


def test_package_page_of_a_withdrawn_release_says_why_and_offers_nothing() -> None:
    html = rendered(*pages()["package-withdrawn"])

    assert samples.WITHDRAWN.reason in html
    assert '<meta name="robots" content="noindex">' in html
    assert "There is nothing to download from this release." in html


def test_package_page_of_the_newest_release_names_the_package_as_its_address() -> None:
    page = Page(rendered(*pages()["package"]))
    canonical = [
        link.attributes["href"]
        for link in page.all("link")
        if link.attributes.get("rel") == "canonical"
    ]

    assert len(canonical) == 1
    assert canonical[0].endswith("/packages/building-service-worker-1/")


def test_package_page_with_more_parts_than_a_table_holds_lists_them() -> None:
    assert '<table class="matrix"' in rendered(*pages()["package-wide"])
    assert '<table class="matrix"' not in rendered(*pages()["package-huge"])


def test_frame_marks_the_place_in_the_navigation() -> None:
    page = Page(rendered(*pages()["catalogue"]))
    current = [
        link.attributes["href"]
        for link in page.all("a")
        if link.attributes.get("aria-current") == "page"
    ]

    assert current == ["/catalogue/"]
