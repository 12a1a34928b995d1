"""SCORM packages: what they hold, what they start, what is wrong with them."""

from __future__ import annotations

import io

import pytest

from repository.formats import (
    Outcome,
    PackageUnreadableError,
    Report,
    ScormPackage,
    inspect,
    open_archive,
    read_scorm,
)
from repository.formats.scorm.editions import edition_of
from repository.formats.scorm.launch import with_parameters
from tests.packages import files_of, zip_files, zip_package

MOPPING, CHEMICALS = "scorm12-mopping", "scorm2004-chemicals"
MANIFEST = "imsmanifest.xml"


def package_of(data: bytes) -> ScormPackage:
    return read_scorm(open_archive(io.BytesIO(data)))


def report_of(data: bytes) -> Report:
    return inspect(io.BytesIO(data), "package.zip")


def changed(package: str, *replacements: tuple[str, str]) -> bytes:
    """A package with its manifest changed in places that must be there."""
    manifest = files_of(package)[MANIFEST].decode()
    for old, new in replacements:
        assert old in manifest
        manifest = manifest.replace(old, new)
    return zip_package(package, {MANIFEST: manifest})


def codes(data: bytes) -> set[str]:
    return {found.code for found in report_of(data).findings}


@pytest.mark.parametrize("package", [MOPPING, CHEMICALS])
def test_inspect_sound_package_is_clean(package: str) -> None:
    report = report_of(zip_package(package))
    assert (report.kind, report.outcome, report.findings) == ("scorm", Outcome.CLEAN, ())


def test_inspect_scorm_1_2_tells_title_edition_language_and_counts() -> None:
    report = report_of(zip_package(MOPPING))
    assert (report.title, report.version, report.language) == ("Mopping a floor", "1.2", "en-CA")
    assert (report.items, report.scos) == (5, 2)
    assert dict(report.facts)["format"] == "SCORM 1.2"


def test_read_scorm_1_2_gives_the_tree_of_the_default_organization() -> None:
    package = package_of(zip_package(MOPPING))
    assert [each.identifier for each in package.organizations] == ["short", "long"]
    assert package.default == "long"
    organization = package.organization
    assert organization is not None
    assert [item.title for item in organization.walk()] == [
        "Learn",
        "The figure eight",
        "Safety sheet",
        "Quiz",
    ]
    assert [item.identifier for item in organization.items] == ["part1", "quiz"]


def test_read_scorm_1_2_gives_launch_addresses_and_members() -> None:
    package = package_of(zip_package(MOPPING))
    launches = {item.identifier: (item.launch, item.path) for item in package.launchable()}
    assert launches == {
        "lesson1": ("pages/figure%20eight.html?page=1#top", "pages/figure eight.html"),
        "sheet": ("pages/sheet.html", "pages/sheet.html"),
        "quiz": ("pages/quiz.html?set=a#q1", "pages/quiz.html"),
    }


def test_read_scorm_1_2_gives_what_the_learning_system_hands_over() -> None:
    lesson = package_of(zip_package(MOPPING)).find("lesson1")
    assert lesson is not None
    assert (lesson.is_sco, lesson.visible, lesson.launch_data) == (True, True, "mode=learn")
    assert lesson.mastery_score == "80"
    sheet = package_of(zip_package(MOPPING)).find("sheet")
    assert sheet is not None
    assert (sheet.is_sco, sheet.visible) == (False, False)


def test_read_scorm_1_2_gives_inline_metadata() -> None:
    metadata = package_of(zip_package(MOPPING)).metadata
    assert metadata.title == "Mopping, in the catalogue"
    assert metadata.description == "How to mop a floor\nwithout slipping."
    assert metadata.keywords == ("floors", "safety")
    assert metadata.rights == "CC BY 4.0"


def test_read_scorm_2004_gives_external_metadata_and_bases() -> None:
    package = package_of(zip_package(CHEMICALS))
    assert (package.edition, package.is_2004, package.language) == (
        "2004 3rd Edition",
        True,
        "fr-CA",
    )
    assert package.metadata.title == "Choisir un produit de nettoyage"
    item = package.find("ph")
    assert item is not None
    assert item.launch == "content/ph.html?lang=fr&mode=full"


