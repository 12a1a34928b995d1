"""Zips written record by record, so that each field can be wrong on purpose."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SAME: Mapping[str, int] = {}


@dataclass(frozen=True)
class Member:
    """A member as it should be; `central` and `local` replace fields in one place only.

    Fields: flags, method, crc, packed, size; central only: offset, attributes, system, version.
    """

    name: bytes = b"a.txt"
    data: bytes = b"hello"
    deflated: bool = False
    central: Mapping[str, int] = field(default_factory=dict)
    local: Mapping[str, int] = field(default_factory=dict)
    local_name: bytes | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    after: bytes = b""  # between the data and the next record: a descriptor, or what hides there

    @property
    def packed(self) -> bytes:
        if not self.deflated:
            return self.data
        deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        return deflater.compress(self.data) + deflater.flush()

    def fields(self, overrides: Mapping[str, int]) -> dict[str, int]:
        values = {
            "flags": 0,
            "method": 8 if self.deflated else 0,
            "crc": zlib.crc32(self.data),
            "packed": len(self.packed),
            "size": len(self.data),
            "attributes": 0,
            "system": 3,
            "version": 20,
        }
        return values | dict(overrides)


def build(
    members: Sequence[Member] = (Member(),),
    *,
    prefix: bytes = b"",
    comment: bytes = b"",
    trailing: bytes = b"",
    end: Mapping[str, int] = SAME,
    before_end: bytes = b"",
) -> bytes:
    """A zip of these members. end: replaces disk, here, count, size, offset of the end record."""
    out = io.BytesIO()
    out.write(prefix)
    directory = b"".join(_write_local(out, member) for member in members)
    offset = out.tell()
    out.write(directory + before_end)
    values = {
        "disk": 0,
        "here": len(members),
        "count": len(members),
        "size": len(directory),
        "offset": offset,
    } | dict(end)
    out.write(
        struct.pack(
            "<4s4H2LH",
            b"PK\5\6",
            values["disk"],
            values["disk"],
            values["here"],
            values["count"],
            values["size"],
            values["offset"],
            len(comment),
        )
    )
    out.write(comment + trailing)
    return out.getvalue()


def _write_local(out: io.BytesIO, member: Member) -> bytes:
    """Writes the member, answers its record for the table of contents."""
    offset = out.tell()
    there = member.fields(member.local)
    name = member.name if member.local_name is None else member.local_name
    out.write(
        struct.pack(
            "<4s5H3L2H",
            b"PK\3\4",
            20,
            there["flags"],
            there["method"],
            0,
            0x21,
            there["crc"],
            there["packed"],
            there["size"],
            len(name),
            len(member.local_extra),
        )
    )
    out.write(name + member.local_extra + member.packed + member.after)
    here = member.fields(member.central)
    record = struct.pack(
        "<4s6H3L5H2L",
        b"PK\1\2",
        here["system"] << 8 | 20,
        here["version"],
        here["flags"],
        here["method"],
        0,
        0x21,
        here["crc"],
        here["packed"],
        here["size"],
        len(member.name),
        len(member.extra),
        0,
        0,
        0,
        here["attributes"],
        here.get("offset", offset),
    )
    return record + member.name + member.extra


def zip_of(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound zip, by the standard library."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return out.getvalue()
