"""What the zip reader takes, because real programs write it, and how it reads."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from repository.formats import ArchiveRefusedError, EntryMissingError, open_archive
from repository.formats.archive import Archive, scan_archive
from tests.formats.raw_zip import Member, build, zip_of

HELLO = zlib.crc32(b"hello")
DESCRIBED = 0x0008
ZEROS = {"flags": DESCRIBED, "crc": 0, "packed": 0, "size": 0}
EXTRA_64 = struct.pack("<HHQQ", 1, 16, 5, 5)
GROWTH_HINT = struct.pack("<HHHH", 0xA220, 6, 0xA028, 2) + b"\0\0"


def described(after: bytes) -> Member:
    return Member(local=ZEROS, central={"flags": DESCRIBED}, after=after)


def opened(data: bytes) -> Archive:
    return open_archive(io.BytesIO(data))


SOUND = {
    "plain": build(),
    "deflated": build((Member(deflated=True),)),
    "comment": build(comment=b"made by hand"),
    "empty member": build((Member(data=b""),)),
    "empty member, deflated": build((Member(data=b"", deflated=True),)),
    "descriptor": build((described(struct.pack("<4s3L", b"PK\7\10", HELLO, 5, 5)),)),
    "descriptor, unsigned": build((described(struct.pack("<3L", HELLO, 5, 5)),)),
    "descriptor, 64 bit": build((described(struct.pack("<4sLQQ", b"PK\7\10", HELLO, 5, 5)),)),
    "descriptor, 64 bit, unsigned": build((described(struct.pack("<LQQ", HELLO, 5, 5)),)),
    "descriptor announced, sizes known": build(
        (Member(local={"flags": DESCRIBED}, central={"flags": DESCRIBED}),)
    ),
    "zip64 sizes of a small member": build(
        (
            Member(
                extra=EXTRA_64,
                local_extra=EXTRA_64,
                central={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF},
                local={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF},
            ),
        )
    ),
    "zip64 in the local record only": build(
        (Member(local_extra=EXTRA_64, local={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF}),)
    ),
    "room to grow, as Word leaves it": build((Member(local_extra=GROWTH_HINT),)),
    "padded extra field": build((Member(extra=b"\0\0\0", local_extra=b"\0"),)),
    "a zip in the zip": build((Member(name=b"inner.zip", data=build()),)),
    "written in another order": build(
        (Member(), Member(name=b"b", central={"attributes": 0o100644 << 16}))
    ),
}


@pytest.mark.parametrize("data", SOUND.values(), ids=SOUND.keys())
def test_open_archive_takes_what_programs_write(data: bytes) -> None:
    archive = opened(data)
    assert archive.findings == ()
    assert archive.verify() == ()


@pytest.mark.parametrize("data", SOUND.values(), ids=SOUND.keys())
def test_archive_reads_what_the_standard_library_reads(data: bytes) -> None:
    archive = opened(data)
    with zipfile.ZipFile(io.BytesIO(data)) as other:
        for entry in archive.files:
            assert archive.read(entry.name, 10_000) == other.read(entry.name)


class CountingFile(io.BytesIO):
    """Counts reads, as a store that bills for each range would."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.reads: list[tuple[int, int]] = []

    def read(self, size: int | None = -1) -> bytes:
        at = self.tell()
        data = super().read(size)
        self.reads.append((at, len(data)))
        return data


def test_open_archive_reads_only_the_end_of_a_large_file() -> None:
    data = zip_of({"video.mp4": b"\0" * 5_000_000, "a.html": b"<p>"}, zipfile.ZIP_STORED)
    file = CountingFile(data)
    archive = open_archive(file)
    assert len(archive.entries) == 2
    assert sum(length for _, length in file.reads) < 70_000
    assert len(file.reads) <= 2


def test_archive_read_fetches_a_small_member_at_once() -> None:
    data = zip_of({"video.mp4": b"\0" * 5_000_000, "a.html": b"<p>"}, zipfile.ZIP_STORED)
    file = CountingFile(data)
    archive = open_archive(file)
    file.reads.clear()
    assert archive.read("a.html", 100) == b"<p>"
    assert len(file.reads) <= 1
    file.reads.clear()
    assert len(archive.read("video.mp4", 5_000_000)) == 5_000_000
    assert sum(length for _, length in file.reads) < 5_010_000


def test_archive_open_gives_a_stream_that_fails_at_its_end_where_the_checksum_is_wrong() -> None:
    archive = opened(build((Member(central={"crc": 7}, local={"crc": 7}),)))
    with archive.open("a.txt") as stream, pytest.raises(ArchiveRefusedError) as refused:
        stream.read()
    assert refused.value.findings[0].code == "ZIP-CRC"


def test_archive_open_reads_piece_by_piece() -> None:
    content = bytes(range(256)) * 20_000
    archive = opened(zip_of({"a.bin": content}))
    with archive.open("a.bin") as stream:
        pieces = list(iter(lambda: stream.read(70_000), b""))
    assert b"".join(pieces) == content


def test_archive_read_refuses_more_than_was_asked_for() -> None:
    archive = opened(zip_of({"a": b"x" * 100}))
    with pytest.raises(ArchiveRefusedError) as refused:
        archive.read("a", 99)
    assert refused.value.findings[0].code == "ZIP-TOO-LARGE"


@pytest.mark.parametrize("name", ["", "b", "a/", "../a", "A", "folder"])
def test_archive_read_of_another_name_says_that_it_is_missing(name: str) -> None:
    archive = opened(zip_of({"a": b"x", "folder/": b""}))
    assert name not in archive
    with pytest.raises(EntryMissingError) as missing:
        archive.read(name, 100)
    assert missing.value.name == name


def test_archive_leaves_out_what_operating_systems_left_and_says_so_once() -> None:
    names = ["a.html", "__MACOSX/._a.html", ".DS_Store", "img/Thumbs.db", "~$plan.docx"]
    archive = opened(zip_of(dict.fromkeys(names, b"x")))
    assert [entry.name for entry in archive.files] == ["a.html"]
    assert [found.code for found in archive.findings] == ["ZIP-JUNK"]
    assert "4 files" in archive.findings[0].message


def test_archive_verifies_what_it_leaves_out_too() -> None:
    bad = Member(name=b"__MACOSX/._a", central={"crc": 1}, local={"crc": 1})
    assert [found.code for found in opened(build((Member(), bad))).verify()] == ["ZIP-CRC"]


def test_archive_verify_shows_the_beginning_of_each_file() -> None:
    seen: dict[str, bytes] = {}
    archive = opened(zip_of({"a": b"abc", "f/": b"", "b": b"x" * 100_000, ".DS_Store": b"?"}))
    archive.verify(lambda entry, head: seen.update({entry.name: head}))
    assert seen == {"a": b"abc", "b": b"x" * 65_536}


def test_scan_archive_still_lists_what_is_safe_beside_what_is_refused() -> None:
    scan = scan_archive(io.BytesIO(zip_of({"a": b"x", "../b": b"y"})))
    assert scan.archive is not None
    assert [entry.name for entry in scan.archive.files] == ["a"]
    assert [found.code for found in scan.findings] == ["ZIP-UNSAFE-PATH"]
