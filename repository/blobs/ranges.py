"""Which part of a file a request asks for. Pure.

Source: RFC 9110, sections 13.1.2, 13.1.5, 13.2.2 and 14.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A number longer than this names no byte of any file, and Python refuses to read very long ones.
_RANGE = re.compile(r"\Abytes[ \t]*=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*\Z", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class Span:
    """`length` bytes from `start`, within the file and never empty."""

    start: int
    length: int

    def content_range(self, size: int) -> str:
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


class RangeNotSatisfiableError(ValueError):
    """The part asked for lies behind the end of the file."""


def wanted_span(header: str, size: int) -> Span | None:
    """The one range asked for; None where the whole file is the answer.

    header: of the field Range, empty where there is none. Several ranges at once, other units and
    what can't be read are answered with the whole file, as the standard allows.

    Raises: RangeNotSatisfiableError.
    """
    found = _RANGE.match(header)
    if found is None:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise RangeNotSatisfiableError(header)
        return Span(size - length, length)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        raise RangeNotSatisfiableError(header)
    end = min(int(last), size - 1) if last else size - 1
    return Span(start, end - start + 1)


def matches(header: str, etag: str) -> bool:
    """Whether If-None-Match holds a tag, or anything at all (`*`). Weak tags count."""
    return header.strip() == "*" or etag in _TAG.findall(header)


def range_applies(if_range: str, etag: str) -> bool:
    """Whether Range is to be looked at: no If-Range, or one that is this very tag.

    A date never fits: a file that is named by its digest carries none.
    """
    return not if_range or if_range.strip() == etag