def test_read_scorm_without_manifest_says_what_is_missing() -> None:
    with pytest.raises(PackageUnreadableError) as unreadable:
        package_of(zip_files({"index.html": "<p>"}))
    assert unreadable.value.findings[0].code == "MANIFEST-MISSING"


HREF = 'href="pages/sheet.html"'
BROKEN = {
    "launch file missing": ((HREF, 'href="pages/no.html"'), "SCORM-LAUNCH-MISSING"),
    "launch file in other case": ((HREF, 'href="pages/Sheet.html"'), "SCORM-LAUNCH-CASE"),
    "launch is a folder": ((HREF, 'href="pages/"'), "SCORM-LAUNCH-FOLDER"),
    "launch is a folder, no slash": ((HREF, 'href="pages"'), "SCORM-LAUNCH-FOLDER"),
    "launch is a script": ((HREF, 'href="javascript:alert(1)"'), "HREF-UNSAFE"),
    "launch leads out": ((HREF, 'href="../../etc/passwd"'), "HREF-UNSAFE"),
    "launch leads out, encoded": ((HREF, 'href="%2e%2e/%2e%2e/x"'), "HREF-UNSAFE"),
    "base leads out": (('xml:base="pages/"', 'xml:base="../../"'), "HREF-UNSAFE"),
    "launch from the root": ((HREF, 'href="/pages/sheet.html"'), "HREF-ABSOLUTE"),
    "launch on the web": ((HREF, 'href="https://example.org/a"'), "SCORM-LAUNCH-EXTERNAL"),
    "launch with backslash": ((HREF, 'href="pages\\sheet.html"'), "HREF-BACKSLASH"),
    "unknown edition": (("<schemaversion>1.2<", "<schemaversion>9.9<"), "SCORM-VERSION-UNKNOWN"),
    "no edition": (("<schemaversion>1.2</schemaversion>", ""), "SCORM-VERSION-MISSING"),
    "dangling item": (('identifierref="quiz"', 'identifierref="gone"'), "SCORM-ITEM-DANGLING"),
    "untitled item": (("<title>Quiz</title>", "<title> </title>"), "SCORM-ITEM-UNTITLED"),
    "dangling default": (('default="long"', 'default="longer"'), "SCORM-DEFAULT-DANGLING"),
    "same identifier twice": (
        ('identifier="sheet" i', 'identifier="quiz" i'),
        "MANIFEST-DUPLICATE-ID",
    ),
    "listed file missing": (('href="shared.js"', 'href="gone.js"'), "SCORM-FILE-MISSING"),
    "no sco": (('scormtype="sco"', 'scormtype="asset"'), "SCORM-NO-SCO"),
    "no namespace": (
        ('xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"', ""),
        "MANIFEST-NO-NAMESPACE",
    ),
    "other namespace": (
        ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "urn:x"),
        "MANIFEST-NAMESPACE",
    ),
    "inclusion": (
        (
            "<organizations ",
            '<x:include xmlns:x="http://www.w3.org/2001/XInclude"/><organizations ',
        ),
        "XML-XINCLUDE",
    ),
    "document type": (
        ("<manifest ", "<!DOCTYPE manifest SYSTEM 'x.dtd'><manifest "),
        "XML-DOCTYPE",
    ),
    "not closed": (("</manifest>", ""), "XML-NOT-XML"),
}


