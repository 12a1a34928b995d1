"""The organizations and resources of an IMS manifest, read from its tree."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from repository.formats.content_packaging.model import (
    ManifestItem,
    ManifestOrganization,
    ManifestResource,
    Structure,
)
from repository.formats.text import one_line
from repository.formats.xml import attribute, child, children, local_name

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def read_structure(root: Element, folder: str = "") -> Structure:
    """What a manifest holds.

    folder: what stands before every address, with "/", where the manifest lies in a folder.
    """
    bases = (folder,) if folder else ()
    organizations = tuple(_organizations(root))
    resources = tuple(_resources(root, bases))
    inner = tuple(_sub_manifests(root))
    holder = child(root, "organizations")
    return Structure(
        identifier=one_line(root.get("identifier")),
        default="" if holder is None else one_line(holder.get("default")),
        organizations=organizations,
        resources=resources,
        sub_manifests=inner,
    )


def _sub_manifests(manifest: Element) -> Iterator[str]:
    for inner in children(manifest, "manifest"):
        yield one_line(inner.get("identifier"))
        yield from _sub_manifests(inner)


def _organizations(manifest: Element) -> Iterator[ManifestOrganization]:
    for holder in children(manifest, "organizations"):
        for organization in children(holder, "organization"):
            yield ManifestOrganization(
                identifier=one_line(organization.get("identifier")),
                title=_title(organization),
                items=tuple(_item(each) for each in children(organization, "item")),
            )
    for inner in children(manifest, "manifest"):
        yield from _organizations(inner)


def _item(element: Element) -> ManifestItem:
    return ManifestItem(
        identifier=one_line(element.get("identifier")),
        title=_title(element),
        identifierref=one_line(element.get("identifierref")),
        parameters=(element.get("parameters") or "").strip(),
        visible=(element.get("isvisible") or "true").strip().lower() not in ("false", "0"),
        extra=_extra(element),
        children=tuple(_item(each) for each in children(element, "item")),
    )


def _extra(element: Element) -> dict[str, str]:
    """Values such as adlcp:datafromlms: child elements that hold text and nothing else."""
    values: dict[str, str] = {}
    for each in element:
        name = local_name(each.tag).lower()
        if name and name not in ("title", "item") and len(each) == 0 and each.text:
            values.setdefault(name, each.text.strip()[:64_000])
    return values


def _title(element: Element) -> str:
    title = child(element, "title")
    return "" if title is None else one_line("".join(title.itertext()))


def _resources(manifest: Element, bases: tuple[str, ...]) -> Iterator[ManifestResource]:
    outer = _with_base(bases, manifest)
    for holder in children(manifest, "resources"):
        holding = _with_base(outer, holder)
        for resource in children(holder, "resource"):
            yield ManifestResource(
                identifier=one_line(resource.get("identifier")),
                type=one_line(resource.get("type")),
                href=resource.get("href") or "",
                scorm_type=attribute(resource, "scormtype").strip().lower(),
                bases=_with_base(holding, resource),
                files=tuple(each.get("href") or "" for each in children(resource, "file")),
                dependencies=tuple(
                    one_line(each.get("identifierref")) for each in children(resource, "dependency")
                ),
            )
    for inner in children(manifest, "manifest"):
        yield from _resources(inner, outer)


def _with_base(bases: tuple[str, ...], element: Element) -> tuple[str, ...]:
    base = element.get(_XML_BASE)
    return (*bases, base) if base else bases
