"""Names of files: what is kept of a name that came in, and how one goes out in a header. Pure.

A name is for people. Nothing is ever written to a path that has anything of it.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

LONGEST_NAME = 200
LONGEST_NAME_BYTES = 240  # UTF-8; file systems hold 255, and others put a word before a name
LONGEST_EXTENSION = 20
NAMELESS = "unnamed"
ELLIPSIS = "…"

# What turns the direction of reading or can't be seen: `a\u202excod.exe` looks like a document. The
# two joiners (U+200C, U+200D) stay: Persian and the scripts of India are written with them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_SPACE = re.compile(r"\s+")
_HEADER_SAFE = re.compile(r"[^A-Za-z0-9 !#$&'()+,\-.;=@\[\]^_`{}~]")
# RFC 8187 attr-char, less what quote() leaves alone anyway.
_ATTR_CHARS = "!#$&+-.^_`|~"


def split_extension(name: str) -> tuple[str, str]:
    """Stem and extension with its dot; no extension where it is too long to be one."""
    stem, dot, extension = name.rpartition(".")
    if not stem or not extension or len(extension) > LONGEST_EXTENSION:
        return name, ""
    return stem, dot + extension


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where some were cut off."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def clean_name(name: str) -> str:
    """The name under which a file is kept: any script, one line, not longer than disks can hold.

    Folders are cut off, what can't be seen is taken out, a long name loses its middle end but
    never its extension, and a name of nothing becomes `unnamed`.
    """
    # Names from a file system may hold lone surrogates, which no database takes.
    text = name.encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\\", "/").rstrip("/").rpartition("/")[2]
    text = unicodedata.normalize("NFC", text)
    text = "".join(_visible(character) for character in _INVISIBLE.sub("", text))
    text = _SPACE.sub(" ", text).strip()
    if not text.strip(". \u200c\u200d"):
        return NAMELESS
    return _fit(text)


def _fit(text: str) -> str:
    if len(text) <= LONGEST_NAME and len(text.encode()) <= LONGEST_NAME_BYTES:
        return text
    stem, extension = split_extension(text)
    room = LONGEST_NAME_BYTES - len((extension + ELLIPSIS).encode())
    stem = stem[: LONGEST_NAME - len(extension) - 1]
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip() + ELLIPSIS + extension


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace():
        return " "
    return "" if category in {"Cc", "Cs"} else character


def ascii_name(name: str) -> str:
    """A name for clients that read plain ASCII only; its extension is kept where it is ASCII."""
    stem, extension = split_extension(name)
    decomposed = unicodedata.normalize("NFKD", stem)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    plain = _HEADER_SAFE.sub("_", bare)
    if not plain.strip("_ ."):
        plain = "file"
    return plain + _HEADER_SAFE.sub("_", extension)


def content_disposition(name: str, *, inline: bool) -> str:
    """The header's value, with the name for every client.

    Source: RFC 6266, section 4.3 and appendix D; RFC 8187, section 3.2.
    """
    kind = "inline" if inline else "attachment"
    clean = clean_name(name)
    fallback = ascii_name(clean)
    header = f'{kind}; filename="{fallback}"'
    if fallback != clean:
        header += f"; filename*=UTF-8''{quote(clean, safe=_ATTR_CHARS)}"
    return header
