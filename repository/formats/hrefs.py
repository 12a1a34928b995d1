"""Addresses in manifests: what file of the package one names, or why it must not be followed.

An address is taken as a browser would take it (RFC 3986, WHATWG URL), and where browsers, operating
systems and learning systems would differ, it is refused.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from repository.formats.archive import Archive
from repository.formats.findings import Finding, finding
from repository.formats.text import collision_key

_SCHEME = re.compile(r"\A([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_WEB = ("http", "https")
OUT = "out of the package"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address leads.

    path: of a file in the package, percent-decoded; literal: the same, not decoded; suffix: query
    and fragment as written, with their "?" and "#"; external: the whole address where it leads to
    the web, and then path is empty.
    """

    path: str = ""
    literal: str = ""
    suffix: str = ""
    external: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The address, or None where it must not be followed, and what was found."""

    address: Address | None
    findings: tuple[Finding, ...] = ()


def resolve(href: str, bases: Sequence[str] = (), place: str = "") -> Resolved:
    """What an address names.

    bases: the values of `xml:base` that hold, outermost first. place: for the findings.
    """
    findings: list[Finding] = []
    current = ""
    for part in (*bases, href):
        text = part.strip(" \t\r\n\f")
        danger = _danger(text)
        if danger:
            return Resolved(None, (finding("HREF-UNSAFE", place, href=part, where=danger),))
        if "\\" in _path_of(text):
            findings.append(finding("HREF-BACKSLASH", place, href=part))
            text = text.replace("\\", "/")
        if text.startswith("//"):
            where = "to another site"
            return Resolved(None, (finding("HREF-UNSAFE", place, href=part, where=where),))
        if text.startswith("/"):
            return Resolved(None, (*findings, finding("HREF-ABSOLUTE", place, href=part)))
        current = text if _SCHEME.match(text) else _joined(current, text)
    if _SCHEME.match(current):
        return Resolved(Address(external=current), tuple(findings))
    address = _inside(current)
    if address is None:
        return Resolved(None, (finding("HREF-UNSAFE", place, href=href, where=OUT),))
    return Resolved(address, tuple(dict.fromkeys(findings)))


def _danger(text: str) -> str:
    """Why this must not be followed, wherever it stands; empty where it may."""
    if _CONTROL.search(text):
        return "to somewhere else than it seems (it holds invisible characters)"
    scheme = _SCHEME.match(text)
    if scheme and scheme.group(1).lower() not in _WEB:
        return f"to something that is no file of the package (“{scheme.group(1)}:”)"
    return ""


def _path_of(text: str) -> str:
    return re.split(r"[?#]", text, maxsplit=1)[0]


def _joined(base: str, text: str) -> str:
    """RFC 3986: what follows the last "/" of the base doesn't count."""
    if not text:
        return base
    return base[: _path_of(base).rfind("/") + 1] + text


def _inside(text: str) -> Address | None:
    path = _path_of(text)
    suffix = text[len(path) :]
    decoded = _normal(unquote(path).replace("\\", "/"))
    literal = _normal(path)
    if decoded is None or literal is None or _CONTROL.search(decoded):
        return None
    return Address(decoded, literal, suffix)


def _normal(path: str) -> str | None:
    """Without "." and ".."; None where it leads out. A "/" at the end stays."""
    if path.startswith("/"):
        return None
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) + ("/" if path.endswith(("/", "/.", "/..")) and parts else "")


def quoted(path: str) -> str:
    """A member's name as an address."""
    return quote(path, safe="/!$&'()*+,;=:@~-._")


@dataclass(frozen=True, slots=True)
class Match:
    """The member for an address. `problem`: empty, "case", "folder" or "missing"."""

    name: str
    problem: str = ""


class MemberIndex:
    """The members of an archive, to be found by address."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = sorted(entry.name for entry in archive.entries)
        self._similar = {collision_key(entry.name): entry.name for entry in archive.files}

    def find(self, address: Address) -> Match:
        """The member that an address names, or what stands in the way."""
        for path in (address.path, address.literal):
            if path in self._archive:
                return Match(path)
        path = address.path.rstrip("/")
        if not path or self._is_folder(path):
            return Match(address.path, "folder")
        similar = self._similar.get(collision_key(path))
        return Match(similar, "case") if similar else Match(address.path, "missing")

    def _is_folder(self, path: str) -> bool:
        """Whether a folder is named so, or a member lies in one that is."""
        inside = bisect.bisect_left(self._names, path + "/")
        named = bisect.bisect_left(self._names, path)
        return any(
            at < len(self._names) and (self._names[at] + "/").startswith(path + "/")
            for at in (inside, named)
        )
