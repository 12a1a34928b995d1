"""Beginning a package where there are several institutions, or none; lists with nothing in them."""

from __future__ import annotations

import pytest
from django.test import Client

from repository.institutions.models import Institution
from repository.pages.dashboard import other_drafts
from repository.pages.models import InstitutionPage
from tests import factories
from tests.answers import said
from tests.factories import Role
from tests.pages.conftest import MakeDraft

pytestmark = pytest.mark.django_db

CHOOSE = "/admin/packages/choose_parent/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.user(Role.CONSORTIUM_EDITOR))
    return client


def test_editor_of_the_consortium_chooses_the_institution(viu: Institution, editor: Client) -> None:
    factories.institution("oc")
    html = editor.get(CHOOSE).content.decode()
    assert "Choose an institution" in html
    assert "Choose parent" not in html
    page = InstitutionPage.objects.get(institution=viu)
    answer = editor.post(CHOOSE, {"parent_page": page.pk})
    assert answer.headers["Location"].endswith(f"/add/repository/packagepage/{page.pk}/")


def test_first_package_waits_for_the_first_institution(editor: Client) -> None:
    answer = editor.get(CHOOSE, follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/institutions/new/"
    assert "A package belongs to an institution" in said(answer)


def test_contributor_is_led_straight_to_the_new_package(viu: Institution, client: Client) -> None:
    factories.institution("oc")
    client.force_login(factories.user(Role.CONTRIBUTOR, viu))
    page = InstitutionPage.objects.get(institution=viu)
    assert client.get(CHOOSE).headers["Location"].endswith(f"/packagepage/{page.pk}/")


@pytest.mark.parametrize(
    ("query", "words"), [("", "There is no package yet"), ("?q=plankton", "No package fits")]
)
def test_list_without_packages_says_so(
    viu: Institution, client: Client, query: str, words: str
) -> None:
    client.force_login(factories.user(Role.PUBLISHER, viu))
    assert words in client.get(f"/admin/packages/{query}").content.decode()


def test_editor_of_the_consortium_sees_the_drafts_of_all(
    viu: Institution, make_draft: MakeDraft
) -> None:
    make_draft(viu, "Ours")
    make_draft(factories.institution("oc"), "Theirs")
    lines = other_drafts(factories.user(Role.CONSORTIUM_EDITOR))
    assert {(line.title, line.institution) for line in lines} >= {("Ours", viu.short_name)}
    assert len(lines) == 2
