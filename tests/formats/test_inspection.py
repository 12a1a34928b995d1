"""The inspection of one file answers whatever comes in, and tells packages apart."""

from __future__ import annotations

import io
import json
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.formats import Limits, Outcome, Report, inspect
from repository.formats.media_types import FILE_TYPES
from tests.formats import documents as make
from tests.formats.raw_zip import zip_of
from tests.packages import zip_package


def report_of(data: bytes, name: str = "a.zip", limits: Limits | None = None) -> Report:
    return inspect(io.BytesIO(data), name, limits=limits or Limits())


def codes(report: Report) -> list[str]:
    return [found.code for found in report.findings]


MOPPING = zip_package("scorm12-mopping")
NAMES = [
    "módulo de limpeza.zip",
    "清洁课程.zip",
    "دورة التنظيف.zip",
    "курс по уборке.zip",
    "👩‍🍳.zip",
    "C:\\Users\\me\\Desktop\\course.zip",
    "/home/me/course.zip",
    "course.ZIP",
    "a b (1).zip",
    "=HYPERLINK(1).zip",
    "<script>.zip",
    "x" * 251 + ".zip",
]


LARGE = {
    "items": (
        "<organizations><organization><title>T</title>"
        + "<item identifierref='r'><title>I</title></item>" * 15_000
        + "</organization></organizations>"
        "<resources><resource identifier='r' scormtype='sco' href='a.html'/></resources>"
    ),
    "files": "<resources><resource>"
    + "<file href='a/../b.html'/>" * 40_000
    + "</resource></resources>",
    "bases": f"<resources><resource href='a' base='{'x/' * 900_000}'/></resources>",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE.keys())
def test_inspect_of_a_large_manifest_answers_in_time(body: str) -> None:
    manifest = f"<manifest xmlns='http://www.imsproject.org/xsd/imscp_rootv1p1p2'>{body}</manifest>"
    assert report_of(zip_of({"imsmanifest.xml": manifest, "a.html": ""})).findings


def test_inspect_of_an_h5p_with_very_many_addresses_answers_in_time() -> None:
    paths = json.dumps({"preloadedJs": [{"path": f"{n}.js"} for n in range(20_000)]})
    files = {"h5p.json": '{"title": "T", "mainLibrary": "L0"}', "content/content.json": "{}"}
    libraries = {f"L{number}-1.0/library.json": paths for number in range(20)}
    assert report_of(zip_of(files | libraries), "a.h5p").outcome == Outcome.WARNINGS


def test_inspect_of_a_zip_that_implies_too_many_folders_is_refused() -> None:
    names = (f"{'/'.join(f'{n}-{level}' for level in range(50))}/a" for n in range(500))
    assert "ZIP-TOO-MANY-FILES" in codes(report_of(zip_of(dict.fromkeys(names, b""))))


@pytest.mark.parametrize("name", NAMES)
def test_inspect_takes_a_name_in_any_script(name: str) -> None:
    report = report_of(MOPPING, name)
    assert (report.outcome, report.kind) == (Outcome.CLEAN, "scorm")
    assert report.file == name


AWKWARD = {
    "x" * 5000 + ".zip": "FILE-NAME-TOO-LONG",
    "長" * 100 + ".zip": "FILE-NAME-TOO-LONG",
    "a\nb.zip": "FILE-NAME-CONTROL",
    "a\0.zip": "FILE-NAME-CONTROL",
    "a\u202epiz.zip": "FILE-NAME-CONTROL",
    "a\udcff.zip": "FILE-NAME-CONTROL",
    "": "FILE-NAME-MISSING",
    "/": "FILE-NAME-MISSING",
    " ": "FILE-NAME-MISSING",
}


@pytest.mark.parametrize(("name", "code"), AWKWARD.items(), ids=lambda value: ascii(value)[:20])
def test_inspect_of_an_awkward_name_says_so(name: str, code: str) -> None:
    report = report_of(MOPPING, name)
    assert code in codes(report)
    assert report.kind == "scorm"
    assert report.file.isprintable()


def test_inspect_of_an_empty_file_is_refused() -> None:
    report = report_of(b"", "lesson.docx")
    assert (report.outcome, codes(report)) == (Outcome.REFUSED, ["FILE-EMPTY"])


