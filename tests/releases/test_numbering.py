"""The number of a release follows from what changed, and never sinks."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from repository.releases.manifest import (
    MEMBERS,
    Attribution,
    Base,
    Component,
    Cover,
    InstitutionRef,
    Manifest,
    Occupation,
    Omission,
)
from tests.manifests import (
    OWNER,
    a_file,
    sha256_of,
)
from tests.releases.numbered import (
    CORE,
    NUMBERS,
    RULES,
    proposed,
    with_component,
)


@pytest.mark.parametrize(
    ("new", "level", "first_reason"), [pytest.param(*rule[1:], id=rule[0]) for rule in RULES]
)
def test_propose_number_of_a_change(new: Manifest, level: str, first_reason: str) -> None:
    proposal = proposed(new)

    assert proposal.level == level
    assert proposal.number == NUMBERS[level]
    assert [reason.sentence for reason in proposal.reasons[:1]] == (
        [first_reason] if first_reason else []
    )
    assert proposal.is_release is (level != "unchanged")


RELIED_ON: dict[str, Any] = {
    "type": "video",
    "title": "Other",
    "description": "Other",
    "effort_minutes": 5,
    "audience": MEMBERS,
    "licence": "CC-BY-4.0",
    "attribution": Attribution(author="Somebody"),
    "files": (a_file("locked.pdf", "other bytes"),),
    "teaches": (),
    "practises": ("k1",),
    "assesses": ("k1",),
}


@pytest.mark.parametrize("field", RELIED_ON)
def test_propose_number_of_a_change_in_a_locked_component_is_major(field: str) -> None:
    new = with_component("locked", **{field: RELIED_ON[field]})

    assert proposed(new).level == "major"


def test_every_field_of_a_component_is_either_relied_on_or_not() -> None:
    # What a layer puts beside a component, or says of it, changes nothing that is relied on.
    known = {*RELIED_ON, "key", "policy", "section", "hops", "origin", "in_place_of", "notes"}
    known.add("policy_reason")

    assert {field.name for field in dataclasses.fields(Component)} == known


DETAILS: dict[str, Any] = {
    "kind": "standalone",
    "title": "Other",
    "summary": "Other",
    "description": "Other",
    "owner": InstitutionRef("oc", "Okanagan College", "OC"),
    "partners": (InstitutionRef("oc", "Okanagan College", "OC"),),
    "language": "fr-CA",
    "licence": "CC-BY-4.0",
    "subjects": ("cleaning",),
    "skills": ("cleaning",),
    "occupations": (Occupation("65312", "Janitors"),),
    "for_whom": "Other",
    "prerequisites": "Other",
    "effort_minutes": 5,
    "delivery": "online",
    "facilitation": "self-directed",
    "credit_status": "for-credit",
    "contributors": ("Somebody",),
    "funder": "Other",
    "acknowledgement": "Other",
    "territory": "Other",
    "cover": Cover(sha256_of("x"), 1, "image/png", 1, 1, ""),
    "next_review": "2027-01-01",
    "base": Base("p", "Cleaning", "level-1-core", "1.0.0", sha256_of("x"), OWNER, "CC-BY-4.0"),
    "omissions": (Omission("c1", "Glass", "lesson-plan", "", "Not at our sites."),),
}


@pytest.mark.parametrize("field", DETAILS)
def test_propose_number_of_a_change_in_the_details_is_a_patch(field: str) -> None:
    assert proposed(dataclasses.replace(CORE, **{field: DETAILS[field]})).level == "patch"


def test_every_field_of_a_manifest_is_compared_or_stays_apart() -> None:
    # The proof follows from the rest.
    apart = {"package", "format", "number", "duties", "components", "proof"}

    assert {field.name for field in dataclasses.fields(Manifest)} == {*DETAILS, *apart}
