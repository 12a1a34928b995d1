"""Blobs on S3: read by ranges, listed flat, written whole or not at all.

An object of S3 comes into being with its last byte, so that no temporary place is needed.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from typing import IO, Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.core.files.storage import Storage

from repository.blobs.errors import BlobDamagedError, StorageFailedError
from repository.blobs.keeper import ByteStream, Entry, Keeper, digest_of

FIRST_WINDOW = 256 * 1024
LARGEST_WINDOW = 8 * 1024 * 1024
ABSENT = {"404", "NoSuchKey", "NotFound"}


@contextlib.contextmanager
def answering(path: str) -> Iterator[None]:
    """S3's errors as ours. Raises: FileNotFoundError, StorageFailedError."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ABSENT:
            raise FileNotFoundError(path) from error
        raise StorageFailedError(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        raise StorageFailedError(str(error)) from error


class S3Keeper(Keeper):
    """Over django-storages' S3Storage, whichever its options are."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage)
        self.s3: Any = storage

    def _object(self, path: str) -> Any:
        return self.s3.bucket.Object(self._prefix + path)

    @property
    def _prefix(self) -> str:
        location = str(self.s3.location).strip("/")
        return f"{location}/" if location else ""

    def size(self, path: str) -> int:
        with answering(path):
            return int(self._object(path).content_length)

    def open(self, path: str) -> IO[bytes]:
        def fetch(start: int, length: int) -> bytes:
            with contextlib.closing(self.open_range(path, start, length)) as body:
                return body.read()

        return io.BufferedReader(RangedReader(fetch, self.size(path)), FIRST_WINDOW)

    def open_range(self, path: str, start: int, length: int) -> ByteStream:
        if length == 0:
            self.size(path)
            return io.BytesIO()
        with answering(path):
            answer = self._object(path).get(Range=f"bytes={start}-{start + length - 1}")
        body: ByteStream = answer["Body"]
        return body

    def digest(self, path: str) -> tuple[str, int]:
        with answering(path):
            body: IO[bytes] = self._object(path).get()["Body"]
            with contextlib.closing(body):
                return digest_of(body)

    def write(self, path: str, content: IO[bytes], sha256: str, size: int) -> None:
        with answering(path):
            # Not save(): that would look for another name where these very bytes have arrived by
            # now. An object is replaced in one step, and by equal bytes only.
            self.s3._save(path, File(content))
        if self.digest(path) != (sha256, size):
            self.delete(path)
            raise BlobDamagedError(sha256)

    def delete(self, path: str) -> None:
        with answering(path):
            self._object(path).delete()

    def entries(self) -> Iterator[Entry]:
        with answering(self._prefix):
            for found in self.s3.bucket.objects.filter(Prefix=self._prefix):
                path = found.key.removeprefix(self._prefix)
                yield Entry(path, found.size, found.last_modified)


class RangedReader(io.RawIOBase):
    """A seekable stream that fetches only what is read, more at a time the longer it is read on.

    A zip's table of contents costs one small request, a whole film few large ones.
    """

    def __init__(self, fetch: Callable[[int, int], bytes], size: int) -> None:
        self.fetch = fetch
        self.total = size
        self.position = 0
        self.window = FIRST_WINDOW
        self.held = b""
        self.held_from = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.total}[whence]
        if base + offset < 0:
            raise ValueError("a position before the beginning")
        self.position = base + offset
        return self.position

    def readinto(self, buffer: Any, /) -> int:
        wanted = min(len(buffer), self.total - self.position)
        if wanted <= 0:
            return 0
        if not self.held_from <= self.position < self.held_from + len(self.held):
            self._fetch_on(wanted)
        start = self.position - self.held_from
        chunk = self.held[start : start + wanted]
        if not chunk:
            raise StorageFailedError("the storage sent less than it has")
        buffer[: len(chunk)] = chunk
        self.position += len(chunk)
        return len(chunk)

    def _fetch_on(self, wanted: int) -> None:
        onwards = self.position == self.held_from + len(self.held) and self.held
        self.window = min(self.window * 2, LARGEST_WINDOW) if onwards else FIRST_WINDOW
        length = min(max(self.window, wanted), self.total - self.position)
        self.held = self.fetch(self.position, length)
        self.held_from = self.position
