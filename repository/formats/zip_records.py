"""The records of a zip file, read strictly: where readers could disagree, nothing is guessed.

Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5,
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from repository.formats.errors import ArchiveRefusedError, refuse
from repository.formats.limits import Limits
from repository.formats.source import Source
from repository.formats.text import megabytes

LOCAL = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
END = b"PK\x05\x06"
END_64 = b"PK\x06\x06"
LOCATOR_64 = b"PK\x06\x07"
DESCRIPTOR = b"PK\x07\x08"

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
LOCAL_SIZE = _LOCAL.size

U16, U32 = 0xFFFF, 0xFFFFFFFF
STORED, DEFLATED = 0, 8
NEWEST = 63  # version 6.3 of the format

# Bits of the general purpose flag
ENCRYPTED = 0x0001
DESCRIBED = 0x0008  # sizes and checksum follow the data
PATCHED = 0x0020
STRONGLY_ENCRYPTED = 0x0040
UTF_8 = 0x0800
MASKED = 0x2000

_EXTRA_64 = 0x0001
_EXTRA_UNICODE_PATH = 0x7075


@dataclass(frozen=True, slots=True)
class End:
    """What the end record says. `at`: where the records after the table of contents begin."""

    count: int
    directory_size: int
    directory_offset: int
    at: int


@dataclass(frozen=True, slots=True)
class CentralRecord:
    """One record of the table of contents, with the zip64 values put in."""

    raw_name: bytes
    unicode_name: str
    flags: int
    method: int
    crc: int
    size: int
    compressed_size: int
    offset: int
    system: int
    version: int  # of the format that a reader must know, times ten
    attributes: int


@dataclass(frozen=True, slots=True)
class LocalRecord:
    """The record before a member's data. Sizes and checksum are 0 where they follow the data."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    size: int
    compressed_size: int
    data_offset: int


def find_end(source: Source) -> End:
    """The one end record of the file.

    Raises: ArchiveRefusedError where there is none, more than one, or it contradicts the file.
    """
    at = _end_position(source)
    record = _END.unpack(source.exactly(at, _END.size))
    _, disk, directory_disk, here, count, size, offset, _ = record
    locator_at = at - _LOCATOR_64.size
    locator = source.exactly(locator_at, _LOCATOR_64.size) if locator_at >= 0 else b""
    if locator[:4] == LOCATOR_64:
        return _end_64(source, locator, locator_at, record)
    if disk or directory_disk or here != count:
        raise refuse("ZIP-MULTI-DISK")
    if U32 in (size, offset):
        raise refuse("ZIP-ZIP64")
    return _checked(End(count, size, offset, at))


def _end_position(source: Source) -> int:
    span = min(source.size, _END.size + U16)
    tail_at = source.size - span
    tail = source.exactly(tail_at, span)
    found = list(_positions(tail, END))
    fitting = [at for at in found if _fits(tail, at)]
    if not fitting:
        raise _no_end(source, tail, found)
    if len(fitting) > 1 or found[-1] != fitting[0]:
        raise refuse("ZIP-TWO-ENDS")
    return tail_at + fitting[0]


def _positions(data: bytes, wanted: bytes) -> Iterator[int]:
    at = data.find(wanted)
    while at >= 0:
        yield at
        at = data.find(wanted, at + 1)


def _fits(tail: bytes, at: int) -> bool:
    """Whether an end record at this place, with its comment, ends where the file ends."""
    if at + _END.size > len(tail):
        return False
    (comment,) = struct.unpack_from("<H", tail, at + _END.size - 2)
    return bool(at + _END.size + comment == len(tail))


def _no_end(source: Source, tail: bytes, found: list[int]) -> ArchiveRefusedError:
    if found:
        at = found[-1]
        if at + _END.size <= len(tail):
            (comment,) = struct.unpack_from("<H", tail, at + _END.size - 2)
            if at + _END.size + comment < len(tail):
                return refuse("ZIP-TRAILING-DATA")
        return refuse("ZIP-TRUNCATED")
    if _begins_like_a_zip(source):
        return refuse("ZIP-TRUNCATED")
    return refuse("ZIP-NOT-A-ZIP", hint="")


