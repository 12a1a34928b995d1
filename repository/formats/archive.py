"""The one reader of zip files, through which every archive of an upload goes.

Reading is from the table of contents, but an archive is let in only where every other way to read
it gives the same: one end record, records that agree with each other, no byte that belongs to
nothing, no two members that overlap, names that are safe and distinct on every system. Nothing is
ever written.

When what is checked:
- `open_archive` reads the end and the table of contents only (one or two reads, also over a store
  that fetches ranges) and checks everything that these can show.
- Opening a member compares its local record; reading to its end verifies size and checksum.
- `Archive.verify` does both for all members in one pass in file order, and checks that the members
  fill the file without gap or overlap. An upload is verified once, when it comes in.

Source: PKWARE APPNOTE 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from repository.formats.codes import Severity
from repository.formats.errors import ArchiveRefusedError, EntryMissingError, refuse
from repository.formats.findings import Finding, finding, shorten
from repository.formats.limits import DEFAULT, Limits
from repository.formats.source import CHUNK, Source
from repository.formats.text import megabytes
from repository.formats.zip_members import Entry, MemberFile, checked_local, unpacked, unpacked_at
from repository.formats.zip_names import NameTable, is_junk, read_name
from repository.formats.zip_records import (
    DEFLATED,
    ENCRYPTED,
    LOCAL_SIZE,
    MASKED,
    NEWEST,
    PATCHED,
    STORED,
    STRONGLY_ENCRYPTED,
    CentralRecord,
    descriptor_agrees,
    find_end,
    read_directory,
)

HEAD = 64 * 1024
_AES = 99
_DEFLATE_AT_BEST = 1032  # what zlib can make of one byte
_DESCRIPTOR_SIZES = (12, 16, 20, 24)
_SPECIAL = {
    stat.S_IFLNK: "a link to another file",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
}


def first_within(entries: Iterable[Entry], most_bytes: int) -> Iterator[Entry]:
    """The entries from the first on, until together they would unpack to more bytes."""
    for entry in entries:
        most_bytes -= entry.size
        if most_bytes < 0:
            return
        yield entry


Look = Callable[[Entry, bytes], None]


class Archive:
    """A zip whose table of contents is sound. Not for several threads at once.

    `entries`: members and folders in the order of the table of contents, without what operating
    systems left behind. `findings`: what the table of contents showed.
    """

    def __init__(
        self,
        source: Source,
        members: tuple[Entry, ...],
        entries: tuple[Entry, ...],
        directory_offset: int,
        findings: tuple[Finding, ...],
    ) -> None:
        self._source = source
        self._members = members
        self._directory_offset = directory_offset
        self._by_name = {entry.name: entry for entry in entries if not entry.is_dir}
        self.entries = entries
        self.findings = findings

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @property
    def files(self) -> tuple[Entry, ...]:
        """The members that are no folders."""
        return tuple(self._by_name.values())

    def get(self, name: str) -> Entry | None:
        """The member of this name, if it is there and no folder."""
        return self._by_name.get(name)

    def open(self, name: str) -> io.BufferedReader:
        """A member as a file. What has been read is verified once its end has been reached.

        Raises: EntryMissingError; ArchiveRefusedError here or while reading.
        """
        entry = self._by_name.get(name)
        if entry is None:
            raise EntryMissingError(name)
        pieces = unpacked(self._source, entry, self._directory_offset)
        return io.BufferedReader(MemberFile(pieces), buffer_size=HEAD)

    def read(self, name: str, max_bytes: int) -> bytes:
        """A member's bytes, verified.

        max_bytes: uncompressed.
        Raises: EntryMissingError, ArchiveRefusedError; also where the member has more bytes.
        """
        entry = self._by_name.get(name)
        if entry is None:
            raise EntryMissingError(name)
        if entry.size > max_bytes:
            size, limit = megabytes(entry.size), megabytes(max_bytes)
            raise refuse("ZIP-TOO-LARGE", name, size=size, limit=limit)
        return b"".join(unpacked(self._source, entry, self._directory_offset))

    def verify(self, look: Look | None = None) -> tuple[Finding, ...]:
        """Read everything once, in the order of the file; what is wrong.

        look: called for each entry that is no folder with the first 64 KiB of its content.
        """
        wanted = set(self._by_name.values())
        members = sorted(self._members, key=lambda entry: entry.offset)
        ends = [entry.offset for entry in members[1:]] + [self._directory_offset]
        findings: list[Finding] = []
        for entry, following in zip(members, ends, strict=True):
            try:
                head = self._verify_member(entry, following)
            except ArchiveRefusedError as error:
                findings.extend(error.findings)
                continue
            if look is not None and entry in wanted:
                look(entry, head)
        return shorten(findings)

    def _verify_member(self, entry: Entry, following: int) -> bytes:
        local = checked_local(self._source, entry, self._directory_offset, CHUNK)
        end = local.data_offset + entry.compressed_size
        head = b""
        for piece in unpacked_at(self._source, entry, local.data_offset):
            if not head:
                head = piece[:HEAD]
        self._verify_gap(entry, end, following)
        return head

    def _verify_gap(self, entry: Entry, end: int, following: int) -> None:
        """Between a member and the next there may be a data descriptor, and nothing else."""
        gap = following - end
        if gap == 0:
            return
        if gap < 0:
            raise refuse("ZIP-OVERLAP", entry.name)
        if gap in _DESCRIPTOR_SIZES:
            data = self._source.exactly(end, gap, CHUNK)
            if descriptor_agrees(data, entry.crc, entry.compressed_size, entry.size):
                return
        raise refuse("ZIP-HIDDEN-DATA", entry.name, size=megabytes(gap))


@dataclass(frozen=True, slots=True)
class Scan:
    """What the table of contents shows. `archive` is None where it can't be made sense of.

    An archive that comes with a refused finding may be looked at to tell people what it is, and
    for nothing else.
    """

    archive: Archive | None
    findings: tuple[Finding, ...]


def open_archive(file: IO[bytes], limits: Limits = DEFAULT) -> Archive:
    """The archive in a seekable file.

    Raises: ArchiveRefusedError.
    """
    scan = scan_archive(file, limits)
    refused = tuple(found for found in scan.findings if found.severity == Severity.REFUSED)
    if refused or scan.archive is None:
        raise ArchiveRefusedError(refused or scan.findings)
    return scan.archive


def scan_archive(file: IO[bytes], limits: Limits = DEFAULT) -> Scan:
    """As `open_archive`, but with all that is wrong as findings. Raises nothing but OSError."""
    source = Source(file)
    try:
        end = find_end(source)
        records = read_directory(source, end, limits)
        if not records:
            raise refuse("ZIP-EMPTY")
        _check_layout(records, end.directory_offset)
        _check_sizes(records, limits)
    except ArchiveRefusedError as error:
        return Scan(None, error.findings)
    members, entries, findings = _examined(records, limits)
    archive = Archive(source, members, entries, end.directory_offset, findings)
    return Scan(archive, findings)


def _examined(
    records: list[CentralRecord], limits: Limits
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Finding, ...]]:
    """All members; those that may be used; what was found."""
    findings: list[Finding] = []
    members: list[Entry] = []
    entries: list[Entry] = []
    junk: list[str] = []
    table = NameTable(limits.max_entries)
    for record in records:
        name = read_name(record, limits)
        entry = _entry(record, name.path, name.is_folder)
        members.append(entry)
        found = (*name.findings, *_record_findings(record, entry))
        sound = all(one.severity != Severity.REFUSED for one in found)
        if sound and is_junk(entry.name):
            junk.append(entry.name)
            continue
        findings.extend((*found, *table.add(record.raw_name, name)))
        if sound and entry.name:
            entries.append(entry)
    findings.extend(table.clashes())
    if junk:
        count = "1 file" if len(junk) == 1 else f"{len(junk)} files"
        findings.append(finding("ZIP-JUNK", count=count, name=junk[0]))
    refused = any(found.severity == Severity.REFUSED for found in findings)
    if not refused and all(entry.is_dir for entry in entries):
        findings.append(finding("ZIP-EMPTY"))
    return tuple(members), tuple(entries), shorten(findings)


def _entry(record: CentralRecord, name: str, is_folder: bool) -> Entry:
    return Entry(
        name=name,
        size=record.size,
        compressed_size=record.compressed_size,
        crc=record.crc,
        method=record.method,
        offset=record.offset,
        is_dir=is_folder,
        flags=record.flags,
        raw_name=record.raw_name,
    )


def _check_layout(records: list[CentralRecord], directory_offset: int) -> None:
    """As far as the table of contents tells: members begin at 0, don't overlap, end before it."""
    ordered = sorted(records, key=lambda record: record.offset)
    if ordered[0].offset:
        raise refuse("ZIP-HIDDEN-DATA", size=megabytes(ordered[0].offset))
    ends = [record.offset for record in ordered[1:]] + [directory_offset]
    for record, following in zip(ordered, ends, strict=True):
        least = record.offset + LOCAL_SIZE + len(record.raw_name) + record.compressed_size
        if least > following:
            raise refuse("ZIP-OVERLAP", record.raw_name.decode("cp437"))


