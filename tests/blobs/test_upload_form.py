from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Collection, UploadedFile

from repository.blobs import uploads
from repository.blobs.models import Blob, Outcome, StoredDocument
from repository.institutions.models import Institution
from tests import factories
from tests.blobs.uploading import (
    GOOD,
    REFUSED,
    TEXT,
    Way,
    by_chooser,
    by_several_at_once,
    by_single_form,
    every_way,
    left_behind,
    upload,
    words,
)
from tests.factories import Role

pytestmark = pytest.mark.django_db


@every_way
def test_upload_good_is_a_document_of_the_institution(
    contributor: Client, college: Institution, way: Way
) -> None:
    response = way(contributor, *GOOD)

    assert response.status_code in {200, 302}, words(response)
    document = StoredDocument.objects.get()
    assert document.collection == college.collection
    assert document.original_name == "plan.txt"
    assert document.media_type == "text/plain"
    assert document.kind == "document"
    assert document.outcome == Outcome.CLEAN
    assert document.inspection["file"] == "plan.txt"
    assert document.file.name == document.blob.sha256[:2] + "/" + document.blob.sha256[
        2:4
    ] + "/" + (document.blob.sha256)
    assert document.file_size == len(TEXT)
    assert document.uploaded_by_user is not None
    with document.open_file() as opened:
        assert opened.read() == TEXT


@every_way
def test_upload_refused_says_why_and_leaves_nothing(
    contributor: Client, data_dir: Path, way: Way
) -> None:
    response = way(contributor, *REFUSED)

    assert response.status_code == 200
    assert "ZIP-UNSAFE-PATH" in words(response)
    assert "nothing of it was kept" in words(response)
    # A name from the zip is shown, and is no markup.
    assert "<img" not in words(response)
    assert "&lt;img" in words(response)
    assert (StoredDocument.objects.count(), Blob.objects.count()) == (0, 0)
    assert UploadedFile.objects.count() == 0
    assert left_behind(data_dir) == []


@every_way
def test_upload_of_a_large_file_leaves_nothing_in_the_upload_folder(
    contributor: Client, data_dir: Path, way: Way, settings: Settings
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100

    way(contributor, *REFUSED)
    assert left_behind(data_dir) == []

    way(contributor, *GOOD)
    assert [Path(path).parts[0] for path in left_behind(data_dir)] == ["blobs"]


@every_way
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.pdf", b"", "empty"),
        ("setup.exe", b"MZ" + b"\0" * 200, "Programs are not taken"),
        ("module.zip", b"Rar!\x1a\x07\x01\x00" + b"\0" * 90, "not a zip"),
    ],
)
def test_upload_of_what_is_not_taken_says_why(
    contributor: Client, data_dir: Path, way: Way, name: str, data: bytes, said: str
) -> None:
    response = way(contributor, name, data)

    assert response.status_code == 200
    assert said in words(response)
    assert StoredDocument.objects.count() == 0
    assert left_behind(data_dir) == []


@every_way
def test_upload_larger_than_allowed_says_how_large(
    contributor: Client, data_dir: Path, way: Way, settings: Settings
) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = settings.MAX_UPLOAD_BYTES = 500

    response = way(contributor, *GOOD)

    assert response.status_code == 200
    assert "too big" in words(response)
    assert left_behind(data_dir) == []


MISNAMED = "picture.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@every_way
def test_upload_with_errors_says_which_and_leaves_nothing(
    contributor: Client, data_dir: Path, way: Way
) -> None:
    response = way(contributor, *MISNAMED)

    assert response.status_code == 200
    assert "TYPE-MISMATCH" in words(response)
    assert not StoredDocument.objects.exists()
    assert left_behind(data_dir) == []


@pytest.mark.parametrize("way", [by_single_form, by_chooser])
def test_upload_with_errors_is_kept_as_a_draft_when_asked(contributor: Client, way: Way) -> None:
    assert "Keep it with its errors" in words(way(contributor, *MISNAMED))

    way(contributor, *MISNAMED, keep="on")

    document = StoredDocument.objects.get()
    assert document.outcome == Outcome.ERRORS
    assert "TYPE-MISMATCH" in {found["code"] for found in document.inspection["findings"]}


def test_upload_of_several_with_errors_shows_the_way_to_keep_one(contributor: Client) -> None:
    response = by_several_at_once(contributor, *MISNAMED, keep="on")

    assert reverse("wagtaildocs:add") in words(response)
    assert not StoredDocument.objects.exists()


@every_way
def test_upload_refused_is_not_kept_when_asked(contributor: Client, way: Way) -> None:
    response = way(contributor, *REFUSED, keep="on")

    assert "Keep it with its errors" not in words(response)
    assert not StoredDocument.objects.exists()


