"""What the core took over from a layer, and that nothing goes without a word."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import assume, given

from repository.releases.decisions import decide
from repository.releases.layer import Add, Layer, Replace, apply_layer
from repository.releases.manifest import LOCKED, Component, Hop, Manifest
from repository.releases.rebase import Code, State, rebase
from tests.layers import updates
from tests.manifests import a_component, a_file, a_manifest

OURS = "0f0e0d0c-0000-4000-8000-000000000001"
HOP = Hop(OURS, "Food plants", "1.1.0", "oc", "Okanagan College", "CC-BY-SA-4.0")
MINE = a_component("mine", "Contact times, with a picture", files=(a_file("wet.pdf"),))
OLD = a_manifest(components=(a_component("c1", "Safety"), a_component("c2", "Contact times")))


def taken_over(key: str, **changes: Any) -> Component:
    """Our part as the core's editors accepted it: under the core's key, with its hop."""
    return dataclasses.replace(MINE, **({"key": key, "hops": (HOP,)} | changes))


def new_core(*parts: Component) -> Manifest:
    return a_manifest(components=(OLD.components[0], *parts))


def of(layer: Layer) -> Layer:
    return dataclasses.replace(layer, package=OURS)


def test_replacement_that_the_core_took_over_gives_way_without_a_question() -> None:
    layer = of(Layer((Replace("c2", MINE, "Clearer"),)))
    new = new_core(taken_over("c2"))
    report = rebase(OLD, new, layer)
    found = next(o for o in report.outcomes if o.key == "c2")
    assert report.clean
    assert (found.state, "gives way" in found.reason) == (State.TAKEN_OVER, True)
    moved = decide(OLD, new, layer, ())
    assert moved.operations == ()
    assert apply_layer(new, moved).components[1].origin == ""


def test_addition_that_the_core_took_over_gives_way_and_keeps_what_follows_it() -> None:
    follower = a_component("next", "A drill")
    layer = of(Layer((Add(MINE, "c2"), Add(follower, "mine"))))
    new = new_core(OLD.components[1], taken_over("mine"))
    assert rebase(OLD, new, layer).clean
    moved = decide(OLD, new, layer, ())
    keys = [component.key for component in apply_layer(new, moved).components]
    assert keys == ["c1", "c2", "mine", "next"]


def test_part_that_became_locked_in_the_core_gives_way_all_the_same() -> None:
    layer = of(Layer((Replace("c2", MINE),)))
    assert rebase(OLD, new_core(taken_over("c2", policy=LOCKED)), layer).clean


@pytest.mark.parametrize(
    "core_s",
    [
        taken_over("c2", title="Contact times, without the picture"),
        taken_over("c2", files=(a_file("other.pdf"),)),
        taken_over("c2", hops=()),
        taken_over("c2", hops=(dataclasses.replace(HOP, package="somebody-else"),)),
    ],
)
def test_part_that_the_editors_changed_or_took_from_others_is_a_question(core_s: Component) -> None:
    layer = of(Layer((Replace("c2", MINE),)))
    report = rebase(OLD, new_core(core_s), layer)
    assert [q.code for o in report.open for q in o.questions] == [Code.CORE_CHANGED_REPLACED]


def test_part_that_was_taken_over_before_doesn_t_give_way_a_second_time() -> None:
    """Who replaces it again afterwards means it."""
    old = new_core(taken_over("c2"))
    layer = of(Layer((Replace("c2", MINE),)))
    new = new_core(taken_over("c2", description="Clearer."))
    assert not rebase(old, new, layer).clean


def test_part_that_was_offered_and_taken_over_again_gives_way_again() -> None:
    old = new_core(dataclasses.replace(OLD.components[1], hops=(HOP,)))
    layer = of(Layer((Replace("c2", MINE),)))
    second = dataclasses.replace(HOP, release="1.2.0")
    assert rebase(old, new_core(taken_over("c2", hops=(HOP, second))), layer).clean


def test_part_that_teaches_less_in_the_core_is_a_question() -> None:
    """Its alignment with a competency of one's own would be lost without a word."""
    mine = dataclasses.replace(MINE, teaches=("k1", "own"))
    layer = of(Layer((Replace("c2", mine),)))
    assert not rebase(OLD, new_core(taken_over("c2", teaches=("k1",))), layer).clean
    assert rebase(OLD, new_core(taken_over("c2", teaches=("own", "k1"))), layer).clean


@given(updates())
def test_nothing_is_lost_without_appearing_in_the_report(
    update: tuple[Manifest, Manifest, Layer],
) -> None:
    old, new, layer = update
    report = rebase(old, new, layer)
    assume(report.clean)
    states = {o.key: o.state for o in report.outcomes if o.subject == "component"}
    before = {c.key: c for c in apply_layer(old, layer).components}
    after = {c.key: c for c in apply_layer(new, decide(old, new, layer, ())).components}
    for key in before.keys() - after.keys():
        assert states[key] == State.TAKEN_OVER
    for key in before.keys() & after.keys():
        if states[key] == State.UNCHANGED:
            assert before[key] == after[key]


@given(updates())
def test_what_is_left_out_stays_out_whatever_the_core_does(
    update: tuple[Manifest, Manifest, Layer],
) -> None:
    old, new, layer = update
    report = rebase(old, new, layer)
    for key in layer.omits:
        found = next(o for o in report.outcomes if o.key == key)
        if found.state == State.KEPT_LOCAL:
            assert "stays" in found.reason
        else:
            assert found.state == State.NEEDS_DECISION
