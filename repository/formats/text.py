"""Text from uploads made fit to be shown, logged, stored as JSON and printed in a terminal.

Escaping for HTML is the templates' work; this is about characters that no medium should carry.
"""

from __future__ import annotations

import re
import unicodedata

# Characters that turn or hide the text around them: U+202E makes "gpj.exe" read as "exe.jpg".
DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
    + "".join(sorted(DIRECTION))
    + "]"
)
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0\u2028\u2029]+")


def printable(text: str, limit: int = 200) -> str:
    """The text with unprintable characters written as escapes, shortened in the middle.

    limit: characters that stay; 0 for all of them.
    """
    if limit and len(text) > limit:
        half = limit // 2
        text = f"{text[:half]}…{text[-half:]}"
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def one_line(text: str | None, limit: int = 500) -> str:
    """A title or value as one clean line: spaces folded, unprintable characters dropped."""
    if not text:
        return ""
    folded = _SPACE.sub(" ", text[: limit * 4]).strip()
    return _UNPRINTABLE.sub("", folded)[:limit].strip()


def prose(text: str | None, limit: int = 5000) -> str:
    """A description as clean text that keeps its line breaks."""
    if not text:
        return ""
    lines = (one_line(line, limit) for line in text[: limit * 4].splitlines())
    return "\n".join(line for line in lines if line)[:limit]


def collision_key(name: str) -> str:
    """What a name is to a file system that ignores case and Unicode composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


_LANGUAGE = re.compile(r"\A[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}\Z")


def language_tag(text: str | None) -> str:
    """A BCP 47 tag, or empty where the text isn't one. Underscores are taken for hyphens."""
    tag = (text or "").strip().replace("_", "-")
    return tag if _LANGUAGE.match(tag) and tag.lower() not in ("und", "zxx") else ""


def megabytes(size: int) -> str:
    """A size in bytes as people say it: "3 KB", "25 MB", "1.5 GB"."""
    if size < 1024:
        return f"{size} bytes"
    for unit, scale in (("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)):
        if size < scale << 10 or unit == "GB":
            return (
                f"{size / scale:.3g} {unit}" if size < scale * 1000 else f"{size // scale} {unit}"
            )
    raise AssertionError("the last unit always answers")
