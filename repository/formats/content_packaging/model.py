"""What an IMS manifest holds: organizations of items, and resources.

Source: IMS Content Packaging 1.1.4, https://www.imsglobal.org/content/packaging/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """A node of the table of contents. extra: its other values by local name, in lower case."""

    identifier: str
    title: str
    identifierref: str
    parameters: str
    visible: bool
    extra: Mapping[str, str]
    children: tuple[ManifestItem, ...] = ()

    def walk(self) -> Iterator[ManifestItem]:
        """This item and all below it, in the order of reading."""
        waiting = [self]
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.children))


@dataclass(frozen=True, slots=True)
class ManifestOrganization:
    identifier: str
    title: str
    items: tuple[ManifestItem, ...]

    def walk(self) -> Iterator[ManifestItem]:
        """All items, in the order of reading."""
        for each in self.items:
            yield from each.walk()


@dataclass(frozen=True, slots=True)
class ManifestResource:
    """bases: the values of xml:base that hold for its addresses, outermost first."""

    identifier: str
    type: str
    href: str
    scorm_type: str
    bases: tuple[str, ...]
    files: tuple[str, ...]
    dependencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """Of a manifest and the manifests in it. `default`: the outer one's default organization."""

    identifier: str
    default: str
    organizations: tuple[ManifestOrganization, ...]
    resources: tuple[ManifestResource, ...]
    sub_manifests: tuple[str, ...] = field(default=())

    def items(self) -> Iterator[ManifestItem]:
        """All items of all organizations."""
        for organization in self.organizations:
            yield from organization.walk()

    @property
    def first(self) -> ManifestOrganization | None:
        """The default organization, or the first where the default doesn't exist."""
        for organization in self.organizations:
            if self.default and organization.identifier == self.default:
                return organization
        return self.organizations[0] if self.organizations else None
