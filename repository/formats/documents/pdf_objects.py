"""Parts of PDF files that can be read without a PDF library: object streams and strings.

Source: ISO 32000-1, 7.3.4 (strings), 7.5.7 (object streams).
"""

from __future__ import annotations

import bisect
import re
import zlib
from dataclasses import dataclass

_MOST_OBJECTS = 20_000
_LARGEST_INDEX = 1024 * 1024
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_COUNT = re.compile(rb"/N\s+(\d{1,7})")
_OCTAL_OR_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HEX = re.compile(rb"\A<([0-9A-Fa-f\s]{0,4000})>")


@dataclass(frozen=True, slots=True)
class ObjectStream:
    """The objects of an object stream, one after the other. places: number and where it begins."""

    data: bytes
    places: tuple[tuple[int, int], ...]

    def around(self, at: int) -> bytes:
        """The object that a place in the data belongs to."""
        index = bisect.bisect_right(self.places, at, key=lambda place: place[1]) - 1
        start = self.places[index][1] if index >= 0 else 0
        end = self.places[index + 1][1] if index + 1 < len(self.places) else len(self.data)
        return self.data[start:end]

    def numbered(self, number: int) -> bytes:
        """The object of this number, empty where it isn't here."""
        starts = [start for each, start in self.places if each == number]
        return self.around(starts[0]) if starts else b""


def read_object_stream(window: bytes, most: int) -> ObjectStream | None:
    """The object stream whose dictionary begins a window of the file; None where it isn't one.

    most: bytes that it may unpack to.
    """
    stream = re.search(rb"stream\r?\n", window[:4096])
    first, count = _FIRST.search(window[:4096]), _COUNT.search(window[:4096])
    if stream is None or first is None or count is None:
        return None
    try:
        data = zlib.decompressobj().decompress(window[stream.end() :], most)
    except zlib.error:
        return None
    start, objects = int(first.group(1)), min(int(count.group(1)), _MOST_OBJECTS)
    words = data[: min(start, _LARGEST_INDEX)].split()[: 2 * objects]
    numbers = [int(word) for word in words if word.isdigit() and len(word) < 10]
    places = zip(numbers[::2], numbers[1::2], strict=False)
    return ObjectStream(data[start:], tuple(sorted(places, key=lambda place: place[1])))


def string_after(data: bytes, name: bytes) -> str:
    """The text string that follows a name such as /Title; empty where there is none."""
    at = re.search(rb"/" + name + rb"\s*(?=[(<])", data)
    if at is None:
        return ""
    rest = data[at.end() : at.end() + 4096]
    hexadecimal = _HEX.match(rest)
    if hexadecimal:
        digits = re.sub(rb"\s", b"", hexadecimal.group(1))
        return _text(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    return _text(_literal(rest)) if rest.startswith(b"(") else ""


def _literal(rest: bytes) -> bytes:
    depth = 0
    at = 0
    while at < len(rest):
        byte = rest[at : at + 1]
        if byte == b"\\":
            at += 1
        elif byte == b"(":
            depth += 1
        elif byte == b")":
            depth -= 1
            if depth == 0:
                return _OCTAL_OR_ESCAPE.sub(_unescaped, rest[1:at])
        at += 1
    return b""


def _unescaped(match: re.Match[bytes]) -> bytes:
    escape: bytes = match.group(1)
    if escape[:1].isdigit():
        return bytes([int(escape, 8) & 0xFF])
    if escape in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPES.get(escape, escape)


def _text(raw: bytes) -> str:
    if raw[:2] == b"\xfe\xff":
        return raw[2:].decode("utf-16-be", "replace")
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("cp1252", "replace")
