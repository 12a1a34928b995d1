"""Office documents that are zips: Office Open XML (DOCX, PPTX, XLSX) and OpenDocument.

Source: ECMA-376 part 2 (packages), part 1 15.2.12 (properties); OASIS OpenDocument 1.3 part 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from repository.formats.archive import Archive, first_within
from repository.formats.codes import Severity
from repository.formats.description import Description
from repository.formats.errors import FormatError
from repository.formats.findings import Finding, finding
from repository.formats.limits import Limits
from repository.formats.media_types import FILE_TYPES
from repository.formats.text import language_tag, one_line
from repository.formats.xml import examine_member, local_name

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"


@dataclass(frozen=True, slots=True)
class _Office:
    extension: str
    name: str
    main: str


_OOXML = (
    _Office("docx", "DOCX", "word/document.xml"),
    _Office("pptx", "PPTX", "ppt/presentation.xml"),
    _Office("xlsx", "XLSX", "xl/workbook.xml"),
)
_ODF: Mapping[str, _Office] = {
    "application/vnd.oasis.opendocument.text": _Office("odt", "ODT", "content.xml"),
    "application/vnd.oasis.opendocument.presentation": _Office("odp", "ODP", "content.xml"),
    "application/vnd.oasis.opendocument.spreadsheet": _Office("ods", "ODS", "content.xml"),
}
_SLIDE = re.compile(r"\Appt/slides/[^/]+\.xml\Z")
_MOST_RELATIONS = 8 * 1024 * 1024
_EPUB = "application/epub+zip"
_EXTERNAL = re.compile(
    rb"Type=\"[^\"]{0,200}/(attachedTemplate|oleObject|frame|subDocument)\"[^>]{0,400}"
    rb"TargetMode=\"External\"",
)
_TARGET = re.compile(rb"Target=\"([^\"]{1,300})\"")


def recognises(archive: Archive) -> bool:
    """Whether this zip is an office document or an EPUB."""
    return CONTENT_TYPES in archive or _mimetype(archive) in (*_ODF, _EPUB)


def _mimetype(archive: Archive) -> str:
    if MIMETYPE not in archive:
        return ""
    try:
        return archive.read(MIMETYPE, 200).decode("ascii", "replace").strip()
    except FormatError:
        return ""


def describe_office(archive: Archive, limits: Limits) -> Description:
    """An office document. Raises nothing."""
    mimetype = _mimetype(archive)
    if mimetype == _EPUB:
        return Description("document", "EPUB", media_type=_EPUB)
    if mimetype in _ODF:
        return _describe_odf(archive, _ODF[mimetype], limits)
    office = next((each for each in _OOXML if each.main in archive), None)
    if office is None:
        return Description(
            "document",
            "Office",
            findings=(finding("OFFICE-DAMAGED", what="Office", part="word/document.xml"),),
        )
    return _describe_ooxml(archive, office, limits)


def _describe_ooxml(archive: Archive, office: _Office, limits: Limits) -> Description:
    findings = [*_macros(archive, office), *_external(archive)]
    core, core_findings = _root(archive, "docProps/core.xml", limits)
    _, type_findings = _root(archive, CONTENT_TYPES, limits)
    findings.extend((*core_findings, *type_findings))
    # The number of pages that a DOCX states is what the last program guessed: not taken.
    slides = sum(1 for entry in archive.files if _SLIDE.match(entry.name))
    return Description(
        "document",
        office.name,
        title=one_line(_value(core, "title"), 300),
        language=language_tag(_value(core, "language")),
        findings=tuple(findings),
        facts={"slides": slides},
        media_type=FILE_TYPES[office.extension].media_type,
    )


def _macros(archive: Archive, office: _Office) -> Iterator[Finding]:
    for entry in archive.files:
        name = entry.name.lower()
        if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name:
            yield finding("TYPE-MACROS", entry.name, instead=office.name)


def _external(archive: Archive) -> Iterator[Finding]:
    """Parts that are fetched from elsewhere when the document is opened."""
    relations = (entry for entry in archive.files if entry.name.endswith(".rels"))
    for entry in first_within(relations, _MOST_RELATIONS):
        try:
            data = archive.read(entry.name, _MOST_RELATIONS)
        except FormatError:
            continue  # told by the pass over the whole archive
        for relationship in re.findall(rb"<Relationship\b[^>]{1,2000}>", data):
            if _EXTERNAL.search(relationship) and (target := _TARGET.search(relationship)):
                where = target.group(1).decode("utf-8", "replace")
                yield finding("OFFICE-EXTERNAL", entry.name, target=where)


def _describe_odf(archive: Archive, office: _Office, limits: Limits) -> Description:
    meta, findings = _root(archive, "meta.xml", limits)
    found = list(findings)
    if office.main not in archive:
        found.append(finding("OFFICE-DAMAGED", what=office.name, part=office.main))
    if any(entry.name.startswith(("Basic/", "Scripts/")) for entry in archive.files):
        found.extend(_odf_macros(archive, office))
    if _is_protected(archive, limits):
        found.append(finding("OFFICE-PROTECTED"))
    return Description(
        "document",
        office.name,
        title=one_line(_value(meta, "title"), 300),
        language=language_tag(_value(meta, "language")),
        findings=tuple(found),
        facts={"pages": _statistic(meta, "page-count")},
        media_type=FILE_TYPES[office.extension].media_type,
    )


def _odf_macros(archive: Archive, office: _Office) -> Iterator[Finding]:
    """LibreOffice writes empty libraries too; a module is a macro."""
    for entry in archive.files:
        last = entry.name.rsplit("/", 1)[-1]
        if entry.name.startswith("Scripts/") or (
            entry.name.startswith("Basic/") and last not in ("script-lb.xml", "script-lc.xml")
        ):
            yield finding("TYPE-MACROS", entry.name, instead=office.name)
            return


def _is_protected(archive: Archive, limits: Limits) -> bool:
    manifest, _ = _root(archive, "META-INF/manifest.xml", limits)
    return manifest is not None and any(
        local_name(each.tag) == "encryption-data" for each in manifest.iter()
    )


def _root(
    archive: Archive, name: str, limits: Limits
) -> tuple[Element | None, tuple[Finding, ...]]:
    """The root of a part; nothing where the document doesn't have it. Broken parts are warned of by
    the finding's own severity only where they are dangerous."""
    if name not in archive:
        return None, ()
    document = examine_member(archive, name, limits)
    refused = tuple(each for each in document.findings if each.severity == Severity.REFUSED)
    return (None if refused else document.root), refused


def _value(root: Element | None, name: str) -> str:
    if root is None:
        return ""
    element = next((each for each in root.iter() if local_name(each.tag) == name), None)
    return "" if element is None else element.text or ""


def _statistic(root: Element | None, name: str) -> int:
    if root is None:
        return 0
    for element in root.iter():
        for key, value in element.attrib.items():
            if local_name(key) == name and value.isdecimal() and len(value) < 7:
                return int(value)
    return 0
