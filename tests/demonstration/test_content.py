"""What the demonstration consists of."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter

import pytest

from repository.demonstration import shapes
from repository.demonstration.content import CONTENT
from repository.formats import Outcome, inspect
from repository.releases import manifest

EXPECTED_SLUGS = {
    *("viu", "vcc", "oc", "ufv", "selkirk", "nic", "camosun", "cmtn", "bcit", "ubc", "unbc"),
    *("cotr", "algonquin", "centennial", "durham", "carleton", "cambrian", "ocad", "ontariotech"),
    *("oeru", "otago"),
}
NOC_2021 = {
    "11201": "Professional occupations in business management consulting",
    "13100": "Administrative officers",
    "21110": "Biologists and related scientists",
    "21111": "Forestry professionals",
    "21120": "Public and environmental health and safety professionals",
    "21220": "Cybersecurity specialists",
    "22111": "Agricultural and fish products inspectors",
    "22112": "Forestry technologists and technicians",
    "22214": "Technical occupations in geomatics and meteorology",
    "22220": "Computer network and web technicians",
    "22221": "User support technicians",
    "40020": "Administrators - post-secondary education and vocational training",
    "41200": "University professors and lecturers",
    "42202": "Early childhood educators and assistants",
    "52120": "Graphic designers and illustrators",
    "53122": "Painters, sculptors and other visual artists",
    "53124": "Artisans and craftspersons",
    "62020": "Food service supervisors",
    "63200": "Cooks",
    "65201": "Food counter attendants, kitchen helpers and related support occupations",
    "65310": "Light duty cleaners",
    "65311": "Specialized cleaners",
    "65312": "Janitors, caretakers and heavy-duty cleaners",
    "72200": "Electricians (except industrial and power system)",
    "72201": "Industrial electricians",
    "73201": "General building maintenance workers and building superintendents",
    "92012": "Supervisors, food and beverage processing",
    "94143": "Testers and graders, food and beverage processing",
}
AMERICAN = re.compile(
    r"\b(color|colors|center|centers|labor|license to|licensed to practice|fiber|odor|"
    r"behavior|neighbor\w*|catalog|liter|liters|meter long|fulfill|enrollment|gray|aluminum foil)\b"
)


def test_institutions_are_those_of_the_domain(content: shapes.DemoContent) -> None:
    assert {institution.slug for institution in content.institutions} == EXPECTED_SLUGS


def test_institutions_claim_no_acknowledgement_of_land(content: shapes.DemoContent) -> None:
    assert {each.territory for each in content.institutions} == {
        "The institution's own acknowledgement stands here, in its own words."
    }


def test_packages_are_enough_and_of_several_kinds(content: shapes.DemoContent) -> None:
    kinds = Counter(package.kind for package in content.packages)
    assert kinds[manifest.LEVEL_1_CORE] == 2
    assert kinds[manifest.STANDALONE] >= 14
    assert {package.about.language for package in content.packages} == {"en-CA", "fr-CA"}
    assert {package.licence for package in content.packages} == {
        *("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0")
    }
    assert sum(package.about.cover is not None for package in content.packages) >= 8


def test_every_role_has_an_account(content: shapes.DemoContent) -> None:
    assert {account.role for account in content.accounts} == set(shapes.ROLES)
    assert all(account.email.endswith(".example") for account in content.accounts)
    by_institution = Counter(a.institution for a in content.accounts if a.institution)
    assert by_institution["viu"] >= 2
    assert by_institution["oc"] >= 3


def test_occupations_carry_the_titles_of_noc_2021(content: shapes.DemoContent) -> None:
    english = [p for p in described(content) if p.about.language == "en-CA"]
    named = {(o.noc, o.title) for package in english for o in package.about.occupations}
    assert named <= set(NOC_2021.items())
    french = {o.noc for p in content.packages for o in p.about.occupations}
    assert french <= set(NOC_2021)


def test_summaries_fit_the_field(content: shapes.DemoContent) -> None:
    assert all(len(package.about.summary) <= 300 for package in described(content))


def test_hours_of_the_components_make_the_hours_of_the_package(
    content: shapes.DemoContent,
) -> None:
    for package in content.packages:
        newest = package.components_of(package.releases[-1])
        hours = sum(float(component.hours or 0) for component in newest)
        assert hours == float(package.about.hours), package.slug


def described(content: shapes.DemoContent) -> list[shapes.DemoPackage]:
    """Packages, and what layers bring of their own."""
    return [*content.packages, *(layer.package for layer in content.layers)]


def test_every_competency_is_taught_and_assessed_in_every_release(
    content: shapes.DemoContent,
) -> None:
    for package in described(content):
        codes = {competency.code for competency in package.competencies}
        for release in package.releases:
            parts = package.components_of(release)
            taught = {code for component in parts for code in component.teaches}
            assessed = {code for component in parts for code in component.assesses}
            missing = (codes - taught, codes - assessed)
            assert (package.slug, release.day, *missing) == (
                *(package.slug, release.day),
                *(set(), set()),
            )


def test_keys_are_unique(content: shapes.DemoContent) -> None:
    keys: list[str] = []
    for package in described(content):
        keys += [component.key for component in package.components]
        keys += [duty.key for duty in package.duties]
        keys += [competency.key for competency in package.competencies]
    assert len(keys) == len(set(keys))


def test_building_service_worker_is_complete(building_service_worker: shapes.DemoPackage) -> None:
    newest = building_service_worker.components_of(building_service_worker.releases[-1])
    types = Counter(component.type for component in newest)
    assert [duty.code for duty in building_service_worker.duties] == list("ABCDEFG")
    assert len(building_service_worker.competencies) == 31
    assert types["lesson-plan"] == 14
    assert types["scorm-module"] >= 6
    assert types["assessment"] >= 6
    assert types["syllabus"] == types["video"] == types["instructor-guide"] == 1


def test_answer_key_and_guide_are_for_members(building_service_worker: shapes.DemoPackage) -> None:
    members = {c.name for c in building_service_worker.components if c.audience == manifest.MEMBERS}
    assert members == {"answer-key", "instructor-guide"}


def test_text_is_in_canadian_spelling() -> None:
    sources = [*CONTENT.rglob("*.md"), *CONTENT.rglob("*.yaml")]
    found = {
        (path.name, match.group(0))
        for path in sources
        for match in AMERICAN.finditer(path.read_text("utf-8"))
    }
    assert not found


@pytest.mark.slow
def test_files_inspect_clean_and_are_the_same_bytes_each_time(
    content: shapes.DemoContent,
) -> None:
    for package in described(content):
        for component, file in package.files():
            first, second = file.make(), file.make()
            place = (package.slug, component.name, file.name)
            assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest(), place
            report = inspect(io.BytesIO(first), file.name)
            allowed = {"OUTSIDE-ONLY"} if file.name.endswith(".qti.zip") else set()
            assert {finding.code for finding in report.findings} <= allowed, place
            assert report.outcome in (Outcome.CLEAN, Outcome.WARNINGS), place
