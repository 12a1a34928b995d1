"""Moving a layer to a newer core: one outcome for each thing, nothing silent, nothing lost."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from repository.releases.decisions import Decision, UndecidedError, decide
from repository.releases.layer import Add, Annotate, Layer, Omit, Operation, Replace, apply_layer
from repository.releases.manifest import ADAPTABLE, LOCKED, OPTIONAL, Component, Manifest
from repository.releases.rebase import Choice, Code, Nature, Rebase, State, rebase
from tests.layers import cores_and_layers, later, updates
from tests.manifests import a_competency, a_component, a_duty, a_file, a_manifest

CHANGED = a_file("changed.pdf")


def core(*parts: Component) -> Manifest:
    return a_manifest(components=parts)


def part(key: str, policy: str = OPTIONAL, **changes: Any) -> Component:
    return a_component(**({"key": key, "title": f"Part {key}", "policy": policy} | changes))


def outcome(report: Rebase, key: str) -> tuple[State, tuple[Code, ...]]:
    found = next(o for o in report.outcomes if o.key == key)
    return found.state, tuple(question.code for question in found.questions)


OLD = core(part("c1"), part("c2"), part("c3"))
MINE = a_component("m1", "Mine")


@pytest.mark.parametrize(
    ("operation", "new_core", "key", "state", "codes"),
    [
        (None, OLD, "c1", State.UNCHANGED, ()),
        (None, core(part("c1", files=(CHANGED,)), part("c2")), "c1", State.TAKEN_OVER, ()),
        (None, core(part("c1"), part("c2")), "c3", State.TAKEN_OVER, ()),
        (None, core(part("c2"), part("c1"), part("c3")), "c1", State.TAKEN_OVER, ()),
        (None, core(*OLD.components, part("c9")), "c9", State.TAKEN_OVER, ()),
        (Replace("c1", MINE), OLD, "c1", State.KEPT_LOCAL, ()),
        (
            Replace("c1", MINE),
            core(part("c1", files=(CHANGED,))),
            "c1",
            State.NEEDS_DECISION,
            (Code.CORE_CHANGED_REPLACED,),
        ),
        (
            Replace("c1", MINE),
            core(part("c2")),
            "c1",
            State.NEEDS_DECISION,
            (Code.CORE_REMOVED_REPLACED,),
        ),
        (
            Replace("c1", MINE),
            core(part("c1", LOCKED)),
            "c1",
            State.NEEDS_DECISION,
            (Code.POLICY_LOCKED,),
        ),
        (Omit("c1", "No"), core(part("c1", files=(CHANGED,))), "c1", State.KEPT_LOCAL, ()),
        (Omit("c1", "No"), core(part("c2")), "c1", State.KEPT_LOCAL, ()),
        (
            Omit("c1", "No"),
            core(part("c1", ADAPTABLE)),
            "c1",
            State.NEEDS_DECISION,
            (Code.POLICY_LOCKED,),
        ),
        (
            Omit("c1", "No"),
            core(part("c1"), part("c9"), part("c2")),
            "c9",
            State.NEEDS_DECISION,
            (Code.NEW_NEXT_TO_OMITTED,),
        ),
        (
            Omit("c1", "No"),
            core(part("c1"), part("c2"), part("c9")),
            "c9",
            State.TAKEN_OVER,
            (),
        ),
        (Annotate("c1", "Hm"), core(part("c1", files=(CHANGED,))), "c1", State.TAKEN_OVER, ()),
        (
            Annotate("c1", "Hm"),
            core(part("c2")),
            "c1",
            State.NEEDS_DECISION,
            (Code.CORE_REMOVED_NOTED,),
        ),
        (Add(MINE, "c1"), OLD, "m1", State.KEPT_LOCAL, ()),
        (
            Add(MINE, "c1"),
            core(part("c2")),
            "m1",
            State.NEEDS_DECISION,
            (Code.CORE_REMOVED_PLACE,),
        ),
        (
            Add(MINE, "c1"),
            core(part("c1"), part("m1")),
            "m1",
            State.NEEDS_DECISION,
            (Code.KEY_COLLIDES,),
        ),
    ],
)
def test_each_change_of_the_core_has_its_outcome(
    operation: Operation | None,
    new_core: Manifest,
    key: str,
    state: State,
    codes: tuple[Code, ...],
) -> None:
    layer = Layer((operation,) if operation else ())
    assert outcome(rebase(OLD, new_core, layer), key) == (state, codes)


def test_omitted_lesson_hazard_the_core_changes_it_and_it_stays_out() -> None:
    """Elsewhere an update brings back what a college had left out on purpose."""
    layer = Layer((Omit("c2", "A contractor cleans the windows"),))
    changed = core(part("c1"), part("c2", title="Glass and high-touch points"), part("c3"))
    report = rebase(OLD, changed, layer)
    found = next(o for o in report.outcomes if o.key == "c2")
    assert report.clean
    assert found.state == State.KEPT_LOCAL
    assert found.reason == "The core changed it; it stays left out: A contractor cleans the windows"
    assert [c.key for c in apply_layer(changed, layer).components] == ["c1", "c3"]


def test_an_omitted_lesson_that_goes_and_comes_back_stays_out() -> None:
    layer = Layer((Omit("c2", "Not ours"),))
    without = core(part("c1"), part("c3"))
    assert rebase(OLD, without, layer).clean
    assert rebase(without, OLD, layer).clean
    assert [c.key for c in apply_layer(OLD, layer).components] == ["c1", "c3"]


@pytest.mark.parametrize(
    ("change", "nature"),
    [
        ({"description": "Clearer."}, Nature.WORDING),
        ({"title": "Other"}, Nature.WORDING),
        ({"files": (CHANGED,)}, Nature.CONTENT),
        ({"effort_minutes": 90}, Nature.CONTENT),
        ({"type": "assessment", "files": (CHANGED,)}, Nature.ASSESSMENT),
        ({"assesses": ("k1",)}, Nature.ASSESSMENT),
    ],
)
def test_a_change_is_of_one_nature(change: dict[str, object], nature: Nature) -> None:
    changed = dataclasses.replace(OLD.components[0], **change)  # type: ignore[arg-type]
    report = rebase(OLD, core(changed, *OLD.components[1:]), Layer())
    assert report.nature == nature


def test_a_changed_competency_is_the_gravest() -> None:
    new = dataclasses.replace(OLD, duties=(a_duty(competencies=(a_competency("k1", "Other"),)),))
    assert rebase(OLD, new, Layer()).nature == Nature.COMPETENCY


@given(cores_and_layers())
def test_rebase_onto_the_same_core_changes_nothing(pair: tuple[Manifest, Layer]) -> None:
    base, layer = pair
    report = rebase(base, base, layer)
    assert report.clean
    assert {o.state for o in report.outcomes} <= {State.UNCHANGED, State.KEPT_LOCAL}
    assert decide(base, base, layer, ()) == layer


@given(updates())
def test_everything_has_exactly_one_outcome(update: tuple[Manifest, Manifest, Layer]) -> None:
    old, new, layer = update
    seen = [(o.subject, o.key) for o in rebase(old, new, layer).outcomes]
    assert len(seen) == len(set(seen))
    parts = {c.key for c in (*old.components, *new.components)}
    parts |= {add.component.key for add in layer.adds} | set(layer.omits)
    competencies = {c.key for c in (*old.competencies, *new.competencies)}
    competencies |= {c.key for duty in layer.duties for c in duty.competencies}
    assert set(seen) >= {("component", key) for key in parts}
    assert set(seen) >= {("competency", key) for key in competencies}


@given(updates())
def test_a_clean_rebase_goes_over_the_new_core(update: tuple[Manifest, Manifest, Layer]) -> None:
    old, new, layer = update
    assume(rebase(old, new, layer).clean)
    moved = decide(old, new, layer, ())
    effective = {component.key for component in apply_layer(new, moved).components}
    assert not effective & set(layer.omits)
    assert {add.component.key for add in layer.adds} <= effective


@given(updates(), st.randoms(use_true_random=False))
def test_outcomes_do_not_depend_on_the_order_of_operations(
    update: tuple[Manifest, Manifest, Layer], chance: random.Random
) -> None:
    old, new, layer = update
    shuffled = list(layer.operations)
    chance.shuffle(shuffled)
    again = dataclasses.replace(layer, operations=tuple(shuffled))
    assert rebase(old, new, again) == rebase(old, new, layer)


@given(cores_and_layers(), st.data())
@settings(max_examples=200)
def test_two_steps_equal_one_where_no_decision_is_needed(
    pair: tuple[Manifest, Layer], data: st.DataObject
) -> None:
    first, layer = pair
    second = data.draw(later(first))
    third = data.draw(later(second))
    assume(rebase(first, second, layer).clean and rebase(first, third, layer).clean)
    halfway = decide(first, second, layer, ())
    assume(rebase(second, third, halfway).clean)
    in_two = decide(second, third, halfway, ())
    in_one = decide(first, third, layer, ())
    assert apply_layer(third, in_two) == apply_layer(third, in_one)


@given(updates(), st.data())
@settings(max_examples=200)
def test_any_answers_that_are_open_make_a_layer_that_goes_over_the_new_core(
    update: tuple[Manifest, Manifest, Layer], data: st.DataObject
) -> None:
    old, new, layer = update
    decisions = []
    for found in rebase(old, new, layer).open:
        for question in found.questions:
            choice = data.draw(st.sampled_from(question.choices))
            merged = a_component("merged", "Both") if choice == Choice.MERGE else None
            decisions.append(Decision(found.key, question.code, choice, "Because", merged))
    decided = decide(old, new, layer, decisions)
    apply_layer(new, decided)
    again = rebase(new, new, decided)
    assert again.clean


def test_a_missing_answer_a_wrong_one_and_one_too_many_are_all_named() -> None:
    layer = Layer((Replace("c1", MINE), Annotate("c2", "Hm")))
    new = core(part("c1", files=(CHANGED,)), part("c3"))
    answers = [
        Decision("c1", Code.CORE_CHANGED_REPLACED, Choice.KEEP),
        Decision("c3", Code.POLICY_LOCKED, Choice.TAKE),
    ]
    with pytest.raises(UndecidedError) as caught:
        decide(OLD, new, layer, answers)
    assert [(problem.code, problem.key) for problem in caught.value.problems] == [
        ("DECISION-NO-REASON", "c1"),
        ("DECISION-MISSING", "c2"),
        ("DECISION-NOT-ASKED", "c3"),
    ]


def test_keeping_mine_is_asked_again_only_when_the_core_changes_it_again() -> None:
    layer = Layer((Replace("c1", MINE),))
    new = core(part("c1", files=(CHANGED,)), part("c2"), part("c3"))
    keep = Decision("c1", Code.CORE_CHANGED_REPLACED, Choice.KEEP, "Our policy")
    decided = decide(OLD, new, layer, [keep])
    assert decided.replaces["c1"].reason == "Our policy"
    assert rebase(new, core(*new.components, part("c4")), decided).clean
    assert not rebase(new, core(part("c1"), part("c2"), part("c3")), decided).clean
