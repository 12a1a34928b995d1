"""What the zip reader refuses, and with which reason."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

from repository.formats import ArchiveRefusedError, Limits, open_archive
from repository.formats.limits import KIB, MIB
from tests.formats.raw_zip import Member, build, zip_of

LINK, DEVICE = 0o120777 << 16, 0o020666 << 16
DESCRIBED, ENCRYPTED, UTF_8 = 0x0008, 0x0001, 0x0800
HELLO = zlib.crc32(b"hello")


def descriptor(crc: int, packed: int, size: int, *, signed: bool = True) -> bytes:
    return (b"PK\7\10" if signed else b"") + struct.pack("<3L", crc, packed, size)


def zip64_extra(*values: int) -> bytes:
    return struct.pack(f"<HH{len(values)}Q", 1, 8 * len(values), *values)


def codes_of(data: bytes, limits: Limits | None = None) -> set[str]:
    """The codes with which a zip is refused, while listing or verifying; empty if it isn't."""
    try:
        archive = open_archive(io.BytesIO(data), limits or Limits())
    except ArchiveRefusedError as error:
        return {found.code for found in error.findings}
    return {found.code for found in archive.verify()}


STRUCTURE = {
    "nothing": (b"", "ZIP-NOT-A-ZIP"),
    "text": (b"This is no zip at all." * 9, "ZIP-NOT-A-ZIP"),
    "signature only": (b"PK\3\4" + b"\xff" * 200, "ZIP-NOT-A-ZIP"),
    "end cut off": (build()[:-10], "ZIP-TRUNCATED"),
    "half": (zip_of({"a": b"x" * 9000})[:60], "ZIP-TRUNCATED"),
    "no member": (build(()), "ZIP-EMPTY"),
    "folders only": (build((Member(name=b"a/", data=b""),)), "ZIP-EMPTY"),
    "something in front": (build(prefix=b"GIF89a;"), "ZIP-HIDDEN-DATA"),
    "something in front, not counted": (b"MZ" * 50 + build(), "ZIP-HIDDEN-DATA"),
    "something behind": (build(trailing=b"<script>"), "ZIP-TRAILING-DATA"),
    "two zips": (build() + build((Member(name=b"b"),)), "ZIP-HIDDEN-DATA"),
    "a second end in the comment": (build(comment=build(())), "ZIP-TWO-ENDS"),
    "a loose end in the comment": (build(comment=b"PK\5\6 and more"), "ZIP-TWO-ENDS"),
    "count too high": (build(end={"here": 50, "count": 50}), "ZIP-COUNT"),
    "count too low": (
        build((Member(), Member(name=b"b")), end={"here": 1, "count": 1}),
        "ZIP-COUNT",
    ),
    "counts differ": (build(end={"here": 3}), "ZIP-MULTI-DISK"),
    "third disk": (build(end={"disk": 3}), "ZIP-MULTI-DISK"),
    "table too long": (build(end={"size": 9999}), "ZIP-DIRECTORY"),
    "table too short": (build(end={"size": 46}), "ZIP-HIDDEN-DATA"),
    "zip64 announced and absent": (build(end={"offset": 0xFFFFFFFF}), "ZIP-ZIP64"),
    "locator to nowhere": (
        build(before_end=struct.pack("<4sLQL", b"PK\6\7", 0, 7, 1)),
        "ZIP-ZIP64",
    ),
}