def _begins_like_a_zip(source: Source) -> bool:
    head = source.exactly(0, LOCAL_SIZE)
    if len(head) < LOCAL_SIZE or head[:4] != LOCAL:
        return False
    _, version, _, method, _, _, _, _, _, name, _ = _LOCAL.unpack(head)
    return version & 0xFF <= NEWEST and method in (STORED, DEFLATED) and 0 < name <= 4096


def _end_64(source: Source, locator: bytes, locator_at: int, end: tuple[int, ...]) -> End:
    """The zip64 end record: it must lie directly before its locator and agree with everything."""
    _, locator_disk, at, disks = _LOCATOR_64.unpack(locator)
    record = source.exactly(at, _END_64.size) if at + _END_64.size == locator_at else b""
    if len(record) != _END_64.size or record[:4] != END_64:
        raise refuse("ZIP-ZIP64")
    _, length, _, _, disk, directory_disk, here, count, size, offset = _END_64.unpack(record)
    _, old_disk, old_directory_disk, old_here, old_count, old_size, old_offset, _ = end
    if locator_disk or disk or directory_disk or disks > 1 or here != count:
        raise refuse("ZIP-MULTI-DISK")
    agree = (
        length == _END_64.size - 12
        and old_disk in (0, U16)
        and old_directory_disk in (0, U16)
        and old_here in (count, U16)
        and old_count in (count, U16)
        and old_size in (size, U32)
        and old_offset in (offset, U32)
    )
    if not agree:
        raise refuse("ZIP-ZIP64")
    return _checked(End(count, size, offset, at))


def _checked(end: End) -> End:
    """The table of contents must end where the end records begin."""
    gap = end.at - end.directory_offset - end.directory_size
    if gap > 0:
        raise refuse("ZIP-HIDDEN-DATA", size=megabytes(gap))
    if gap < 0:
        raise refuse("ZIP-DIRECTORY")
    return end


def read_directory(source: Source, end: End, limits: Limits) -> list[CentralRecord]:
    """The table of contents.

    Raises: ArchiveRefusedError.
    """
    if end.count > limits.max_entries:
        raise refuse("ZIP-TOO-MANY-FILES", found=end.count, limit=limits.max_entries)
    if end.directory_size > limits.max_directory_bytes:
        size, limit = megabytes(end.directory_size), megabytes(limits.max_directory_bytes)
        raise refuse("ZIP-TOO-LARGE", size=size, limit=limit)
    data = source.exactly(end.directory_offset, end.directory_size)
    if len(data) != end.directory_size:
        raise refuse("ZIP-TRUNCATED")
    records: list[CentralRecord] = []
    at = 0
    while at < len(data):
        if len(records) == end.count:
            raise refuse("ZIP-COUNT", said=end.count, found="more")
        record, at = _central(data, at)
        records.append(record)
    if len(records) != end.count:
        raise refuse("ZIP-COUNT", said=end.count, found=len(records))
    return records


def _central(data: bytes, at: int) -> tuple[CentralRecord, int]:
    if at + _CENTRAL.size > len(data) or data[at : at + 4] != CENTRAL:
        raise refuse("ZIP-DIRECTORY")
    fields = _CENTRAL.unpack_from(data, at)
    _, made_by, needs, flags, method, _, _, crc, packed, size, n_name, n_extra, n_comment = fields[
        :13
    ]
    disk, _, attributes, offset = fields[13:]
    name_at = at + _CENTRAL.size
    extra_at = name_at + n_name
    comment_at = extra_at + n_extra
    following = comment_at + n_comment
    if following > len(data):
        raise refuse("ZIP-DIRECTORY")
    raw_name = data[name_at:extra_at]
    place = raw_name.decode("cp437")
    extra = parse_extra(data[extra_at:comment_at], place)
    size, packed, offset = _widened(extra, place, (size, U32), (packed, U32), (offset, U32))
    if disk not in (0, U16):
        raise refuse("ZIP-MULTI-DISK", place)
    record = CentralRecord(
        raw_name=raw_name,
        unicode_name=_unicode_path(extra, raw_name, place),
        flags=flags,
        method=method,
        crc=crc,
        size=size,
        compressed_size=packed,
        offset=offset,
        system=made_by >> 8,
        version=needs & 0xFF,
        attributes=attributes,
    )
    return record, following