def _check_sizes(records: list[CentralRecord], limits: Limits) -> None:
    total = packed = 0
    for record in records:
        total += record.size
        packed += record.compressed_size
        place = record.raw_name.decode("cp437")
        _check_size(place, record.size, limits.max_entry_bytes)
        possible = record.compressed_size * _DEFLATE_AT_BEST + CHUNK
        if record.size > possible or _is_bomb(record.size, record.compressed_size, limits):
            raise refuse("ZIP-BOMB", place, ratio=limits.max_ratio)
    _check_size("", total, limits.max_total_bytes)
    if _is_bomb(total, packed, limits):
        raise refuse("ZIP-BOMB", ratio=limits.max_ratio)


def _check_size(place: str, size: int, limit: int) -> None:
    if size > limit:
        raise refuse("ZIP-TOO-LARGE", place, size=megabytes(size), limit=megabytes(limit))


def _is_bomb(size: int, packed: int, limits: Limits) -> bool:
    return size > limits.ratio_from_bytes and size > packed * limits.max_ratio


def _record_findings(record: CentralRecord, entry: Entry) -> Iterator[Finding]:
    kind = stat.S_IFMT(record.attributes >> 16)
    if kind in _SPECIAL:
        yield finding("ZIP-SPECIAL-FILE", entry.name, what=_SPECIAL[kind])
    if record.flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED) or record.method == _AES:
        yield finding("ZIP-ENCRYPTED", entry.name)
    elif record.method not in (STORED, DEFLATED) or record.flags & PATCHED:
        yield finding("ZIP-METHOD", entry.name, method=record.method)
    elif record.version > NEWEST:
        yield finding("ZIP-METHOD", entry.name, method=f"version {record.version / 10}")
    elif record.method == STORED and record.size != record.compressed_size:
        yield finding("ZIP-SIZE", entry.name)
    if entry.is_dir and record.size:
        yield finding("ZIP-FOLDER-DATA", entry.name)
