"""A layer over a core: what stands where, and what is refused."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.releases.layer import (
    ADDED,
    REPLACED,
    Add,
    Annotate,
    Layer,
    LayerError,
    Omit,
    Operation,
    Replace,
    apply_layer,
    layer_problems,
)
from repository.releases.manifest import ADAPTABLE, LOCKED, OPTIONAL, Manifest, Note
from tests.layers import cores_and_layers
from tests.manifests import a_competency, a_component, a_duty, a_manifest, manifests


def core(*policies: str) -> Manifest:
    """A core whose components c1, c2 … have these policies."""
    return a_manifest(
        components=tuple(
            a_component(f"c{number}", f"Part {number}", policy=policy)
            for number, policy in enumerate(policies, start=1)
        )
    )


def keys(manifest: Manifest) -> list[str]:
    return [component.key for component in manifest.components]


def mine(key: str = "m1") -> Add:
    return Add(a_component(key, f"Mine {key}"))


@given(manifests())
def test_empty_layer_is_the_identity(manifest: Manifest) -> None:
    assert apply_layer(manifest, Layer()) == manifest


def test_each_operation_does_what_it_says() -> None:
    base = core(LOCKED, ADAPTABLE, OPTIONAL, ADAPTABLE)
    own = a_component("m1", "Isolation rooms")
    layer = Layer(
        (
            Annotate("c1", "At our site, use the scrub sink."),
            Replace("c2", a_component("m2", "Patient handling"), "Our lift policy"),
            Omit("c3", "A contractor does it"),
            Add(own, after="c3"),
        )
    )
    effective = apply_layer(base, layer)
    assert keys(effective) == ["c1", "c2", "m1", "c4"]
    noted, replaced, added, inherited = effective.components
    assert noted.notes == (Note("At our site, use the scrub sink."),)
    assert (replaced.title, replaced.origin) == ("Patient handling", REPLACED)
    assert replaced.in_place_of == "Part 2"
    assert added == dataclasses.replace(own, origin=ADDED)
    assert inherited == base.components[3]
    assert [(o.key, o.reason) for o in effective.omissions] == [("c3", "A contractor does it")]


@pytest.mark.parametrize(
    ("policy", "operation", "code"),
    [
        (LOCKED, Replace("c1", a_component("m1")), "LAYER-POLICY"),
        (LOCKED, Omit("c1", "Why"), "LAYER-POLICY"),
        (LOCKED, Annotate("c1", "Note"), None),
        (LOCKED, Add(a_component("m1"), "c1"), None),
        (ADAPTABLE, Replace("c1", a_component("m1")), None),
        (ADAPTABLE, Omit("c1", "Why"), "LAYER-POLICY"),
        (OPTIONAL, Replace("c1", a_component("m1")), None),
        (OPTIONAL, Omit("c1", "Why"), None),
        (OPTIONAL, Omit("c1", " "), "LAYER-NO-REASON"),
        (OPTIONAL, Omit("gone", "Why"), None),
        (OPTIONAL, Replace("gone", a_component("m1")), "LAYER-NO-TARGET"),
        (OPTIONAL, Annotate("gone", "Note"), "LAYER-NO-TARGET"),
        (OPTIONAL, Add(a_component("m1"), "gone"), "LAYER-NO-PLACE"),
        (OPTIONAL, Add(a_component("c1")), "LAYER-KEY-COLLIDES"),
    ],
)
def test_what_a_policy_permits(policy: str, operation: Operation, code: str | None) -> None:
    found = [problem.code for problem in layer_problems(core(policy), Layer((operation,)))]
    assert found == ([code] if code else [])


def test_a_standalone_package_is_adapted_freely() -> None:
    layer = Layer((Omit("c1", "Not for us"),), adapts_freely=True)
    assert keys(apply_layer(core(LOCKED, ADAPTABLE), layer)) == ["c2"]


def test_two_operations_that_exclude_each_other_are_refused() -> None:
    layer = Layer((Omit("c1", "Why"), Replace("c1", a_component("m1"))))
    with pytest.raises(LayerError) as caught:
        apply_layer(core(OPTIONAL), layer)
    assert [problem.code for problem in caught.value.problems] == ["LAYER-TWICE"]


def test_own_competencies_follow_the_cores_and_may_not_take_their_keys() -> None:
    base = core(LOCKED)
    own = a_duty("dh", competencies=(a_competency("kh"),))
    effective = apply_layer(base, Layer(duties=(own,)))
    assert effective.duties == (*base.duties, own)
    problems = layer_problems(base, Layer(duties=(a_duty("dh", competencies=base.competencies),)))
    assert {problem.code for problem in problems} == {"LAYER-KEY-COLLIDES"}


def test_additions_in_one_place_stand_by_rank_and_may_follow_each_other() -> None:
    layer = Layer(
        (
            Add(a_component("m3"), "m1"),
            Add(a_component("m2"), "c1", rank=1),
            Add(a_component("m1"), "c1"),
            Add(a_component("m0"), ""),
        )
    )
    assert keys(apply_layer(core(LOCKED, LOCKED), layer)) == ["m0", "c1", "m1", "m3", "m2", "c2"]


def test_additions_in_a_circle_are_refused() -> None:
    layer = Layer((Add(a_component("m1"), "m2"), Add(a_component("m2"), "m1")))
    assert [problem.code for problem in layer_problems(core(LOCKED), layer)] == [
        "LAYER-NO-PLACE",
        "LAYER-NO-PLACE",
    ]


@given(cores_and_layers(), st.randoms(use_true_random=False))
def test_order_of_operations_means_nothing(
    pair: tuple[Manifest, Layer], chance: random.Random
) -> None:
    base, layer = pair
    shuffled = list(layer.operations)
    chance.shuffle(shuffled)
    again = dataclasses.replace(layer, operations=tuple(shuffled))
    assert apply_layer(base, again) == apply_layer(base, layer)


@given(cores_and_layers())
def test_every_part_of_core_and_layer_is_there_or_named_as_left_out(
    pair: tuple[Manifest, Layer],
) -> None:
    base, layer = pair
    effective = apply_layer(base, layer)
    there = keys(effective) + [omission.key for omission in effective.omissions]
    expected = keys(base) + [add.component.key for add in layer.adds]
    assert sorted(there) == sorted(expected)


@given(cores_and_layers())
def test_locked_components_and_core_competencies_stay_as_they_are(
    pair: tuple[Manifest, Layer],
) -> None:
    base, layer = pair
    effective = {c.key: c for c in apply_layer(base, layer).components}
    for component in base.components:
        if component.policy == LOCKED:
            assert dataclasses.replace(effective[component.key], notes=component.notes) == component
    assert apply_layer(base, layer).duties[: len(base.duties)] == base.duties
