"""The forms in which a release can be taken. One module each; a new one is one line here."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import IO

from repository.exports import everything
from repository.exports.errors import FormatUnknownError
from repository.exports.source import Source


@dataclasses.dataclass(frozen=True, slots=True)
class Exporter:
    """A format: how it is called on screen, and what writes it.

    name: as it stands in addresses. version: raised whenever the same release would come out
    otherwise; archives of an older version are then built anew. write: from the source into an
    empty, seekable file; the same source gives the same bytes.
    """

    name: str
    version: int
    label: str
    note: str
    media_type: str
    extension: str
    write: Callable[[Source, IO[bytes]], None]


EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            name="everything",
            version=3,
            label="Download everything",
            note="One zip with all files, the licence, the attribution and the manifest",
            media_type="application/zip",
            extension=".zip",
            write=everything.write,
        ),
    )
}


def exporter_of(name: str) -> Exporter:
    """The exporter of a format.

    Raises: FormatUnknownError.
    """
    try:
        return EXPORTERS[name]
    except KeyError as error:
        raise FormatUnknownError(name, sorted(EXPORTERS)) from error
