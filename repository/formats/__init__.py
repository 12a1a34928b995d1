"""What a file is, and whether it is safe and whole. Pure: bytes in, report or model out.

    report = inspect(file, "ppe.zip")        # never raises for any bytes or name
    archive = open_archive(file)             # raises ArchiveRefusedError
    package = read_scorm(archive)            # raises PackageUnreadableError

See README.md of this room.
"""

from __future__ import annotations

from repository.formats.archive import Archive, open_archive
from repository.formats.codes import CODES, TABLE, Code, Severity
from repository.formats.errors import (
    ArchiveRefusedError,
    EntryMissingError,
    FormatError,
    PackageUnreadableError,
    XmlRefusedError,
)
from repository.formats.findings import Finding, Outcome, Report, finding
from repository.formats.inspection import inspect, unreadable
from repository.formats.limits import DEFAULT, Limits
from repository.formats.media_types import OCTET_STREAM, media_type_of
from repository.formats.scorm import ScormPackage, read_scorm
from repository.formats.xml import parse_xml
from repository.formats.zip_members import Entry

__all__ = [
    "CODES",
    "DEFAULT",
    "OCTET_STREAM",
    "TABLE",
    "Archive",
    "ArchiveRefusedError",
    "Code",
    "Entry",
    "EntryMissingError",
    "Finding",
    "FormatError",
    "Limits",
    "Outcome",
    "PackageUnreadableError",
    "Report",
    "ScormPackage",
    "Severity",
    "XmlRefusedError",
    "finding",
    "inspect",
    "media_type_of",
    "open_archive",
    "parse_xml",
    "read_scorm",
    "unreadable",
]
