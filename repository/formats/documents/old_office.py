"""Office documents from before 2007 (OLE compound files): told of, and searched for macros.

Source: [MS-CFB] 2.6 (names in the directory are UTF-16), [MS-OVBA] 2.3.4, [MS-OFFCRYPTO] 2.3.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from repository.formats.description import Description
from repository.formats.findings import Finding, finding
from repository.formats.limits import Limits
from repository.formats.media_types import FILE_TYPES

_WINDOW = 4 * 1024 * 1024
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_INSTEAD: Mapping[str, str] = {"doc": "DOCX", "ppt": "PPTX", "xls": "XLSX"}


def describe_old_office(file: IO[bytes], extension: str, limits: Limits) -> Description:
    """An OLE compound file: an old document, or a new one with a password."""
    seen = _search(file, (_MACROS, _ENCRYPTED), limits)
    instead = _INSTEAD.get(extension, "DOCX")
    findings: list[Finding] = []
    if _ENCRYPTED in seen:
        findings.append(finding("OFFICE-PROTECTED"))
    else:
        findings.append(finding("OFFICE-OLD", instead=instead))
    if _MACROS in seen:
        findings.append(finding("TYPE-MACROS", instead=instead))
    return Description(
        "document",
        "Office before 2007",
        findings=tuple(findings),
        media_type=FILE_TYPES[extension if extension in _INSTEAD else "doc"].media_type,
    )


def _search(file: IO[bytes], wanted: tuple[bytes, ...], limits: Limits) -> set[bytes]:
    """Which of these byte strings the file holds."""
    file.seek(0)
    seen: set[bytes] = set()
    before = b""
    read = 0
    while read < limits.max_scan_bytes and (window := file.read(_WINDOW)):
        read += len(window)
        seen.update(each for each in wanted if each in before + window)
        before = window[-64:]
    return seen
