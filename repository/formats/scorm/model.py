"""A SCORM package as it is played: organizations of items, each with what it starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from repository.formats.findings import Finding
from repository.formats.lom import Lom


@dataclass(frozen=True, slots=True)
class Item:
    """A node of the course. A node that starts nothing has an empty `launch`.

    launch: the address to start, relative to the package and percent-encoded, query, parameters and
    fragment included; absolute where the content lies outside the package.
    path: the member of the archive that it names, empty where there is none.
    is_sco: whether it talks to the learning system.
    launch_data, mastery_score, max_time, time_limit_action, prerequisites, completion_threshold:
    as in the manifest, for the run-time data of the SCO.
    """

    identifier: str
    title: str
    launch: str = ""
    path: str = ""
    is_sco: bool = False
    parameters: str = ""
    visible: bool = True
    resource: str = ""
    launch_data: str = ""
    mastery_score: str = ""
    max_time: str = ""
    time_limit_action: str = ""
    prerequisites: str = ""
    completion_threshold: str = ""
    children: tuple[Item, ...] = ()

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in the order of reading."""
        waiting = [self]
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.children))

    @property
    def is_external(self) -> bool:
        return bool(self.launch) and not self.path


@dataclass(frozen=True, slots=True)
class Organization:
    identifier: str
    title: str
    items: tuple[Item, ...]

    def walk(self) -> Iterator[Item]:
        """All items, in the order of reading."""
        for each in self.items:
            yield from each.walk()


@dataclass(frozen=True, slots=True)
class ScormPackage:
    """edition: "1.2", "2004 2nd Edition", "2004 3rd Edition", "2004 4th Edition", "2004" where the
    edition isn't stated, or empty. default: the identifier of the organization to play, empty where
    there is none. scos: the number of resources that are SCOs.
    """

    identifier: str
    edition: str
    title: str
    language: str
    metadata: Lom
    organizations: tuple[Organization, ...]
    default: str
    scos: int
    manifest: str
    findings: tuple[Finding, ...]

    @property
    def is_2004(self) -> bool:
        return self.edition.startswith("2004")

    @property
    def items(self) -> int:
        """All items of all organizations."""
        return sum(1 for organization in self.organizations for _ in organization.walk())

    @property
    def organization(self) -> Organization | None:
        """The organization to play."""
        for each in self.organizations:
            if each.identifier == self.default:
                return each
        return self.organizations[0] if self.organizations else None

    def find(self, identifier: str) -> Item | None:
        """The item of this identifier, in any organization."""
        for organization in self.organizations:
            for item in organization.walk():
                if item.identifier == identifier:
                    return item
        return None

    def launchable(self) -> tuple[Item, ...]:
        """The items of the organization to play that start something."""
        organization = self.organization
        return () if organization is None else tuple(i for i in organization.walk() if i.launch)
