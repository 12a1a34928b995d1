"""What the pages of institutions show beside their own words."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from repository.institutions.models import Institution
from repository.pages.institution_service import create_institution
from repository.pages.models import InstitutionIndexPage, InstitutionPage
from repository.public.institutions import institution_context, institution_list_context
from tests.publications import a_release
from tests.released import stored

pytestmark = pytest.mark.django_db


def a_member(slug: str) -> InstitutionPage:
    return create_institution(
        slug=slug, name=f"{slug.title()} College", about="<p>We &amp; <b>you</b></p><p>share</p>"
    )


def index() -> InstitutionIndexPage:
    return InstitutionIndexPage.objects.get()


def test_institution_list_counts_what_each_publishes() -> None:
    a_member("oc")
    a_member("viu")
    a_release(owner="viu")
    a_release(owner="viu")
    cards = institution_list_context(index())["institutions"]
    assert [(card.short_name, card.package_count) for card in cards] == [("OC", 0), ("VIU", 2)]
    assert cards[0].about == "We & you share"


def test_institution_without_packages_of_its_own_leads_to_those_that_name_it(
    client: Client,
) -> None:
    page = a_member("oc")
    assert institution_context(page)["named_url"] == "/catalogue/?q=Oc+College"
    html = client.get("/institutions/oc/").content.decode()
    assert 'href="/catalogue/?q=Oc+College">Packages that name it' in html


def test_institution_list_leaves_out_who_has_no_public_page() -> None:
    a_member("oc").unpublish()
    assert institution_list_context(index())["institutions"] == []


def test_institution_list_statements_are_as_many_for_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page = index()
    for slug in ("oc", "viu", "vcc", "nic"):
        a_member(slug)
        a_release(owner=slug)
    with django_assert_num_queries(3):
        assert len(institution_list_context(page)["institutions"]) == 4


def test_institution_page_shows_its_newest_packages(client: Client) -> None:
    page = a_member("oc")
    for number in range(8):
        a_release(owner="oc", slug=f"p{number}")
    a_release(owner="viu", slug="other")
    context = institution_context(page)
    assert [card.slug for card in context["packages"]] == ["p7", "p6", "p5", "p4", "p3", "p2"]
    assert context["institution"].counts[0].number == 8
    markup = client.get("/institutions/oc/").content.decode()
    assert "/catalogue/?institution=oc" in markup
    assert "<b>you</b>" in markup


def test_institution_logo_is_the_published_one(client: Client) -> None:
    a_member("oc")
    assert client.get("/institutions/oc/logo").status_code == 404
    blob = stored(b"\x89PNG logo")
    Institution.objects.filter(slug="oc").update(
        logo_sha256=blob.sha256, logo_media_type="image/png", logo_alt="Orchard"
    )
    response = client.get("/institutions/oc/logo")
    assert response.getvalue() == b"\x89PNG logo"
    assert "immutable" not in response.headers["Cache-Control"]
    assert 'alt="Orchard"' in client.get("/institutions/oc/").content.decode()
