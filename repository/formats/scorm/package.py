"""Reading a SCORM package, and describing it for an inspection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from repository.formats.archive import Archive
from repository.formats.content_packaging.manifest import OpenedManifest, locate, open_manifest
from repository.formats.content_packaging.model import Structure
from repository.formats.content_packaging.structure import read_structure
from repository.formats.description import Description
from repository.formats.errors import PackageUnreadableError
from repository.formats.findings import Finding, finding, shorten
from repository.formats.hrefs import MemberIndex, resolve
from repository.formats.limits import DEFAULT, Limits
from repository.formats.lom import Lom, read_lom
from repository.formats.scorm.editions import edition_of
from repository.formats.scorm.launch import Launcher
from repository.formats.scorm.model import Organization, ScormPackage
from repository.formats.text import language_tag, one_line
from repository.formats.xml import child, examine_member, local_name

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_scorm(archive: Archive, limits: Limits = DEFAULT) -> ScormPackage:
    """The SCORM package in an archive; what is wrong with it is in its findings.

    Raises: PackageUnreadableError where there is no manifest or it can't be read.
    """
    location = locate(archive)
    if location is None:
        found = finding("MANIFEST-MISSING", manifest="imsmanifest.xml", hint="")
        raise PackageUnreadableError((found,))
    opened = open_manifest(archive, location, limits)
    if opened.root is None:
        raise PackageUnreadableError(opened.findings)
    return package_of(archive, opened, opened.root, limits)


def describe(archive: Archive, opened: OpenedManifest, limits: Limits) -> Description:
    """What an inspection tells of a SCORM package. Raises nothing."""
    if opened.root is None:
        return Description("scorm", "SCORM", findings=opened.findings)
    package = package_of(archive, opened, opened.root, limits)
    return Description(
        kind="scorm",
        format=f"SCORM {package.edition}".strip(),
        version=package.edition,
        title=package.title,
        language=package.language,
        items=package.items,
        scos=package.scos,
        findings=package.findings,
    )


def package_of(
    archive: Archive, opened: OpenedManifest, root: Element, limits: Limits
) -> ScormPackage:
    """The package behind a manifest that has been opened."""
    place = opened.location.name
    structure = read_structure(root, opened.location.folder)
    edition = edition_of(opened.schema_version, opened.namespaces, _names(root), place)
    metadata, metadata_findings = _metadata(archive, opened, root, limits)
    launcher = Launcher(archive, structure, place)
    organizations = tuple(launcher.organization(each) for each in structure.organizations)
    used = frozenset(item.identifierref for item in structure.items())
    for resource in structure.resources:
        launcher.check_resource(resource, used)
    first = structure.first
    title = _title(structure, metadata)
    findings = (
        *opened.findings,
        *edition.findings,
        *metadata_findings,
        *launcher.findings,
        *_structure_findings(structure, organizations, title, place),
    )
    return ScormPackage(
        identifier=structure.identifier,
        edition=edition.name,
        title=title,
        language=metadata.language or language_tag(root.get(_XML_LANG)),
        metadata=metadata,
        organizations=organizations,
        default=first.identifier if first else "",
        scos=sum(1 for resource in structure.resources if resource.scorm_type == "sco"),
        manifest=place,
        findings=shorten(findings),
    )


def _names(root: Element) -> frozenset[str]:
    names: set[str] = set()
    for element in root.iter():
        names.add(local_name(element.tag).lower())
        names.update(local_name(name).lower() for name in element.attrib)
    return frozenset(names)


def _title(structure: Structure, metadata: Lom) -> str:
    """The organization's title; else that of the metadata; else that of the first item."""
    first = structure.first
    candidates = [first.title if first else "", metadata.title]
    candidates.extend(item.title for item in first.walk()) if first else None
    return next((title for title in candidates if title), "")


def _metadata(
    archive: Archive, opened: OpenedManifest, root: Element, limits: Limits
) -> tuple[Lom, tuple[Finding, ...]]:
    """The metadata of the whole package, inline or in a file of its own."""
    holder = child(root, "metadata")
    if holder is None:
        return Lom(), ()
    inline = child(holder, "lom") if child(holder, "lom") is not None else child(holder, "record")
    if inline is not None:
        return read_lom(inline), ()
    location = child(holder, "location")
    if location is None or not one_line(location.text):
        return Lom(), ()
    return _external_metadata(archive, opened, one_line(location.text), limits)


def _external_metadata(
    archive: Archive, opened: OpenedManifest, href: str, limits: Limits
) -> tuple[Lom, tuple[Finding, ...]]:
    place, folder = opened.location.name, opened.location.folder
    resolved = resolve(href, (folder,) if folder else (), place)
    if resolved.address is None or resolved.address.external:
        return Lom(), resolved.findings
    match = MemberIndex(archive).find(resolved.address)
    if match.problem:
        reason = f"“{match.name}” is not in the package"
        return Lom(), (finding("SCORM-METADATA", place, reason=reason),)
    document = examine_member(archive, match.name, limits)
    if document.root is None or document.findings:
        return Lom(), document.findings
    return read_lom(document.root), ()


def _structure_findings(
    structure: Structure, organizations: tuple[Organization, ...], title: str, place: str
) -> Iterator[Finding]:
    items = [item for organization in organizations for item in organization.walk()]
    reason = _nothing_to_launch(structure, organizations)
    if reason:
        yield finding("SCORM-NOTHING-TO-LAUNCH", place, reason=reason)
    elif not any(item.is_sco for item in items):
        yield finding("SCORM-NO-SCO", place)
    if not title:
        yield finding("SCORM-UNTITLED", place)
    if structure.default and all(each.identifier != structure.default for each in organizations):
        yield finding("SCORM-DEFAULT-DANGLING", place, identifier=structure.default)
    if structure.sub_manifests:
        yield finding("MANIFEST-SUB-MANIFEST", place)
    # An item and a resource of one name confuse nobody, two of a sort do.
    yield from _duplicates((item.identifier for item in items), place)
    yield from _duplicates((resource.identifier for resource in structure.resources), place)


def _duplicates(identifiers: Iterable[str], place: str) -> Iterator[Finding]:
    for identifier, count in Counter(identifiers).items():
        if identifier and count > 1:
            yield finding("MANIFEST-DUPLICATE-ID", place, identifier=identifier)


def _nothing_to_launch(structure: Structure, organizations: tuple[Organization, ...]) -> str:
    """Why nothing can be started; empty where something can, or where a finding says more."""
    if not organizations:
        return "the manifest has no organization"
    referred = {item.identifierref for item in structure.items() if item.identifierref}
    if not referred:
        return "no item of the course points at a resource"
    with_address = {resource.identifier for resource in structure.resources if resource.href}
    if not referred & with_address:
        return "no resource that an item points at has an address (href)"
    return ""