RECORDS = {
    "encrypted": (
        Member(central={"flags": ENCRYPTED}, local={"flags": ENCRYPTED}),
        "ZIP-ENCRYPTED",
    ),
    "encrypted in one place": (Member(local={"flags": ENCRYPTED}), "ZIP-HEADERS-DIFFER"),
    "deflate64": (Member(central={"method": 9}, local={"method": 9}), "ZIP-METHOD"),
    "lzma": (Member(central={"method": 14}, local={"method": 14}), "ZIP-METHOD"),
    "of a later version": (Member(central={"version": 64}), "ZIP-METHOD"),
    "aes": (Member(central={"method": 99}, local={"method": 99}), "ZIP-ENCRYPTED"),
    "methods differ": (Member(deflated=True, local={"method": 0}), "ZIP-HEADERS-DIFFER"),
    "names differ": (Member(local_name=b"../evil"), "ZIP-HEADERS-DIFFER"),
    "names differ in length": (Member(local_name=b"a.txt2"), "ZIP-HEADERS-DIFFER"),
    "sizes differ": (Member(local={"size": 6}), "ZIP-HEADERS-DIFFER"),
    "checksums differ": (Member(local={"crc": 1}), "ZIP-HEADERS-DIFFER"),
    "checksum wrong in both": (Member(central={"crc": 1}, local={"crc": 1}), "ZIP-CRC"),
    "checksum of nothing": (Member(central={"crc": 0}, local={"crc": 0}), "ZIP-CRC"),
    "stored, sizes contradict": (Member(central={"size": 4}, local={"size": 4}), "ZIP-SIZE"),
    "unpacks to more": (
        Member(data=b"x" * 5000, deflated=True, central={"size": 100}, local={"size": 100}),
        "ZIP-SIZE",
    ),
    "unpacks to less": (
        Member(data=b"x" * 50, deflated=True, central={"size": 51}, local={"size": 51}),
        "ZIP-SIZE",
    ),
    "not deflated at all": (Member(central={"method": 8}, local={"method": 8}), "ZIP-DAMAGED"),
    "a terabyte by zip64": (
        Member(extra=zip64_extra(1 << 40), central={"size": 0xFFFFFFFF}),
        "ZIP-TOO-LARGE",
    ),
    "more than deflate can do": (
        Member(data=b"", deflated=True, central={"size": 2 * MIB}, local={"size": 2 * MIB}),
        "ZIP-BOMB",
    ),
    "zip64 without its field": (Member(central={"size": 0xFFFFFFFF}), "ZIP-ZIP64"),
    "extra field runs over": (Member(extra=b"\1\0\xff\xff1234"), "ZIP-EXTRA"),
    "local extra field runs over": (Member(local_extra=b"\1\0\xff\xff1234"), "ZIP-EXTRA"),
    "two zip64 fields": (
        Member(extra=zip64_extra(5) + zip64_extra(6), central={"size": 0xFFFFFFFF}),
        "ZIP-EXTRA",
    ),
    "points into data": (Member(central={"offset": 3}), "ZIP-HIDDEN-DATA"),
    "link": (Member(data=b"/etc/passwd", central={"attributes": LINK}), "ZIP-SPECIAL-FILE"),
    "link, from DOS": (Member(central={"attributes": LINK, "system": 0}), "ZIP-SPECIAL-FILE"),
    "device": (Member(data=b"", central={"attributes": DEVICE}), "ZIP-SPECIAL-FILE"),
    "folder with data": (Member(name=b"a/"), "ZIP-FOLDER-DATA"),
    "hidden behind the data": (Member(after=b"hidden"), "ZIP-HIDDEN-DATA"),
    "descriptor nobody announced, wrong": (Member(after=b"x" * 16), "ZIP-HIDDEN-DATA"),
    "descriptor with another size": (
        Member(
            local={"flags": DESCRIBED, "crc": 0, "packed": 0, "size": 0},
            central={"flags": DESCRIBED},
            after=descriptor(HELLO, 5, 6),
        ),
        "ZIP-HIDDEN-DATA",
    ),
    "UTF-8 that isn't": (
        Member(name=b"caf\xe9", central={"flags": UTF_8}, local={"flags": UTF_8}),
        "ZIP-NAME-ENCODING",
    ),
    "name as UTF-8 in one place": (
        Member(name="é".encode(), central={"flags": UTF_8}),
        "ZIP-HEADERS-DIFFER",
    ),
}


@pytest.mark.parametrize(("data", "code"), STRUCTURE.values(), ids=STRUCTURE.keys())
def test_open_archive_refuses_structure(data: bytes, code: str) -> None:
    assert code in codes_of(data)


@pytest.mark.parametrize(("member", "code"), RECORDS.values(), ids=RECORDS.keys())
def test_archive_refuses_member(member: Member, code: str) -> None:
    assert code in codes_of(build((member, Member(name=b"z.txt"))))


def test_archive_refuses_members_that_share_bytes() -> None:
    shared = Member(name=b"b.txt", central={"offset": 0})
    assert codes_of(build((Member(), shared))) == {"ZIP-OVERLAP"}


def test_archive_refuses_two_members_of_one_name() -> None:
    assert "ZIP-DUPLICATE-NAME" in codes_of(build((Member(), Member(data=b"other"))))


def test_archive_refuses_unicode_path_that_contradicts_the_name() -> None:
    other = b"evil.exe"
    value = struct.pack("<BL", 1, zlib.crc32(b"a.txt")) + other
    extra = struct.pack("<HH", 0x7075, len(value)) + value
    assert codes_of(build((Member(extra=extra),))) == {"ZIP-HEADERS-DIFFER"}


LIMITED = {
    "entries": (Limits(max_entries=2), {"a": b"", "b": b"", "c": b""}, "ZIP-TOO-MANY-FILES"),
    "one file": (Limits(max_entry_bytes=10), {"a": b"x" * 11}, "ZIP-TOO-LARGE"),
    "all files": (Limits(max_total_bytes=15), {"a": b"x" * 8, "b": b"x" * 8}, "ZIP-TOO-LARGE"),
    "table": (Limits(max_directory_bytes=100), {"a" * 90: b""}, "ZIP-TOO-LARGE"),
    "ratio": (
        Limits(ratio_from_bytes=100 * KIB, max_ratio=50),
        {"a": b"\0" * 200 * KIB},
        "ZIP-BOMB",
    ),
    "path": (Limits(max_path_bytes=10), {"a/b/c/d/e/f": b""}, "ZIP-PATH-TOO-LONG"),
    "name": (Limits(max_component_bytes=3), {"a/bcde": b""}, "ZIP-PATH-TOO-LONG"),
    "depth": (Limits(max_path_depth=3), {"a/b/c/d": b""}, "ZIP-PATH-TOO-LONG"),
}


@pytest.mark.parametrize(("limits", "files", "code"), LIMITED.values(), ids=LIMITED.keys())
def test_archive_refuses_what_is_over_a_limit(
    limits: Limits, files: dict[str, bytes], code: str
) -> None:
    assert code in codes_of(zip_of(files), limits)
    assert codes_of(zip_of(files)) == set()
