from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from repository.blobs import references
from repository.blobs.errors import StorageFailedError
from repository.blobs.keeper import Keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.services import store_blob
from repository.blobs.verifying import Problem, Progress, Trouble, verify

DATA = b"assessment" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(keeper: Keeper) -> Keeper:
    store_blob(content=io.BytesIO(DATA))
    store_blob(content=io.BytesIO(b"another"))
    return keeper


@pytest.fixture
def named() -> Iterator[list[str]]:
    """Digests that a room names."""
    digests: list[str] = []

    def name_them() -> list[str]:
        return digests

    references.register_blob_references(name_them)
    yield digests
    references._registered.remove(name_them)


def replace(keeper: Keeper, path: str, data: bytes) -> None:
    keeper.delete(path)
    keeper.storage.save(path, ContentFile(data))


def run() -> tuple[int, str]:
    """Exit code and what the command said."""
    out = io.StringIO()
    try:
        call_command("verify_blobs", stdout=out, stderr=io.StringIO())
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_verify_whole_storage_finds_nothing(stored: Keeper) -> None:
    told: list[Progress] = []

    assert list(verify(told=told.append)) == []
    assert told == [Progress(2, len(DATA) + len(b"another"), 2)]
    assert run() == (0, "Every stored file is whole.\n")


def test_verify_changed_bytes_are_named_and_marked_until_they_are_mended(stored: Keeper) -> None:
    replace(stored, blob_path(SHA256), DATA[:-1] + b"!")

    assert list(verify()) == [Problem(Trouble.DAMAGED, SHA256)]
    assert Blob.objects.get(pk=SHA256).damaged_at is not None

    replace(stored, blob_path(SHA256), DATA)
    assert list(verify()) == []
    assert Blob.objects.get(pk=SHA256).damaged_at is None


@pytest.mark.parametrize(
    ("data", "trouble"), [(None, Trouble.MISSING), (DATA[:10], Trouble.WRONG_SIZE)]
)
def test_verify_missing_or_shortened_bytes_are_named(
    stored: Keeper, data: bytes | None, trouble: Trouble
) -> None:
    stored.delete(blob_path(SHA256))
    if data is not None:
        replace(stored, blob_path(SHA256), data)

    code, said = run()

    assert code == 1
    assert SHA256 in said
    assert str(trouble) in said


def test_verify_bytes_without_a_row_are_named(stored: Keeper) -> None:
    Blob.objects.filter(pk=SHA256).delete()

    assert list(verify()) == [Problem(Trouble.WITHOUT_ROW, SHA256)]


def test_verify_what_is_no_blob_is_named(stored: Keeper) -> None:
    stored.storage.save("aa/bb/notes.txt", ContentFile(b"?"))

    assert list(verify()) == [Problem(Trouble.STRAY, "aa/bb/notes.txt")]


def test_verify_a_digest_that_was_never_stored_is_named(stored: Keeper, named: list[str]) -> None:
    named += ["f" * 64, SHA256]

    assert list(verify()) == [Problem(Trouble.UNKNOWN, "f" * 64)]


def test_verify_a_storage_that_does_not_answer_marks_nothing(
    stored: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Keeper, path: str) -> None:
        raise StorageFailedError("no answer")

    monkeypatch.setattr(type(stored), "digest", fail)

    assert {problem.trouble for problem in verify()} == {Trouble.UNREADABLE}
    assert not Blob.objects.filter(damaged_at__isnull=False).exists()
