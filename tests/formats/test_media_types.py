"""Media types for serving: an allow-list, never the uploader's word."""

from __future__ import annotations

import pytest

from repository.formats import OCTET_STREAM, media_type_of
from repository.formats.media_types import FILE_TYPES, extension_of
from repository.formats.signatures import LABELS, is_text, sniff

BY_NAME = {
    "index.html": "text/html",
    "INDEX.HTM": "text/html",
    "a/b/lesson.js": "text/javascript",
    "style.css": "text/css",
    "a.svg": "image/svg+xml",
    "a.xhtml": "application/xhtml+xml",
    "photo.JPEG": "image/jpeg",
    "film.webm": "video/webm",
    "course.zip": "application/zip",
    "a.php": OCTET_STREAM,
    "a.py": OCTET_STREAM,
    "a.swf": OCTET_STREAM,
    "a.exe": OCTET_STREAM,
    "a.mht": OCTET_STREAM,
    "a": OCTET_STREAM,
    "html": OCTET_STREAM,
    "a.html.": OCTET_STREAM,
    ".html": OCTET_STREAM,
    "": OCTET_STREAM,
}


@pytest.mark.parametrize(("name", "media_type"), BY_NAME.items())
def test_media_type_of_name(name: str, media_type: str) -> None:
    assert media_type_of(name) == media_type


CONTRADICTED = [
    ("a.png", b"<script>alert(1)</script>"),
    ("a.jpg", b"<html>"),
    ("a.pdf", b"PK\3\4"),
    ("a.txt", b"\x89PNG\r\n\x1a\n"),
    ("a.html", b"PK\3\4"),
    ("a.mp4", b"hello"),
]


@pytest.mark.parametrize(("name", "head"), CONTRADICTED)
def test_media_type_of_content_that_contradicts_the_name_is_bytes(name: str, head: bytes) -> None:
    assert media_type_of(name, head) == OCTET_STREAM


def test_media_type_of_content_that_agrees_is_that_of_the_name() -> None:
    assert media_type_of("a.png", b"\x89PNG\r\n\x1a\n....") == "image/png"
    assert media_type_of("a.txt", b"<html>") == "text/plain"


@pytest.mark.parametrize("extension", FILE_TYPES)
def test_file_type_names_only_contents_that_are_recognised(extension: str) -> None:
    assert FILE_TYPES[extension].contents <= {*LABELS, ""}


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a/b.c/d", ""), ("a\\b.txt", "txt"), ("a.", "")],
)
def test_extension_of_name(name: str, extension: str) -> None:
    assert extension_of(name) == extension


SNIFFED = {
    b"<!DOCTYPE html>": "html",
    b"\xef\xbb\xbf  <HTML lang=en>": "html",
    b"<!-- made by hand --><html>": "html",
    b"<?xml version='1.0'?><!-- x --><svg xmlns='x'>": "svg",
    b"<?xml version='1.0'?><manifest/>": "xml",
    "<?xml version='1.0'?><svg>".encode("utf-16"): "svg",
    b"ID3 is how a text begins": "",
    b"FWS, CWS and ZWS": "",
    b"MZ is a motif, too": "",
    b"BM " * 40: "",
    b"\xff\xfeh\0i\0": "",
    b"\xca\xfe\xba\xbe\0\0\0\x34": "java",
    b"\xca\xfe\xba\xbe\0\0\0\x02": "macho",
    b"\0\0\0\x20ftypavif": "avif",
    b"\0\0\0\x20ftypisom": "mp4",
    b"MZ\x90\0" + b"\0" * 100: "exe",
    b"\0" * 257 + b"ustar\0": "tar",
    b"": "",
}


@pytest.mark.parametrize(("head", "content"), SNIFFED.items())
def test_sniff_tells_content_by_its_beginning(head: bytes, content: str) -> None:
    assert sniff(head) == content


@pytest.mark.parametrize(
    ("head", "expected"),
    [(b"abc\r\n\t", True), ("é".encode(), True), (b"a\0b", False), (b"\xff\xfea\0", True)],
)
def test_is_text(head: bytes, expected: bool) -> None:
    assert is_text(head) is expected
