"""Temporary files of processes that were killed: told apart from those that are being written.

A writer holds a lock on its file; the system lets go of it when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Leftover:
    """A temporary file. Size in bytes."""

    path: Path
    size: int


def hold(opened: IO[bytes]) -> None:
    """Say that this file is being written, until it is closed."""
    fcntl.flock(opened.fileno(), fcntl.LOCK_EX)


def upload_folder() -> Path:
    """Where uploads lie while they arrive: this machine's own disk."""
    return Path(settings.DATA_DIR) / "uploads"


def leftovers_in(folder: Path, before: datetime) -> Iterator[Leftover]:
    """The files of a folder that were last written before a moment; none where it is absent."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        try:
            found = path.stat()
        except FileNotFoundError:
            continue  # it went between the listing and the look
        if datetime.fromtimestamp(found.st_mtime, UTC) < before:
            yield Leftover(path, found.st_size)


def upload_leftovers(before: datetime) -> Iterator[Leftover]:
    """What broken-off uploads left behind on this machine."""
    return leftovers_in(upload_folder(), before)


def remove_leftover(leftover: Leftover) -> bool:
    """Remove a file unless somebody is writing it; whether it went."""
    try:
        with leftover.path.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leftover.path.unlink(missing_ok=True)
    except (BlockingIOError, FileNotFoundError):
        return False
    return True
