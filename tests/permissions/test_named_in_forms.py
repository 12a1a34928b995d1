"""A form names what belongs to others: nothing of it is shown, saved, previewed, released."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from repository.institutions.models import Institution
from repository.pages.draft_data import DraftComponent
from repository.pages.models import PackagePage
from repository.pages.services import create_package_draft, update_package_draft
from repository.releases.models import Release
from tests import factories
from tests.factories import Role
from tests.pages.forms import component, edit_address, package_form, streamfield

pytestmark = pytest.mark.django_db

SECRET = "Quetzalcoatlus"


@pytest.fixture
def own(db: None) -> Institution:
    return factories.institution("ours")


@pytest.fixture
def other(db: None) -> Institution:
    return factories.institution("theirs")


@pytest.fixture
def page(own: Institution) -> PackagePage:
    return create_package_draft(institution=own, title="Ours", kind="standalone")


@pytest.fixture
def publisher(own: Institution) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(factories.user(Role.PUBLISHER, own))
    return client


def text_with_link(key: int) -> str:
    """What the editor of rich text posts for a link to a page."""
    block = {
        "key": "aaaaa",
        "text": "there",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"key": 0, "offset": 0, "length": 5}],
        "data": {},
    }
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": key, "url": "/x/"}}
    return json.dumps({"blocks": [block], "entityMap": {"0": link}})


def naming(*files: int, **changes: str) -> dict[str, str]:
    return package_form(
        title="Ours",
        slug="ours",
        components=streamfield([("lesson_plan", component(*files))]),
        **changes,
    )


def newest(page: PackagePage) -> PackagePage:
    found: PackagePage = PackagePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return found


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["saved", "published"])
def test_file_of_another_institution_is_not_taken(
    publisher: Client, page: PackagePage, other: Institution, action: dict[str, str]
) -> None:
    secret = factories.document(other.collection, title=f"{SECRET} key", content=b"42")
    answer = publisher.post(edit_address(page), naming(secret.pk) | action)
    assert "belongs to another institution" in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert not Release.objects.exists()
    assert SECRET not in publisher.get(edit_address(page)).content.decode()


def test_file_of_another_institution_is_in_no_preview(
    publisher: Client, page: PackagePage, other: Institution
) -> None:
    secret = factories.document(other.collection, title=f"{SECRET} key")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert publisher.post(address, naming(secret.pk)).json()["is_valid"] is False
    assert SECRET not in publisher.get(address).content.decode()


def test_file_of_another_institution_makes_no_new_package(
    publisher: Client, own: Institution, other: Institution
) -> None:
    secret = factories.document(other.collection, title=f"{SECRET} key")
    address = reverse("wagtailadmin_pages:add", args=["repository", "packagepage", own.page.pk])
    answer = publisher.post(address, naming(secret.pk))
    assert SECRET not in answer.content.decode()
    assert not PackagePage.objects.exists()


def test_own_file_beside_it_stays_chosen(
    publisher: Client, page: PackagePage, own: Institution, other: Institution
) -> None:
    mine, secret = (
        factories.document(own.collection, title="Mine"),
        factories.document(other.collection, title=f"{SECRET} key"),
    )
    answer = publisher.post(edit_address(page), naming(mine.pk, secret.pk))
    assert "Mine.txt" in answer.content.decode()
    assert publisher.post(edit_address(page), naming(mine.pk)).status_code == 302
    (part,) = newest(page).components
    assert [file.pk for file in part.value["files"]] == [mine.pk]


def test_file_that_the_draft_holds_already_stays(
    publisher: Client, page: PackagePage, other: Institution
) -> None:
    """A consortium editor may choose from all; who writes on afterwards loses nothing."""
    lent = factories.document(other.collection, title="Lent")
    part = DraftComponent("c1", "lesson-plan", "First", documents=(lent.pk,))
    update_package_draft(page=page, fields={"components": [part]})
    assert publisher.post(edit_address(page), naming(lent.pk)).status_code == 302
    (kept,) = newest(page).components
    assert [file.pk for file in kept.value["files"]] == [lent.pk]


def test_picture_of_another_institution_is_not_taken(
    publisher: Client, page: PackagePage, own: Institution, other: Institution
) -> None:
    secret = factories.picture(other.collection, title=f"{SECRET} view")
    form = naming(cover=str(secret.pk), cover_alt="A view")
    answer = publisher.post(edit_address(page), form)
    assert "belongs to another institution" in answer.content.decode()
    assert SECRET not in answer.content.decode()
    mine = factories.picture(own.collection)
    assert publisher.post(edit_address(page), form | {"cover": str(mine.pk)}).status_code == 302


def test_logo_of_another_institution_is_not_taken(
    publisher: Client, own: Institution, other: Institution
) -> None:
    secret = factories.picture(other.collection, title=f"{SECRET} logo")
    form = {"title": "Ours", "short_name": "O", "logo": str(secret.pk), "about": "null"}
    answer = publisher.post(reverse("wagtailadmin_pages:edit", args=[own.page.pk]), form)
    assert "belongs to another institution" in answer.content.decode()
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("key", ["x", "-1", "1.5", "9" * 30, "٣"])
def test_key_of_nothing_is_taken_out(publisher: Client, page: PackagePage, key: str) -> None:
    form = naming(1) | {"components-0-value-files-0-value": key, "cover": key}
    assert publisher.post(edit_address(page), form).status_code == 200


def test_link_to_the_draft_of_another_institution_tells_no_address(
    publisher: Client, page: PackagePage, other: Institution
) -> None:
    secret = create_package_draft(institution=other, title=SECRET, kind="standalone")
    form = naming(description=text_with_link(secret.pk))
    publisher.post(edit_address(page), form)
    shown = publisher.get(edit_address(page)).content.decode()
    assert "there" in newest(page).description
    assert SECRET.lower() not in shown.lower()


def test_link_to_a_public_page_stays(
    publisher: Client, page: PackagePage, other: Institution
) -> None:
    publisher.post(edit_address(page), naming(description=text_with_link(other.page.pk)))
    assert f'id="{other.page.pk}"' in newest(page).description


@pytest.mark.parametrize("text", ["x", "[]", "7", '{"blocks": 1}', "[" * 9000])
def test_text_that_no_editor_has_written_is_a_bad_request(
    publisher: Client, page: PackagePage, text: str
) -> None:
    assert publisher.post(edit_address(page), naming(description=text)).status_code == 400


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("wagtailadmin_pages:copy", "new_parent_page"),
        ("wagtailadmin_pages:move", "new_parent_page"),
    ],
)
def test_refusal_to_copy_or_move_below_a_foreign_page_tells_nothing_of_it(
    publisher: Client, page: PackagePage, other: Institution, name: str, field: str
) -> None:
    other.page.title = SECRET
    other.page.save()
    form = {"new_title": "x", "new_slug": "x", field: str(other.page.pk)}
    answer = publisher.post(reverse(name, args=[page.pk]), form)
    assert answer.status_code == 403
    assert SECRET not in answer.content.decode()


def test_bulk_move_below_a_foreign_page_is_refused(
    publisher: Client, page: PackagePage, other: Institution
) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    answer = publisher.post(f"{address}?id={page.pk}", {"chooser": str(other.page.pk)})
    assert answer.status_code == 403
