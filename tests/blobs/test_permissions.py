"""Who reaches a working file, by every address that leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.users.models import UserProfile

from repository.blobs.models import Picture, StoredDocument
from repository.institutions.models import Institution
from tests import factories
from tests.blobs.documents import TEXT, text_document
from tests.factories import Role

pytestmark = pytest.mark.django_db

# Of whom: the institution that owns the file ("own"), another one, or none.
PEOPLE = {
    "anonymous": (None, "", False),
    "member": (Role.MEMBER, "", False),
    "contributor": (Role.CONTRIBUTOR, "own", True),
    "publisher": (Role.PUBLISHER, "own", True),
    "contributor of another": (Role.CONTRIBUTOR, "other", False),
    "publisher of another": (Role.PUBLISHER, "other", False),
    "consortium editor": (Role.CONSORTIUM_EDITOR, "", True),
    "superuser": (Role.SUPERUSER, "", True),
}
everybody = pytest.mark.parametrize("who", sorted(PEOPLE))


@pytest.fixture
def college(blob_folder: Path, tmp_path: Path, settings: Settings) -> Institution:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()  # it remembers pictures of other tests by their number
    return factories.institution("viu")


def signed_in(client: Client, who: str, own: Institution) -> Client:
    role, of, _ = PEOPLE[who]
    if role is not None:
        place = {"own": own, "other": None, "": None}[of]
        if of == "other":
            place = factories.institution("vcc")
        client.force_login(factories.user(role, place))
    return client


def may(who: str) -> bool:
    return PEOPLE[who][2]


@everybody
@pytest.mark.parametrize("method", ["get", "head"])
def test_document_is_there_for_those_who_may_use_it(
    client: Client, college: Institution, who: str, method: str
) -> None:
    document = text_document(college)

    response = getattr(signed_in(client, who, college), method)(document.url)

    assert response.status_code == (200 if may(who) else 404)
    if may(who):
        assert response.getvalue() == (TEXT if method == "get" else b"")
        assert "private" in response["Cache-Control"]
    else:
        for sign in ("plan", document.blob_id, str(len(TEXT))):
            assert sign not in response.content.decode() + str(response.headers)


@everybody
def test_document_tells_strangers_nothing_by_conditions(
    client: Client, college: Institution, who: str
) -> None:
    document = text_document(college)
    asked = signed_in(client, who, college)

    known = asked.get(document.url, headers={"if-none-match": f'"{document.blob_id}"'})
    part = asked.get(document.url, headers={"range": "bytes=0-5"})

    assert known.status_code == (304 if may(who) else 404)
    assert part.status_code == (206 if may(who) else 404)
    part.close()


@pytest.mark.parametrize(
    "address", ["/documents/{}/other.txt", "/documents/{}/", "/documents/99999999/plan.txt",
                "/documents/" + "9" * 40 + "/plan.txt",  "/documents/-1/plan.txt"],
)  # fmt: skip
def test_document_under_another_address_is_not_there(
    admin_client: Client, college: Institution, address: str
) -> None:
    document = text_document(college)

    assert admin_client.get(address.format(document.pk)).status_code == 404


def test_document_takes_no_other_method(admin_client: Client, college: Institution) -> None:
    assert admin_client.post(text_document(college).url).status_code == 405


def test_document_of_who_left_is_not_there(client: Client, college: Institution) -> None:
    document = text_document(college)
    person = factories.user(Role.CONTRIBUTOR, college)
    client.force_login(person)
    person.groups.clear()

    assert client.get(document.url).status_code == 404


def test_document_whose_bytes_are_missing_is_a_message(
    admin_client: Client, college: Institution, blob_folder: Path
) -> None:
    document = text_document(college)
    (blob_folder / str(document.file.name)).unlink()

    response = admin_client.get(document.url)

    assert response.status_code == 503
    assert "can't be given out" in response.content.decode()


def pictures_of(college: Institution) -> tuple[Picture, list[str]]:
    """A picture, and the addresses of its file and of a smaller version."""
    picture = factories.picture(college.collection)
    return picture, [picture.file.url, picture.get_rendition("max-20x20").url]


@everybody
def test_picture_and_its_versions_are_there_for_those_who_may_use_them(
    client: Client, college: Institution, who: str
) -> None:
    picture, addresses = pictures_of(college)
    asked = signed_in(client, who, college)

    for address in addresses:
        assert address.startswith("/media/")
        response = asked.get(address)
        assert response.status_code == (200 if may(who) else 404)
        if may(who):
            assert response.getvalue()
            assert response["Content-Type"] == "image/png"
            assert response["Content-Disposition"].startswith("inline")
            assert "private" in response["Cache-Control"]
    assert picture.pk


@pytest.mark.parametrize(
    "path",
    ["", "original_images/", "../headwaters.sqlite3", "%2e%2e/secret.png", "a%00b.png",
     "original_images/unknown.png", "documents/x.pdf", "avatar_images/unknown.png"],
)  # fmt: skip
def test_media_that_is_no_picture_is_not_there(
    admin_client: Client, college: Institution, path: str
) -> None:
    assert admin_client.get("/media/" + path).status_code == 404


def test_picture_lies_under_a_name_of_its_own(college: Institution) -> None:
    picture, _ = pictures_of(college)

    assert picture.title.split()[0] not in picture.file.name
    assert len(Path(picture.file.name).stem) == 32


def test_face_of_a_person_is_for_who_is_signed_in(client: Client, college: Institution) -> None:
    person = factories.user(Role.CONTRIBUTOR, college)
    profile = _profile(person)
    address = "/media/" + profile.avatar.name

    assert client.get(address).status_code == 404
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    response.close()


def _profile(person: User) -> UserProfile:
    profile = UserProfile.get_for_user(person)
    profile.avatar.save("me.png", ContentFile(b"\x89PNG"))
    return profile


def addresses_of(document: StoredDocument) -> dict[str, str]:
    return {
        "edit": reverse("wagtaildocs:edit", args=[document.pk]),
        "delete": reverse("wagtaildocs:delete", args=[document.pk]),
        "usage": reverse("wagtaildocs:document_usage", args=[document.pk]),
        "chosen": reverse("wagtaildocs_chooser:chosen", args=[document.pk]),
    }


STRANGERS = [who for who in sorted(PEOPLE) if not may(who)]


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("name", ["edit", "delete", "usage", "chosen"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_screens_of_a_document_are_closed_to_strangers(
    client: Client, college: Institution, who: str, name: str, method: str
) -> None:
    document = text_document(college, "secret plan.txt")

    response = getattr(signed_in(client, who, college), method)(addresses_of(document)[name])

    assert response.status_code in {302, 403, 404, 405}
    assert "secret" not in response.content.decode()
    assert StoredDocument.objects.filter(pk=document.pk).exists()


@pytest.mark.parametrize("who", ["contributor of another", "publisher of another"])
@pytest.mark.parametrize(
    "address",
    ["/admin/documents/", "/admin/documents/results/", "/admin/documents/?q=secret",
     "/admin/documents/chooser/", "/admin/documents/chooser/results/?q=secret",
     "/admin/api/main/documents/", "/admin/api/main/images/"],
)  # fmt: skip
def test_lists_name_no_file_of_another_institution(
    client: Client, college: Institution, who: str, address: str
) -> None:
    document = text_document(college, "secret plan.txt")
    factories.picture(college.collection, title="secret picture")

    response = signed_in(client, who, college).get(address.format(document.pk))

    assert response.status_code == 200
    assert "secret plan" not in response.content.decode()
    assert "secret picture" not in response.content.decode()


@pytest.mark.parametrize("who", ["contributor of another", "publisher of another"])
def test_choosing_a_file_of_another_institution_by_number_is_refused(
    client: Client, college: Institution, who: str
) -> None:
    document = text_document(college, "secret plan.txt")
    address = f"/admin/documents/chooser/chosen-multiple/?id={document.pk}"

    response = signed_in(client, who, college).get(address)

    assert response.status_code == 403
    assert "secret plan" not in response.content.decode()


def test_admin_api_names_ones_own_files(client: Client, college: Institution) -> None:
    document = text_document(college)
    picture = factories.picture(college.collection)
    client = signed_in(client, "contributor", college)

    documents = client.get("/admin/api/main/documents/").json()["items"]
    pictures = client.get("/admin/api/main/images/").json()["items"]

    assert [item["id"] for item in documents] == [document.pk]
    assert [item["id"] for item in pictures] == [picture.pk]
    other = text_document(factories.institution("oc"))
    assert client.get(f"/admin/api/main/documents/{other.pk}/").status_code == 403


@pytest.mark.parametrize("action", ["delete", "add_to_collection", "add_tags"])
def test_actions_on_many_leave_the_files_of_others_alone(
    client: Client, college: Institution, action: str
) -> None:
    document = text_document(college)
    client = signed_in(client, "publisher of another", college)
    address = f"/admin/bulk/repository/storeddocument/{action}/?id={document.pk}"
    place = Institution.objects.get(slug="vcc").collection.pk

    client.post(address, {"collection": place, "tags": "stolen"})

    document.refresh_from_db()
    assert document.collection == college.collection
    assert not document.tags.exists()


@pytest.mark.parametrize("way", ["move", "replace"])
def test_document_can_not_be_moved_to_the_collection_of_another(
    client: Client, college: Institution, way: str
) -> None:
    document = text_document(college)
    other = factories.institution("vcc")
    client = signed_in(client, "contributor", college)

    client.post(
        reverse("wagtaildocs:edit", args=[document.pk]),
        {"title": "x", "collection": other.collection.pk},
    )

    document.refresh_from_db()
    assert document.collection == college.collection
    assert way
