"""The last gate before a release: what passes can be compared, shown, packed and read back."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.lib.canonical_json import canonical_bytes
from repository.releases.manifest import InstitutionRef, Manifest, from_json, to_json
from repository.releases.soundness import problems
from tests.manifests import (
    a_competency,
    a_component,
    a_duty,
    a_file,
    a_manifest,
    manifests,
)

UNSOUND = [
    ("MANIFEST-NO-TITLE", a_manifest(title="  ")),
    ("MANIFEST-NO-OWNER", a_manifest(owner=InstitutionRef("", "", ""))),
    ("MANIFEST-NO-LICENCE", a_manifest(licence="")),
    ("MANIFEST-NO-LANGUAGE", a_manifest(language="")),
    ("MANIFEST-KIND", a_manifest(kind="course")),
    ("MANIFEST-DUTY-NO-KEY", a_manifest(duties=(a_duty(), a_duty("", competencies=())))),
    ("MANIFEST-DUTY-TWICE", a_manifest(duties=(a_duty(), a_duty(competencies=())))),
    (
        "MANIFEST-COMPETENCY-TWICE",
        a_manifest(duties=(a_duty(), a_duty("d2", competencies=(a_competency(),)))),
    ),
    (
        "MANIFEST-COMPETENCY-NO-KEY",
        a_manifest(duties=(a_duty(competencies=(a_competency(), a_competency(""))),)),
    ),
    ("MANIFEST-COMPONENT-TWICE", a_manifest(components=(a_component(), a_component()))),
    ("MANIFEST-COMPONENT-NO-KEY", a_manifest(components=(a_component(""),))),
    ("MANIFEST-COMPONENT-NO-TITLE", a_manifest(components=(a_component(title=""),))),
    ("MANIFEST-COMPONENT-TYPE", a_manifest(components=(a_component(type="game"),))),
    ("MANIFEST-COMPONENT-AUDIENCE", a_manifest(components=(a_component(audience="all"),))),
    ("MANIFEST-COMPONENT-POLICY", a_manifest(components=(a_component(policy=""),))),
    ("MANIFEST-ALIGNMENT-UNKNOWN", a_manifest(components=(a_component(assesses=("k9",)),))),
    (
        "MANIFEST-FILE-TWICE",
        a_manifest(components=(a_component(files=(a_file("a"), a_file("a", "b"))),)),
    ),
    ("MANIFEST-FILE-NO-NAME", a_manifest(components=(a_component(files=(a_file("", "a"),)),))),
    ("MANIFEST-FILE-DIGEST", a_manifest(components=(a_component(files=(a_file(sha256="A"),)),))),
    ("MANIFEST-FILE-SIZE", a_manifest(components=(a_component(files=(a_file(size=-1),)),))),
    ("MANIFEST-TEXT", a_manifest(summary="a\x00b")),
    ("MANIFEST-TEXT", a_manifest(components=(a_component(section="\ud800"),))),
]


@pytest.mark.parametrize(("code", "manifest"), UNSOUND)
def test_problems_of_an_unsound_manifest_are_named(code: str, manifest: Manifest) -> None:
    found = problems(manifest)

    assert [problem[0] for problem in found] == [code]
    assert all(place and sentence.endswith(".") for _, place, sentence in found)


def test_problems_tells_all_of_them() -> None:
    manifest = a_manifest(title="", components=(a_component(policy="x"), a_component("c2", "")))

    assert [code for code, _, _ in problems(manifest)] == [
        "MANIFEST-NO-TITLE",
        "MANIFEST-COMPONENT-POLICY",
        "MANIFEST-COMPONENT-NO-TITLE",
    ]


@given(manifests())
def test_sound_manifest_comes_back_from_its_canonical_text(manifest: Manifest) -> None:
    assert problems(manifest) == []
    assert from_json(json.loads(canonical_bytes(to_json(manifest)))) == manifest


@given(manifests(), st.randoms(use_true_random=False))
def test_canonical_text_does_not_depend_on_the_order_of_fields(
    manifest: Manifest, random: Random
) -> None:
    fields = list(to_json(manifest).items())
    random.shuffle(fields)

    assert canonical_bytes(dict(fields)) == canonical_bytes(to_json(manifest))
