"""Archives of releases: built once, kept as a blob, given out by address and by command."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from repository.blobs.errors import BlobMissingError
from repository.blobs.models import Blob
from repository.blobs.references import without_rows
from repository.exports import tasks
from repository.exports.building import alone
from repository.exports.errors import FormatUnknownError
from repository.exports.models import Archive
from repository.exports.services import build_archive, built_archive, forget_old_archives
from repository.lib.clock import now
from repository.releases.models import Release
from repository.releases.signals import released
from tests.manifests import a_component, a_file
from tests.publications import a_release, a_withdrawal

pytestmark = pytest.mark.django_db

DOWNLOAD = "/packages/food/download/everything/"


def a_food_release(**changes: object) -> Release:
    values = {"slug": "food", "contents": {"c1.pdf": b"lesson"}}
    return a_release(**(values | changes))  # type: ignore[arg-type]


def test_build_archive_twice_builds_once() -> None:
    release = a_food_release()
    first = build_archive(release, "everything")
    built_at = Archive.objects.get().created_at
    assert build_archive(release, "everything") == first
    assert Archive.objects.get().created_at == built_at
    assert first.name == "food-1.0.0.zip"
    assert Blob.objects.get(pk=first.sha256).size == first.size


def test_build_archive_anew_gives_the_same_bytes() -> None:
    release = a_food_release()
    first = build_archive(release, "everything")
    Archive.objects.all().delete()
    assert build_archive(release, "everything") == first


def test_build_archive_while_another_does_ends_in_one_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = a_food_release()
    first = build_archive(release, "everything")
    monkeypatch.setattr("repository.exports.services.built_archive", lambda *_: None)
    assert build_archive(release, "everything") == first
    assert Archive.objects.count() == 1


def test_of_several_who_build_at_once_one_is_inside() -> None:
    inside: list[int] = []
    most: list[int] = []

    def ask() -> None:
        with alone("7 everything"):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_build_archive_that_was_built_while_it_waited_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = a_food_release()
    first = build_archive(release, "everything")
    answers = iter([None, first])
    monkeypatch.setattr("repository.exports.services.built_archive", lambda *_: next(answers))
    monkeypatch.setattr("repository.exports.services._build", lambda *_: pytest.fail("built again"))
    assert build_archive(release, "everything") == first


def test_large_archive_that_many_ask_for_is_one_task(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for _ in range(3):
        tasks.enqueue(7, "everything")
    tasks.enqueue(8, "everything")
    assert DBTaskResult.objects.count() == 2


@pytest.mark.parametrize(("hours", "again"), [(0, 1), (2, 2)])
def test_large_archive_of_a_worker_that_was_killed_is_asked_for_again(
    settings: Settings, hours: int, again: int
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    tasks.enqueue(7, "everything")
    began = now() - timedelta(hours=hours)
    DBTaskResult.objects.update(status="RUNNING", started_at=began)
    tasks.enqueue(7, "everything")
    assert DBTaskResult.objects.count() == again


def test_build_archive_damaged_is_built_again() -> None:
    release = a_food_release()
    archive = build_archive(release, "everything")
    Blob.objects.filter(pk=archive.sha256).update(damaged_at=release.released_at)
    assert built_archive(release, "everything") is None
    assert build_archive(release, "everything") == archive
    assert built_archive(release, "everything") == archive


def test_archive_keeps_its_bytes_from_being_collected() -> None:
    archive = build_archive(a_food_release(), "everything")
    assert not without_rows(Blob.objects.filter(pk=archive.sha256)).exists()


def test_build_archive_holds_no_byte_for_members_only(client: Client) -> None:
    secret = a_component("c2", "Zebra", audience="members", files=(a_file("key.pdf"),))
    a_food_release(
        components=(a_component(), secret),
        contents={"c1.pdf": b"lesson", "key.pdf": b"the secret answers"},
    )
    content = client.get(DOWNLOAD).getvalue()
    assert b"lesson" in content
    assert b"the secret answers" not in content
    assert b"Zebra" not in content


def test_build_archive_missing_bytes_leave_no_row() -> None:
    with pytest.raises(BlobMissingError):
        build_archive(a_food_release(contents={}), "everything")
    assert not Archive.objects.exists()


def test_build_archive_unknown_format_is_named() -> None:
    with pytest.raises(FormatUnknownError) as caught:
        build_archive(a_food_release(), "papyrus")
    assert caught.value.known == ["everything"]


def test_forget_old_archives_drops_rows_of_older_exporters_only() -> None:
    release = a_food_release()
    archive = build_archive(release, "everything")
    blob = Blob.objects.get(pk=archive.sha256)
    Archive.objects.create(release=release, format="everything", exporter_version=0, blob=blob)
    Archive.objects.create(release=release, format="papyrus", exporter_version=1, blob=blob)
    assert forget_old_archives() == 2
    assert built_archive(release, "everything") == archive


def test_download_is_the_archive_whole_or_in_part(client: Client) -> None:
    release = a_food_release()
    response = client.get(DOWNLOAD)
    content = response.getvalue()
    archive = build_archive(release, "everything")
    assert hashlib.sha256(content).hexdigest() == archive.sha256
    assert response.headers["Content-Length"] == str(archive.size)
    assert response.headers["ETag"] == f'"{archive.sha256}"'
    assert "food-1.0.0.zip" in response.headers["Content-Disposition"]
    part = client.get(DOWNLOAD, headers={"Range": "bytes=-10"})
    assert (part.status_code, part.getvalue()) == (206, content[-10:])
    head = client.head(DOWNLOAD)
    assert (head.headers["Content-Length"], head.content) == (str(archive.size), b"")
    etag = {"If-None-Match": response.headers["ETag"]}
    assert client.get(DOWNLOAD, headers=etag).status_code == 304


def test_download_of_a_number_stays_and_the_newest_moves(client: Client) -> None:
    first = a_food_release()
    a_release(package=first.package, number="2.0.0", contents={"c1.pdf": b"better"})
    old = client.get("/packages/food/releases/1.0.0/download/everything/")
    assert b"lesson" in old.getvalue()
    assert "immutable" in old.headers["Cache-Control"]
    new = client.get(DOWNLOAD)
    assert b"better" in new.getvalue()
    assert "immutable" not in new.headers["Cache-Control"]


def test_download_large_is_built_by_a_worker(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = a_food_release()
    asked: list[tuple[int, str]] = []
    monkeypatch.setattr(tasks, "AT_ONCE", 3)
    monkeypatch.setattr(
        "repository.public.views.downloads.enqueue", lambda *arguments: asked.append(arguments)
    )
    response = client.get(DOWNLOAD)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert b"being prepared" in response.content
    assert asked == [(release.pk, "everything")]
    tasks.build_archive_task.call(release.pk, "everything")
    assert client.get(DOWNLOAD).getvalue().startswith(b"PK")


@pytest.mark.parametrize(("limit", "built"), [(3, 1), (1000, 0)])
def test_released_large_archives_are_built_once_it_is_there(
    limit: int,
    built: int,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    release = a_food_release()
    monkeypatch.setattr(tasks, "AT_ONCE", limit)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        released.send(sender=Release, release=release, previous=None)
        assert not Archive.objects.exists()
    assert Archive.objects.count() == built


def test_export_package_writes_what_the_site_serves(client: Client, tmp_path: Path) -> None:
    first = a_food_release()
    a_release(package=first.package, number="2.0.0", contents={"c1.pdf": b"better"})
    call_command("export_package", "food", format="everything", output=tmp_path, verbosity=0)
    assert (tmp_path / "food-2.0.0.zip").read_bytes() == client.get(DOWNLOAD).getvalue()
    target = tmp_path / "old.zip"
    target.write_bytes(b"something else")
    call_command("export_package", "food@1.0.0", format="everything", output=target, verbosity=0)
    assert zipfile.ZipFile(io.BytesIO(target.read_bytes())).testzip() is None
    assert b"lesson" in target.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["food-2.0.0.zip", "old.zip"]


@pytest.mark.parametrize(
    ("package", "format_name", "output", "words"),
    [
        ("none", "everything", "x.zip", "no release none"),
        ("food@9.0.0", "everything", "x.zip", "no release food@9.0.0"),
        ("food", "papyrus", "x.zip", "EXPORT-FORMAT-UNKNOWN"),
        ("food", "everything", "no/such/folder/x.zip", "can't be written"),
        ("gone@1.0.0", "everything", "x.zip", "A contact time is wrong."),
        ("gone", "everything", "x.zip", "no release gone"),
        ("bare", "everything", "x.zip", "BLOB-MISSING"),
    ],
)
def test_export_package_that_fails_says_why_and_leaves_nothing(
    package: str, format_name: str, output: str, words: str, tmp_path: Path
) -> None:
    a_food_release()
    a_food_release(slug="bare", contents={}, components=(a_component("c9"),))
    a_withdrawal(a_food_release(slug="gone"))
    with pytest.raises(CommandError, match=words):
        call_command("export_package", package, format=format_name, output=tmp_path / output)
    assert list(tmp_path.iterdir()) == []


def test_export_package_leaves_alone_what_is_no_file(tmp_path: Path) -> None:
    a_food_release()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(CommandError, match="is no file"):
        call_command("export_package", "food", format="everything", output=pipe)
    assert pipe.is_fifo()