@every_way
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("清掃計画 – 第一課.txt", "清掃計画 – 第一課.txt"),
        ("خطة الدرس.txt", "خطة الدرس.txt"),
        ("\u202etxt.exe\u202c.txt", "txt.exe.txt"),
        ("<b>bold</b>.txt", "b>.txt"),
        ("100% & more?.txt", "100% & more?.txt"),
        ("n" * 5000 + ".txt", ""),
        ("語" * 5000 + ".txt", ""),
        ("n." + "x" * 5000, ""),
    ],
)
def test_upload_under_any_name_keeps_a_name_for_people(
    contributor: Client, way: Way, name: str, kept: str, settings: Settings
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100

    response = way(contributor, name, TEXT, title=name)

    assert response.status_code in {200, 302}, words(response)
    document = StoredDocument.objects.get()
    if kept:
        assert document.original_name == kept
    else:
        assert 0 < len(document.original_name) <= 200
        codes = {found["code"] for found in document.inspection["findings"]}
        assert "UPLOAD-NAME-SHORTENED" in codes
        assert document.outcome == Outcome.WARNINGS
    assert 0 < len(document.title) <= 255
    served = contributor.get(document.url)
    assert served.status_code == 200
    assert served.getvalue() == TEXT


@every_way
@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "storage is full"), (errno.EIO, "does not answer")]
)
def test_upload_that_the_storage_refuses_says_so(
    contributor: Client,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: Way,
    number: int,
    said: str,
) -> None:
    def refuse(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("repository.blobs.local_keeper.shutil.copyfileobj", refuse)

    response = way(contributor, *GOOD)

    assert response.status_code == 200
    assert said in words(response)
    assert (StoredDocument.objects.count(), Blob.objects.count()) == (0, 0)
    assert left_behind(data_dir) == []


@every_way
def test_upload_to_a_full_temporary_folder_says_so(
    contributor: Client,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: Way,
    settings: Settings,
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100

    def refuse(self: object, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads.UploadOnDisk, "write", refuse, raising=False)

    response = way(contributor, *GOOD)

    assert response.status_code == 200
    assert "storage is full" in words(response)
    assert left_behind(data_dir) == []


@pytest.mark.parametrize("times", [1, 2000], ids=["in memory", "on disk"])
def test_upload_of_which_the_half_came_keeps_nothing(
    contributor: Client, data_dir: Path, times: int
) -> None:
    head = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    answer = contributor.generic(
        "POST",
        reverse("wagtaildocs:add"),
        head + TEXT * times,
        content_type="multipart/form-data; boundary=B",
    )
    assert answer.status_code == 200
    assert "This field is required" in answer.content.decode()
    assert left_behind(data_dir) == []


@pytest.mark.parametrize("way", [by_single_form, by_chooser])
def test_upload_with_another_field_wrong_keeps_nothing_aside(
    contributor: Client, data_dir: Path, way: Way
) -> None:
    response = way(contributor, *GOOD, tags="x" * 200)

    assert response.status_code == 200
    assert "Please choose it again" in words(response)
    assert StoredDocument.objects.count() == UploadedFile.objects.count() == 0
    assert left_behind(data_dir) == []


@every_way
def test_upload_to_the_collection_of_another_is_refused(
    contributor: Client, college: Institution, data_dir: Path, way: Way
) -> None:
    other = factories.institution("vcc")
    # Two collections of one's own, so that the form asks for one.
    second = college.collection.add_child(name="second")

    response = way(contributor, *GOOD, collection=str(other.collection.pk))

    assert response.status_code == 200
    assert not StoredDocument.objects.exists()
    assert UploadedFile.objects.count() == 0
    assert left_behind(data_dir) == []
    assert second.pk


@every_way
def test_upload_that_names_no_collection_goes_to_ones_own(
    contributor: Client, college: Institution, way: Way
) -> None:
    root = Collection.get_first_root_node()

    way(contributor, *GOOD, collection=str(root.pk))

    assert StoredDocument.objects.get().collection == college.collection


@pytest.mark.parametrize("who", [None, Role.MEMBER])
@every_way
def test_upload_by_who_may_not_is_refused(
    client: Client, college: Institution, data_dir: Path, way: Way, who: Role | None
) -> None:
    if who is not None:
        client.force_login(factories.user(who))

    response = way(client, *GOOD)

    assert response.status_code in {302, 403}
    assert not StoredDocument.objects.exists()
    assert left_behind(data_dir) == []


def test_several_at_once_without_a_file_is_a_message(contributor: Client) -> None:
    for name in ("documents", "images"):
        response = contributor.post(f"/admin/{name}/multiple/add/", {"other": upload(*GOOD)})

        assert response.status_code == 400
        assert response.content == b"Choose a file."


def test_put_aside_upload_can_not_become_a_document(contributor: Client) -> None:
    user = User.objects.get()
    aside = UploadedFile.objects.create(
        for_content_type=_content_type(), file=upload(*GOOD), uploaded_by_user=user
    )

    response = contributor.post(
        reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[aside.pk]),
        {f"uploaded-document-{aside.pk}-title": "A title"},
    )

    assert response.json()["success"] is False
    assert "upload the file again" in response.json()["form"]
    assert not StoredDocument.objects.exists()


def _content_type() -> Any:
    from django.contrib.contenttypes.models import ContentType  # a model

    return ContentType.objects.get_for_model(StoredDocument)
