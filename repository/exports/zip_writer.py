"""Zips that come out the same each time: order, times and attributes are given, nothing is packed.

Members are stored as they are. Most files of a package are packed already, and how a deflated one
comes out differs from one version of the library to the next.
Source: PKWARE APPNOTE 6.3.10, section 4.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO

CHUNK = 1024 * 1024
UNIX = 3
READABLE = 0o100644 << 16
# The format's calendar begins here, and ends in 2107.
EARLIEST = (1980, 1, 1, 0, 0, 0)


class StoredZip:
    """A zip being written. `target`: seekable, empty. Close it, or use it in a `with`."""

    def __init__(self, target: IO[bytes], moment: datetime) -> None:
        """moment: written on every member."""
        self._zip = zipfile.ZipFile(target, "w", compression=zipfile.ZIP_STORED, allowZip64=True)
        time = moment.timetuple()[:6]
        self._time = (time[0], time[1], time[2], time[3], time[4], time[5])
        if self._time < EARLIEST:
            self._time = EARLIEST

    def __enter__(self) -> StoredZip:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, name: str, content: bytes) -> None:
        """A member of these bytes."""
        self._zip.writestr(self._info(name, len(content)), content)

    def copy(self, name: str, pieces: Iterable[bytes], size: int) -> str:
        """A member of a stream. size: bytes that it has. Answers the sha256 of what was written."""
        digest = hashlib.sha256()
        with self._zip.open(self._info(name, size), "w") as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
        return digest.hexdigest()

    def _info(self, name: str, size: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._time)
        info.create_system = UNIX
        info.external_attr = READABLE
        info.file_size = size
        return info


def pieces_of(stream: IO[bytes]) -> Iterable[bytes]:
    """A stream in pieces of a megabyte."""
    while piece := stream.read(CHUNK):
        yield piece
