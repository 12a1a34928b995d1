"""WebM and Matroska: length and size of the picture.

Source: RFC 8794 (EBML), RFC 9559 (Matroska).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from repository.formats.description import Description
from repository.formats.findings import finding
from repository.formats.limits import Limits

_SEGMENT, _INFO, _SCALE, _DURATION = 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _VIDEO, _WIDTH, _HEIGHT = 0x1654AE6B, 0xAE, 0xE0, 0xB0, 0xBA
_CLUSTER = 0x1F43B675
_CONTAINERS = frozenset((_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO))
_HEAD = 4 * 1024 * 1024  # what is wanted stands before the pictures
_DEFAULT_SCALE = 1_000_000  # nanoseconds


@dataclass(slots=True)
class _Values:
    scale: int = _DEFAULT_SCALE
    duration: float = 0.0
    sizes: list[int] = field(default_factory=list)


def describe_matroska(file: IO[bytes], size: int, limits: Limits) -> Description:
    """A recording in a WebM or Matroska file."""
    file.seek(0)
    head = file.read(min(size, _HEAD))
    values = _Values()
    found_segment = False
    for element, content in _elements(head, limits.max_boxes):
        found_segment = found_segment or element == _SEGMENT
        _take(values, element, content)
    media_type = "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if not found_segment:
        found = finding("VIDEO-DAMAGED", reason="it holds no pictures or sound")
        return Description("document", "WebM", findings=(found,), media_type=media_type)
    seconds = values.duration * values.scale / 1e9
    facts: dict[str, object] = {"seconds": round(seconds) if 0 < seconds < 1e6 else 0}
    if len(values.sizes) >= 2:
        facts["width"], facts["height"] = values.sizes[:2]
    return Description("document", "WebM", facts=facts, media_type=media_type)


def _take(values: _Values, element: int, content: bytes) -> None:
    if element == _SCALE:
        values.scale = int.from_bytes(content, "big") or _DEFAULT_SCALE
    elif element == _DURATION and len(content) in (4, 8):
        (values.duration,) = struct.unpack(">f" if len(content) == 4 else ">d", content)
    elif element in (_WIDTH, _HEIGHT) and len(content) <= 4:
        values.sizes.append(int.from_bytes(content, "big"))


def _elements(data: bytes, most: int) -> Iterator[tuple[int, bytes]]:
    """Elements with their content, walking into those that hold what is wanted."""
    at = 0
    for _ in range(most):
        if at >= len(data):
            return
        element, after = _number(data, at, keep_marker=True)
        length, start = _number(data, after, keep_marker=False)
        if element < 0 or length < 0 or element == _CLUSTER:
            return
        if element in _CONTAINERS:
            yield element, b""
            at = start
            continue
        yield element, data[start : start + min(length, 64)]
        at = start + length


def _number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A number of variable length and where it ends; -1 where there is none."""
    first = data[at] if at < len(data) else 0
    if not first:
        return -1, at
    width = 9 - first.bit_length()
    raw = data[at : at + width]
    if len(raw) < width:
        return -1, at
    value = int.from_bytes(raw, "big")
    return (value if keep_marker else value & ((1 << 7 * width) - 1)), at + width
