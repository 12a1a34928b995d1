"""Common Cartridges: whole and safe, with version, title and language; content is not read yet.

Source: IMS Common Cartridge 1.0 to 1.3, https://www.imsglobal.org/cc/
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from repository.formats.archive import Archive
from repository.formats.codes import Severity
from repository.formats.content_packaging.manifest import OpenedManifest
from repository.formats.content_packaging.model import ManifestResource, Structure
from repository.formats.content_packaging.structure import read_structure
from repository.formats.description import Description
from repository.formats.findings import Finding, finding
from repository.formats.hrefs import MemberIndex, resolve
from repository.formats.limits import Limits
from repository.formats.lom import read_lom
from repository.formats.text import language_tag
from repository.formats.xml import XmlDocument, child, examine_members, local_name
from repository.formats.zip_members import Entry

# Resources of these types are XML that a learning system reads.
_XML_TYPES = ("imswl_", "imsqti_", "imsdt_", "imsbasiclti_", "associatedcontent/")


def describe(archive: Archive, opened: OpenedManifest, limits: Limits) -> Description:
    """A cartridge, from its manifest; XML in it is read to see that it is harmless."""
    if opened.root is None:
        return Description("common_cartridge", "Common Cartridge", findings=opened.findings)
    structure = read_structure(opened.root, opened.location.folder)
    metadata = child(opened.root, "metadata")
    lom = read_lom(None if metadata is None else child(metadata, "lom"))
    first = structure.first
    outside = finding("OUTSIDE-ONLY", what="a Common Cartridge")
    return Description(
        "common_cartridge",
        f"Common Cartridge {opened.schema_version}".strip(),
        version=opened.schema_version,
        title=lom.title or (first.title if first else ""),
        language=lom.language or language_tag(_language(opened.root)),
        items=sum(1 for _ in structure.items()),
        findings=(*opened.findings, *_resources(archive, structure, opened, limits), outside),
    )


def _language(root: Element) -> str:
    return root.get("{http://www.w3.org/XML/1998/namespace}lang", "")


def _resources(
    archive: Archive, structure: Structure, opened: OpenedManifest, limits: Limits
) -> Iterator[Finding]:
    index = MemberIndex(archive)
    place = opened.location.name
    documents: dict[str, Entry] = {}
    for resource in structure.resources:
        if resource.type.lower().startswith(_XML_TYPES):
            documents.update((entry.name, entry) for entry in _members(archive, resource, index))
        for href in (resource.href, *resource.files):
            if href:
                findings = resolve(href, resource.bases, place).findings
                yield from (each for each in findings if each.severity == Severity.REFUSED)
    for entry, document in examine_members(archive, documents.values(), limits):
        yield from document.findings
        yield from _weblink(document, entry.name)


def _members(archive: Archive, resource: ManifestResource, index: MemberIndex) -> Iterator[Entry]:
    """The XML documents that a resource consists of."""
    for href in dict.fromkeys((resource.href, *resource.files)):
        address = resolve(href, resource.bases).address if href else None
        if address is not None and not address.external:
            entry = archive.get(index.find(address).name)
            if entry is not None and entry.name.lower().endswith(".xml"):
                yield entry


def _weblink(document: XmlDocument, name: str) -> Iterator[Finding]:
    """Where a web link leads to something that is no web page."""
    if document.root is not None and local_name(document.root.tag).lower() == "weblink":
        url = child(document.root, "url")
        href = "" if url is None else url.get("href", "")
        if not href.lower().startswith(("mailto:", "tel:")):
            found = resolve(href, (), name).findings
            yield from (each for each in found if each.severity == Severity.REFUSED)
