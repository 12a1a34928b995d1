"""MP4, M4V, M4A and QuickTime: length and size of the picture.

Source: ISO/IEC 14496-12, 4.2 (boxes), 8.2.2 (mvhd), 8.3.2 (tkhd).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from repository.formats.description import Description
from repository.formats.findings import finding
from repository.formats.limits import Limits

_LARGEST_BOX = 1024 * 1024  # of those that are read
_CONTAINERS = (b"moov", b"trak")


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int  # of its content
    end: int


def describe_mp4(file: IO[bytes], size: int, limits: Limits) -> Description:
    """A recording in an MP4 or QuickTime file."""
    boxes = list(_boxes(file, 0, size, limits.max_boxes))
    movie = next((box for box in boxes if box.kind == b"moov"), None)
    audio = _brand(file).startswith((b"M4A", b"M4B"))
    media_type = "audio/mp4" if audio else "video/mp4"
    if _brand(file).startswith(b"qt"):
        media_type = "video/quicktime"
    name = "M4A" if audio else "MP4"
    if movie is None or movie.end > size:
        reason = "its table of contents (moov) is missing; perhaps the copy broke off"
        found = finding("VIDEO-DAMAGED", reason=reason)
        return Description("document", name, findings=(found,), media_type=media_type)
    facts: dict[str, object] = {}
    for box in _inside(file, movie, limits.max_boxes):
        if box.kind == b"mvhd":
            facts["seconds"] = _seconds(_content(file, box))
        elif box.kind == b"tkhd":
            facts.update(_dimensions(_content(file, box)))
    return Description("document", name, facts=facts, media_type=media_type)


def _brand(file: IO[bytes]) -> bytes:
    file.seek(8)
    return file.read(4)


def _boxes(file: IO[bytes], at: int, end: int, most: int) -> Iterator[_Box]:
    """The boxes between two places. A box that says it is too long ends where it says."""
    for _ in range(most):
        if at + 8 > end:
            return
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return
        length, kind = struct.unpack_from(">L4s", head)
        start = at + 8
        if length == 1 and len(head) == 16:
            (length,) = struct.unpack_from(">Q", head, 8)
            start = at + 16
        if length == 0:
            length = end - at
        if length < start - at:
            return
        yield _Box(kind, start, at + length)
        at += length


def _inside(file: IO[bytes], movie: _Box, most: int) -> Iterator[_Box]:
    for box in _boxes(file, movie.start, movie.end, most):
        yield box
        if box.kind in _CONTAINERS:
            yield from _boxes(file, box.start, box.end, most)


def _content(file: IO[bytes], box: _Box) -> bytes:
    file.seek(box.start)
    return file.read(min(box.end - box.start, _LARGEST_BOX))


def _seconds(data: bytes) -> int:
    try:
        if data[:1] == b"\1":
            scale, duration = struct.unpack_from(">LQ", data, 20)
        else:
            scale, duration = struct.unpack_from(">LL", data, 12)
    except struct.error:
        return 0
    return round(duration / scale) if scale and duration < scale * 1_000_000 else 0


def _dimensions(data: bytes) -> dict[str, object]:
    """Width and height in pixels, from 16.16 numbers at the end; nothing for sound."""
    offset = 88 if data[:1] == b"\1" else 76
    if len(data) < offset + 8:
        return {}
    width, height = struct.unpack_from(">LL", data, offset)
    return {"width": width >> 16, "height": height >> 16} if width and height else {}
