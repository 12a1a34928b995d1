"""H5P packages: whole and safe, with title, language and version; content is not read yet.

Source: H5P specification, https://h5p.org/documentation/developers/h5p-specification
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from repository.formats.archive import Archive, first_within
from repository.formats.description import Description
from repository.formats.findings import Finding, finding
from repository.formats.hrefs import resolve
from repository.formats.json_reader import examine_object
from repository.formats.limits import Limits
from repository.formats.text import language_tag, one_line

MANIFEST = "h5p.json"
_CONTENT = "content/content.json"


def recognises(archive: Archive) -> bool:
    return MANIFEST in archive


def describe(archive: Archive, limits: Limits) -> Description:
    """An H5P package."""
    document = examine_object(archive, MANIFEST, limits)
    if document.value is None:
        return Description("h5p", "H5P", findings=document.findings)
    values: dict[str, Any] = document.value
    findings = [finding("OUTSIDE-ONLY", what="an H5P package")]
    findings.extend(_missing(archive, values))
    if _CONTENT in archive:
        findings.extend(examine_object(archive, _CONTENT, limits).findings)
    findings.extend(_libraries(archive, limits))
    library = one_line(_text(values, "mainLibrary"))
    return Description(
        "h5p",
        f"H5P {library}".strip(),
        version=_version(values, library),
        title=one_line(_text(values, "title")),
        language=language_tag(_text(values, "language")),
        findings=tuple(findings),
    )


def _text(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _missing(archive: Archive, values: dict[str, Any]) -> Iterator[Finding]:
    for name, what in (("title", "title"), ("mainLibrary", "main library")):
        if not _text(values, name):
            yield finding("H5P-INCOMPLETE", MANIFEST, what=what)
    if _CONTENT not in archive:
        yield finding("H5P-INCOMPLETE", MANIFEST, what=f"content ({_CONTENT})")
    library = _text(values, "mainLibrary")
    carried = {entry.name.split("/", 1)[0].rsplit("-", 1)[0] for entry in archive.files}
    if library and library not in carried:
        yield finding("H5P-LIBRARY-MISSING", MANIFEST, library=library)


def _version(values: dict[str, Any], library: str) -> str:
    """The version of the main library."""
    dependencies = values.get("preloadedDependencies")
    for each in dependencies if isinstance(dependencies, list) else ():
        if isinstance(each, dict) and each.get("machineName") == library:
            major, minor = each.get("majorVersion"), each.get("minorVersion")
            return one_line(f"{major}.{minor}", 20)
    return ""


def _libraries(archive: Archive, limits: Limits) -> Iterator[Finding]:
    """Each library's list of scripts and styles must name files of the package."""
    libraries = (entry for entry in archive.files if entry.name.endswith("/library.json"))
    left = limits.max_package_paths
    for entry in first_within(libraries, limits.max_package_text):
        document = examine_object(archive, entry.name, limits)
        yield from document.findings
        paths = list(itertools.islice(_paths(document.value), left))
        left -= len(paths)
        for path in dict.fromkeys(paths):
            yield from resolve(path, (entry.name,), entry.name).findings


def _paths(library: dict[str, Any] | None) -> Iterator[str]:
    for key in ("preloadedJs", "preloadedCss"):
        values = (library or {}).get(key)
        for each in values if isinstance(values, list) else ():
            path = each.get("path") if isinstance(each, dict) else None
            if isinstance(path, str):
                yield path
