"""The inspection of one file: what it is, and whether it is safe and whole.

`inspect` answers with a report whatever comes in. It reads a file twice at most: once for its
beginning and its structure, once from end to end for its checksums.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from repository.formats.archive import Scan, scan_archive
from repository.formats.codes import Severity
from repository.formats.description import Description
from repository.formats.documents.documents import describe_document
from repository.formats.file_rules import (
    forbidden_findings,
    is_variant,
    member_findings,
    program_findings,
)
from repository.formats.findings import (
    Finding,
    Outcome,
    Report,
    facts_of,
    finding,
    outcome_of,
    shorten,
)
from repository.formats.limits import DEFAULT, Limits
from repository.formats.media_types import FILE_TYPES, OCTET_STREAM, by_content, extension_of
from repository.formats.registry import describe_archive
from repository.formats.signatures import LABELS, is_text, sniff
from repository.formats.text import megabytes, one_line, printable
from repository.formats.zip_members import Entry

_HEAD = 64 * 1024
_ZIPS = frozenset(name for name, each in FILE_TYPES.items() if "zip" in each.contents)
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def inspect(file: IO[bytes], name: str, *, limits: Limits = DEFAULT) -> Report:
    """What a file is and what is wrong with it.

    file: seekable, binary; it is left at an unspecified position. name: as the uploader calls it;
    only what follows the last slash counts, and any text will do.
    Raises: OSError where the file itself can't be read. No content and no name makes it raise.
    """
    file.seek(0, os.SEEK_END)
    size = file.tell()
    base = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    findings = list(_name_findings(base, limits))
    if size == 0:
        return _report(name, Description("document"), [*findings, finding("FILE-EMPTY")])
    if size > limits.max_file_bytes:
        words = {"size": megabytes(size), "limit": megabytes(limits.max_file_bytes)}
        return _report(name, Description("document"), [finding("FILE-TOO-LARGE", **words)])
    file.seek(0)
    head = file.read(_HEAD)
    content = sniff(head)
    findings.extend(forbidden_findings(base, ""))
    findings.extend(program_findings(content, ""))
    extension = extension_of(base)
    if any(found.severity == Severity.REFUSED for found in findings):
        return _report(name, Description("document"), findings)
    if _is_archive(extension, content):
        description, more = _inspect_archive(file, extension, content, limits)
    else:
        description = describe_document(file, size, content, extension, limits)
        more = tuple(_mismatch(extension, content, head, description))
    return _report(name, description, [*findings, *more])


def _name_findings(base: str, limits: Limits) -> Iterator[Finding]:
    length = len(base.encode("utf-8", "replace"))
    if not base.strip():
        yield finding("FILE-NAME-MISSING")
    if length > limits.max_name_bytes:
        yield finding("FILE-NAME-TOO-LONG", length=length, limit=limits.max_name_bytes)
    if _INVISIBLE.search(base):
        yield finding("FILE-NAME-CONTROL")


def _is_archive(extension: str, content: str) -> bool:
    """A zip by its content, or a file whose name promises one and that is nothing else we know."""
    if content == "zip":
        return extension in _ZIPS or extension not in FILE_TYPES
    return extension in ("zip", "imscc", "h5p") or (extension == "mbz" and content != "gzip")


def _inspect_archive(
    file: IO[bytes], extension: str, content: str, limits: Limits
) -> tuple[Description, tuple[Finding, ...]]:
    scan = scan_archive(file, limits)
    if scan.archive is None:
        return Description(_kind_of_broken(extension)), _with_hint(scan.findings, content)
    description = describe_archive(scan.archive, extension, limits)
    if any(found.severity == Severity.REFUSED for found in scan.findings):
        # What is refused is not looked into further than to say what it is.
        named = replace(description, findings=())
        return named, scan.findings
    return description, (
        *scan.findings,
        *_verified(scan, description, limits),
        *_named(extension, description),
    )


def _verified(scan: Scan, description: Description, limits: Limits) -> tuple[Finding, ...]:
    """One pass over all members: checksums, and what the members of a package are."""
    archive = scan.archive
    if archive is None:
        return ()
    found: list[Finding] = []

    def look(entry: Entry, head: bytes) -> None:
        found.extend(member_findings(entry.name, head, limits))

    is_package = description.kind != "document"
    return (*archive.verify(look if is_package else None), *found)


def _kind_of_broken(extension: str) -> str:
    return {"h5p": "h5p", "imscc": "common_cartridge", "mbz": "moodle_backup"}.get(extension, "zip")


def _with_hint(findings: tuple[Finding, ...], content: str) -> tuple[Finding, ...]:
    if content in ("", "zip") or all(found.code != "ZIP-NOT-A-ZIP" for found in findings):
        return findings
    return (finding("ZIP-NOT-A-ZIP", hint=f" but {LABELS[content]}"),)


def _named(extension: str, description: Description) -> Iterator[Finding]:
    """Whether a zip is what its name says: a Word document that is a course, or the other way."""
    expected = FILE_TYPES.get(extension)
    if expected is None:
        yield finding("TYPE-NAME", found=LABELS["zip"], extension="zip")
        return
    found = _a(description.format or "zip archive")
    if extension in ("zip", "imscc", "h5p", "mbz"):
        is_document = description.kind == "document" and description.media_type
        is_other = extension in ("h5p", "mbz") and description.kind != _kind_of_broken(extension)
        if is_document or is_other:
            yield finding("TYPE-MISMATCH", expected=expected.label, found=found)
    elif description.media_type != expected.media_type and not _is_damaged(description):
        yield finding("TYPE-MISMATCH", expected=expected.label, found=found)


def _is_damaged(description: Description) -> bool:
    return any(found.code == "OFFICE-DAMAGED" for found in description.findings)


def _a(name: str) -> str:
    return f"{'an' if name[:1].upper() in 'AEIOX' else 'a'} {name}"


def _mismatch(
    extension: str, content: str, head: bytes, description: Description
) -> Iterator[Finding]:
    """Whether a file that is no zip is what its name says."""
    expected = FILE_TYPES.get(extension)
    if expected is None:
        usual = by_content(content)
        if usual is not None:
            yield finding("TYPE-NAME", found=usual[1].label, extension=usual[0])
        return
    if content in expected.contents:
        if expected.is_text and content == "" and not is_text(head):
            yield finding("TYPE-MISMATCH", expected=expected.label, found="no text")
        return
    if content == "ole" and any(each.code == "OFFICE-PROTECTED" for each in description.findings):
        return
    found = LABELS.get(content, "something else")
    code = "TYPE-VARIANT" if is_variant(expected, content) else "TYPE-MISMATCH"
    yield finding(code, expected=expected.label, found=found)


def _report(name: str, description: Description, findings: list[Finding]) -> Report:
    version, title = one_line(description.version, 200), one_line(description.title)
    facts = facts_of(
        {
            "kind": description.kind,
            "format": one_line(description.format, 100),
            "version": version,
            "title": title,
            "language": description.language,
            "items": description.items,
            "scos": description.scos,
            **description.facts,
        }
    )
    kind = description.kind
    found = (*findings, *description.findings)
    if outcome_of(found) == Outcome.REFUSED:  # "whole and safe" would contradict it
        found = tuple(each for each in found if each.code != "OUTSIDE-ONLY")
    return Report(
        file=printable(name, 0),
        kind=kind,
        version=version,
        title=title,
        language=description.language,
        items=description.items,
        scos=description.scos,
        findings=shorten(found),
        facts=facts,
        media_type=description.media_type or _package_type(kind),
    )


def _package_type(kind: str) -> str:
    return OCTET_STREAM if kind == "document" else "application/zip"


def unreadable(name: str, reason: str) -> Report:
    """The report on a file that can't be opened."""
    findings = (finding("FILE-UNREADABLE", reason=reason),)
    return Report(file=printable(name, 0), kind="document", findings=findings)
