"""Where each file of a release lies in its archive. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence

from repository.exports.addresses import named_files
from repository.exports.names import MAX_FILE, folder_name, titled_file_name
from repository.releases.manifest import Component, File, Manifest

OTHER = "Other parts"


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """A file of a component, and its path in the archive, with slashes."""

    path: str
    component: Component
    file: File


def members_of(manifest: Manifest) -> list[Member]:
    """All files, sections and components numbered in their order, so that names sort as they teach.

    A component of one file is that file, under the component's title; one of several is a folder.
    """
    sections: dict[str, list[Component]] = {}
    for component in manifest.components:
        sections.setdefault(component.section, []).append(component)
    return [
        member
        for number, (title, components) in enumerate(sections.items(), start=1)
        for member in _section(_folder(number, title, sections), components)
    ]


def _folder(number: int, title: str, sections: Collection[str]) -> str:
    """The section's folder; none where the package has no sections."""
    if list(sections) == [""]:
        return ""
    return f"{_ordinal(number, len(sections))} {folder_name(title or OTHER)}/"


def _section(folder: str, components: Sequence[Component]) -> Iterator[Member]:
    for number, component in enumerate(components, start=1):
        start = f"{folder}{_ordinal(number, len(components))} "
        if len(component.files) == 1:
            (file,) = component.files
            yield Member(start + titled_file_name(component.title, file.name), component, file)
            continue
        inner = f"{start}{folder_name(component.title)}/"
        for name, file in named_files(component, MAX_FILE).items():
            yield Member(inner + name, component, file)


def _ordinal(number: int, count: int) -> str:
    return f"{number:0{max(len(str(count)), 2)}}"
