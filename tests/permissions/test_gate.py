"""The gate of the admin: what it says, and what people of one institution are shown."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow

from repository.institutions.models import Institution
from repository.pages.models import InstitutionPage, PackagePage
from repository.pages.services import create_package_draft
from tests import factories
from tests.factories import Role

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


@pytest.fixture
def own(db: None) -> Institution:
    return factories.institution("ours")


@pytest.fixture
def other(db: None) -> Institution:
    return factories.institution("theirs")


@pytest.fixture
def client(own: Institution) -> Client:
    return signed_in(factories.user(Role.CONTRIBUTOR, own))


def draft(of: Institution, title: str = "A draft") -> PackagePage:
    return create_package_draft(institution=of, title=title, kind="standalone")


def test_refusal_in_the_admin_is_403_in_words(client: Client, other: Institution) -> None:
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[other.page.pk]))
    assert answer.status_code == 403
    assert "only for people who work on it" in answer.content.decode()


def test_refusal_to_a_script_is_403(client: Client, other: Institution) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[other.page.pk])
    answer = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 403


def test_visitor_is_asked_to_sign_in_and_comes_back(own: Institution) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[own.page.pk])
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('wagtailadmin_login')}?next={address}"


def test_person_without_admin_access_is_refused_and_not_sent_round_in_circles() -> None:
    client = signed_in(factories.user(Role.MEMBER))
    assert client.get(reverse("wagtailadmin_home")).status_code == 403


@pytest.mark.parametrize("key", ["x", "-1", "1.5", "9" * 30, "", "1 OR 1=1"])
@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtaildocs_chooser:chosen_multiple",
        "wagtailimages_chooser:chosen_multiple",
    ],
)
def test_key_that_is_none_is_not_found(client: Client, name: str, key: str) -> None:
    assert client.get(reverse(name), {"id": key}).status_code == 404


def test_one_foreign_page_among_own_refuses_all(
    client: Client, own: Institution, other: Institution
) -> None:
    keys = [draft(own).pk, draft(other).pk]
    name = "wagtailadmin_choose_page_chosen_multiple"
    assert client.get(reverse(name), {"id": keys}).status_code == 403
    assert client.get(reverse(name), {"id": keys[:1]}).status_code == 200


def test_move_below_a_foreign_page_is_refused(
    client: Client, own: Institution, other: Institution
) -> None:
    names = [draft(own).pk, other.page.pk]
    answer = client.get(reverse("wagtailadmin_pages:move_confirm", args=names))
    assert answer.status_code == 403


def test_page_chooser_shows_own_and_common_pages(
    client: Client, own: Institution, other: Institution
) -> None:
    index = own.page.get_parent()
    home = index.get_parent()
    shown = client.get(reverse("wagtailadmin_choose_page_child", args=[index.pk]))
    assert own.page.title in shown.content.decode()
    assert other.page.title not in shown.content.decode()
    shown = client.get(reverse("wagtailadmin_choose_page_child", args=[home.pk]))
    assert "How sharing works" in shown.content.decode()


def test_page_chooser_search_finds_own_drafts_only(
    client: Client, own: Institution, other: Institution
) -> None:
    draft(own, "Plankton for beginners")
    draft(other, "Plankton in secret")
    shown = client.get(reverse("wagtailadmin_choose_page_search"), {"q": "plankton"})
    assert "Plankton for beginners" in shown.content.decode()
    assert "Plankton in secret" not in shown.content.decode()


def test_consortium_editor_chooses_from_every_page(other: Institution) -> None:
    editor = signed_in(factories.user(Role.CONSORTIUM_EDITOR))
    index = other.page.get_parent()
    shown = editor.get(reverse("wagtailadmin_choose_page_child", args=[index.pk]))
    assert other.page.title in shown.content.decode()


def test_person_of_two_institutions_reaches_both_and_no_third(
    own: Institution, other: Institution
) -> None:
    third = factories.institution()
    person = factories.user(Role.CONTRIBUTOR, own)
    person.groups.add(other.contributors)
    both = signed_in(person)
    statuses = [
        both.get(reverse("wagtailadmin_pages:edit", args=[each.page.pk])).status_code
        for each in (own, other, third)
    ]
    assert statuses == [200, 200, 403]


def test_person_who_left_the_group_reaches_nothing(own: Institution) -> None:
    person = factories.user(Role.CONTRIBUTOR, own)
    address = reverse("wagtailadmin_pages:edit", args=[own.page.pk])
    client = signed_in(person)
    assert client.get(address).status_code == 200
    person.groups.clear()
    assert client.get(address).status_code == 403


def test_own_draft_without_the_right_to_change_is_within_reach_of_its_owner(
    own: Institution,
) -> None:
    """Wagtail's own rule: who may add pages may edit those that are theirs."""
    person = factories.user(Role.CONTRIBUTOR, own)
    GroupPagePermission.objects.filter(
        group=own.contributors, permission__codename="change_page"
    ).delete()
    mine = create_package_draft(institution=own, title="Mine", kind="standalone", user=person)
    address = reverse("wagtailadmin_pages:edit", args=[mine.pk])
    assert signed_in(person).get(address).status_code == 200


