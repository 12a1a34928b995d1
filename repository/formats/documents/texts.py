"""Documents that are text: plain, Markdown, tables, web pages, captions, JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import IO

from repository.formats.description import Description
from repository.formats.findings import Finding, finding
from repository.formats.json_reader import examine_json
from repository.formats.limits import Limits
from repository.formats.media_types import FILE_TYPES
from repository.formats.text import language_tag, megabytes, one_line

_MOST = 4 * 1024 * 1024
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,1000})</title", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z-]{2,20})", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b|\son[a-z]{3,20}\s*=\s*[\"']|javascript:|<iframe\b", re.IGNORECASE)
_CUE = re.compile(
    r"^(?:\d+:)?[0-5]\d:[0-5]\d[.,]\d{3}[ \t]+-->[ \t]+(?:(\d+):)?([0-5]\d):([0-5]\d)[.,]\d{3}",
    re.MULTILINE,
)


def describe_text(file: IO[bytes], extension: str, limits: Limits) -> Description:
    """A text document; its type is what its name says, because text doesn't say it."""
    file.seek(0)
    most = limits.max_json_bytes + 1 if extension == "json" else _MOST
    data = file.read(most)
    text, findings = decoded(data[: len(data) - _cut(data)] if len(data) == most else data)
    reader = _READERS.get(extension, _plain)
    description = reader(text, data, limits)
    file_type = FILE_TYPES.get(extension, FILE_TYPES["txt"])
    return Description(
        kind="document",
        format=description.format,
        title=description.title,
        language=description.language,
        findings=(*findings, *description.findings),
        facts=description.facts,
        media_type=file_type.media_type,
    )


def decoded(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text, with a warning where it isn't Unicode."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), (finding("TEXT-ENCODING"),)


def _cut(data: bytes) -> int:
    """How many bytes at the end begin a UTF-8 character that isn't whole."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 == 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if length > back else 0
        if byte & 0x80 == 0:
            return 0
    return 0


def _plain(text: str, data: bytes, limits: Limits) -> Description:
    return Description("document", "plain text")


def _table(text: str, data: bytes, limits: Limits) -> Description:
    return Description("document", "CSV table")


def _markdown(text: str, data: bytes, limits: Limits) -> Description:
    lines = [line[:400].rstrip() for line in text[:100_000].splitlines()]
    return Description("document", "Markdown", title=_stated_title(lines) or _heading(lines))


def _stated_title(lines: list[str]) -> str:
    """The title in the lines between "---" that some programs write first."""
    if not lines or lines[0] != "---":
        return ""
    for line in lines[1:50]:
        if line == "---":
            break
        if line.lower().startswith("title:"):
            return one_line(line[6:].strip().strip("\"'"), 300)
    return ""


def _heading(lines: list[str]) -> str:
    heading = next((line for line in lines if line.startswith("# ")), "")
    return one_line(heading.strip("# \t"), 300)


def _html(text: str, data: bytes, limits: Limits) -> Description:
    title, language = _TITLE.search(text[:200_000]), _LANG.search(text[:20_000])
    return Description(
        "document",
        "web page",
        title=one_line(unescape(title.group(1)), 300) if title else "",
        language=language_tag(language.group(1)) if language else "",
        findings=(finding("HTML-SCRIPT"),) if _SCRIPT.search(text) else (),
    )


def _json(text: str, data: bytes, limits: Limits) -> Description:
    if len(data) > limits.max_json_bytes:
        found = finding("FILE-UNCHECKED", limit=megabytes(limits.max_json_bytes))
        return Description("document", "JSON", findings=(found,))
    document = examine_json(data, "", limits)
    value = document.value
    if isinstance(value, dict) and isinstance(value.get("CFDocument"), dict):
        title = value["CFDocument"].get("title")
        title = one_line(title) if isinstance(title, str) else ""
        return Description("document", "CASE framework", title=title)
    return Description("document", "JSON", findings=document.findings)


def _vtt(text: str, data: bytes, limits: Limits) -> Description:
    if not re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", text):
        return _captions("WebVTT", text, "the first line must be “WEBVTT”")
    return _captions("WebVTT", text, "")


def _srt(text: str, data: bytes, limits: Limits) -> Description:
    return _captions("SubRip", text, "")


def _captions(name: str, text: str, problem: str) -> Description:
    ends = [
        int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        for hours, minutes, seconds in _CUE.findall(text)
    ]
    if not problem and not ends:
        problem = "there is no line with two times, such as 00:00:01.000 --> 00:00:04.000"
    return Description(
        "document",
        name,
        findings=(finding("CAPTIONS-DAMAGED", reason=problem),) if problem else (),
        facts={"cues": len(ends), "seconds": max(ends, default=0)},
    )


_READERS: Mapping[str, Callable[[str, bytes, Limits], Description]] = {
    "md": _markdown,
    "markdown": _markdown,
    "csv": _table,
    "tsv": _table,
    "html": _html,
    "htm": _html,
    "xhtml": _html,
    "json": _json,
    "vtt": _vtt,
    "srt": _srt,
}
