"""Content-addressed storage over any Django storage.

Bytes lie under `<2>/<2>/<sha256>`, are written once, verified before anybody is told that they are
there, and never take a name from an upload.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

CHUNK = 1024 * 1024
SPOOL = 8 * 1024 * 1024


class BlobDamagedError(Exception):
    """What was read back isn't what was written. `sha256`: of the bytes that came in."""

    code = "BLOB-DAMAGED"

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(f"The storage did not keep {sha256} as it was written.")


def blob_path(sha256: str) -> str:
    """Where a blob lies in the storage."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def digest_of(content: IO[bytes]) -> tuple[str, int]:
    """sha256 (hexadecimal) and size in bytes of all that is left in a stream."""
    hasher = hashlib.sha256()
    size = 0
    while chunk := content.read(CHUNK):
        hasher.update(chunk)
        size += len(chunk)
    return hasher.hexdigest(), size


@deconstructible
class BlobStorage(Storage):
    """The storage of document files: the name that comes in is ignored, the digest is the name.

    `delete` does nothing: other documents and releases may need the same bytes. `collect_blobs`
    removes what nothing needs.
    """

    @property
    def inner(self) -> Storage:
        return storages["blobs"]

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Store a stream of bytes; answers its path.

        Raises: BlobDamagedError where the storage gives back something else.
        """
        with contextlib.ExitStack() as stack:
            if not content.seekable():
                spool = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOL))
                while chunk := content.read(CHUNK):
                    spool.write(chunk)
                content = spool
            content.seek(0)
            sha256, size = digest_of(content)
            path = blob_path(sha256)
            if not self._holds(path, size):
                content.seek(0)
                self._write(path, content, sha256)
        return path

    def _holds(self, path: str, size: int) -> bool:
        return self.inner.exists(path) and self.inner.size(path) == size

    def _write(self, path: str, content: IO[bytes], sha256: str) -> None:
        written = self.inner.save(path, File(content))
        with self.inner.open(written) as kept:
            found, _ = digest_of(kept)
        if found != sha256:
            self.inner.delete(written)
            raise BlobDamagedError(sha256)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return self.inner.open(name, mode)

    def exists(self, name: str) -> bool:
        return self.inner.exists(name)

    def size(self, name: str) -> int:
        return self.inner.size(name)

    def delete(self, name: str) -> None:
        """Nothing: see the class."""

    def path(self, name: str) -> str:
        return self.inner.path(name)


def blob_storage() -> BlobStorage:
    """The storage for models: a callable, so that migrations hold no location."""
    return BlobStorage()