def test_inspect_of_an_enormous_file_is_refused_with_both_sizes() -> None:
    with tempfile.TemporaryFile() as file:
        file.truncate(5 * 1024**3)  # a hole: takes no room on the disk
        report = inspect(file, "film.mp4")
    assert codes(report) == ["FILE-TOO-LARGE"]
    assert "5 GB" in report.findings[0].message
    assert "4 GB" in report.findings[0].message


RECOGNISED = {
    "cmi5": {
        "cmi5.xml": '<courseStructure xmlns="urn:cmi5"><course><title><langstring lang="en">T'
        "</langstring></title></course></courseStructure>"
    },
    "xapi": {
        "tincan.xml": "<tincan><activities><activity><name lang='en'>T</name></activity>"
        "</activities></tincan>"
    },
    "aicc": {"a.crs": "[Course]\nCourse_Title = T\nVersion=4.0\n", "a.au": "", "a.des": ""},
    "moodle_backup": {
        "moodle_backup.xml": "<moodle_backup><information><name>T</name></information>"
        "</moodle_backup>"
    },
    "qti": {"q/item1.xml": '<assessmentItem title="T"/>'},
    "common_cartridge": {
        "imsmanifest.xml": '<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">'
        "<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>"
        "</metadata><organizations><organization><title>T</title></organization></organizations>"
        "</manifest>"
    },
    "content_package": {
        "imsmanifest.xml": '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">'
        "<organizations><organization><title>T</title></organization></organizations></manifest>"
    },
    "h5p": {
        "h5p.json": '{"title": "T", "mainLibrary": "H5P.X", "language": "en"}',
        "content/content.json": "{}",
        "H5P.X-1.0/library.json": '{"preloadedJs": [{"path": "x.js"}]}',
    },
}


@pytest.mark.parametrize("kind", RECOGNISED)
def test_inspect_recognises_other_formats_and_says_what_was_not_checked(kind: str) -> None:
    report = report_of(zip_of(RECOGNISED[kind]), {"h5p": "a.h5p"}.get(kind, "a.zip"))
    assert (report.kind, report.outcome) == (kind, Outcome.WARNINGS)
    assert codes(report) == ["OUTSIDE-ONLY"]
    assert report.title == ("" if kind == "qti" else "T")


def test_inspect_recognises_a_qti_package_by_its_resources() -> None:
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>'
        '<resource type="imsqti_item_xmlv2p1" href="a.xml"/></resources></manifest>'
    )
    report = report_of(zip_of({"imsmanifest.xml": manifest}))
    assert (report.kind, report.version) == ("qti", "2.1")


SINGLE = {
    "qti": '<questestinterop><assessment title="Quiz"/></questestinterop>',
    "cmi5": '<courseStructure xmlns="urn:cmi5"/>',
}


@pytest.mark.parametrize("kind", SINGLE)
def test_inspect_recognises_a_single_xml_document(kind: str) -> None:
    report = report_of(f"<?xml version='1.0'?>{SINGLE[kind]}".encode(), "a.xml")
    assert (report.kind, report.media_type) == (kind, "application/xml")


def test_inspect_of_a_new_moodle_backup_recognises_it() -> None:
    report = report_of(b"\x1f\x8b\x08\0" + b"\0" * 50, "backup.mbz")
    assert (report.kind, codes(report)) == ("moodle_backup", ["OUTSIDE-ONLY"])


def test_inspect_of_a_zip_without_manifest_says_what_is_missing() -> None:
    report = report_of(zip_of({"a.html": "<p>"}))
    assert (report.kind, report.outcome) == ("zip", Outcome.ERRORS)
    assert "imsmanifest.xml" in report.findings[0].message


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("\u0456msmanifest.xml", b"<manifest/>", "spelt with other letters"),
        ("inner.zip", MOPPING, "take that one"),
    ],
)
def test_inspect_of_a_zip_without_manifest_says_what_may_be_wrong(
    name: str, content: bytes, hint: str
) -> None:
    report = report_of(zip_of({name: content}))
    assert codes(report) == ["MANIFEST-MISSING"]
    assert hint in report.findings[0].message


def test_inspect_refused_package_is_not_called_safe() -> None:
    link = '<webLink><url href="javascript:alert(1)"/></webLink>'
    manifest = RECOGNISED["common_cartridge"]["imsmanifest.xml"].replace(
        "</manifest>",
        '<resources><resource type="imswl_xmlv1p1" href="a.xml"/></resources></manifest>',
    )
    assert codes(report_of(zip_of({"imsmanifest.xml": manifest, "a.xml": link}))) == ["HREF-UNSAFE"]


