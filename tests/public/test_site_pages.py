"""Licences, crawlers' pages, and pages of errors."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from repository.licences.catalogue import CATALOGUE
from repository.releases.manifest import LEVEL_1_CORE
from search.models import Entry
from tests.publications import a_release, a_withdrawal
from tests.released import a_package

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("facts", CATALOGUE, ids=lambda facts: facts.spdx)
def test_licence_page_of_every_licence_says_what_it_allows(client: Client, facts: object) -> None:
    markup = page(client, f"/licences/{facts.spdx}/")  # type: ignore[attr-defined]
    assert "in plain words" in markup
    assert markup.count('data-label="May you publish?"') == len(CATALOGUE)


def test_licence_pages_count_what_is_published(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_release(slug="food", licence="CC-BY-4.0")
    a_withdrawal(a_release(licence="CC-BY-4.0"))
    with django_assert_num_queries(2):
        listing = page(client, "/licences/")
    assert "1 package<" in listing
    assert listing.count("0 packages") == len(CATALOGUE) - 1
    assert "/packages/food/" in page(client, "/licences/CC-BY-4.0/")


def test_home_page_shows_numbers_and_the_newest(client: Client) -> None:
    assert "Nothing has been released yet" in page(client, "/")
    a_release(slug="food", kind=LEVEL_1_CORE)
    markup = page(client, "/")
    assert "/packages/food/" in markup
    assert ">package, openly licensed" in markup


def test_sitemap_lists_what_can_be_found_only(client: Client) -> None:
    a_release(slug="food")
    a_withdrawal(a_release(slug="gone"))
    a_package("draft")
    number = Entry.objects.get().pk // 10_000
    markup = page(client, f"/sitemaps/packages-{number}.xml")
    assert re.findall(r"/packages/[^<]*", markup) == ["/packages/food/"]
    assert f"/sitemaps/packages-{number}.xml" in page(client, "/sitemap.xml")


def test_sitemap_of_an_empty_site_is_one(client: Client) -> None:
    assert "pages.xml" in page(client, "/sitemap.xml")
    page(client, "/sitemaps/packages-0.xml", status=404)


def test_robots_keep_out_of_the_admin(client: Client) -> None:
    markup = page(client, "/robots.txt")
    assert "Disallow: /admin/" in markup
    assert "/sitemap.xml" in markup


def test_page_that_is_not_there_says_so_and_offers_the_search(client: Client) -> None:
    markup = page(client, "/no/such/page/", 404)
    assert "isn’t here" in markup
    assert 'action="/catalogue/"' in markup


def test_page_that_fails_says_so_without_telling_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("the inner workings")

    monkeypatch.setattr("repository.public.views.catalogue.find", fail)
    client.raise_request_exception = False
    markup = page(client, "/catalogue/", 500)
    assert "Something went wrong" in markup
    assert "inner workings" not in markup


def test_host_that_is_not_ours_is_a_bad_request(client: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["headwaters.example"]  # type: ignore[attr-defined]
    assert client.get("/catalogue/", headers={"Host": "evil.example"}).status_code == 400


def test_page_kept_under_another_name_of_the_site_is_not_shown(
    client: Client, settings: object
) -> None:
    assert "· Headwaters</title>" in page(client, "/licences/")
    settings.SITE_NAME = "Tributary"  # type: ignore[attr-defined]
    markup = page(client, "/licences/")
    assert "· Tributary</title>" in markup
