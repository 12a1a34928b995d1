"""Blobs on local disk: a temporary file beside them, made durable, read back, then renamed.

A process killed at any point leaves the blob whole or absent, and at most one file in `incoming/`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage

from repository.blobs.errors import BlobDamagedError
from repository.blobs.keeper import CHUNK, Entry, Keeper, digest_of
from repository.blobs.leftovers import Leftover, hold, leftovers_in

INCOMING = "incoming"
FILE_MODE = 0o640
FOLDER_MODE = 0o750


class LocalKeeper(Keeper):
    """Over a FileSystemStorage. Its location is made when the first blob comes."""

    storage: FileSystemStorage

    @property
    def root(self) -> Path:
        return Path(self.storage.location)

    def size(self, path: str) -> int:
        return Path(self.storage.path(path)).stat().st_size

    def open(self, path: str) -> IO[bytes]:
        return Path(self.storage.path(path)).open("rb")

    def write(self, path: str, content: IO[bytes], sha256: str, size: int) -> None:
        target = Path(self.storage.path(path))
        with self._incoming() as temporary:
            shutil.copyfileobj(content, temporary, CHUNK)
            temporary.flush()
            os.fsync(temporary.fileno())
            # What is read back comes from the disk and not from memory, where the system can do so.
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(temporary.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            temporary.seek(0)
            if digest_of(temporary) != (sha256, size):
                raise BlobDamagedError(sha256)
            self._make_folders(target.parent)
            # Equal bytes may lie there by now, or damaged ones: either way these are right.
            Path(temporary.name).replace(target)
            _sync_folder(target.parent)

    @contextlib.contextmanager
    def _incoming(self) -> Iterator[IO[bytes]]:
        """A temporary file in the same file system, gone again unless it was moved away."""
        folder = self.root / INCOMING
        self._make_folders(folder)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as opened:
            try:
                hold(opened)
                os.fchmod(opened.fileno(), self.storage.file_permissions_mode or FILE_MODE)
                yield opened
            except BaseException:
                Path(opened.name).unlink(missing_ok=True)
                raise

    def _make_folders(self, folder: Path) -> None:
        """Make a folder and those above it, each durable before something is put into it."""
        if folder.is_dir():
            return
        self._make_folders(folder.parent)
        folder.mkdir(mode=self.storage.directory_permissions_mode or FOLDER_MODE, exist_ok=True)
        _sync_folder(folder.parent)

    def delete(self, path: str) -> None:
        target = Path(self.storage.path(path))
        target.unlink(missing_ok=True)
        if target.parent.is_dir():
            _sync_folder(target.parent)

    def entries(self) -> Iterator[Entry]:
        if not self.root.is_dir():
            return
        for folder, folders, files in os.walk(self.root):
            if Path(folder) == self.root and INCOMING in folders:
                folders.remove(INCOMING)
            for name in files:
                if (entry := self._entry(Path(folder) / name)) is not None:
                    yield entry

    def leftovers(self, before: datetime) -> Iterator[Leftover]:
        return leftovers_in(self.root / INCOMING, before)

    def _entry(self, path: Path) -> Entry | None:
        try:
            found = path.stat()
        except FileNotFoundError:
            return None  # it went between the listing and the look
        modified = datetime.fromtimestamp(found.st_mtime, UTC)
        return Entry(path.relative_to(self.root).as_posix(), found.st_size, modified)


def _sync_folder(folder: Path) -> None:
    """A new name in a folder survives a power cut only when the folder is written too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
