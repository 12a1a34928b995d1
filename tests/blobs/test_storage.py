from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import socket
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from pytest_django import Settings

from repository.blobs import local_keeper
from repository.blobs.errors import BlobDamagedError, StorageFailedError
from repository.blobs.keeper import Keeper, blob_keeper, blob_path
from repository.blobs.storage import BlobStorage, store_bytes
from tests.blobs.conftest import KINDS

DATA = b"floor care" * 500
SHA256 = hashlib.sha256(DATA).hexdigest()


class Unseekable(io.RawIOBase):
    """A stream that can be read once, such as one from a socket."""

    def __init__(self, data: bytes) -> None:
        self.inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self.inner.read(size)


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_store_bytes_new_lie_under_their_digest(keeper: Keeper) -> None:
    stored = store_bytes(io.BytesIO(DATA))

    assert (stored.sha256, stored.size, stored.written) == (SHA256, len(DATA), True)
    assert stored.path == f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"
    with keeper.open(stored.path) as opened:
        assert opened.read() == DATA
    assert [(entry.path, entry.size, entry.sha256) for entry in keeper.entries()] == [
        (stored.path, len(DATA), SHA256)
    ]


def test_store_bytes_again_writes_nothing(keeper: Keeper) -> None:
    store_bytes(io.BytesIO(DATA))

    assert store_bytes(io.BytesIO(DATA)).written is False
    assert len(list(keeper.entries())) == 1


def test_store_bytes_of_a_stream_that_is_read_once_are_whole(keeper: Keeper) -> None:
    stored = store_bytes(Unseekable(DATA))  # type: ignore[arg-type]  # a stream all the same

    assert keeper.digest(stored.path) == (SHA256, len(DATA))


def test_store_bytes_begins_at_the_beginning(keeper: Keeper) -> None:
    content = io.BytesIO(DATA)
    content.seek(100)

    assert store_bytes(content).sha256 == SHA256


def test_store_bytes_of_nothing_are_a_blob_too(keeper: Keeper) -> None:
    stored = store_bytes(io.BytesIO())

    assert stored.size == 0
    with keeper.open(stored.path) as opened:
        assert opened.read() == b""


@pytest.mark.parametrize("damage", [b"floor care"[::-1] * 500, b"short"])
def test_store_bytes_where_damaged_ones_lie_replaces_them(keeper: Keeper, damage: bytes) -> None:
    keeper.storage.save(blob_path(SHA256), ContentFile(damage))

    assert store_bytes(io.BytesIO(DATA)).written is True
    assert keeper.digest(blob_path(SHA256)) == (SHA256, len(DATA))
    assert len(list(keeper.entries())) == 1


def test_store_bytes_that_go_while_they_are_compared_are_written(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store_bytes(io.BytesIO(DATA)).path
    plain = type(keeper).holds

    def gone_afterwards(self: Keeper, path: str, size: int) -> bool:
        held = plain(self, path, size)
        keeper.delete(path)
        return held

    with monkeypatch.context() as patch:
        patch.setattr(type(keeper), "holds", gone_afterwards)
        assert store_bytes(io.BytesIO(DATA)).written is True

    assert keeper.digest(path) == (SHA256, len(DATA))


def test_store_bytes_by_many_at_once_are_one_blob(keeper: Keeper) -> None:
    with ThreadPoolExecutor(8) as threads:
        stored = list(threads.map(lambda _: store_bytes(io.BytesIO(DATA)), range(24)))

    assert {one.sha256 for one in stored} == {SHA256}
    assert [entry.path for entry in keeper.entries()] == [blob_path(SHA256)]
    assert keeper.digest(blob_path(SHA256)) == (SHA256, len(DATA))


def test_open_can_be_read_from_any_place(keeper: Keeper) -> None:
    data = os.urandom(3_000_000)
    path = store_bytes(io.BytesIO(data)).path

    with keeper.open(path) as opened:
        opened.seek(-1000, io.SEEK_END)
        assert opened.read() == data[-1000:]
        opened.seek(1_234_567)
        assert opened.read(10) == data[1_234_567:1_234_577]
        assert opened.tell() == 1_234_577
        opened.seek(0)
        assert opened.read() == data


@pytest.mark.parametrize(("start", "length"), [(0, 1), (4999, 1), (10, 4000), (0, 5000), (7, 0)])
def test_open_range_gives_that_part_only(keeper: Keeper, start: int, length: int) -> None:
    path = store_bytes(io.BytesIO(DATA)).path

    body = keeper.open_range(path, start, length)
    try:
        assert body.read() == DATA[start : start + length]
    finally:
        body.close()


def test_open_range_of_a_local_file_is_sent_by_its_descriptor(blob_folder: Path) -> None:
    body = blob_keeper().open_range(store_bytes(io.BytesIO(DATA)).path, 100, 300)
    here, there = socket.socketpair()
    with here, there, contextlib.closing(body):
        offset = os.lseek(body.fileno(), 0, os.SEEK_CUR)  # type: ignore[attr-defined]

        sent = here.sendfile(body, offset=offset, count=300)  # type: ignore[arg-type]

        assert (offset, sent) == (100, 300)
        assert there.recv(1000) == DATA[100:400]


def test_open_of_what_is_not_there_is_not_found(keeper: Keeper) -> None:
    path = blob_path("0" * 64)

    for ask in (
        keeper.open,
        keeper.size,
        keeper.digest,
        lambda path: keeper.open_range(path, 0, 9),
    ):
        with pytest.raises(FileNotFoundError):
            ask(path)
    assert keeper.holds(path, 0) is False


def test_delete_takes_the_bytes_away_and_again_does_nothing(keeper: Keeper) -> None:
    path = store_bytes(io.BytesIO(DATA)).path

    keeper.delete(path)
    keeper.delete(path)

    assert list(keeper.entries()) == []


def test_model_storage_takes_no_name_and_deletes_nothing(keeper: Keeper) -> None:
    storage = BlobStorage()

    path = storage.save("../../etc/passwd", ContentFile(DATA))
    storage.delete(path)

    assert path == blob_path(SHA256)
    assert storage.exists(path)
    assert storage.size(path) == len(DATA)
    with storage.open(path) as opened:
        assert opened.read() == DATA


def test_local_storage_is_made_when_it_is_needed_and_keeps_strangers_out(blob_folder: Path) -> None:
    assert storages["blobs"].exists("00/00/marker") is False
    assert not blob_folder.exists()

    store_bytes(io.BytesIO(DATA))

    assert files_below(blob_folder) == [blob_path(SHA256)]
    assert stat.S_IMODE((blob_folder / blob_path(SHA256)).stat().st_mode) == 0o640
    folders = [path for path in blob_folder.rglob("*") if path.is_dir()]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o750}


