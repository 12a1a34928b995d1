"""What stands side by side where somebody decides."""

from __future__ import annotations

import dataclasses

from repository.releases.layer import Add, Layer, Replace
from repository.releases.manifest import Competency, Component, Duty, Hop, Manifest
from repository.releases.rebase import rebase
from repository.releases.step import step_between
from repository.updates.answers import Asked, asked_in
from repository.updates.sides import Sides, sides_of
from tests.manifests import a_component, a_manifest

OURS = "0f0e0d0c-0000-4000-8000-000000000001"
HOP = Hop(OURS, "Schools", "1.0.0", "camosun", "Camosun College", "CC-BY-SA-4.0")
MINE = a_component("mine", "When a child is sick", teaches=("own",))
OLD = a_manifest(components=(a_component("c1", "Safety"), a_component("c2", "Lifting")))
DUTY = Duty("s", "S", "Schools", (Competency("own", "S3", "Take up body fluids"),))


def with_parts(*parts: Component) -> Manifest:
    return dataclasses.replace(OLD, components=(*OLD.components, *parts))


def decided(new: Manifest, layer: Layer) -> tuple[Asked, Sides]:
    """The one question of a layer on a new core, and what stands beside it."""
    step = step_between(OLD, new)
    (asked,) = asked_in(rebase(OLD, new, layer, step), step, layer)
    return asked, sides_of(asked, layer, step)


def test_own_part_names_the_layer_s_own_competencies_which_the_core_s_lacks() -> None:
    layer = Layer((Add(MINE, "c1"),), (DUTY,), package=OURS)
    core = dataclasses.replace(MINE, teaches=(), hops=(HOP,))
    _, sides = decided(with_parts(core), layer)
    assert "teaches S3" in sides.own.facts
    assert "teaches S3" not in sides.core.facts


def test_part_that_the_core_took_over_otherwise_is_called_so_and_shown_against_one_s_own() -> None:
    layer = Layer((Add(MINE, "c1"),), (DUTY,), package=OURS)
    core = dataclasses.replace(MINE, title="When somebody is sick", hops=(HOP,))
    asked, sides = decided(with_parts(core), layer)
    assert "took over your part" in asked.question.sentence
    assert [span.op for span in sides.own.title if span.op != "equal"] == ["deleted", "inserted"]


def test_replacement_that_the_core_took_over_otherwise_is_called_so() -> None:
    layer = Layer((Replace("c2", MINE),), (DUTY,), package=OURS)
    core = dataclasses.replace(MINE, key="c2", title="When somebody is sick", hops=(HOP,))
    new = dataclasses.replace(OLD, components=(OLD.components[0], core))
    asked, _ = decided(new, layer)
    assert "took over your part" in asked.question.sentence


def test_part_of_the_same_key_from_elsewhere_is_no_part_of_ours() -> None:
    asked, _ = decided(with_parts(a_component("mine", "Other")), Layer((Add(MINE, "c1"),), (DUTY,)))
    assert "with the key of one of yours" in asked.question.sentence
