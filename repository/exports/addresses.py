"""Under which name each file of a component is reached. Pure."""

from __future__ import annotations

from repository.exports.names import file_name, unique_names
from repository.releases.manifest import Component, File

# Characters of a file's name in an address: nearly all names whole.
MAX_NAME = 150


def named_files(component: Component, limit: int = MAX_NAME) -> dict[str, File]:
    """The component's files by a name of their own, safe in an address and on a disk, in order.

    limit: characters.
    """
    names = unique_names(file_name(file.name, limit) for file in component.files)
    return dict(zip(names, component.files, strict=True))
