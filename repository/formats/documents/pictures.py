"""Pictures: how large they are, from their headers, without decoding them.

Source: PNG (ISO/IEC 15948) 11.2.2; JPEG (ISO/IEC 10918-1) B.2; GIF89a 18; WebP (RFC 9649).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import IO

from repository.formats.description import Description
from repository.formats.findings import Finding, finding
from repository.formats.limits import Limits

Size = tuple[int, int]
_HEAD = 4 * 1024 * 1024  # some cameras write large previews before the size
_NO_SIZE = frozenset((0xC4, 0xC8, 0xCC))
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))


def picture_size(content: str, head: bytes) -> Size | None:
    """Width and height in pixels; None where the header doesn't tell. content: of `sniff`."""
    reader = _READERS.get(content)
    try:
        return None if reader is None else reader(head)
    except (struct.error, IndexError):
        return None


def _png(head: bytes) -> Size | None:
    if head[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">LL", head, 16)
    return width, height


def _gif(head: bytes) -> Size | None:
    width, height = struct.unpack_from("<HH", head, 6)
    return width, height


def _bmp(head: bytes) -> Size | None:
    width, height = struct.unpack_from("<ll", head, 18)
    return abs(width), abs(height)


def _jpeg(head: bytes) -> Size | None:
    at = 2
    while at + 9 <= len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _STANDALONE:
            at += 2
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        else:
            (length,) = struct.unpack_from(">H", head, at + 2)
            at += 2 + max(length, 2)
    return None


def _webp(head: bytes) -> Size | None:
    form = head[12:16]
    if form == b"VP8X":
        return (
            int.from_bytes(head[24:27], "little") + 1,
            int.from_bytes(head[27:30], "little") + 1,
        )
    if form == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    if form == b"VP8L" and head[20:21] == b"\x2f":
        (bits,) = struct.unpack_from("<L", head, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


_READERS: Mapping[str, Callable[[bytes], Size | None]] = {
    "png": _png,
    "gif": _gif,
    "bmp": _bmp,
    "jpeg": _jpeg,
    "webp": _webp,
}
_FORMATS = {
    "png": ("PNG", "image/png"),
    "jpeg": ("JPEG", "image/jpeg"),
    "gif": ("GIF", "image/gif"),
    "webp": ("WebP", "image/webp"),
    "bmp": ("BMP", "image/bmp"),
    "avif": ("AVIF", "image/avif"),
    "tiff": ("TIFF", "image/tiff"),
}


def size_findings(size: tuple[int, int] | None, place: str, limits: Limits) -> Iterator[Finding]:
    """Whether a picture of this many pixels (width, height) is too large to be shown."""
    if size is None:
        return
    width, height = size
    if width * height > limits.max_image_pixels or max(size) > limits.max_image_side:
        limit = f"{limits.max_image_pixels // 1_000_000} million"
        yield finding("IMAGE-TOO-LARGE", place, width=width, height=height, limit=limit)


def describe_picture(file: IO[bytes], content: str, limits: Limits) -> Description:
    """A picture file, without decoding it."""
    file.seek(0)
    head = file.read(_HEAD)
    label, media_type = _FORMATS[content]
    if content not in _READERS:
        return Description("document", label, media_type=media_type)
    size = picture_size(content, head)
    if size is None or 0 in size:
        found = finding("IMAGE-DAMAGED", reason="its header gives no size")
        return Description("document", label, findings=(found,), media_type=media_type)
    findings = tuple(size_findings(size, "", limits))
    facts = {"width": size[0], "height": size[1]}
    return Description("document", label, findings=findings, facts=facts, media_type=media_type)
