"""What could get lost, come back or change its place without a word when a core moves on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.releases.decisions import Decision, decide
from repository.releases.layer import (
    Add,
    Annotate,
    Layer,
    Omit,
    Replace,
    apply_layer,
    layer_problems,
)
from repository.releases.manifest import LOCKED, OPTIONAL, Component, Hop, Manifest
from repository.releases.rebase import Choice, Code, Outcome, State, rebase
from tests.layers import updates
from tests.manifests import a_competency, a_component, a_duty, a_file, a_manifest


def part(key: str, policy: str = OPTIONAL, **changes: Any) -> Component:
    return a_component(**({"key": key, "title": f"Part {key}", "policy": policy} | changes))


def core(*keys: str | Component) -> Manifest:
    parts = [key if isinstance(key, Component) else part(key) for key in keys]
    return a_manifest(components=tuple(parts))


def own(key: str, **changes: Any) -> Component:
    return a_component(key, f"Own {key}", **changes)


def outcome(old: Manifest, new: Manifest, layer: Layer, key: str) -> Outcome:
    return next(o for o in rebase(old, new, layer).outcomes if o.key == key)


def codes(found: Outcome) -> list[Code]:
    return [question.code for question in found.questions]


def keys(manifest: Manifest) -> list[str]:
    return [component.key for component in manifest.components]


def decided(
    old: Manifest, new: Manifest, layer: Layer, choices: Iterable[tuple[str, Code, Choice]]
) -> Manifest:
    """The effective package after these answers."""
    answers = [Decision(key, code, choice, "Because") for key, code, choice in choices]
    return apply_layer(new, decide(old, new, layer, answers))


@pytest.mark.parametrize(
    ("new", "again"),
    [
        # made anew where it stood, under another key and another title
        (core("c1", part("c9", title="Glass, new"), "c3"), "c9"),
        # made anew, and moved to the end
        (core("c1", "c3", "c4", part("c9", title="PART C2")), "c9"),
        # the same file under another title, moved to the end
        (core("c1", "c3", "c4", part("c9", title="Glass", files=(a_file("c2.pdf"),))), "c9"),
    ],
)
def test_left_out_lesson_that_the_core_made_anew_does_not_come_back_unasked(
    new: Manifest, again: str
) -> None:
    old = core("c1", part("c2", files=(a_file("c2.pdf"),)), "c3", "c4")
    layer = Layer((Omit("c2", "A contractor does it"),))
    found = outcome(old, new, layer, again)
    assert codes(found) == [Code.NEW_NEXT_TO_OMITTED]
    assert "where one stood that you left out" in found.reason
    out = decided(old, new, layer, [(again, Code.NEW_NEXT_TO_OMITTED, Choice.OMIT)])
    assert again not in keys(out)
    assert again in [omission.key for omission in out.omissions]


def test_new_lesson_far_from_what_was_left_out_and_is_gone_comes_in_by_itself() -> None:
    layer = Layer((Omit("c2", "A contractor does it"),))
    assert rebase(core("c1", "c2", "c3", "c4"), core("c1", "c3", "c4", "c9"), layer).clean


@pytest.mark.parametrize(
    ("choice", "order"),
    [
        (Choice.TAKE, ["c1", "c8", "c9", "m1", "m2", "c2"]),
        (Choice.KEEP, ["c1", "m1", "m2", "c8", "c9", "c2"]),
    ],
)
def test_new_lesson_where_own_ones_stand_is_a_question_of_order(
    choice: Choice, order: list[str]
) -> None:
    old, new = core("c1", "c2"), core("c1", part("c8", LOCKED), "c9", "c2")
    layer = Layer((Add(own("m1"), "c1", 1), Add(own("m2"), "c1", 2)))
    found = outcome(old, new, layer, "c8")
    assert codes(found) == [Code.NEW_WHERE_ADDED]
    assert "“Own m1” and “Own m2”" in found.reason
    assert outcome(old, new, layer, "c9").state == State.TAKEN_OVER
    assert keys(decided(old, new, layer, [("c8", Code.NEW_WHERE_ADDED, choice)])) == order


def test_new_lesson_at_the_very_beginning_is_such_a_question_too() -> None:
    old, new = core("c1"), core("c9", "c1")
    layer = Layer((Add(own("m1")),))
    assert codes(outcome(old, new, layer, "c9")) == [Code.NEW_WHERE_ADDED]
    taken = decided(old, new, layer, [("c9", Code.NEW_WHERE_ADDED, Choice.TAKE)])
    assert keys(taken) == ["c9", "m1", "c1"]


def test_what_stands_after_an_own_part_goes_along_when_that_gets_another_key() -> None:
    old, new = core("c1", "c2"), core("c1", "c2", part("m1", title="Theirs"))
    layer = Layer((Add(own("m1"), "c1"), Add(own("m2"), "m1")))
    found = decided(old, new, layer, [("m1", Code.KEY_COLLIDES, Choice.RENEW)])
    assert [c.title for c in found.components] == [
        "Part c1",
        "Own m1",
        "Own m2",
        "Part c2",
        "Theirs",
    ]


def test_own_parts_whose_places_are_gone_keep_their_order() -> None:
    """The stream may hold them in any order: where they stand is told by the places."""
    old, new = core("c1", "c2", "c3"), core("c1")
    layer = Layer(
        (
            Add(own("third"), "c3", 0),
            Add(own("second"), "c2", 1),
            Add(own("first"), "c1", 2),
        )
    )
    moves = [(key, Code.CORE_REMOVED_PLACE, Choice.MOVE) for key in ("second", "third")]
    assert keys(decided(old, new, layer, moves)) == ["c1", "first", "second", "third"]


def test_replacement_of_a_part_that_is_gone_stays_before_what_followed_it() -> None:
    old, new = core("c1", "c2", "c3"), core("c1", "c3")
    layer = Layer(
        (
            Add(own("before"), "c1", 7),
            Replace("c2", own("mine")),
            Add(own("after"), "c2", 0),
        )
    )
    answers = [
        ("c2", Code.CORE_REMOVED_REPLACED, Choice.KEEP),
        ("after", Code.CORE_REMOVED_PLACE, Choice.MOVE),
    ]
    titles = [c.title for c in decided(old, new, layer, answers).components]
    assert titles == ["Part c1", "Own before", "Own mine", "Own after", "Part c3"]


def test_two_parts_after_a_place_that_is_gone_are_two_questions() -> None:
    layer = Layer((Add(own("m1"), "c2", 0), Add(own("m2"), "c2", 1)))
    old, new = core("c1", "c2"), core("c1")
    answers = [("m1", Code.CORE_REMOVED_PLACE, Choice.TAKE)]
    answers += [("m2", Code.CORE_REMOVED_PLACE, Choice.MOVE)]
    assert len(rebase(old, new, layer).open) == 2
    assert keys(decided(old, new, layer, answers)) == ["c1", "m2"]


def test_what_followed_a_part_that_the_core_took_over_follows_it_still() -> None:
    package = "0f0e0d0c-0000-4000-8000-000000000001"
    hop = Hop(package, "Plants", "1.1.0", "oc", "OC", "CC-BY-4.0")
    layer = Layer((Add(own("m1"), "c1", 0), Add(own("m2"), "c1", 1)), package=package)
    old, new = core("c1", "c2"), core("c1", own("m1", hops=(hop,)), "c2")
    assert rebase(old, new, layer).clean
    assert keys(decided(old, new, layer, ())) == ["c1", "m1", "m2", "c2"]


def test_two_notes_on_one_part_exclude_each_other() -> None:
    """One of them would be lost, and which would follow from the order of recording."""
    layer = Layer((Annotate("c1", "One"), Annotate("c1", "Two")))
    assert [problem.code for problem in layer_problems(core("c1"), layer)] == ["LAYER-TWICE"]


COMPETENT = (a_duty("d1", competencies=(a_competency("k1"), a_competency("k2", code="A2"))),)
LESS = (a_duty("d1", competencies=(a_competency("k1"),)),)


def test_own_part_of_a_competency_that_is_gone_is_a_question_even_where_it_was_merged() -> None:
    old = dataclasses.replace(core(part("c1", teaches=("k1", "k2"))), duties=COMPETENT)
    new = dataclasses.replace(core(part("c1", teaches=("k1",))), duties=LESS)
    mine = own("m1", teaches=("k1", "k2"))
    layer = Layer((Replace("c1", mine),))
    assert codes(outcome(old, new, layer, "c1")) == [
        Code.CORE_CHANGED_REPLACED,
        Code.CORE_REMOVED_COMPETENCY,
    ]
    answers = [
        Decision("c1", Code.CORE_CHANGED_REPLACED, Choice.MERGE, merged=mine),
        Decision("c1", Code.CORE_REMOVED_COMPETENCY, Choice.KEEP, "It is ours."),
    ]
    assert decide(old, new, layer, answers).replaces["c1"].component.teaches == ("k1",)


def test_part_that_is_kept_as_one_s_own_teaches_nothing_that_is_gone() -> None:
    old = dataclasses.replace(core("c1", part("c2", teaches=("k1", "k2"))), duties=COMPETENT)
    new = dataclasses.replace(core("c1"), duties=LESS)
    layer = Layer((Annotate("c2", "At our site, in the hall."),))
    found = decided(old, new, layer, [("c2", Code.CORE_REMOVED_NOTED, Choice.KEEP)])
    assert [(c.key, c.teaches) for c in found.components] == [("c1", ()), ("c2", ("k1",))]


def test_own_duty_is_not_let_go_with_its_competencies_for_a_key() -> None:
    mine = a_duty("dx", "Ours", competencies=(a_competency("mine", code="H1"),))
    old = core("c1")
    new = dataclasses.replace(old, duties=(*old.duties, a_duty("dx", "Theirs", competencies=())))
    layer = Layer((Add(own("m1", teaches=("mine",)), "c1"),), (mine,))
    (question,) = outcome(old, new, layer, "dx").questions
    assert question.choices == (Choice.RENEW,)
    found = decided(old, new, layer, [("dx", Code.KEY_COLLIDES, Choice.RENEW)])
    assert "mine" in {c.key for c in found.competencies}
    assert {duty.title for duty in found.duties} >= {"Ours", "Theirs"}


@pytest.mark.parametrize("choice", [Choice.KEEP, Choice.MERGE])
def test_reason_of_a_replacement_outlives_the_answer(choice: Choice) -> None:
    """It is public beside the part; why it stays so this time is in the record of the update."""
    layer = Layer((Replace("c1", own("m1"), "We lift patients."),))
    old, new = core("c1"), core(part("c1", files=(a_file("new.pdf"),)))
    merged = own("m1", description="Both") if choice == Choice.MERGE else None
    answer = Decision("c1", Code.CORE_CHANGED_REPLACED, choice, "Not before June.", merged)
    assert decide(old, new, layer, [answer]).replaces["c1"].reason == "We lift patients."


def test_part_that_is_renamed_moved_and_given_another_file_is_one_question() -> None:
    old = core("c1", "c2", "c3")
    changed = part("c1", title="Other", files=(a_file("new.pdf"),), policy=LOCKED)
    new = core("c2", "c3", changed)
    layer = Layer((Replace("c1", own("m1")), Add(own("m2"), "c1")))
    assert codes(outcome(old, new, layer, "c1")) == [Code.POLICY_LOCKED]
    found = decided(old, new, layer, [("c1", Code.POLICY_LOCKED, Choice.RENEW)])
    assert [c.title for c in found.components] == [
        "Part c2",
        "Part c3",
        "Other",
        "Own m1",
        "Own m2",
    ]


def test_what_moves_with_the_core_is_told() -> None:
    old, new = core("c1", "c2", "c3"), core("c3", "c1", "c2")
    replaced = outcome(old, new, Layer((Replace("c3", own("m1")),)), "c3")
    assert (replaced.state, "It moves with the core’s." in replaced.reason) == (
        State.KEPT_LOCAL,
        True,
    )
    noted = outcome(old, new, Layer((Annotate("c3", "Hm"),)), "c3")
    assert noted.reason == "Moved in the core; taken over, and your note with it."
    added = outcome(old, new, Layer((Add(own("m2"), "c3"),)), "m2")
    assert added.reason == "Yours, added. It moves with “Part c3”, after which it stands."


def test_locked_part_in_the_place_of_an_omission_comes_in_and_is_told() -> None:
    old, new = core("c1", "c2"), core("c1", part("c9", LOCKED))
    (question,) = outcome(old, new, Layer((Omit("c2", "No"),)), "c9").questions
    assert question.choices == (Choice.TAKE,)


@given(updates(), st.data())
def test_own_parts_keep_their_order_whatever_is_answered(
    update: tuple[Manifest, Manifest, Layer], data: st.DataObject
) -> None:
    """As long as the core keeps the order of what they stand after."""
    old, new, layer = update
    kept = [key for key in keys(old) if key in keys(new)]
    if kept != [key for key in keys(new) if key in keys(old)]:
        return
    answers = []
    for found in rebase(old, new, layer).open:
        for question in found.questions:
            choice = data.draw(st.sampled_from(question.choices))
            merged = own("merged") if choice == Choice.MERGE else None
            answers.append(Decision(found.key, question.code, choice, "Because", merged))
    mine = [add.component.key for add in layer.adds]
    before = [key for key in keys(apply_layer(old, layer)) if key in mine]
    after = keys(apply_layer(new, decide(old, new, layer, answers)))
    there = [key for key in before if key in after]
    assert [key for key in after if key in mine] == there
