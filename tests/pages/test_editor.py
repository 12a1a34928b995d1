"""The editor: what a contributor and a publisher post, and what they are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from repository.institutions.models import Institution
from repository.pages.models import InstitutionPage, PackagePage
from repository.pages.services import publish_package, update_package_draft
from repository.releases.models import Package, Release
from tests import factories
from tests.answers import said
from tests.pages.conftest import MakeDocument, MakeDraft
from tests.pages.forms import (
    add_address,
    component,
    duty,
    edit_address,
    package_form,
    streamfield,
)

SignIn = Callable[[factories.Role], Client]


@pytest.fixture
def sign_in(viu: Institution, client: Client) -> SignIn:
    """The site as somebody of the institution sees it."""

    def sign_in(role: factories.Role) -> Client:
        client.force_login(factories.user(role, viu))
        return client

    return sign_in


@pytest.fixture
def contributor(sign_in: SignIn) -> Client:
    return sign_in(factories.Role.CONTRIBUTOR)


@pytest.fixture
def publisher(sign_in: SignIn) -> Client:
    return sign_in(factories.Role.PUBLISHER)


def parent_of(institution: Institution) -> InstitutionPage:
    return InstitutionPage.objects.get(institution=institution)


def test_create_as_a_contributor_makes_page_and_identity(
    viu: Institution, contributor: Client
) -> None:
    answer = contributor.post(add_address(parent_of(viu).pk), package_form())

    page = PackagePage.objects.get()
    assert answer.status_code == 302
    assert not page.live
    assert (page.package.slug, page.package.kind, page.package.owner) == (
        "food-safety",
        "standalone",
        viu,
    )


def test_create_with_nothing_but_a_title_is_a_draft(viu: Institution, contributor: Client) -> None:
    form = package_form(summary="", slug="", licence="", subjects="")
    contributor.post(add_address(parent_of(viu).pk), form)
    assert PackagePage.objects.get().package.slug == "food-safety"


def test_create_below_another_institution_is_refused(contributor: Client) -> None:
    other = factories.institution_page("oc")
    answer = contributor.post(add_address(other.pk), package_form())
    assert answer.status_code in (302, 403)
    assert not PackagePage.objects.exists()


def test_create_with_the_slug_of_another_institutions_package_names_a_free_one(
    viu: Institution, contributor: Client, make_draft: MakeDraft
) -> None:
    make_draft(factories.institution("oc"), "Food safety")
    answer = contributor.post(add_address(parent_of(viu).pk), package_form())
    assert "“food-safety-2” is free" in answer.content.decode()
    assert PackagePage.objects.count() == 1


def test_create_with_the_slug_of_an_own_package_names_a_free_one(
    viu: Institution, contributor: Client, make_draft: MakeDraft
) -> None:
    make_draft(viu, "Food safety")
    answer = contributor.post(add_address(parent_of(viu).pk), package_form())
    (told,) = answer.context["form"].errors["slug"]
    assert "“food-safety-2” is free" in told


def test_create_offers_the_language_that_the_institution_wrote_in_last(
    viu: Institution, contributor: Client, make_draft: MakeDraft
) -> None:
    make_draft(viu, "Salubrité", language="fr-CA")
    answer = contributor.get(add_address(parent_of(viu).pk))
    assert answer.context["form"].initial["language"] == "fr-CA"


def test_create_doesnt_offer_a_level_2(viu: Institution, contributor: Client) -> None:
    answer = contributor.get(add_address(parent_of(viu).pk))
    offered = [value for value, _ in answer.context["form"].fields["kind"].choices]
    assert offered == ["standalone", "level-1-core"]


def test_publish_in_the_editor_tells_number_and_address(
    viu: Institution, publisher: Client, make_document: MakeDocument
) -> None:
    lesson = make_document(viu)
    components = streamfield([("lesson_plan", component(lesson.pk))])
    form = package_form(components=components) | {"action-publish": "1"}

    answer = publisher.post(add_address(parent_of(viu).pk), form)

    assert Release.objects.get().number == "1.0.0"
    assert "released as 1.0.0" in said(answer)
    assert "/packages/food-safety/" in said(answer)


def test_publish_of_an_unchanged_page_says_that_there_is_no_release(
    viu: Institution, publisher: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    lesson = page.components[0].value["files"][0]
    stored = component(lesson.pk) | {"title": "First lesson"}
    components = streamfield([("lesson_plan", stored)]) | {"components-0-id": "c1"}
    form = package_form(components=components, description="null", subjects="")
    form |= {"components-0-id": "c1", "action-publish": "1"}

    answer = publisher.post(edit_address(page), form)

    assert "Nothing has changed since 1.0.0" in said(answer)
    assert Release.objects.count() == 1


def test_publish_of_an_incomplete_page_names_each_place_and_keeps_what_was_typed(
    viu: Institution, publisher: Client, make_draft: MakeDraft, make_document: MakeDocument
) -> None:
    page = make_draft(viu)
    broken = make_document(
        viu,
        "module.zip",
        outcome="errors",
        inspection={"findings": [{"message": "There is no manifest."}]},
    )
    components = streamfield([("scorm_module", component(broken.pk, teaches="B9"))])
    duties = streamfield([("duty", duty("A", "Work", ("A1", "Wash"), ("A1", "Dry")))])
    form = package_form(components=components, duties=duties, licence="", summary="Typed.")

    answer = publisher.post(edit_address(page), form | {"action-publish": "1"})

    told = said(answer)
    assert answer.status_code == 200
    assert "Choose the licence" in told
    assert "module.zip has errors: There is no manifest." in told
    assert "“B9” is not among the competencies" in told
    assert "The code “A1” is used more than once" in told
    assert "Typed." in answer.content.decode()
    assert not Release.objects.exists()


def test_save_of_an_incomplete_page_keeps_the_draft(
    viu: Institution, contributor: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    components = streamfield([("scorm_module", component(title="", teaches="B9"))])
    contributor.post(edit_address(page), package_form(components=components, licence=""))
    draft = PackagePage.objects.get().get_latest_revision_as_object()
    assert draft.components[0].value["teaches"] == "B9"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("language", "english", "A language is written as a tag"),
        ("effort_hours", "-1", "greater than or equal to 0"),
        ("slug", "food safety", "slug"),
    ],
)
def test_save_of_an_unreadable_field_says_what_it_looks_like(
    viu: Institution,
    contributor: Client,
    make_draft: MakeDraft,
    field: str,
    value: str,
    sentence: str,
) -> None:
    page = make_draft(viu)
    answer = contributor.post(edit_address(page), package_form(**{field: value}))
    assert sentence in str(answer.context["form"].errors[field])


def test_save_with_a_wrong_noc_code_says_what_it_looks_like(
    viu: Institution, contributor: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    occupations = {
        "TOTAL_FORMS": "1",
        "INITIAL_FORMS": "0",
        "0": {"noc": "653", "title": "Cleaners", "id": "", "ORDER": "1", "DELETE": ""},
    }
    answer = contributor.post(edit_address(page), package_form(occupations=occupations))
    assert "five digits" in str(answer.context["form"].formsets["occupations"].errors)


def test_edit_of_a_released_page_keeps_kind_and_address(
    viu: Institution, publisher: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    publisher.post(edit_address(page), package_form(kind="level-1-core", slug="other"))
    draft = PackagePage.objects.get().get_latest_revision_as_object()
    assert (draft.kind, draft.slug) == ("standalone", "food-safety")
    assert Package.objects.get().kind == "standalone"


def test_edit_of_a_released_page_shows_the_number_to_come_and_why(
    viu: Institution, publisher: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    update_package_draft(page=page, fields={"summary": "Better words."})

    shown = publisher.get(edit_address(page)).content.decode()

    assert "1.0.1" in shown
    assert "Proposed: patch" in shown
    assert f"/admin/packages/{page.package_id}/releases/1.0.0/withdraw/" in shown


def test_unpublish_of_a_released_page_leads_to_its_releases(
    viu: Institution, publisher: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    answer = publisher.post(f"/admin/pages/{page.pk}/unpublish/")
    assert answer.headers["Location"] == f"/admin/packages/{page.package_id}/releases/"
    assert "Withdraw the release instead" in said(answer)
    assert PackagePage.objects.get().live


def test_bulk_unpublish_of_a_released_page_is_refused(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    client.force_login(factories.user(factories.Role.SUPERUSER))
    client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}&next=/admin/")
    assert PackagePage.objects.get().live


def test_bulk_publish_of_an_incomplete_page_says_why(
    viu: Institution, publisher: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu, components=[])
    answer = publisher.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/")
    assert answer.status_code == 302
    assert "at least one component with a file" in said(answer)
    assert not PackagePage.objects.get().live


def test_move_of_a_package_page_is_refused_with_the_reason(
    viu: Institution, publisher: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    answer = publisher.get(f"/admin/pages/{page.pk}/move/")
    assert answer.status_code == 302
    assert "another institution" in said(answer)


def test_copy_in_the_admin_is_a_draft_with_a_free_address(
    viu: Institution, publisher: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    offered = publisher.get(f"/admin/pages/{page.pk}/copy/").context["form"]
    assert set(offered.fields) == {"new_title", "new_slug", "new_parent_page"}

    values = {
        "new_title": "Food safety for cooks",
        "new_slug": offered.fields["new_slug"].initial,
        "new_parent_page": str(page.get_parent().pk),
    }
    publisher.post(f"/admin/pages/{page.pk}/copy/", values)

    copied = PackagePage.objects.exclude(pk=page.pk).get()
    assert (copied.live, copied.package.slug) == (False, "food-safety-2")


def test_delete_of_a_released_page_says_what_stays(
    viu: Institution, publisher: Client, make_draft: MakeDraft, client: Client
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    shown = publisher.get(f"/admin/pages/{page.pk}/delete/").content.decode()
    assert "What has been released stays: release 1.0.0" in shown
    assert "nobody can make another release of it" in shown

    publisher.post(f"/admin/pages/{page.pk}/delete/")

    assert not PackagePage.objects.exists()
    assert client.get("/packages/food-safety/").status_code == 200


def test_preview_shows_the_draft_as_the_public_would_see_it(
    viu: Institution, contributor: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    shown = contributor.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
    assert "Food safety" in shown
    assert "First lesson" in shown


def test_preview_of_a_new_page_before_it_is_saved_works(
    viu: Institution, contributor: Client
) -> None:
    address = f"/admin/pages/add/repository/packagepage/{parent_of(viu).pk}/preview/"
    answer = contributor.post(address, package_form(licence=""))
    assert answer.json() == {"is_valid": True, "is_available": True}
    shown = contributor.get(address)
    assert shown.status_code == 200
    assert "Food safety" in shown.content.decode()


def test_preview_may_be_shown_beside_the_form_and_nowhere_else(
    viu: Institution, contributor: Client
) -> None:
    address = f"/admin/pages/add/repository/packagepage/{parent_of(viu).pk}/preview/"
    contributor.post(address, package_form())
    shown = contributor.get(f"{address}?in_preview_panel=true")
    policy = shown["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    # Else it is the policy of a public page, not the admin's.
    assert "unsafe-inline" not in policy


def test_editor_tells_of_no_checks_that_were_not_made(
    viu: Institution, contributor: Client, make_draft: MakeDraft
) -> None:
    new = f"/admin/pages/add/repository/packagepage/{parent_of(viu).pk}/"
    for address in (new, f"/admin/pages/{make_draft(viu).pk}/edit/"):
        editor = contributor.get(address).content.decode()
        assert "Toggle preview" in editor
        assert "Issues found" not in editor
