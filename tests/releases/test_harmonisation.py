"""A Level 2 contains its Level 1, or can't be released."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from repository.releases.harmonisation import (
    COMPETENCY_CHANGED,
    COMPETENCY_MISSING,
    LOCKED_CHANGED,
    LOCKED_MISSING,
    NOT_ASSESSED,
    NOT_TAUGHT,
    prove,
)
from repository.releases.layer import Annotate, Layer, Omit, Replace, apply_layer
from repository.releases.manifest import LOCKED, OPTIONAL, Manifest, Proof
from tests.manifests import a_competency, a_component, a_duty, a_manifest, manifests

CORE = a_manifest(
    duties=(a_duty("d1", competencies=(a_competency("k1"), a_competency("k2", code="A2"))),),
    components=(
        a_component("c1", "Working safely", policy=LOCKED, teaches=("k1",), assesses=("k1",)),
        a_component("c2", "Glass", policy=OPTIONAL, teaches=("k2",), assesses=("k2",)),
    ),
)


@given(manifests())
def test_every_core_is_in_harmony_with_itself(core: Manifest) -> None:
    assert prove(core, core).holds


def test_proof_counts_what_is_taught_and_assessed() -> None:
    assert prove(CORE, CORE).proof == Proof(competencies=2, taught=2, assessed=2)


def test_what_the_core_never_assessed_is_counted_and_no_breach() -> None:
    parts = tuple(dataclasses.replace(part, assesses=()) for part in CORE.components)
    core = dataclasses.replace(CORE, components=parts)
    harmony = prove(core, core)
    assert harmony.holds
    assert harmony.proof.assessed == 0


def test_leaving_out_the_only_lesson_of_a_competency_is_a_breach() -> None:
    effective = apply_layer(CORE, Layer((Omit("c2", "Our windows are cleaned by others."),)))
    harmony = prove(CORE, effective)
    assert [(breach.code, breach.key) for breach in harmony.breaches] == [
        (NOT_TAUGHT, "k2"),
        (NOT_ASSESSED, "k2"),
    ]
    assert "A2" in harmony.breaches[0].message


def test_own_part_that_teaches_and_assesses_it_mends_the_breach() -> None:
    own = a_component("own", "Tall glass", teaches=("k2",), assesses=("k2",))
    assert prove(CORE, apply_layer(CORE, Layer((Replace("c2", own),)))).holds


def test_note_beside_a_locked_component_doesnt_touch_it() -> None:
    assert prove(CORE, apply_layer(CORE, Layer((Annotate("c1", "At the scrub sink."),)))).holds


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"components": CORE.components[1:]}, LOCKED_MISSING),
        (
            {
                "components": (
                    dataclasses.replace(CORE.components[0], title="x"),
                    CORE.components[1],
                )
            },
            LOCKED_CHANGED,
        ),
        ({"duties": ()}, COMPETENCY_MISSING),
        (
            {
                "duties": (
                    a_duty("d1", competencies=(a_competency("k1", statement="Less."),)),
                    a_duty("d2", competencies=(a_competency("k2", code="A2"),)),
                )
            },
            COMPETENCY_CHANGED,
        ),
    ],
)
def test_what_a_layer_can_not_do_is_found_all_the_same(
    change: dict[str, object], code: str
) -> None:
    effective = dataclasses.replace(CORE, **change)  # type: ignore[arg-type]
    assert code in {breach.code for breach in prove(CORE, effective).breaches}
