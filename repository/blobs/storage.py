"""The storage of document files, over whichever storage holds the blobs.

Bytes lie under `<2>/<2>/<sha256>`, are written once, verified before anybody is told that they are
there, and never take a name from an upload.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

from repository.blobs.keeper import CHUNK, blob_keeper, blob_path, digest_of

__all__ = ["BlobStorage", "StoredBytes", "blob_path", "blob_storage", "seekable", "store_bytes"]

SPOOL = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """Bytes that are in the storage. `path`: there; size in bytes; `written`: they are new."""

    sha256: str
    size: int
    written: bool

    @property
    def path(self) -> str:
        return blob_path(self.sha256)


@contextlib.contextmanager
def seekable(content: IO[bytes]) -> Iterator[IO[bytes]]:
    """The stream itself where it can be read twice, else a copy that can, from its beginning."""
    if content.seekable():
        content.seek(0)
        yield content
        return
    with tempfile.SpooledTemporaryFile(max_size=SPOOL) as spool:
        while chunk := content.read(CHUNK):
            spool.write(chunk)
        spool.seek(0)
        yield spool


def store_bytes(content: IO[bytes]) -> StoredBytes:
    """Have a stream's bytes in the storage, verified; what is there already isn't written again.

    No row is made: that is `repository.blobs.services.store_blob`.

    Raises: BlobDamagedError, StorageFailedError; then nothing new is in the storage.
    """
    with seekable(content) as stream:
        sha256, size = digest_of(stream)
        written = blob_keeper().keep(stream, sha256, size)
    return StoredBytes(sha256, size, written)


@deconstructible
class BlobStorage(Storage):
    """Django's face of the blobs: the name that comes in is ignored, the digest is the name.

    `delete` does nothing: other documents and releases may need the same bytes. `collect_blobs`
    removes what nothing needs.
    """

    @property
    def inner(self) -> Storage:
        return storages["blobs"]

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Store a stream of bytes; answers its path.

        Raises: BlobDamagedError where the storage gives back something else, StorageFailedError.
        """
        return store_bytes(content).path

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return File(blob_keeper().open(name), name)

    def exists(self, name: str) -> bool:
        return self.inner.exists(name)

    def size(self, name: str) -> int:
        return blob_keeper().size(name)

    def get_modified_time(self, name: str) -> datetime:
        return self.inner.get_modified_time(name)

    def delete(self, name: str) -> None:
        """Nothing: see the class."""

    def path(self, name: str) -> str:
        return self.inner.path(name)


def blob_storage() -> BlobStorage:
    """The storage for models: a callable, so that migrations hold no location."""
    return BlobStorage()