MEMBERS = {
    "tools/setup.exe": (b"MZ", "TYPE-FORBIDDEN"),
    "lesson.pdf.exe": (b"MZ", "TYPE-FORBIDDEN"),
    "logo.png": (b"\x7fELF\2\1\1\0" + b"\0" * 60, "TYPE-FORBIDDEN"),
    "notes.docm": (b"PK\3\4", "TYPE-MACROS"),
    ".git/config": (b"[core]", "TYPE-SECRET"),
    "a/.env": (b"A=1", "TYPE-SECRET"),
    "a/.env.production": (b"A=1", "TYPE-SECRET"),
    "a.php": (b"<?php", "TYPE-PROGRAM-TEXT"),
    "a.png": (b"<html>", "TYPE-MISMATCH"),
    "a.html": (b"PK\3\4aaaa", "TYPE-MISMATCH"),
    "a.gif": (make.picture("PNG"), "TYPE-VARIANT"),
    "thumb.png": (make.png_that_claims(50_000, 50_000), "IMAGE-TOO-LARGE"),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_inspect_package_says_what_is_wrong_with_a_member(name: str) -> None:
    content, code = MEMBERS[name]
    report = report_of(zip_package("scorm12-mopping", {name: content}))
    assert [(found.code, found.place) for found in report.findings] == [(code, name)]


@pytest.mark.parametrize(
    "name",
    ["www.example.com", ".env.example", "empty.png", "a.class", "b.jar", "data.unknown", "a.pdf"],
)
def test_inspect_package_takes_what_is_harmless(name: str) -> None:
    contents = {"empty.png": b"", "a.class": b"\xca\xfe\xba\xbe\0\0\0\x34", "b.jar": zip_of({})}
    content = contents.get(name, make.pdf() if name == "a.pdf" else b"plain text")
    report = report_of(zip_package("scorm12-mopping", {name: content}))
    assert report.findings == ()


def test_inspect_refused_archive_still_tells_which_course_it_is() -> None:
    report = report_of(zip_package("scorm12-mopping", {"../evil.html": "x"}))
    assert (report.outcome, report.title) == (Outcome.REFUSED, "Mopping a floor")
    assert codes(report) == ["ZIP-UNSAFE-PATH"]


HEADS = st.sampled_from(
    [MOPPING[:n] for n in (4, 30, 400)]
    + [make.pdf("<</Type/Pages/Count 3>>")[:n] for n in (5, 60)]
    + [make.mp4()[:n] for n in (8, 200)]
    + [make.webm()[:n] for n in (8, 70)]
    + [make.picture(form)[:40] for form in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]
    + [make.wav(0)[:44], make.mp3(1)[:20], make.OLE[:20], b"WEBVTT\n\n", b"<svg ", b"<?xml ", b"{"]
    + [b"---\ntitle:", b"# ", b"\xff\xfe", b"\xef\xbb\xbf", b"<!DOCTYPE html><title>"]
)
ENDINGS = st.sampled_from([*FILE_TYPES, "exe", "unknown", ""])


@settings(max_examples=300, deadline=None)
@given(head=HEADS, tail=st.binary(max_size=200), stem=st.text(max_size=8), ending=ENDINGS)
def test_inspect_of_any_bytes_and_any_name_answers(
    head: bytes, tail: bytes, stem: str, ending: str
) -> None:
    report = report_of(head + tail, f"{stem}.{ending}")
    assert json.dumps(report.to_json(), ensure_ascii=False).encode("utf-8")
    texts = [report.file, report.title, *(value for _, value in report.facts)]
    assert "\0" not in "".join(texts)
    assert all(found.message.isprintable() for found in report.findings)


@settings(max_examples=200, deadline=None)
@given(
    sample=st.sampled_from([MOPPING, make.word(), make.mp4(), make.webm(), make.pdf("<</A/B>>")]),
    changes=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=6),
    ending=ENDINGS,
)
def test_inspect_of_a_damaged_file_answers(
    sample: bytes, changes: list[tuple[int, int]], ending: str
) -> None:
    data = bytearray(sample)
    for at, value in changes:
        data[at % len(data)] = value
    assert report_of(bytes(data), f"a.{ending}").kind
