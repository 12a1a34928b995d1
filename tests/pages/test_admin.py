"""The screens around the editor: lists, dashboard, releases, workflow, and who may see what."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageLogEntry, TaskState

from repository.institutions.models import Institution
from repository.pages.dashboard import drafts_of, other_drafts
from repository.pages.draft_data import DraftComponent
from repository.pages.models import PackagePage
from repository.pages.services import publish_package, update_package_draft
from repository.releases.models import Release, Withdrawal
from tests import factories
from tests.answers import said
from tests.factories import Role
from tests.pages.conftest import MakeDraft


def sign_in(client: Client, role: Role, of: Institution) -> Client:
    client.force_login(factories.user(role, of))
    return client


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PUBLISHER])
def test_package_list_holds_the_packages_of_ones_own_institution(
    viu: Institution, client: Client, make_draft: MakeDraft, role: Role
) -> None:
    make_draft(viu, "Ours")
    make_draft(factories.institution("oc"), "Theirs")
    shown = sign_in(client, role, viu).get("/admin/packages/").content.decode()
    assert "Ours" in shown
    assert "Theirs" not in shown


def test_package_list_shows_number_and_filters_by_state(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    publish_package(page=make_draft(viu, "Released one"))
    make_draft(viu, "Never released one")
    sign_in(client, Role.PUBLISHER, viu)

    everything = client.get("/admin/packages/").content.decode()
    drafts = client.get("/admin/packages/?state=draft").content.decode()
    released = client.get("/admin/packages/?state=public").content.decode()

    assert "1.0.0" in everything
    assert ("Never released one" in drafts, "Released one" in drafts) == (True, False)
    assert ("Never released one" in released, "Released one" in released) == (False, True)


def test_package_list_with_more_packages_asks_no_more_queries(
    viu: Institution,
    client: Client,
    make_draft: MakeDraft,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sign_in(client, Role.PUBLISHER, viu)
    publish_package(page=make_draft(viu, "First"))
    client.get("/admin/packages/")
    with django_assert_max_num_queries(60) as few:
        client.get("/admin/packages/")
    for number in range(5):
        publish_package(page=make_draft(viu, f"Another {number}"))
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/packages/")


def test_dashboard_names_what_blocks_my_drafts(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    mina = factories.user(Role.CONTRIBUTOR, viu, "mina")
    page = make_draft(viu, "Mine", components=[])
    update_package_draft(page=page, user=mina, fields={"summary": "New."})
    make_draft(viu, "Somebody else’s")
    client.force_login(mina)

    shown = client.get("/admin/").content.decode()

    assert "1 error" in shown
    assert "Add at least one component with a file" in shown
    assert [line.title for line in drafts_of(mina)] == ["Mine"]
    assert [line.title for line in other_drafts(mina)] == ["Somebody else’s"]


def test_dashboard_of_another_institution_shows_none_of_it(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    make_draft(viu, "Secret draft")
    other = factories.institution("oc")
    shown = sign_in(client, Role.PUBLISHER, other).get("/admin/").content.decode()
    assert "Secret draft" not in shown


def test_menu_of_a_contributor_has_no_reports(viu: Institution, client: Client) -> None:
    shown = sign_in(client, Role.CONTRIBUTOR, viu).get("/admin/").content.decode()
    assert "/admin/packages/" in shown
    assert "/admin/reports/" not in shown


def test_sign_in_page_carries_the_sites_name(client: Client, db: None) -> None:
    shown = client.get("/admin/login/").content.decode()
    assert "Sign in to Headwaters" in shown
    assert "css/admin" in shown


def test_approval_in_the_workflow_makes_the_release(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    mina = factories.user(Role.CONTRIBUTOR, viu)
    page.get_workflow().start(page, mina)
    state = TaskState.objects.get()
    ana = factories.user(Role.PUBLISHER, viu, "ana")
    client.force_login(ana)

    client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", {"comment": ""})

    release = Release.objects.get()
    assert (release.number, release.released_by_name) == ("1.0.0", "ana")
    assert PackagePage.objects.get().live


def test_approval_of_an_incomplete_draft_says_why_and_releases_nothing(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu, components=[])
    page.get_workflow().start(page, factories.user(Role.CONTRIBUTOR, viu))
    state = TaskState.objects.get()
    sign_in(client, Role.PUBLISHER, viu)

    answer = client.post(
        f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", {"comment": ""}
    )

    assert answer.status_code == 302
    assert "at least one component with a file" in said(answer)
    assert not Release.objects.exists()
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_withdraw_by_a_publisher_keeps_the_reason_and_tells_the_history(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    address = f"/admin/packages/{page.package_id}/releases/1.0.0/withdraw/"
    sign_in(client, Role.PUBLISHER, viu)
    assert client.get(address).status_code == 200

    answer = client.post(address, {"reason": "The contact times are wrong. Use 1.0.1."})

    assert answer.headers["Location"] == f"/admin/packages/{page.package_id}/releases/"
    assert Withdrawal.objects.get().reason.startswith("The contact times")
    entry = PageLogEntry.objects.get(action="headwaters.withdraw")
    assert entry.data["number"] == "1.0.0"
    history = client.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "Withdrew release 1.0.0" in history
    assert "Released as 1.0.0" in history


def test_withdraw_without_a_reason_asks_for_one(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    sign_in(client, Role.PUBLISHER, viu)
    client.post(f"/admin/packages/{page.package_id}/releases/1.0.0/withdraw/", {"reason": " "})
    assert not Withdrawal.objects.exists()


def test_withdraw_twice_says_that_it_was_withdrawn(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    sign_in(client, Role.PUBLISHER, viu)
    address = f"/admin/packages/{page.package_id}/releases/1.0.0/withdraw/"
    client.post(address, {"reason": "First."})
    answer = client.post(address, {"reason": "Second."})
    assert "withdrawn already" in said(answer)
    assert Withdrawal.objects.get().reason == "First."


@pytest.mark.parametrize(
    ("role", "own", "sees", "withdraws"),
    [
        (Role.MEMBER, False, False, False),
        (Role.CONTRIBUTOR, True, True, False),
        (Role.CONTRIBUTOR, False, False, False),
        (Role.PUBLISHER, True, True, True),
        (Role.PUBLISHER, False, False, False),
        (Role.CONSORTIUM_EDITOR, False, True, True),
        (Role.SUPERUSER, False, True, True),
    ],
)
def test_releases_and_withdrawal_are_for_those_of_the_institution(
    viu: Institution,
    client: Client,
    make_draft: MakeDraft,
    role: Role,
    own: bool,
    sees: bool,
    withdraws: bool,
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    client.force_login(factories.user(role, viu if own else factories.institution("oc")))
    releases = f"/admin/packages/{page.package_id}/releases/"

    seen = client.get(releases).status_code == 200
    client.post(f"{releases}1.0.0/withdraw/", {"reason": "Wrong."})

    assert (seen, Withdrawal.objects.exists()) == (sees, withdraws)


def test_releases_of_a_package_whose_page_is_gone_are_still_there(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    PackagePage.objects.get().delete()
    answer = sign_in(client, Role.PUBLISHER, viu).get(
        f"/admin/packages/{page.package_id}/releases/"
    )
    assert "Food safety" in answer.content.decode()


def test_history_of_a_refused_schedule_says_why(
    viu: Institution, client: Client, make_draft: MakeDraft
) -> None:
    page = make_draft(viu, components=[DraftComponent("c1", "video", "Empty")])
    page.get_latest_revision().publish(log_action="wagtail.publish.scheduled")
    shown = sign_in(client, Role.PUBLISHER, viu).get(f"/admin/pages/{page.pk}/history/")
    assert "Scheduled, but not released" in shown.content.decode()
