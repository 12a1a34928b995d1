"""What can go wrong with an archive."""

from __future__ import annotations


class ExportError(Exception):
    """Base of this room's errors. `code` is stable."""

    code = "EXPORT"


class FormatUnknownError(ExportError):
    """No exporter has this name. `name`: as asked for, `known`: those that there are."""

    code = "EXPORT-FORMAT-UNKNOWN"

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"“{name[:60]}” is no format here. There are: {', '.join(known)}.")


class FileDamagedError(ExportError):
    """The stored bytes of a file aren't those that the release names. `name`, `sha256`: its own."""

    code = "EXPORT-FILE-DAMAGED"

    def __init__(self, name: str, sha256: str) -> None:
        self.name = name
        self.sha256 = sha256
        super().__init__(f"The stored file {name} is not the one that was released.")
