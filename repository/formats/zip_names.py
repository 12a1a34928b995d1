"""The names in a zip: how they are written, whether they are safe, whether two are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from repository.formats.codes import Severity
from repository.formats.findings import Finding, finding
from repository.formats.limits import Limits
from repository.formats.text import DIRECTION, collision_key, printable
from repository.formats.zip_records import UTF_8, CentralRecord

_CONTROL = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_DRIVE = re.compile(r"\A[A-Za-z]:")
_RESERVED = re.compile(
    r"\A(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$)\Z", re.IGNORECASE
)
_NOT_ON_WINDOWS = frozenset('<>"|?*')

_JUNK_FOLDERS = ("__macosx", ".fseventsd", ".spotlight-v100", ".trashes", ".temporaryitems")
_JUNK_FILES = frozenset(
    (".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r", ".apdisk")
)


@dataclass(frozen=True, slots=True)
class Name:
    """A member's name as we use it: "/" between parts, none at the ends."""

    path: str
    is_folder: bool
    findings: tuple[Finding, ...]


def read_name(record: CentralRecord, limits: Limits) -> Name:
    """The name of a member with everything that is wrong with it."""
    text, findings = _decoded(record)
    findings += tuple(_character_findings(text))
    if any(found.severity == Severity.REFUSED for found in findings):
        return Name(printable(text), text.endswith(("/", "\\")), findings)
    slashed = text.replace("\\", "/")
    findings += tuple(_path_findings(slashed, limits))
    parts = [part for part in slashed.split("/") if part not in ("", ".")]
    path = "/".join(parts)
    is_folder = slashed.endswith("/")
    if not path:
        findings += (finding("ZIP-NAME-DOT", text or "(no name)"),)
    elif path + ("/" if is_folder else "") != text:
        findings += (finding("ZIP-NAME-TIDIED", path, raw=text),)
    return Name(path, is_folder, findings)


def _decoded(record: CentralRecord) -> tuple[str, tuple[Finding, ...]]:
    raw = record.raw_name
    if raw.isascii():
        return raw.decode("ascii"), ()
    if record.flags & UTF_8:
        try:
            return raw.decode("utf-8"), ()
        except UnicodeDecodeError:
            place = raw.decode("utf-8", "backslashreplace")
            return place, (finding("ZIP-NAME-ENCODING", place),)
    if record.unicode_name:
        return record.unicode_name, ()
    try:
        # macOS writes UTF-8 and doesn't say so; other encodings are hardly ever valid UTF-8.
        text, encoding = raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        text, encoding = raw.decode("cp437"), "the encoding of DOS (CP437)"
    return text, (finding("ZIP-NAME-GUESSED", text, encoding=encoding),)


def _character_findings(text: str) -> Iterator[Finding]:
    if "\0" in text:
        yield finding("ZIP-NAME-NUL", text)
    if _CONTROL.search(text):
        yield finding("ZIP-NAME-CONTROL", text)
    if not DIRECTION.isdisjoint(text):
        yield finding("ZIP-NAME-DIRECTION", text)


def _path_findings(path: str, limits: Limits) -> Iterator[Finding]:
    """What is wrong with a name in which "/" is the only separator."""
    parts = path.rstrip("/").split("/")
    if path.startswith("/") or _DRIVE.match(path) or ".." in parts:
        yield finding("ZIP-UNSAFE-PATH", path)
    length = len(path.encode())
    if length > limits.max_path_bytes:
        yield finding(
            "ZIP-PATH-TOO-LONG", path, what=f"{length} bytes long", limit=limits.max_path_bytes
        )
    elif len(parts) > limits.max_path_depth:
        what = f"{len(parts)} folders deep"
        yield finding("ZIP-PATH-TOO-LONG", path, what=what, limit=limits.max_path_depth)
    for part in parts:
        yield from _part_findings(part, path, limits)


def _part_findings(part: str, path: str, limits: Limits) -> Iterator[Finding]:
    length = len(part.encode())
    if length > limits.max_component_bytes:
        what = f"{length} bytes long between two slashes"
        yield finding("ZIP-PATH-TOO-LONG", path, what=what, limit=limits.max_component_bytes)
    if part in ("", ".", ".."):
        return
    if part != part.strip(" ") or part.endswith("."):
        yield finding("ZIP-NAME-SPACE", path)
    if ":" in part:
        yield finding("ZIP-NAME-COLON", path)
    elif not _NOT_ON_WINDOWS.isdisjoint(part):
        yield finding("ZIP-NAME-WINDOWS", path)
    stem = part.split(".", 1)[0].rstrip(" ")
    if _RESERVED.match(stem):
        yield finding("ZIP-NAME-RESERVED", path, name=stem)


def is_junk(path: str) -> bool:
    """Whether an operating system left this file and nobody meant it to be here."""
    parts = path.lower().split("/")
    return (
        any(part in _JUNK_FOLDERS for part in parts)
        or parts[-1] in _JUNK_FILES
        or parts[-1].startswith("~$")
    )


class NameTable:
    """The names so far, to find those that are the same on some system."""

    def __init__(self, most: int) -> None:
        """most: folders that are remembered, named or implied by the names of files."""
        self._most = most
        self._raw: set[bytes] = set()
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def add(self, raw: bytes, name: Name) -> Iterator[Finding]:
        """Remember a name, raw as in the archive; what it collides with.

        A folder may be named as often as it likes: many programs do.
        """
        key = collision_key(name.path)
        if key in self._files:
            other = self._files[key]
            if raw in self._raw:
                yield finding("ZIP-DUPLICATE-NAME", name.path)
            elif not name.is_folder:
                yield finding("ZIP-NAME-COLLISION", name.path, other=other)
        self._raw.add(raw)
        if name.is_folder:
            self._folders.setdefault(key, name.path)
        else:
            self._files.setdefault(key, name.path)
        self._add_folders(name.path)

    def _add_folders(self, path: str) -> None:
        while "/" in path:
            path = path.rsplit("/", 1)[0]
            folder = collision_key(path)
            if folder in self._folders or len(self._folders) > self._most:
                return
            self._folders[folder] = path

    def clashes(self) -> Iterator[Finding]:
        """Files whose name is also a folder's; too many folders."""
        if len(self._folders) > self._most:
            yield finding("ZIP-TOO-MANY-FILES", found=f"more than {self._most}", limit=self._most)
        for key, path in self._files.items():
            if key in self._folders:
                yield finding("ZIP-NAME-COLLISION", path, other=self._folders[key] + "/")