def parse_extra(data: bytes, place: str) -> dict[int, bytes]:
    """The extra fields by id. Fewer than four zero bytes at the end are padding.

    Raises: ArchiveRefusedError where a length runs past the end or a field that matters is doubled.
    """
    fields: dict[int, bytes] = {}
    at = 0
    while len(data) - at >= 4:
        kind, length = struct.unpack_from("<HH", data, at)
        value = data[at + 4 : at + 4 + length]
        if len(value) != length or (kind in fields and kind in (_EXTRA_64, _EXTRA_UNICODE_PATH)):
            raise refuse("ZIP-EXTRA", place)
        fields[kind] = value
        at += 4 + length
    if data[at:].strip(b"\0"):
        raise refuse("ZIP-EXTRA", place)
    return fields


def _widened(extra: dict[int, bytes], place: str, *fields: tuple[int, int]) -> list[int]:
    """The values, with those that say "see zip64" taken from the zip64 field in order."""
    wide = extra.get(_EXTRA_64, b"")
    values: list[int] = []
    at = 0
    for value, sentinel in fields:
        if value != sentinel:
            values.append(value)
            continue
        if at + 8 > len(wide):
            raise refuse("ZIP-ZIP64", place)
        values.extend(struct.unpack_from("<Q", wide, at))
        at += 8
    return values


def _unicode_path(extra: dict[int, bytes], raw_name: bytes, place: str) -> str:
    """The name that an Info-ZIP Unicode Path field gives, empty where there is none that counts."""
    value = extra.get(_EXTRA_UNICODE_PATH, b"")
    if len(value) < 5 or value[0] != 1:
        return ""
    (crc,) = struct.unpack_from("<L", value, 1)
    if crc != zlib.crc32(raw_name):  # the name was changed after the field was written
        return ""
    try:
        name = value[5:].decode("utf-8")
    except UnicodeDecodeError:
        raise refuse("ZIP-NAME-ENCODING", place) from None
    if raw_name.isascii() and name.encode() != raw_name:
        # Half of the programs would take one name, half the other.
        raise refuse("ZIP-HEADERS-DIFFER", place, what="name")
    return name


def read_local(source: Source, offset: int, place: str, ahead: int) -> LocalRecord:
    """The record before a member's data. ahead: bytes worth fetching together with it.

    Raises: ArchiveRefusedError.
    """
    fixed = source.exactly(offset, LOCAL_SIZE, ahead)
    if len(fixed) < LOCAL_SIZE or fixed[:4] != LOCAL:
        raise refuse("ZIP-HEADERS-DIFFER", place, what="its place")
    _, _, flags, method, _, _, crc, packed, size, n_name, n_extra = _LOCAL.unpack(fixed)
    rest = source.exactly(offset + LOCAL_SIZE, n_name + n_extra, ahead)
    if len(rest) != n_name + n_extra:
        raise refuse("ZIP-TRUNCATED")
    extra = parse_extra(rest[n_name:], place)
    size, packed = _widened(extra, place, (size, U32), (packed, U32))
    return LocalRecord(
        raw_name=rest[:n_name],
        flags=flags,
        method=method,
        crc=crc,
        size=size,
        compressed_size=packed,
        data_offset=offset + LOCAL_SIZE + n_name + n_extra,
    )


def descriptor_agrees(data: bytes, crc: int, packed: int, size: int) -> bool:
    """Whether these bytes are a member's data descriptor, with or without signature and zip64."""
    body = data[4:] if len(data) in (16, 24) and data[:4] == DESCRIPTOR else data
    if len(body) == 12:
        return struct.unpack("<3L", body) == (crc, packed & U32, size & U32)
    if len(body) == 20:
        return struct.unpack("<LQQ", body) == (crc, packed, size)
    return False
