"""Names in zips: how they are read, which are refused, which are the same."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

from repository.formats import Severity
from repository.formats.archive import Scan, scan_archive
from tests.formats.raw_zip import Member, build, zip_of

UTF_8 = {"flags": 0x0800}


def scanned(*names: str) -> Scan:
    return scan_archive(
        io.BytesIO(zip_of({name: b"" if name.endswith("/") else b"x" for name in names}))
    )


def raw(*names: bytes) -> Scan:
    return scan_archive(io.BytesIO(build([Member(name=name) for name in names])))


def codes(scan: Scan) -> set[str]:
    return {found.code for found in scan.findings}


GOOD = [
    "index.html",
    "a/b/c.html",
    "Übung 1.html",
    "Ελληνικά/日本語.html",
    "العربية.html",
    "👩‍🍳.png",
    ".htaccess2",
    "a b/c d.txt",
    "console.js",
    "comic.html",
    "auxiliary/nul-value.txt",
    "a..b/c...d.txt",
    "..a/b..txt",
    "x~1.txt",
]


@pytest.mark.parametrize("name", GOOD)
def test_name_that_every_system_takes_is_clean(name: str) -> None:
    scan = scanned(name)
    assert codes(scan) == set()
    assert scan.archive is not None
    assert name in scan.archive


REFUSED = {
    b"../a": "ZIP-UNSAFE-PATH",
    b"a/../../b": "ZIP-UNSAFE-PATH",
    b"a/..": "ZIP-UNSAFE-PATH",
    b"..": "ZIP-UNSAFE-PATH",
    b"..\\a": "ZIP-UNSAFE-PATH",
    b"/etc/passwd": "ZIP-UNSAFE-PATH",
    b"//server/share": "ZIP-UNSAFE-PATH",
    b"\\\\server\\share": "ZIP-UNSAFE-PATH",
    b"C:\\a": "ZIP-UNSAFE-PATH",
    b"c:a": "ZIP-UNSAFE-PATH",
    b"a\0.html": "ZIP-NAME-NUL",
    b"a\nb": "ZIP-NAME-CONTROL",
    b"a\x1b[31m": "ZIP-NAME-CONTROL",
    b"a\x7f": "ZIP-NAME-CONTROL",
    "a\u202egpj.exe".encode(): "ZIP-NAME-DIRECTION",
    "a\u2066b".encode(): "ZIP-NAME-DIRECTION",
    "a\u2028b".encode(): "ZIP-NAME-CONTROL",
    b"x" * 300: "ZIP-PATH-TOO-LONG",
    b"x/" * 700 + b"a": "ZIP-PATH-TOO-LONG",
}
MENDED_FIRST = {
    b"CON": "ZIP-NAME-RESERVED",
    b"a/nul.txt": "ZIP-NAME-RESERVED",
    b"Com1.html": "ZIP-NAME-RESERVED",
    b"lpt9/readme.txt": "ZIP-NAME-RESERVED",
    b"aux .js": "ZIP-NAME-RESERVED",
    b" a.html": "ZIP-NAME-SPACE",
    b"a.html ": "ZIP-NAME-SPACE",
    b"a /b.html": "ZIP-NAME-SPACE",
    b"a.": "ZIP-NAME-SPACE",
    b"ab:c": "ZIP-NAME-COLON",
    b".": "ZIP-NAME-DOT",
    b"./": "ZIP-NAME-DOT",
    b"": "ZIP-NAME-DOT",
}


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_name_that_is_dangerous_is_refused(name: bytes, code: str) -> None:
    found = next(each for each in raw(name, b"z").findings if each.code == code)
    assert found.severity == Severity.REFUSED
    assert found.place.isprintable()


@pytest.mark.parametrize(("name", "code"), MENDED_FIRST.items())
def test_name_that_some_system_cannot_write_is_an_error(name: bytes, code: str) -> None:
    scan = raw(name, b"z")
    assert next(each for each in scan.findings if each.code == code).severity == Severity.ERROR


@pytest.mark.parametrize("name", [b'a"b', b"what?.html", b"a*b", b"a|b", b"<a>"])
def test_name_that_only_windows_dislikes_is_a_warning(name: bytes) -> None:
    scan = raw(name)
    assert [(f.code, f.severity) for f in scan.findings] == [("ZIP-NAME-WINDOWS", Severity.WARNING)]


TIDIED = {b"a\\b.html": "a/b.html", b"./a.html": "a.html", b"a//b.html": "a/b.html"}


@pytest.mark.parametrize(("name", "path"), TIDIED.items())
def test_name_with_other_separators_is_read_with_slashes(name: bytes, path: str) -> None:
    scan = raw(name)
    assert codes(scan) == {"ZIP-NAME-TIDIED"}
    assert scan.archive is not None
    assert scan.archive.read(path, 100) == b"hello"


COLLIDING = [
    ("index.html", "Index.HTML"),
    ("café.html", "cafe\u0301.html"),
    ("a", "a/b.html"),
    ("a/b.html", "a"),
    ("A", "a/b/c.html"),
    ("straße.txt", "STRASSE.txt"),
    ("./index.html", "index.html"),
    ("a\\b", "a/b"),
    ("x/", "X"),
]


@pytest.mark.parametrize("names", COLLIDING, ids=" and ".join)
def test_names_that_are_one_file_somewhere_collide(names: tuple[str, str]) -> None:
    scan = raw(*(name.encode() for name in names))
    assert "ZIP-NAME-COLLISION" in codes(scan)


@pytest.mark.parametrize(
    "names", [("a/", "a/b"), ("a/b", "a/c"), ("a/b", "A/c"), ("a/", "a/x/", "a/x/y"), ("a", "ab")]
)
def test_names_that_are_different_everywhere_do_not_collide(names: tuple[str, ...]) -> None:
    assert codes(scanned(*names, "z")) == set()


def test_name_in_cp437_is_decoded_with_a_warning() -> None:
    scan = raw("Übung.html".encode("cp437"))
    assert codes(scan) == {"ZIP-NAME-GUESSED"}
    assert scan.archive is not None
    assert "Übung.html" in scan.archive


def test_name_in_utf_8_without_the_flag_is_decoded_with_a_warning() -> None:
    scan = raw("Übung.html".encode())
    assert codes(scan) == {"ZIP-NAME-GUESSED"}
    assert scan.archive is not None
    assert "Übung.html" in scan.archive


def test_name_in_utf_8_with_the_flag_is_clean() -> None:
    member = Member(name="Übung.html".encode(), central=UTF_8, local=UTF_8)
    assert codes(scan_archive(io.BytesIO(build((member,))))) == set()


def test_name_of_a_unicode_path_field_counts_where_the_name_has_other_letters() -> None:
    name = "\u00fcbung.html".encode("cp850")
    value = struct.pack("<BL", 1, zlib.crc32(name)) + "übung.html".encode()
    extra = struct.pack("<HH", 0x7075, len(value)) + value
    scan = scan_archive(io.BytesIO(build((Member(name=name, extra=extra),))))
    assert scan.findings == ()
    assert scan.archive is not None
    assert "übung.html" in scan.archive


def test_many_bad_names_are_counted_and_not_all_shown() -> None:
    scan = scanned(*(f"{number}:x" for number in range(10, 100)))
    shown = [found for found in scan.findings if found.code == "ZIP-NAME-COLON"]
    assert len(shown) == 21
    assert "70 more" in shown[-1].message
