"""The formats of archives: one list, in the order in which they are tried.

To add a format: a module with `recognises(archive)` and `describe(archive, limits)`, and a line
here. To read a format that is only recognised today: replace its `describe`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from repository.formats import aicc, cmi5, common_cartridge, h5p, moodle, qti, xapi
from repository.formats.archive import Archive
from repository.formats.content_packaging.manifest import (
    COMMON_CARTRIDGE,
    QTI,
    SCORM,
    OpenedManifest,
    locate,
    open_manifest,
)
from repository.formats.content_packaging.structure import read_structure
from repository.formats.description import Description
from repository.formats.documents import office
from repository.formats.findings import finding
from repository.formats.limits import Limits
from repository.formats.scorm import package as scorm


@dataclass(frozen=True, slots=True)
class ArchiveFormat:
    """recognises: cheap, by the names of members. describe: raises nothing."""

    kind: str
    recognises: Callable[[Archive], bool]
    describe: Callable[[Archive, Limits], Description]


def _has_manifest(archive: Archive) -> bool:
    return locate(archive) is not None


def _describe_ims(archive: Archive, limits: Limits) -> Description:
    """A package with an IMS manifest: which kind it is, only the manifest says."""
    location = locate(archive)
    if location is None:
        return missing_manifest("zip")
    opened = open_manifest(archive, location, limits)
    if opened.kind == SCORM:
        return scorm.describe(archive, opened, limits)
    if opened.kind == COMMON_CARTRIDGE:
        return common_cartridge.describe(archive, opened, limits)
    if opened.kind == QTI:
        return qti.describe_package(opened)
    return _describe_plain(opened)


def _describe_plain(opened: OpenedManifest) -> Description:
    name = "IMS Content Package"
    if opened.root is None:
        return Description("content_package", name, findings=opened.findings)
    structure = read_structure(opened.root, opened.location.folder)
    first = structure.first
    outside = finding("OUTSIDE-ONLY", what="an IMS Content Package")
    return Description(
        "content_package",
        name,
        version=opened.schema_version,
        title=first.title if first else "",
        items=sum(1 for _ in structure.items()),
        findings=(*opened.findings, outside),
    )


ARCHIVE_FORMATS: tuple[ArchiveFormat, ...] = (
    ArchiveFormat("document", office.recognises, office.describe_office),
    ArchiveFormat("h5p", h5p.recognises, h5p.describe),
    ArchiveFormat("cmi5", cmi5.recognises, cmi5.describe),
    ArchiveFormat("moodle_backup", moodle.recognises, moodle.describe),
    ArchiveFormat("scorm", _has_manifest, _describe_ims),
    ArchiveFormat("xapi", xapi.recognises, xapi.describe),
    ArchiveFormat("aicc", aicc.recognises, aicc.describe),
    ArchiveFormat("qti", qti.recognises, qti.describe),
)

# Names that promise a document: in these the manifest of a course isn't missed.
_DOCUMENTS = frozenset(("docx", "pptx", "xlsx", "odt", "odp", "ods", "epub"))
# What the name promises: extension → kind, name of the manifest
_PROMISED: Mapping[str, tuple[str, str]] = {
    "h5p": ("h5p", h5p.MANIFEST),
    "imscc": ("common_cartridge", "imsmanifest.xml"),
    "mbz": ("moodle_backup", moodle.MANIFEST),
}


def describe_archive(archive: Archive, extension: str, limits: Limits) -> Description:
    """What kind of package a zip is. extension: of its name. Raises nothing."""
    promised = _PROMISED.get(extension)
    for each in ARCHIVE_FORMATS:
        if each.recognises(archive):
            description = each.describe(archive, limits)
            if promised is None or description.kind != "document":
                return description
    if promised is None and extension in _DOCUMENTS:
        return Description("document", "zip archive")
    kind, manifest = promised or ("zip", "imsmanifest.xml")
    return missing_manifest(kind, manifest, _hint(archive, manifest))


def _hint(archive: Archive, manifest: str) -> str:
    """What may have gone wrong, where the names of the members tell."""
    names = [entry.name for entry in archive.files]
    if len(names) == 1 and names[0].lower().endswith(".zip"):
        return f", only another zip, “{names[0]}”: take that one"
    for name in names:
        if name != manifest and _looks_like(name, manifest):
            return f": “{name}” looks like it and is spelt with other letters"
    return ""


def _looks_like(name: str, other: str) -> bool:
    """Whether a name differs by letters of another alphabet only."""
    pairs = zip(name, other, strict=False)
    return len(name) == len(other) and all(a == b or not a.isascii() for a, b in pairs)


def missing_manifest(kind: str, name: str = "imsmanifest.xml", hint: str = "") -> Description:
    """A zip in which no format is recognised."""
    found = finding("MANIFEST-MISSING", manifest=name, hint=hint)
    return Description(kind, "zip archive" if kind == "zip" else "", findings=(found,))
