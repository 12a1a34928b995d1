"""Whom to name: the sentence to copy, its HTML, the citation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from repository.licences.catalogue import CC0, MEMBERS, PUBLIC_DOMAIN_MARK
from repository.releases.attribution import (
    Place,
    attribution_html,
    attribution_text,
    citation,
    component_attribution,
    full_attribution_text,
)
from repository.releases.manifest import Attribution, Base, Hop, InstitutionRef, Manifest
from tests.manifests import a_component, a_manifest, manifests

PLACE = Place(
    url="https://headwaters.example/p/6f1c2a90/",
    site_name="Headwaters",
    released_on=date(2026, 11, 20),
)
CC_BY = "CC-BY-4.0"
PARTNERS = tuple(
    InstitutionRef(slug, name, slug.upper())
    for slug, name in (
        ("vcc", "Vancouver Community College"),
        ("oc", "Okanagan College"),
        ("ufv", "University of the Fraser Valley"),
        ("selkirk", "Selkirk College"),
        ("nic", "North Island College"),
        ("camosun", "Camosun College"),
        ("cmtn", "Coast Mountain College"),
    )
)


def core(**changes: Any) -> Manifest:
    return a_manifest(**({"number": "2.1.0", "partners": PARTNERS} | changes))


def test_attribution_text_names_title_author_source_and_licence() -> None:
    assert attribution_text(core(), PLACE) == (
        "Building service worker, Level 1, release 2.1.0, by Vancouver Island University and "
        "seven partner institutions (2026), licensed CC BY-SA 4.0. "
        "From Headwaters: https://headwaters.example/p/6f1c2a90/"
    )


@pytest.mark.parametrize(
    ("partners", "by"),
    [
        (0, "by Vancouver Island University (2026)"),
        (1, "by Vancouver Island University and Vancouver Community College (2026)"),
        (
            2,
            "by Vancouver Island University, Vancouver Community College and Okanagan College",
        ),
        (3, "by Vancouver Island University and three partner institutions (2026)"),
    ],
)
def test_attribution_text_names_a_few_institutions_each(partners: int, by: str) -> None:
    assert by in attribution_text(core(partners=PARTNERS[:partners]), PLACE)


def test_attribution_text_of_a_lead_among_its_partners_names_it_once() -> None:
    manifest = core(partners=(core().owner,))

    assert attribution_text(manifest, PLACE).count("Vancouver Island University") == 1


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("CC-BY-4.0", "licensed CC BY 4.0"),
        (CC0, "dedicated to the public domain (CC0 1.0)"),
        (PUBLIC_DOMAIN_MARK, "free of known copyright (Public domain)"),
        (MEMBERS, "for staff of member institutions only"),
        ("LicenseRef-Own", "licensed LicenseRef-Own"),
    ],
)
def test_attribution_says_the_licence_in_words(licence: str, words: str) -> None:
    assert f"(2026), {words}." in attribution_text(core(licence=licence), PLACE)


def test_attribution_html_links_licence_and_source() -> None:
    assert attribution_html(core(partners=()), PLACE) == (
        "<p><cite>Building service worker, Level 1</cite>, release 2.1.0, "
        "by Vancouver Island University (2026), licensed "
        '<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>. '
        'From <a href="https://headwaters.example/p/6f1c2a90/">Headwaters</a>.</p>'
    )


def test_attribution_html_escapes_what_people_wrote() -> None:
    manifest = core(title='<img src=x onerror="alert(1)">', licence="<b>")
    place = Place(url='javascript:"x"', site_name="<i>", released_on=PLACE.released_on)

    html = attribution_html(manifest, place)

    assert "<img" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "href" not in html


def test_citation_names_every_institution() -> None:
    assert citation(core(), PLACE) == (
        "Vancouver Island University, Vancouver Community College, Okanagan College, University "
        "of the Fraser Valley, Selkirk College, North Island College, Camosun College and Coast "
        "Mountain College (2026). Building service worker, Level 1 (Release 2.1.0) [Curriculum "
        "package]. Headwaters. https://headwaters.example/p/6f1c2a90/"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, ""),
        ({"licence": "CC-BY-4.0"}, "“Infection control” is licensed CC BY 4.0."),
        (
            {
                "attribution": Attribution(
                    "Clean hands", "A. Nurse", "https://example.org/hands", "CC-BY-4.0"
                )
            },
            "“Infection control” uses “Clean hands” by A. Nurse, licensed CC BY 4.0. "
            "Source: https://example.org/hands",
        ),
        (
            {"attribution": Attribution(author="A. Nurse")},
            "“Infection control” is by A. Nurse, licensed CC BY-SA 4.0.",
        ),
        (
            {"attribution": Attribution("Infection control", "A. Nurse"), "licence": CC0},
            "“Infection control” is by A. Nurse, dedicated to the public domain (CC0 1.0).",
        ),
        ({"attribution": Attribution(licence="CC-BY-SA-4.0")}, ""),
    ],
)
def test_component_attribution_only_where_it_differs(
    changes: dict[str, Any], sentence: str
) -> None:
    assert component_attribution(a_component(**changes), core()) == sentence


def test_full_attribution_text_has_a_line_for_each_part_of_others() -> None:
    manifest = core(
        components=(
            a_component("c1"),
            a_component("c2", "Lifting", licence="CC-BY-4.0"),
            a_component("c3", "Hands", attribution=Attribution(author="A. Nurse")),
        )
    )

    assert full_attribution_text(manifest, PLACE).splitlines()[1:] == [
        "",
        "Parts with an attribution of their own:",
        "- “Lifting” is licensed CC BY 4.0.",
        "- “Hands” is by A. Nurse, licensed CC BY-SA 4.0.",
    ]


def a_hop(package: str, institution: str, release: str = "1.0.0") -> Hop:
    return Hop(package, f"By {institution}", release, institution[:3].lower(), institution, CC_BY)


def test_attribution_names_an_institution_whose_part_was_taken_in() -> None:
    taken = a_component(hops=(a_hop("p7", "Selkirk College"), a_hop(core().package, "VIU")))
    manifest = core(components=(a_component("c0", "Own"), taken))
    sentence = (
        "“Infection control” comes from “By Selkirk College”, release 1.0.0, by Selkirk College, "
        "licensed CC BY 4.0."
    )

    assert " With parts by Selkirk College. From Headwaters: " in attribution_text(manifest, PLACE)
    assert " With parts by Selkirk College. From <a " in attribution_html(manifest, PLACE)
    assert component_attribution(taken, manifest) == sentence
    assert full_attribution_text(manifest, PLACE).splitlines()[1:] == [
        "",
        "Parts with an attribution of their own:",
        f"- {sentence}",
    ]


def test_attribution_of_a_part_that_was_taken_in_names_what_it_is_made_from_too() -> None:
    work = Attribution("Clean hands", "A. Nurse", "", CC_BY)
    hops = (a_hop("p6", "North Island College"), a_hop("p7", "Selkirk College", "2.0.0"))

    assert component_attribution(a_component(attribution=work, hops=hops), core()) == (
        "“Infection control” comes from “By Selkirk College”, release 2.0.0, by Selkirk College, "
        "licensed CC BY 4.0; before that from “By North Island College”, release 1.0.0, by North "
        "Island College, licensed CC BY 4.0. “Infection control” uses “Clean hands” by A. Nurse, "
        "licensed CC BY 4.0."
    )


def test_attribution_of_inherited_parts_names_the_base_once() -> None:
    base = Base("p7", "By Selkirk College", "standalone", "1.0.0", "", PARTNERS[3], CC_BY)
    inherited = a_component(hops=(a_hop("p7", "Selkirk College"), a_hop(core().package, "VIU")))
    manifest = core(base=base, components=(inherited,))

    assert component_attribution(inherited, manifest) == ""
    assert attribution_text(manifest, PLACE).count("Selkirk College") == 2
    assert "With parts by" not in attribution_text(manifest, PLACE)


@given(manifests())
def test_attribution_of_anything_is_one_line_without_markup(manifest: Manifest) -> None:
    text = attribution_text(manifest, PLACE)
    html = attribution_html(manifest, PLACE)

    assert len(text.splitlines()) == 1
    assert html.count("<") == html.count(">") == 2 * (2 + html.count("<a "))