def test_local_write_that_reads_back_otherwise_is_damaged(
    blob_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_keeper, "digest_of", lambda opened: ("f" * 64, 7))

    with pytest.raises(BlobDamagedError) as caught:
        store_bytes(io.BytesIO(DATA))

    assert caught.value.sha256 == SHA256
    assert files_below(blob_folder) == []


@pytest.mark.parametrize(
    ("number", "is_full"), [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EIO, False)]
)
@pytest.mark.parametrize("call", ["copy", "fsync", "replace"])
def test_local_write_that_the_system_refuses_leaves_nothing(
    blob_folder: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, is_full: bool
) -> None:
    def refuse(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    place = {
        "copy": "shutil.copyfileobj",
        "fsync": "os.fsync",
        "replace": "Path.replace",
    }[call]
    monkeypatch.setattr(f"repository.blobs.local_keeper.{place}", refuse)

    with pytest.raises(StorageFailedError) as caught:
        store_bytes(io.BytesIO(DATA))

    assert caught.value.full is is_full
    assert ("full" in str(caught.value)) is is_full
    assert files_below(blob_folder) == []


# Local disk is read back before the bytes have their name: tested above.
@pytest.mark.parametrize("kind", ["any", "s3"])
def test_storage_that_gives_back_something_else_is_damaged(
    request: pytest.FixtureRequest,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    KINDS[kind](request, settings)
    keeper = blob_keeper()
    monkeypatch.setattr(type(keeper), "digest", lambda self, path: ("f" * 64, 7))

    with pytest.raises(BlobDamagedError):
        store_bytes(io.BytesIO(DATA))

    assert list(keeper.entries()) == []


def test_s3_that_does_not_answer_is_told_without_its_words(
    s3_bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storages["blobs"]
    monkeypatch.setattr(storage, "bucket_name", "no-such-bucket-anywhere")
    monkeypatch.setattr(storage, "_bucket", None)

    with pytest.raises(StorageFailedError) as caught:
        store_bytes(io.BytesIO(DATA))

    assert "NoSuchBucket" in caught.value.reason
    assert "NoSuchBucket" not in str(caught.value)


def test_s3_read_fetches_only_what_is_read(s3_bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from repository.blobs.s3_keeper import S3Keeper  # loads the client library of S3

    data = os.urandom(5_000_000)
    path = store_bytes(io.BytesIO(data)).path
    fetched: list[tuple[int, int]] = []
    plain = S3Keeper.open_range

    def counted(self: S3Keeper, path: str, start: int, length: int) -> IO[bytes]:
        fetched.append((start, length))
        return plain(self, path, start, length)  # type: ignore[return-value]

    monkeypatch.setattr(S3Keeper, "open_range", counted)
    with S3Keeper(storages["blobs"]).open(path) as opened:
        opened.seek(-22, io.SEEK_END)
        assert opened.read(22) == data[-22:]

    assert sum(length for _, length in fetched) < 300_000
