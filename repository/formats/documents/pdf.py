"""PDF: version, title, pages, and what makes a PDF awkward, by looking through its bytes.

No PDF library opens the file: names such as /JavaScript are searched for, also in compressed
object streams. What is hidden deeper isn't found; PDFs are served so that it does no harm.

Source: ISO 32000-1, 7.5 (file structure), 7.7.3 (page tree), 12.6.4 (actions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
_MOST_MARKS = 500_000  # of names of interest in one file
_TAIL = 64 * 1024
_NODE = 16 * 1024  # where the count of pages stands in a node of the page tree


def _name(text: str) -> bytes:
    """A name as a pattern: any letter may be written as #xx."""
    return b"".join(b"(?:%c|#%02x|#%02X)" % ((ord(c),) * 3) for c in text)


_LAUNCHES = b"|".join(_name(each) for each in ("Launch", "SubmitForm", "ImportData"))
# One pass over the bytes: everything that is looked for begins with a slash.
_MARK = re.compile(
    rb"/(?=[JLSIET#])(?:"
    rb"(?P<script>" + _name("JavaScript") + rb")(?![A-Za-z0-9])"
    rb"|(?P<launch>" + _LAUNCHES + rb")(?![A-Za-z0-9])"
    rb"|(?P<attachment>" + _name("EmbeddedFile") + rb")s?(?![A-Za-z0-9])"
    rb"|(?P<protected>Encrypt)\s*(?:\d{1,9}\s+\d{1,5}\s+R|<<)"
    rb"|Info\s+(?P<info>\d{1,9})\s+\d{1,5}\s+R"
    rb"|Lang\s*\((?P<language>[A-Za-z-]{2,20})\)"
    rb"|Type\s*/(?:(?P<stream>ObjStm)|(?P<pages>Pages)|(?P<page>Page))(?![A-Za-z])"
    rb")"
)
_CODES: Mapping[str, str] = {
    "script": "PDF-SCRIPT",
    "launch": "PDF-LAUNCH",
    "attachment": "PDF-ATTACHMENT",
    "protected": "PDF-PROTECTED",
}
_INFO = re.compile(rb"/Info\s+(\d{1,9})\s+\d{1,5}\s+R")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})(?![\d ]*R)")
_XMP_TITLE = re.compile(rb"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]{0,100}>([^<]{1,1000})</rdf:li>")
_HEADER = re.compile(rb"%PDF-(\d\.\d)")


@dataclass(slots=True)
class _Seen:
    """What has been found so far. Pages are counted as leaves and by what the page tree says."""

    codes: set[str] = field(default_factory=set)
    marks: int = 0
    leaves: int = 0
    nodes: int = 0
    counted: int = 0
    info: int = 0
    title: str = ""
    language: str = ""
    object_streams: list[int] = field(default_factory=list)

    def take(self, match: re.Match[bytes]) -> None:
        """What a mark says by itself."""
        self.marks += 1
        name = match.lastgroup or ""
        if name in _CODES:
            self.codes.add(_CODES[name])
        elif name == "page":
            self.leaves += 1
        elif name == "info":
            self.info = int(match["info"])
        elif name == "language":
            self.language = self.language or match["language"].decode("ascii")

    def count_pages(self, node: bytes) -> None:
        """The count of pages in a node of the page tree; the root has the greatest."""
        self.nodes += 1
        self.counted = max(self.counted, 0, *(int(each) for each in _COUNT.findall(node)[:10]))


def describe_pdf(file: IO[bytes], size: int, limits: Limits) -> Description:
    """A PDF file."""
    file.seek(0)
    header = _HEADER.search(file.read(1024))
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    seen = _Seen()
    if info := _INFO.findall(tail):
        seen.info = int(info[-1])
    for start, window, fresh in _windows(file, min(size, limits.max_scan_bytes)):
        _look(seen, window, start, fresh)
        _look_for_title(seen, window)
    _look_into_streams(seen, file)
    findings = [finding(code) for code in sorted(seen.codes)]
    if b"%%EOF" not in tail[-2048:]:
        findings.append(finding("PDF-TRUNCATED"))
    return Description(
        "document",
        "PDF",
        version=header.group(1).decode("ascii") if header else "",
        title="" if "PDF-PROTECTED" in seen.codes else _meaningful(seen.title),
        language=language_tag(seen.language),
        findings=tuple(findings),
        facts={"pages": seen.counted or seen.leaves},
        media_type="application/pdf",
    )


def _windows(file: IO[bytes], size: int) -> Iterator[tuple[int, bytes, int]]:
    """Position, bytes, and how many of them are in no later window."""
    at = 0
    while at < size:
        file.seek(at)
        window = file.read(_WINDOW + _OVERLAP)
        if not window:
            return
        yield at, window, _WINDOW
        at += _WINDOW


def _marks(seen: _Seen, window: bytes, fresh: int) -> Iterator[re.Match[bytes]]:
    """The marks that begin in the fresh part of a window, taken as far as they tell anything."""
    for match in _MARK.finditer(window):
        if match.start() >= fresh or seen.marks > _MOST_MARKS:
            return
        seen.take(match)
        yield match


def _look(seen: _Seen, window: bytes, start: int, fresh: int) -> None:
    """Everything that begins in the fresh part of a window. start: its place in the file."""
    for match in _marks(seen, window, fresh):
        at = match.start()
        if match.lastgroup == "pages" and seen.nodes < _MOST_PAGE_NODES:
            seen.count_pages(_object_around(window, at))
        elif match.lastgroup == "stream" and len(seen.object_streams) < _MOST_OBJECT_STREAMS:
            dictionary = window.rfind(b" obj", max(0, at - 1024), at)
            seen.object_streams.append(start + max(dictionary, at - 1024, 0))


def _look_for_title(seen: _Seen, window: bytes) -> None:
    if not seen.title and (match := _XMP_TITLE.search(window)):
        seen.title = unescape(match.group(1).decode("utf-8", "replace"))
    if not seen.title and seen.info:
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
        for match in _marks(seen, stream.data, len(stream.data)):
            if match.lastgroup == "pages" and seen.nodes < _MOST_PAGE_NODES:
                seen.count_pages(stream.around(match.start())[:_NODE])
        if seen.info and not seen.title:
            seen.title = string_after(stream.numbered(seen.info), b"Title")


def _meaningful(title: str) -> str:
    """Without what word processors put there by themselves."""
    text = re.sub(r"\AMicrosoft (?:Word|PowerPoint) - ", "", one_line(title, 300))
    return "" if text.lower() in ("untitled", "document1", "(anonymous)") else text
