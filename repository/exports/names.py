"""Names of files and folders that hold on every system, in any script. Pure.

What a person called a thing becomes a name that Windows, macOS and Linux all take, that no program
reads as a path, and that differs from its neighbours even where case and accents don't count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from repository.blobs.names import clean_name, split_extension

# Windows takes none of these; a slash would be a folder on every system.
FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
COLON = re.compile(r"\s*:\s+")
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"}
)
NAMELESS = "unnamed"
# Characters. Three of them below each other stay well inside the 260 of a Windows path.
MAX_FOLDER = 40
MAX_FILE = 60
MAX_EXTENSION = 12


def folder_name(text: str, limit: int = MAX_FOLDER) -> str:
    """A name for a folder. limit: characters."""
    line = clean_name(FORBIDDEN.sub("-", COLON.sub(" - ", text)))
    return _no_device(_cut(line, limit).strip(" .-") or NAMELESS)


def file_name(text: str, limit: int = MAX_FILE) -> str:
    """A name for a file, with the extension that it has. limit: characters."""
    stem, extension = _parted(clean_name(text))
    return folder_name(stem, limit - len(extension)) + extension


def titled_file_name(title: str, name: str, limit: int = MAX_FILE) -> str:
    """A name for the file `name` that says its title instead, with the extension that it has."""
    _, extension = _parted(clean_name(name))
    if extension and title.casefold().endswith(extension.casefold()):
        title = title[: -len(extension)]
    return folder_name(title, limit - len(extension)) + extension


def _parted(name: str) -> tuple[str, str]:
    stem, extension = split_extension(name)
    extension = FORBIDDEN.sub("-", extension).rstrip(" .")
    if len(extension) > MAX_EXTENSION:
        return name, ""
    return stem, extension


def unique_names(names: Iterable[str]) -> list[str]:
    """The same names, with a number where one would be taken for one before it."""
    taken: set[str] = set()
    unique = []
    for name in names:
        free = _numbered(name, taken)
        taken.add(_alike(free))
        unique.append(free)
    return unique


def _numbered(name: str, taken: set[str]) -> str:
    stem, extension = split_extension(name)
    free, number = name, 1
    while _alike(free) in taken:
        number += 1
        free = f"{stem} ({number}){extension}"
    return free


def _alike(name: str) -> str:
    """Equal for names that some file system takes for the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _cut(line: str, limit: int) -> str:
    """At most so many characters, and whole words where that leaves more than half of them."""
    if len(line) <= limit:
        return line
    end = line.rfind(" ", limit // 2, limit + 1)
    return line[: end if end > 0 else limit]


def _no_device(name: str) -> str:
    """Windows opens a device for `CON`, and for `con.txt` too."""
    stem, dot, rest = name.partition(".")
    return f"{stem}_{dot}{rest}" if stem.strip().casefold() in DEVICES else name
