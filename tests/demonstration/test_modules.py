"""SCORM modules and assessments made from readable sources."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from repository.demonstration import shapes
from repository.demonstration.errors import DemoContentError
from repository.demonstration.qti_builder import build_assessment
from repository.demonstration.scorm_builder import build_module
from repository.demonstration.sources import read_source
from repository.formats import inspect

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas" / "scorm2004"
NEEDED_SCHEMAS = {
    "http://www.w3.org/XML/1998/namespace": "xml.xsd",
    "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
    "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    "http://ltsc.ieee.org/xsd/LOM": "lom.xsd",
}
MODULE = """---
title: Two & two
summary: A very small module.
scorm: "{edition}"
minutes: 5
mastery: 50
split: {split}
---
# First page
![A square](square.svg "The square.")

# Quiz
? What is *two* and two? @A1
- Three
+ Four
> Count.
"""
SQUARE = {"square.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'}


def module(edition: str, *, split: bool = False) -> zipfile.ZipFile:
    source = read_source(MODULE.format(edition=edition, split=str(split).lower()), "small")
    return zipfile.ZipFile(io.BytesIO(build_module(source, SQUARE, licence="CC0 1.0")))


@pytest.mark.parametrize(
    ("edition", "version"), [("1.2", "1.2"), ("2004", "2004 4th Edition")], ids=["1.2", "2004"]
)
@pytest.mark.parametrize(("split", "scos"), [(False, 1), (True, 2)], ids=["whole", "split"])
def test_module_is_read_as_what_it_says(edition: str, version: str, split: bool, scos: int) -> None:
    source = read_source(MODULE.format(edition=edition, split=str(split).lower()), "small")
    report = inspect(io.BytesIO(build_module(source, SQUARE)), "small.zip")
    assert (report.kind, report.version, report.title) == ("scorm", version, "Two & two")
    assert (report.scos, report.findings) == (scos, ())


def test_module_is_the_same_bytes_each_time() -> None:
    source = read_source(MODULE.format(edition="1.2", split="false"), "small")
    assert build_module(source, SQUARE) == build_module(source, SQUARE)


def test_module_without_its_drawing_names_it() -> None:
    source = read_source(MODULE.format(edition="1.2", split="false"), "small")
    with pytest.raises(DemoContentError, match=r"square\.svg"):
        build_module(source, {})


def test_module_of_another_edition_is_refused() -> None:
    source = read_source(MODULE.format(edition="3.0", split="false"), "small")
    with pytest.raises(DemoContentError, match=r"not 1\.2 or 2004"):
        build_module(source, SQUARE)


def test_page_asks_nobody_else_for_anything() -> None:
    page: Any = html.document_fromstring(module("1.2").read("index.html"))
    addresses = {*page.xpath("//@src"), *page.xpath("//link/@href")}
    assert addresses == {"module.js", "module.css", "pictures/square.svg"}


def test_page_is_readable_without_a_script() -> None:
    page: Any = html.document_fromstring(module("1.2").read("index.html"))
    assert [heading.text for heading in page.iter("h2")] == [
        "In this module",
        "First page",
        "Quiz",
    ]
    assert page.xpath("//section[@hidden]") == []
    assert page.xpath("//img/@alt") == ["A square"]
    assert "Four" in page.xpath("string(//details[@class='why'])")


def test_quiz_groups_its_answers_under_the_question() -> None:
    page: Any = html.document_fromstring(module("2004").read("index.html"))
    (group,) = page.xpath("//fieldset")
    assert group.xpath("string(legend)") == "1. What is two and two?"
    assert group.xpath("count(label/input[@type='radio'])") == 2
    assert group.xpath("//input[@data-right]/following-sibling::span/text()") == ["Four"]


def test_manifest_lists_every_file_of_the_archive() -> None:
    archive = module("2004", split=True)
    listed: Any = etree.fromstring(archive.read("imsmanifest.xml")).xpath(
        "//*[local-name()='file']/@href"
    )
    assert set(listed) | {"imsmanifest.xml"} == set(archive.namelist())


@pytest.mark.corpus
@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="needs the schemas beside the project")
def test_manifests_of_2004_hold_to_the_schema(content: shapes.DemoContent) -> None:
    imports = "".join(
        f'<xs:import namespace="{name}" schemaLocation="{place}"/>'
        for name, place in NEEDED_SCHEMAS.items()
    )
    frame = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    schema = etree.XMLSchema(etree.XML(frame.encode(), base_url=f"{SCHEMAS.as_uri()}/all.xsd"))
    checked = 0
    for package in content.packages:
        for component in package.components:
            for file in component.files:
                if component.type != "scorm-module":
                    continue
                manifest = zipfile.ZipFile(io.BytesIO(file.make())).read("imsmanifest.xml")
                if b"2004 4th Edition" in manifest:
                    schema.assertValid(etree.fromstring(manifest))
                    checked += 1
    assert checked >= 3


def test_question_without_a_wrong_answer_is_refused() -> None:
    with pytest.raises(DemoContentError, match="a right and a wrong answer"):
        read_source("# Quiz\n? Is it?\n+ Yes\n", "small")


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_assessment_keeps_every_question(version: str) -> None:
    text = f'---\ntitle: Small\nqti: "{version}"\n---\n'
    text += "? One?\n+ a\n- b\n> c\n\n? Two?\n+ a\n+ b\n- c\n> d\n"
    archive = zipfile.ZipFile(io.BytesIO(build_assessment(read_source(text, "small"))))
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert whole.count(b"One?") == whole.count(b"Two?") == 1
    for name in archive.namelist():
        etree.fromstring(archive.read(name))
    assert archive.namelist()[0] == "imsmanifest.xml"
