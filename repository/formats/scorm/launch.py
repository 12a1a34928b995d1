"""What the items of a SCORM package start.

Source: SCORM 1.2 CAM 2.3.2.5; SCORM 2004 4th Edition CAM 3.4.1.12 (parameters).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repository.formats.archive import Archive
from repository.formats.content_packaging.model import (
    ManifestItem,
    ManifestOrganization,
    ManifestResource,
    Structure,
)
from repository.formats.findings import Finding, finding
from repository.formats.hrefs import Address, MemberIndex, quoted, resolve
from repository.formats.scorm.model import Item, Organization


@dataclass(frozen=True, slots=True)
class Launch:
    """address: to start, percent-encoded, without the item's parameters."""

    address: str
    path: str


class Launcher:
    """Turns the manifest's items into items that start something; collects what is wrong."""

    def __init__(self, archive: Archive, structure: Structure, place: str) -> None:
        self._index = MemberIndex(archive)
        self._place = place
        self._sub_manifests = frozenset(structure.sub_manifests)
        self._resources: Mapping[str, ManifestResource] = {
            resource.identifier: resource for resource in reversed(structure.resources)
        }
        self._launches: dict[str, Launch | None] = {}
        self.findings: list[Finding] = []

    def organization(self, organization: ManifestOrganization) -> Organization:
        items = tuple(self._item(each) for each in organization.items)
        return Organization(organization.identifier, organization.title, items)

    def _item(self, item: ManifestItem) -> Item:
        resource = self._resources.get(item.identifierref) if item.identifierref else None
        title = item.title or item.identifier
        if not item.title:
            found = finding("SCORM-ITEM-UNTITLED", self._place, identifier=item.identifier)
            self.findings.append(found)
        if item.identifierref and resource is None:
            self._dangling(item, title)
        launch = self._launch_of(resource, title) if resource and resource.href else None
        extra = item.extra
        return Item(
            identifier=item.identifier,
            title=item.title,
            launch=with_parameters(launch.address, item.parameters) if launch else "",
            path=launch.path if launch else "",
            is_sco=resource is not None and resource.scorm_type == "sco",
            parameters=item.parameters,
            visible=item.visible,
            resource=item.identifierref,
            launch_data=extra.get("datafromlms", ""),
            mastery_score=extra.get("masteryscore", ""),
            max_time=extra.get("maxtimeallowed", ""),
            time_limit_action=extra.get("timelimitaction", ""),
            prerequisites=extra.get("prerequisites", ""),
            completion_threshold=extra.get("completionthreshold", ""),
            children=tuple(self._item(each) for each in item.children),
        )

    def _dangling(self, item: ManifestItem, title: str) -> None:
        if item.identifierref not in self._sub_manifests:
            self.findings.append(
                finding(
                    "SCORM-ITEM-DANGLING", self._place, title=title, identifier=item.identifierref
                )
            )

    def _launch_of(self, resource: ManifestResource, title: str) -> Launch | None:
        """What a resource starts; what is wrong is told with the first item that points at it."""
        if resource.identifier not in self._launches:
            self._launches[resource.identifier] = self._launch(resource, title)
        return self._launches[resource.identifier]

    def _launch(self, resource: ManifestResource, title: str) -> Launch | None:
        resolved = resolve(resource.href, resource.bases, self._place)
        self.findings.extend(resolved.findings)
        address = resolved.address
        if address is None:
            return None
        if address.external:
            self.findings.append(
                finding("SCORM-LAUNCH-EXTERNAL", self._place, title=title, href=address.external)
            )
            return Launch(address.external, "")
        return self._member(address, title)

    def _member(self, address: Address, title: str) -> Launch | None:
        match = self._index.find(address)
        words = {"title": title, "path": address.path}
        if match.problem == "missing":
            self.findings.append(finding("SCORM-LAUNCH-MISSING", self._place, **words))
            return None
        if match.problem == "folder":
            self.findings.append(finding("SCORM-LAUNCH-FOLDER", self._place, **words))
            return None
        if match.problem == "case":
            self.findings.append(
                finding("SCORM-LAUNCH-CASE", self._place, found=match.name, **words)
            )
        return Launch(quoted(match.name) + address.suffix, match.name)

    def check_resource(self, resource: ManifestResource, used: frozenset[str]) -> None:
        """The files that a resource lists, and its own address where no item starts it."""
        hrefs = [href for href in resource.files if href.strip()]
        if resource.href and resource.identifier not in used:
            hrefs.append(resource.href)
        for href in dict.fromkeys(hrefs):
            if href == resource.href and resource.identifier in used:
                continue
            resolved = resolve(href, resource.bases, self._place)
            self.findings.extend(resolved.findings)
            address = resolved.address
            if address and not address.external and self._index.find(address).problem:
                found = finding("SCORM-FILE-MISSING", self._place, path=address.path)
                self.findings.append(found)


def with_parameters(address: str, parameters: str) -> str:
    """An address with an item's parameters, put together as SCORM 2004 says."""
    text = parameters.lstrip("?&")
    if not text:
        return address
    if text.startswith("#"):
        return address if "#" in address else address + text
    main, mark, fragment = address.partition("#")
    return main + ("&" if "?" in main else "?") + text + mark + fragment
