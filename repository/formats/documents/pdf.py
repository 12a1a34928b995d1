"""PDF: version, title, pages, and what makes a PDF awkward, by looking through its bytes.

No PDF library opens the file: names such as /JavaScript are searched for, also in compressed
object streams. What is hidden deeper isn't found; PDFs are served so that it does no harm.

Source: ISO 32000-1, 7.5 (file structure), 7.7.3 (page tree), 12.6.4 (actions).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import IO

from repository.formats.description import Description
from repository.formats.documents.pdf_objects import read_object_stream, string_after
from repository.formats.findings import finding
from repository.formats.limits import Limits
from repository.formats.text import language_tag, one_line

_WINDOW = 4 * 1024 * 1024
_OVERLAP = 64 * 1024
_MOST_OBJECT_STREAMS = 300
_MOST_PAGE_NODES = 1000
_STREAM_REACH = 1024 * 1024
_MOST_UNPACKED = 32 * 1024 * 1024  # of all object streams together
_NODE = 16 * 1024  # where the count of pages stands in a node of the page tree


def _name(text: str) -> bytes:
    """A name as a pattern: any letter may be written as #xx."""
    return b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % ((ord(c),) * 3) for c in text)


_SCRIPT = re.compile(_name("JavaScript") + rb"(?![A-Za-z0-9])")
_LAUNCH = re.compile(
    b"(?:"
    + b"|".join(_name(n) for n in ("Launch", "SubmitForm", "ImportData"))
    + b")(?![A-Za-z0-9])"
)
_ATTACHMENT = re.compile(_name("EmbeddedFile") + rb"s?(?![A-Za-z0-9])")
_PROTECTED = re.compile(rb"/Encrypt\s*(?:\d{1,9}\s+\d{1,5}\s+R|<<)")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PAGES = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})(?![\d ]*R)")
_INFO = re.compile(rb"/Info\s+(\d{1,9})\s+\d{1,5}\s+R")
_LANGUAGE = re.compile(rb"/Lang\s*\(([A-Za-z-]{2,20})\)")
_XMP_TITLE = re.compile(rb"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]{0,100}>([^<]{1,1000})</rdf:li>")
_HEADER = re.compile(rb"%PDF-(\d\.\d)")


@dataclass(slots=True)
class _Seen:
    """What has been found so far."""

    codes: set[str] = field(default_factory=set)
    leaves: int = 0
    counts: list[int] = field(default_factory=list)
    info: int = 0
    title: str = ""
    language: str = ""
    object_streams: list[int] = field(default_factory=list)

    def count_pages(self, node: bytes) -> None:
        """Take the count of pages from a node of the page tree."""
        self.counts.extend(int(count) for count in _COUNT.findall(node)[:10])


def describe_pdf(file: IO[bytes], size: int, limits: Limits) -> Description:
    """A PDF file."""
    file.seek(0)
    header = _HEADER.search(file.read(1024))
    file.seek(max(0, size - 2048))
    whole = b"%%EOF" in file.read(2048)
    seen = _Seen()
    for start, window, fresh in _windows(file, min(size, limits.max_scan_bytes)):
        _look(seen, window, fresh)
        _look_at_objects(seen, start, window, fresh)
    _look_into_streams(seen, file)
    findings = [finding(code) for code in sorted(seen.codes)]
    if not whole:
        findings.append(finding("PDF-TRUNCATED"))
    return Description(
        "document",
        "PDF",
        version=header.group(1).decode("ascii") if header else "",
        title=_meaningful(seen.title),
        language=language_tag(seen.language),
        findings=tuple(findings),
        facts={"pages": max(seen.counts, default=0) or seen.leaves},
        media_type="application/pdf",
    )


def _windows(file: IO[bytes], size: int) -> Iterator[tuple[int, bytes, int]]:
    """Position, bytes, and how many of them haven't been and won't be in another window."""
    at = 0
    while at < size:
        file.seek(at)
        window = file.read(_WINDOW + _OVERLAP)
        if not window:
            return
        yield at, window, min(_WINDOW, len(window))
        at += _WINDOW


def _look(seen: _Seen, window: bytes, fresh: int) -> None:
    for code, pattern in (
        ("PDF-SCRIPT", _SCRIPT),
        ("PDF-LAUNCH", _LAUNCH),
        ("PDF-ATTACHMENT", _ATTACHMENT),
        ("PDF-PROTECTED", _PROTECTED),
    ):
        if code not in seen.codes and pattern.search(window):
            seen.codes.add(code)
    seen.leaves += sum(1 for match in _PAGE.finditer(window) if match.start() < fresh)
    if match := _INFO.search(window):
        seen.info = int(match.group(1))
    if not seen.language and (match := _LANGUAGE.search(window)):
        seen.language = match.group(1).decode("ascii")
    if not seen.title and (match := _XMP_TITLE.search(window)):
        seen.title = unescape(match.group(1).decode("utf-8", "replace"))


def _look_at_objects(seen: _Seen, start: int, window: bytes, fresh: int) -> None:
    for match in itertools.islice(_PAGES.finditer(window, 0, fresh), _MOST_PAGE_NODES):
        seen.count_pages(_object_around(window, match.start()))
    for match in _OBJECT_STREAM.finditer(window, 0, fresh):
        if len(seen.object_streams) < _MOST_OBJECT_STREAMS:
            dictionary = window.rfind(b" obj", max(0, match.start() - 1024), match.start())
            seen.object_streams.append(start + max(dictionary, match.start() - 1024, 0))
    if seen.info and not seen.title:
        found = re.search(rb"(?<!\d)%d \d{1,5} obj" % seen.info, window)
        if found:
            seen.title = string_after(_object_around(window, found.end()), b"Title")


def _object_around(window: bytes, at: int) -> bytes:
    """The object that a place belongs to, as far as it lies near."""
    begin = window.rfind(b" obj", max(0, at - _NODE), at)
    end = window.find(b"endobj", at, at + _NODE)
    return window[max(begin, at - _NODE, 0) : end if end >= 0 else at + _NODE]


def _look_into_streams(seen: _Seen, file: IO[bytes]) -> None:
    left = _MOST_UNPACKED
    for at in seen.object_streams:
        file.seek(at)
        stream = read_object_stream(file.read(_STREAM_REACH), left)
        if stream is None:
            continue
        left = max(1, left - len(stream.data))
        _look(seen, stream.data, len(stream.data))
        for match in itertools.islice(_PAGES.finditer(stream.data), _MOST_PAGE_NODES):
            seen.count_pages(stream.around(match.start())[:_NODE])
        if seen.info and not seen.title:
            seen.title = string_after(stream.numbered(seen.info), b"Title")


def _meaningful(title: str) -> str:
    """Without what word processors put there by themselves."""
    text = re.sub(r"\AMicrosoft (?:Word|PowerPoint) - ", "", one_line(title, 300))
    return "" if text.lower() in ("untitled", "document1", "(anonymous)") else text
