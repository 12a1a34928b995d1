"""Finding and opening the manifest of an IMS package, and telling what kind of package it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from repository.formats.archive import Archive
from repository.formats.errors import FormatError
from repository.formats.findings import Finding, finding
from repository.formats.limits import DEFAULT, Limits
from repository.formats.text import one_line
from repository.formats.xml import child, examine_member, local_name, namespace_of

NAME = "imsmanifest.xml"
SCORM, COMMON_CARTRIDGE, QTI, PLAIN = "scorm", "common_cartridge", "qti", "content_package"

_KNOWN = re.compile(
    r"\Ahttps?://(?:www\.)?(?:imsproject\.org/(?:xsd/|content)|imsglobal\.org/(?:xsd|profile)/)"
)
_MARKS = ((COMMON_CARTRIDGE, b"imscc"), (SCORM, b"adlcp"), (SCORM, b"ADL SCORM"))


@dataclass(frozen=True, slots=True)
class Location:
    """Where the manifest is. folder: what stands before its name, with "/", mostly empty."""

    name: str
    folder: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedManifest:
    """A manifest that was looked at. root is None where it can't be read; kind is told anyway."""

    location: Location
    kind: str
    root: Element | None
    namespaces: frozenset[str]
    schema: str
    schema_version: str
    findings: tuple[Finding, ...]


def locate(archive: Archive) -> Location | None:
    """The manifest, also in the wrong case or in a folder; None where there is none."""
    if NAME in archive:
        return Location(NAME, "")
    candidates = [
        entry.name for entry in archive.files if entry.name.rsplit("/", 1)[-1].lower() == NAME
    ]
    if not candidates:
        return None
    name = min(candidates, key=lambda each: (each.count("/"), each))
    folder, found = name.rpartition("/")[0], name.rsplit("/", 1)[-1]
    findings: list[Finding] = []
    if folder:
        findings.append(finding("MANIFEST-IN-FOLDER", name, folder=folder))
    if found != NAME:
        findings.append(finding("MANIFEST-NAME-CASE", name, found=found, expected=NAME))
    return Location(name, folder + "/" if folder else "", tuple(findings))


def open_manifest(archive: Archive, location: Location, limits: Limits = DEFAULT) -> OpenedManifest:
    """Read the manifest as far as is needed to tell its kind. Raises nothing."""
    document = examine_member(archive, location.name, limits)
    findings = [*location.findings, *document.findings]
    root = document.root
    if root is None:
        kind = _kind_by_marks(archive, location.name)
        return OpenedManifest(location, kind, None, frozenset(), "", "", tuple(findings))
    schema, version = _schema(root)
    kind = _kind(root, document.namespaces, schema)
    if local_name(root.tag) != "manifest":
        findings.append(finding("MANIFEST-ROOT", location.name, found=local_name(root.tag)))
        return OpenedManifest(location, kind, None, frozenset(), "", "", tuple(findings))
    findings.extend(_namespace_findings(root, location.name))
    return OpenedManifest(
        location, kind, root, document.namespaces, schema, version, tuple(findings)
    )


def _schema(root: Element) -> tuple[str, str]:
    metadata = child(root, "metadata")
    if metadata is None:
        return "", ""
    values = (child(metadata, name) for name in ("schema", "schemaversion"))
    schema, version = (one_line(value.text) if value is not None else "" for value in values)
    return schema, version


def _kind(root: Element, namespaces: frozenset[str], schema: str) -> str:
    known = namespaces | {namespace_of(root.tag)}
    if any("/imscc" in each for each in known) or "common cartridge" in schema.lower():
        return COMMON_CARTRIDGE
    if "scorm" in schema.lower() or any("adlcp" in each.lower() for each in known):
        return SCORM
    if any(_is_qti(each) for each in root.iter() if local_name(each.tag) == "resource"):
        return QTI
    return PLAIN


def _is_qti(resource: Element) -> bool:
    return resource.get("type", "").lower().startswith("imsqti")


def _kind_by_marks(archive: Archive, name: str) -> str:
    """From the bytes, where the manifest isn't readable: people should hear what it would be."""
    try:
        with archive.open(name) as member:
            head = member.read(64 * 1024)
    except FormatError:
        return PLAIN
    head = head.replace(b"\0", b"")  # UTF-16
    return next((kind for kind, mark in _MARKS if mark in head), PLAIN)


def _namespace_findings(root: Element, name: str) -> list[Finding]:
    namespace = namespace_of(root.tag)
    if not namespace:
        return [finding("MANIFEST-NO-NAMESPACE", name)]
    if not _KNOWN.match(namespace):
        return [finding("MANIFEST-NAMESPACE", name, namespace=namespace)]
    return []
