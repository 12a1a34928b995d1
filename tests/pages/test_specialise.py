"""“Specialise this package”: two clicks, and every reason why not."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from repository.institutions.models import Institution
from repository.pages.models import SpecialisationPage
from repository.releases import manifest as manifests
from repository.releases.models import Package, Release
from repository.releases.services import withdraw_release
from tests import factories
from tests.answers import Answer, said
from tests.factories import Role
from tests.layered import a_core_release, next_core_release
from tests.pages.forms import edit_address

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/specialise/cleaning-1/"


@pytest.fixture
def oc() -> Institution:
    return factories.institution("oc", name="Okanagan College", short_name="OC")


@pytest.fixture
def contributor(oc: Institution, client: Client) -> Client:
    client.force_login(factories.user(Role.CONTRIBUTOR, oc))
    return client


def filled(page: Answer) -> dict[str, str]:
    """What a person sends who changes nothing in the form."""
    form = page.context["form"]
    return {field.html_name: str(field.value() or "") for field in form}


def test_two_clicks_make_a_draft_over_the_newest_release(
    oc: Institution, contributor: Client
) -> None:
    newest = next_core_release(a_core_release(), title="Cleaning, Level One")
    answer = contributor.post(ADDRESS, filled(contributor.get(ADDRESS)))
    page = SpecialisationPage.objects.get()
    assert answer.headers["Location"] == edit_address(page)
    assert page.base_release == newest
    assert page.title == "Cleaning, Level One, OC"
    assert (page.package.owner, page.live) == (oc, False)
    assert page.owner is not None
    assert "is a draft of yours" in said(answer)


def test_page_tells_what_is_built_on_under_which_licence(contributor: Client) -> None:
    a_core_release(licence="CC-BY-SA-4.0")
    html = contributor.get(ADDRESS).content.decode()
    assert "Cleaning, Level 1, release 1.0.0" in html
    assert "4 components, 2 competencies" in html
    assert "share what you make from it under CC BY-SA too" in html


@pytest.mark.parametrize(
    ("base", "offered"),
    [
        ("CC-BY-SA-4.0", ["CC-BY-SA-4.0"]),
        ("CC-BY-NC-4.0", ["CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"]),
    ],
)
def test_only_licences_that_go_with_the_base_are_offered_its_own_first(
    contributor: Client, base: str, offered: list[str]
) -> None:
    a_core_release(licence=base)
    field = contributor.get(ADDRESS).context["form"]["licence"].field
    choices = [value for value, _ in field.choices]
    assert [spdx for spdx in choices if spdx.startswith("CC")] == offered
    assert "CC-BY-4.0" not in choices
    assert choices[0] == base


def test_licence_that_does_not_go_with_the_base_is_refused_with_the_reason(
    contributor: Client,
) -> None:
    a_core_release(licence="CC-BY-SA-4.0")
    data = filled(contributor.get(ADDRESS)) | {"licence": "CC-BY-NC-4.0"}
    answer = contributor.post(ADDRESS, data)
    assert answer.status_code == 200
    assert "CC BY-SA 4.0" in str(answer.context["form"].errors["licence"])
    assert not SpecialisationPage.objects.exists()


def test_licence_that_nobody_knows_is_refused(contributor: Client) -> None:
    a_core_release()
    data = filled(contributor.get(ADDRESS)) | {"licence": "Beerware"}
    answer = contributor.post(ADDRESS, data)
    assert "Beerware" in str(answer.context["form"].errors["licence"])


def test_no_derivatives_shows_only_the_reason(contributor: Client) -> None:
    a_core_release(licence="CC-BY-ND-4.0")
    shown = contributor.get(ADDRESS)
    assert shown.status_code == 200
    assert "CC BY-ND 4.0" in shown.content.decode()
    assert "Make the draft" not in shown.content.decode()
    assert 'href="/packages/cleaning-1/"' in shown.content.decode()
    assert contributor.post(ADDRESS, {"title": "Mine"}).status_code == 409
    assert not SpecialisationPage.objects.exists()


def test_package_whose_releases_are_withdrawn_says_so(contributor: Client) -> None:
    withdraw_release(release=a_core_release(), reason="Wrong.", user=None)
    assert "It has no release that stands" in contributor.get(ADDRESS).content.decode()


def test_package_that_was_never_released_is_not_found(oc: Institution, contributor: Client) -> None:
    Package.objects.create(slug="secret-plans", owner=oc)
    assert contributor.get("/admin/specialise/secret-plans/").status_code == 404


def test_person_of_several_institutions_chooses(oc: Institution, client: Client) -> None:
    a_core_release()
    person = factories.user(Role.CONTRIBUTOR, oc)
    viu = Institution.objects.get(slug="viu")
    viu.contributors.user_set.add(person)
    client.force_login(person)
    shown = client.get(ADDRESS)
    assert set(shown.context["form"]["institution"].field.queryset) == {oc, viu}
    client.post(ADDRESS, filled(shown) | {"institution": viu.pk, "title": ""})
    page = SpecialisationPage.objects.get()
    assert page.package.owner == viu
    assert page.title == f"Cleaning, Level 1, {viu.short_name}"


def test_institution_of_others_is_no_choice(contributor: Client) -> None:
    a_core_release()
    viu = Institution.objects.get(slug="viu")
    answer = contributor.post(
        ADDRESS, filled(contributor.get(ADDRESS)) | {"institution": str(viu.pk)}
    )
    assert "institution" in answer.context["form"].errors
    assert not SpecialisationPage.objects.exists()


def test_person_without_an_institution_reads_a_sentence(client: Client) -> None:
    a_core_release()
    person = factories.user(Role.CONTRIBUTOR, factories.institution("gone"))
    Institution.objects.get(slug="gone").contributors.user_set.remove(person)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    shown = client.get(ADDRESS)
    assert shown.status_code == 200
    assert "You belong to no institution yet" in shown.content.decode()
    assert client.post(ADDRESS, {}).status_code == 409


def test_consortium_editor_chooses_among_all(oc: Institution, client: Client) -> None:
    a_core_release()
    client.force_login(factories.user(Role.CONSORTIUM_EDITOR))
    choices = client.get(ADDRESS).context["form"]["institution"].field.queryset
    assert {oc, Institution.objects.get(slug="viu")} <= set(choices)


def test_standalone_package_becomes_an_adaptation(contributor: Client) -> None:
    a_core_release(kind=manifests.STANDALONE)
    shown = contributor.get(ADDRESS)
    assert "Adapt “Cleaning, Level 1”" in shown.content.decode()
    contributor.post(ADDRESS, filled(shown))
    assert SpecialisationPage.objects.get().kind == manifests.STANDALONE


def test_visitor_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    a_core_release()
    answer = client.get(ADDRESS)
    assert answer.headers["Location"] == f"/admin/login/?next={ADDRESS}"


def test_title_of_great_length_is_cut(contributor: Client) -> None:
    core: Release = a_core_release(title="x" * 255)
    contributor.post(ADDRESS, filled(contributor.get(ADDRESS)))
    page = SpecialisationPage.objects.get()
    assert len(page.title) == 255
    assert page.title.endswith(", OC")
    assert page.base_release == core
