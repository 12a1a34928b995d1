"""/catalogue/ over HTTP."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.manifests import a_component
from tests.publications import a_release

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.rels: dict[str, str] = {}
        self.urls: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.urls.append(str(values["href"]))
            self.rels[str(values.get("rel"))] = str(values["href"])


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_catalogue_without_packages_says_so(client: Client) -> None:
    assert "No packages yet" in page(client, "/catalogue/")


def test_catalogue_word_finds_and_says_where(client: Client) -> None:
    a_release(slug="food", title="Food safety", components=(a_component(title="Swab tests"),))
    a_release(slug="mops", title="Mops")
    markup = page(client, "/catalogue/?q=swab")
    assert "<strong>1 package</strong>" in markup
    assert "/packages/food/" in Links(markup).urls
    assert "Lesson plan: Swab tests" in markup
    assert "/packages/mops/" not in Links(markup).urls


def test_catalogue_filter_in_use_is_a_chip_that_takes_it_away(client: Client) -> None:
    a_release(owner="oc", subjects=("Food",))
    markup = page(client, "/catalogue/?q=clean&institution=oc&subject=food")
    urls = Links(markup).urls
    assert "/catalogue/?q=clean&subject=food" in urls
    assert "/catalogue/?q=clean&institution=oc" in urls
    assert 'value="oc" checked' in markup


def test_catalogue_pages_by_key_there_and_back(client: Client) -> None:
    for number in range(45):
        a_release(slug=f"p{number:02}", title=f"Package {number:02}")
    first = page(client, "/catalogue/?sort=title&q=package")
    assert "1 to 20 of 45" in first
    second = page(client, Links(first).rels["next"])
    assert "21 to 40 of 45" in second
    assert "/packages/p20/" in Links(second).urls
    third = page(client, Links(second).rels["next"])
    assert "41 to 45 of 45" in third
    assert "next" not in Links(third).rels
    back = page(client, Links(third).rels["prev"])
    assert Links(back).urls == Links(second).urls


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%25_",
        "q=%F0%9F%A7%BD",
        "q=" + "a" * 10_000,
        "q=%FF%FE",
        "q=<script>alert(1)</script>",
        "institution=nowhere&kind=x&subject=%00&licence=%F0%9F%A7%BD&language=" + "z" * 10_000,
        "&".join(f"subject=s{number}" for number in range(500)),
        "sort=oldest",
        "page=2&unknown=1",
        "after=&before=",
    ],
)
def test_catalogue_strange_input_is_a_page(client: Client, query: str) -> None:
    a_release(subjects=("Food",))
    markup = page(client, f"/catalogue/?{query}")
    assert "<script>alert" not in markup


@pytest.mark.parametrize("query", ["after=x", "before=%00", "after=" + "A" * 10_000])
def test_catalogue_key_that_was_never_given_out_is_a_bad_request(
    client: Client, query: str
) -> None:
    assert client.get(f"/catalogue/?{query}").status_code == 400


def test_catalogue_key_of_another_sort_is_a_bad_request(client: Client) -> None:
    for _ in range(21):
        a_release()
    following = Links(page(client, "/catalogue/")).rels["next"]
    assert client.get(f"{following}&sort=title").status_code == 400


def test_catalogue_unchanged_is_not_sent_again(client: Client) -> None:
    a_release()
    etag = client.get("/catalogue/").headers["ETag"]
    again = client.get("/catalogue/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    a_release()
    assert client.get("/catalogue/", headers={"If-None-Match": etag}).status_code == 200


def test_catalogue_statements_are_as_many_for_many_packages(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_release(subjects=("Food",))
    with django_assert_num_queries(6):
        client.get("/catalogue/?q=clean")
    for number in range(25):
        a_release(owner=f"i{number % 4}", subjects=(f"S{number}",))
    with django_assert_num_queries(6):
        client.get("/catalogue/?q=clean")
