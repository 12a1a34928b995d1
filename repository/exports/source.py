"""What an exporter is given: a release without its members-only parts, and a way to its bytes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import IO

from repository.releases.attribution import Place
from repository.releases.manifest import Manifest


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A release as the public may have it.

    slug: of the package. text: the manifest's canonical bytes. released_at: aware, UTC. open_blob:
    from a sha256 to its stream, which the caller closes.
    """

    slug: str
    manifest: Manifest
    text: bytes
    place: Place
    released_at: datetime
    open_blob: Callable[[str], IO[bytes]]

    @property
    def stem(self) -> str:
        """The name of the archive, without an extension."""
        return f"{self.slug}-{self.manifest.number}"
