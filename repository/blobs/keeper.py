"""What the blobs ask of a storage beyond Django's own interface, for any storage.

Bytes lie under `<2>/<2>/<sha256>`. A keeper writes them so that nothing is ever seen half written,
reads them back before it says that they are there, and reads from any place in them. There is one
for any Django storage (this module), one for local disk and one for S3, which know faster and
safer ways.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from repository.blobs.errors import BlobDamagedError, StorageFailedError
from repository.blobs.leftovers import Leftover

CHUNK = 1024 * 1024
log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lies in a storage. `path`: relative to it; size in bytes; time in UTC."""

    path: str
    size: int
    modified: datetime

    @property
    def sha256(self) -> str:
        """The digest that the path says; empty where it isn't the path of a blob."""
        name = self.path.rpartition("/")[2]
        return name if len(name) == 64 and self.path == blob_path(name) else ""


class ByteStream(Protocol):
    """Bytes to be read once, from where it stands to its end."""

    def read(self, size: int = ..., /) -> bytes: ...
    def close(self) -> None: ...


class Keeper:
    """Over any Django storage, with nothing but Django's interface."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def size(self, path: str) -> int:
        """Size in bytes. Raises: FileNotFoundError, StorageFailedError."""
        if not self.storage.exists(path):
            raise FileNotFoundError(path)
        return self.storage.size(path)

    def open(self, path: str) -> IO[bytes]:
        """A seekable stream of all bytes. Raises: FileNotFoundError, StorageFailedError."""
        opened: IO[bytes] = self.storage.open(path)
        return opened

    def open_range(self, path: str, start: int, length: int) -> ByteStream:
        """A stream of `length` bytes from `start`, to be read once.

        Raises: FileNotFoundError, StorageFailedError.
        """
        opened = self.open(path)
        opened.seek(start)
        return Section(opened, length)

    def digest(self, path: str) -> tuple[str, int]:
        """sha256 and size of what is stored. Raises: FileNotFoundError, StorageFailedError."""
        with self.open(path) as kept:
            return digest_of(kept)

    def holds(self, path: str, size: int) -> bool:
        """Whether there is something of this size."""
        try:
            return self.size(path) == size
        except FileNotFoundError:
            return False

    def keep(self, content: IO[bytes], sha256: str, size: int) -> bool:
        """Have the bytes in the storage, intact; whether they had to be written.

        content: seekable, read from its beginning. What lies in its place and is damaged is
        replaced.

        Raises: BlobDamagedError, StorageFailedError; then nothing new is in the storage.
        """
        path = blob_path(sha256)
        try:
            if self._is_whole(path, sha256, size):
                return False
            content.seek(0)
            self.write(path, content, sha256, size)
        except OSError as error:
            log.exception("BLOB-NOT-STORED %s", sha256)
            raise StorageFailedError.from_os_error(error) from error
        return True

    def _is_whole(self, path: str, sha256: str, size: int) -> bool:
        if not self.holds(path, size):
            return False
        try:
            if self.digest(path) == (sha256, size):
                return True
        except FileNotFoundError:
            return False  # the collector took it just now
        log.error("BLOB-DAMAGED %s: its bytes had changed; they are replaced", sha256)
        return False

    def write(self, path: str, content: IO[bytes], sha256: str, size: int) -> None:
        """Write and read back. Raises: BlobDamagedError, OSError, StorageFailedError."""
        if self.storage.exists(path):
            self.storage.delete(path)
        written = self.storage.save(path, File(content))
        try:
            if self.digest(written) != (sha256, size):
                raise BlobDamagedError(sha256)
        except BaseException:
            self.storage.delete(written)
            raise
        if written != path:
            self._second(written, path, sha256, size)

    def _second(self, written: str, path: str, sha256: str, size: int) -> None:
        """Somebody stored the same bytes at the same time: theirs stay, if they are whole."""
        self.storage.delete(written)
        if self.digest(path) != (sha256, size):
            raise BlobDamagedError(sha256)

    def delete(self, path: str) -> None:
        self.storage.delete(path)

    def entries(self) -> Iterator[Entry]:
        """All that lies in the storage, in no order."""
        folders = [""]
        while folders:
            folder = folders.pop()
            inner, files = self.storage.listdir(folder)
            prefix = f"{folder}/" if folder else ""
            folders.extend(prefix + name for name in inner)
            for name in files:
                path = prefix + name
                yield Entry(path, self.storage.size(path), self.storage.get_modified_time(path))

    def leftovers(self, before: datetime) -> Iterator[Leftover]:
        """What broken-off writes left behind; a storage's own `save` is taken to leave nothing."""
        yield from ()


class Section(io.RawIOBase):
    """The next `length` bytes of a file, to be read once.

    A server that sends files by their descriptor finds it here, and tells with `seek` how far in
    the whole file it came.
    """

    def __init__(self, opened: IO[bytes], length: int) -> None:
        self.opened = opened
        self.left = length

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.opened.fileno()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self.opened.seek(offset, whence)

    def read(self, size: int = -1, /) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        chunk = self.opened.read(wanted) if wanted else b""
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        self.opened.close()
        super().close()


def keeper_of(storage: Storage) -> Keeper:
    """The keeper that knows this storage best."""
    if isinstance(storage, FileSystemStorage):
        # Here and not above: each of them builds on this module.
        from repository.blobs.local_keeper import LocalKeeper

        return LocalKeeper(storage)
    if any(kind.__module__ == "storages.backends.s3" for kind in type(storage).__mro__):
        # The same, and only a site that uses S3 loads its client library.
        from repository.blobs.s3_keeper import S3Keeper

        return S3Keeper(storage)
    return Keeper(storage)


def blob_keeper() -> Keeper:
    """The keeper of the site's blobs (`STORAGES["blobs"]`)."""
    return keeper_of(storages["blobs"])
