"""What the readers raise. `inspect` raises none of these: it puts their findings in the report."""

from __future__ import annotations

from repository.formats.findings import Finding, finding


class FormatError(Exception):
    """Something in an upload can't be read. `findings` say what and where, never empty."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{found.code} {found.place}" for found in findings))


class ArchiveRefusedError(FormatError):
    """A zip, or a member of it, is dangerous, damaged or ambiguous."""


class XmlRefusedError(FormatError):
    """A document isn't XML, or is XML that isn't read here."""


class PackageUnreadableError(FormatError):
    """The archive is sound, but it isn't the package that it was taken for."""


class EntryMissingError(FormatError, KeyError):
    """The archive has no such member. `name`: what was asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__((finding("ZIP-ENTRY-MISSING", name),))


def refuse(code: str, place: str = "", **words: object) -> ArchiveRefusedError:
    """The error for one finding of the zip reader, to be raised by the caller."""
    return ArchiveRefusedError((finding(code, place, **words),))