def test_deleting_a_group_that_an_institution_needs_says_what_needs_it(own: Institution) -> None:
    client = signed_in(factories.user(Role.SUPERUSER))
    answer = client.post(reverse("wagtailusers_groups:delete", args=[own.publishers_id]))
    assert answer.status_code == 409
    assert "Something else still needs it (institution)" in answer.content.decode()
    assert Group.objects.filter(pk=own.publishers_id).exists()


def test_form_without_its_fields_is_a_bad_request(own: Institution) -> None:
    client = signed_in(factories.user(Role.SUPERUSER))
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[draft(own).pk]))
    assert answer.status_code == 400


def test_every_page_of_the_site_is_never_deleted_at_once(own: Institution) -> None:
    client = signed_in(factories.user(Role.SUPERUSER))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert client.post(f"{address}?id=all").status_code == 400
    assert InstitutionPage.objects.filter(institution=own).exists()


def test_bulk_action_does_not_name_what_it_refuses(
    client: Client, own: Institution, other: Institution
) -> None:
    factories.document(own.collection, title="A lesson")
    factories.document(other.collection, title="A secret key")
    address = reverse("wagtail_bulk_action", args=["repository", "storeddocument", "delete"])
    answer = client.get(address, {"id": "all"})
    assert "A lesson" in answer.content.decode()
    assert "A secret key" not in answer.content.decode()


def test_new_site_has_no_workflow_without_people() -> None:
    assert not Workflow.objects.exists()


def test_contributor_submits_and_own_publisher_approves(client: Client, own: Institution) -> None:
    page = PackagePage.objects.get(pk=draft(own).pk)
    contributor = own.contributors.user_set.get()
    state = page.get_workflow().start(page, contributor)
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.current_task_state.pk]
    )
    assert client.post(approve).status_code == 403
    publisher = signed_in(factories.user(Role.PUBLISHER, own))
    assert publisher.post(approve).status_code == 302
    state.refresh_from_db()
    assert state.status == state.STATUS_NEEDS_CHANGES


@pytest.mark.parametrize(
    "query", ["offset=" + "9" * 26, "search=x&search_operator=z", "search=a%00b", "locale=%00"]
)
def test_query_of_the_api_that_means_nothing_is_a_bad_request(client: Client, query: str) -> None:
    answer = client.get(f"{reverse('wagtailadmin_api:pages:listing')}?{query}")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("wagtaildocs_chooser:chosen", ["1.0.0"]),
        ("wagtailimages_chooser:chosen", ["c1"]),
        ("wagtailimages_chooser:chosen", ["9" * 30]),
        ("wagtailadmin_pages:revisions_revert", [1, 0]),
    ],
)
def test_key_of_nothing_is_not_there_for_an_administrator_either(
    admin_client: Client, name: str, arguments: list[object]
) -> None:
    assert admin_client.get(reverse(name, args=arguments)).status_code == 404
