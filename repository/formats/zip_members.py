"""Members of a zip as checked streams of bytes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from repository.formats.errors import refuse
from repository.formats.source import CHUNK, Source
from repository.formats.zip_records import (
    DEFLATED,
    DESCRIBED,
    ENCRYPTED,
    LOCAL_SIZE,
    MASKED,
    STORED,
    STRONGLY_ENCRYPTED,
    UTF_8,
    LocalRecord,
    read_local,
)

# Deflated bytes that are handed to zlib at once: what it doesn't take in one go is copied.
_PACKED_CHUNK = 128 * 1024
_NAME_AND_EXTRA = 1024  # a guess, for fetching the local record and the data in one go
_ANY_ENCRYPTION = ENCRYPTED | STRONGLY_ENCRYPTED | MASKED


@dataclass(frozen=True, slots=True)
class Entry:
    """A member. `name`: "/" between its parts, none at the end even for folders. Sizes in bytes.

    `raw_name` is the name as it is written in the archive; `offset` that of its local record.
    """

    name: str
    size: int
    compressed_size: int
    crc: int
    method: int
    offset: int
    is_dir: bool
    flags: int
    raw_name: bytes


def checked_local(source: Source, entry: Entry, end: int, ahead: int) -> LocalRecord:
    """The record before a member's data, compared with the table of contents.

    end: where the table of contents begins.
    Raises: ArchiveRefusedError.
    """
    local = read_local(source, entry.offset, entry.name, ahead)
    difference = _difference(local, entry)
    if difference:
        raise refuse("ZIP-HEADERS-DIFFER", entry.name, what=difference)
    if local.data_offset + entry.compressed_size > end:
        raise refuse("ZIP-OVERLAP", entry.name)
    return local


def _difference(local: LocalRecord, entry: Entry) -> str:
    if local.raw_name != entry.raw_name:
        return "name"
    if (local.flags ^ entry.flags) & _ANY_ENCRYPTION:
        return "password protection"
    if local.method != entry.method:
        return "packing"
    if (local.flags ^ entry.flags) & UTF_8 and not entry.raw_name.isascii():
        return "encoding of the name"
    described = (local.flags | entry.flags) & DESCRIBED
    pairs = (
        ("checksum", local.crc, entry.crc),
        ("size", local.size, entry.size),
        ("packed size", local.compressed_size, entry.compressed_size),
    )
    for what, there, here in pairs:
        # Where the sizes follow the data, the record before it holds zeros.
        if there != here and not (described and there == 0):
            return what
    return ""


def unpacked(source: Source, entry: Entry, end: int) -> Iterator[bytes]:
    """A member's bytes in pieces of at most 1 MiB; at the end size and checksum have been verified.

    Raises: ArchiveRefusedError, at the first fault; nothing beyond the stated size is ever yielded.
    """
    ahead = LOCAL_SIZE + len(entry.raw_name) + _NAME_AND_EXTRA + entry.compressed_size
    local = checked_local(source, entry, end, ahead)
    yield from unpacked_at(source, entry, local.data_offset)


def unpacked_at(source: Source, entry: Entry, data_offset: int) -> Iterator[bytes]:
    """As `unpacked`, where the local record has been checked."""
    pieces = _stored if entry.method == STORED else _inflated
    crc = total = 0
    for piece in pieces(source, entry, data_offset):
        total += len(piece)
        if total > entry.size:
            raise refuse("ZIP-SIZE", entry.name)
        crc = zlib.crc32(piece, crc)
        yield piece
    if total != entry.size:
        raise refuse("ZIP-SIZE", entry.name)
    if crc != entry.crc:
        raise refuse("ZIP-CRC", entry.name)


def _stored(source: Source, entry: Entry, data_offset: int, step: int = CHUNK) -> Iterator[bytes]:
    at, end = data_offset, data_offset + entry.compressed_size
    while at < end:
        piece = source.some(at, min(step, end - at), end - at)
        if not piece:
            raise refuse("ZIP-TRUNCATED", entry.name)
        at += len(piece)
        yield piece


def _inflated(source: Source, entry: Entry, data_offset: int) -> Iterator[bytes]:
    if entry.method != DEFLATED:
        raise refuse("ZIP-METHOD", entry.name, method=entry.method)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _stored(source, entry, data_offset, _PACKED_CHUNK):
            if inflater.eof:  # more data after the end of the stream
                raise refuse("ZIP-DAMAGED", entry.name)
            yield from _drained(inflater, packed)
        while not inflater.eof and (piece := inflater.decompress(b"", CHUNK)):
            yield piece
    except zlib.error:
        raise refuse("ZIP-DAMAGED", entry.name) from None
    if not inflater.eof or inflater.unused_data:
        raise refuse("ZIP-DAMAGED", entry.name)


def _drained(inflater: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    while packed:
        piece = inflater.decompress(packed, CHUNK)
        if piece:
            yield piece
        packed = inflater.unconsumed_tail


class MemberFile(io.RawIOBase):
    """A member as a readable file. The checks of `unpacked` hold when its end has been read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # RawIOBase says WriteableBuffer, which has no length
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
