"""Reading at given places of a seekable file, with one buffer.

Works the same on a local file, in memory, and on an object that fetches ranges from a store: every
miss of the buffer is one seek and one read.
"""

from __future__ import annotations

import os
from typing import IO

CHUNK = 1024 * 1024


class Source:
    """A file's bytes by position. Not for several threads at once.

    Raises OSError where the file itself can't be read.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        file.seek(0, os.SEEK_END)
        self.size = file.tell()
        self._start = 0
        self._buffer = b""

    def some(self, offset: int, limit: int, ahead: int = CHUNK) -> bytes:
        """Between 1 and `limit` bytes from `offset`; nothing only at the end of the file.

        ahead: how much to fetch at once where the buffer doesn't have it.
        """
        inside = offset - self._start
        if not 0 <= inside < len(self._buffer):
            self._fill(offset, max(1, min(limit, CHUNK), min(ahead, CHUNK)))
            inside = 0
        return self._buffer[inside : inside + limit]

    def exactly(self, offset: int, length: int, ahead: int = 0) -> bytes:
        """`length` bytes from `offset`, fewer only where the file ends."""
        first = self.some(offset, length, max(length, ahead))
        if len(first) == length or not first:
            return first
        pieces = [first]
        at = offset + len(first)
        while at < offset + length and (piece := self.some(at, offset + length - at, length)):
            pieces.append(piece)
            at += len(piece)
        return b"".join(pieces)

    def _fill(self, offset: int, length: int) -> None:
        self._start = offset
        self._buffer = b""
        if not 0 <= offset < self.size:
            return
        self._file.seek(offset)
        self._buffer = self._file.read(length) or b""