@pytest.mark.parametrize(("change", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_inspect_broken_manifest_says_what_is_wrong(change: tuple[str, str], code: str) -> None:
    assert code in codes(changed(MOPPING, change))


def test_inspect_finds_more_than_one_fault_at_once() -> None:
    data = changed(
        MOPPING, (HREF, 'href="gone.html"'), ("<schemaversion>1.2<", "<schemaversion>7<")
    )
    assert {"SCORM-LAUNCH-MISSING", "SCORM-VERSION-UNKNOWN"} <= codes(data)


def test_inspect_names_the_item_and_the_file_that_is_missing() -> None:
    report = report_of(zip_package(MOPPING, {"pages/quiz.html": None}))
    found = next(each for each in report.findings if each.code == "SCORM-LAUNCH-MISSING")
    assert "“Quiz”" in found.message
    assert "“pages/quiz.html”" in found.message
    assert found.place == MANIFEST


def test_inspect_zipped_folder_says_which_folder_and_still_reads_the_course() -> None:
    files = {f"course/{name}": content for name, content in files_of(MOPPING).items()}
    report = report_of(zip_files(files))
    assert [found.code for found in report.findings] == ["MANIFEST-IN-FOLDER"]
    assert "“course”" in report.findings[0].message
    assert (report.kind, report.title, report.items) == ("scorm", "Mopping a floor", 5)


def test_inspect_manifest_in_another_case_is_an_error_and_still_read() -> None:
    files = dict(files_of(MOPPING))
    files["IMSManifest.xml"] = files.pop(MANIFEST)
    report = report_of(zip_files(files))
    assert [found.code for found in report.findings] == ["MANIFEST-NAME-CASE"]
    assert report.title == "Mopping a floor"


def test_inspect_sub_manifest_is_read_and_told_of() -> None:
    inner = (
        '<manifest identifier="inner"><organizations><organization identifier="o2">'
        '<item identifier="i2" identifierref="r2"><title>Inner</title></item></organization>'
        '</organizations><resources><resource identifier="r2" type="webcontent" '
        'adlcp:scormtype="sco" href="shared.js"/></resources></manifest></manifest>'
    )
    data = changed(MOPPING, ("</manifest>", inner))
    report = report_of(data)
    assert [found.code for found in report.findings] == ["MANIFEST-SUB-MANIFEST"]
    assert (report.items, report.scos) == (6, 3)
    item = package_of(data).find("i2")
    assert item is not None
    assert item.path == "shared.js"


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"]
)
def test_inspect_manifest_in_another_encoding_keeps_its_title(encoding: str) -> None:
    title = (
        "Wash" if encoding == "us-ascii" else "Größe – Maß" if encoding[:3] != "iso" else "Größe"
    )
    stated = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
    manifest = files_of(MOPPING)[MANIFEST].decode()
    manifest = manifest.replace('encoding="UTF-8"', f'encoding="{stated}"')
    manifest = manifest.replace("Mopping a floor", title)
    report = report_of(zip_package(MOPPING, {MANIFEST: manifest.encode(encoding)}))
    assert (report.outcome, report.title) == (Outcome.CLEAN, title)


EDITIONS = {
    "1.2": "1.2",
    "ADL SCORM 1.2": "1.2",
    "CAM 1.3": "2004 2nd Edition",
    "2004 2nd Edition": "2004 2nd Edition",
    "2004 3rd Edition": "2004 3rd Edition",
    "2004 4th edition": "2004 4th Edition",
    "2004 (4th Ed.)": "2004 4th Edition",
    "1.3": "2004",
    "2004": "2004",
    "9.9": "",
    "2004 7th Edition": "",
    "12": "",
}


@pytest.mark.parametrize(("stated", "edition"), EDITIONS.items())
def test_edition_of_statement(stated: str, edition: str) -> None:
    assert edition_of(stated, frozenset(), frozenset(), MANIFEST).name == edition


NAMESPACES = {
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "1.2",
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "1.2",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "2004",
    "http://www.imsglobal.org/xsd/imscp_v1p1": "2004",
    "urn:other": "",
}


@pytest.mark.parametrize(("namespace", "edition"), NAMESPACES.items())
def test_edition_of_nothing_stated_follows_the_namespace(namespace: str, edition: str) -> None:
    found = edition_of("", frozenset((namespace,)), frozenset(), MANIFEST)
    assert found.name == edition
    assert [each.code for each in found.findings] == ["SCORM-VERSION-MISSING"]


PARAMETERS = [
    ("a.html", "", "a.html"),
    ("a.html", "?x=1", "a.html?x=1"),
    ("a.html", "x=1", "a.html?x=1"),
    ("a.html", "?&x=1", "a.html?x=1"),
    ("a.html?y=2", "&x=1", "a.html?y=2&x=1"),
    ("a.html#end", "?x=1", "a.html?x=1#end"),
    ("a.html", "#top", "a.html#top"),
    ("a.html#end", "#top", "a.html#end"),
    ("a.html", "?", "a.html"),
]


@pytest.mark.parametrize(("address", "parameters", "expected"), PARAMETERS)
def test_with_parameters_joins_as_scorm_2004_says(
    address: str, parameters: str, expected: str
) -> None:
    assert with_parameters(address, parameters) == expected
