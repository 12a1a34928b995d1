"""Real packages: kind, edition and title as in their table, counts as counted independently."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from repository.formats import inspect, open_archive, read_scorm
from repository.formats.findings import Report
from tests.formats.reference import CORPUS, rows

pytestmark = pytest.mark.corpus

ROWS = rows(CORPUS / "manifest.csv")
SCORM = [row for row in ROWS if row["type"] == "SCORM"]
READABLE = [row for row in SCORM if "unreadable" not in row["version"]]
REFUSED = ("derived/zip-slip-entry.zip", "derived/doctype-plain.zip")
PLAYABLE = [row for row in READABLE if row["file"] not in REFUSED]
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())
KINDS = {
    "SCORM": "scorm",
    "cmi5": "cmi5",
    "cmi5 bare XML": "cmi5",
    "AICC": "aicc",
    "xAPI (Tin Can)": "xapi",
    "IMS Common Cartridge": "common_cartridge",
    "CASE framework": "document",
    "LOM XML": "document",
}


def inspected(path: Path) -> Report:
    with path.open("rb") as file:
        return inspect(file, path.name)


def manifest_text(path: Path) -> str:
    """The manifest by other means than ours: the standard library and nothing parsed."""
    with zipfile.ZipFile(path) as archive:
        name = next(n for n in archive.namelist() if n.lower() == "imsmanifest.xml")
        data = archive.read(name)
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_inspect_any_file_of_the_corpus_answers(path: Path) -> None:
    assert inspected(path).kind


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_inspect_package_of_the_corpus_has_its_kind_and_title(row: dict[str, str]) -> None:
    report = inspected(CORPUS / row["file"])
    assert report.kind == KINDS[row["type"]]
    assert report.title == row["title"]


@pytest.mark.parametrize("row", SCORM, ids=lambda row: row["file"])
def test_inspect_scorm_package_has_its_edition(row: dict[str, str]) -> None:
    expected = "" if "unreadable" in row["version"] else row["version"].split(" (")[0]
    assert inspected(CORPUS / row["file"]).version == expected


@pytest.mark.parametrize("row", READABLE, ids=lambda row: row["file"])
def test_inspect_scorm_package_counts_items_and_scos(row: dict[str, str]) -> None:
    text = manifest_text(CORPUS / row["file"])
    report = inspected(CORPUS / row["file"])
    assert report.items == len(re.findall(r"<item[\s>]", text))
    assert report.scos == len(re.findall(r"scormtype\s*=\s*\"sco\"", text, re.IGNORECASE))


@pytest.mark.parametrize("row", PLAYABLE, ids=lambda row: row["file"])
def test_read_scorm_launches_only_members_of_the_archive(row: dict[str, str]) -> None:
    with (CORPUS / row["file"]).open("rb") as file:
        archive = open_archive(file)
        package = read_scorm(archive)
        for item in package.launchable():
            assert item.path in archive or item.is_external
