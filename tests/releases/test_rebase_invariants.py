"""Whatever a core does and whatever people answer: what isn't let go is there afterwards."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from repository.releases.decisions import Decision, decide
from repository.releases.layer import Add, Layer, Replace, apply_layer, as_inherited
from repository.releases.manifest import Component, Manifest
from repository.releases.rebase import Choice, rebase
from tests.layers import hostile_updates
from tests.manifests import a_component


@dataclasses.dataclass(frozen=True)
class Answered:
    """A layer that moved. chosen: what was answered about each key."""

    new: Manifest
    before: Layer
    layer: Layer
    effective: Manifest
    chosen: dict[str, set[Choice]]

    @property
    def works(self) -> list[object]:
        return [work(component) for component in self.effective.components]

    def parts(self) -> dict[str, Component]:
        return {component.key: component for component in self.effective.components}


def work(component: Component) -> object:
    return (component.title, component.description, component.files)


@st.composite
def answered(draw: st.DrawFn) -> Answered:
    old, new, layer = draw(hostile_updates())
    answers, chosen = [], defaultdict(set)
    for found in rebase(old, new, layer).open:
        for question in found.questions:
            choice = draw(st.sampled_from(question.choices))
            merged = a_component("merged", "Merged") if choice == Choice.MERGE else None
            chosen[found.key].add(choice)
            answers.append(Decision(found.key, question.code, choice, "Because", merged))
    moved = decide(old, new, layer, answers)
    assert decide(old, new, layer, answers[::-1]) == moved
    return Answered(new, layer, moved, apply_layer(new, moved), chosen)


@given(answered())
def test_own_parts_are_there_unless_they_were_let_go(case: Answered) -> None:
    for add in case.before.adds:
        assert Choice.TAKE in case.chosen[add.component.key] or work(add.component) in case.works
    for key, replace in case.before.replaces.items():
        let_go = {Choice.TAKE, Choice.MERGE} & case.chosen[key]
        assert let_go or work(replace.component) in case.works


@given(answered())
def test_omissions_and_notes_hold_unless_somebody_said_otherwise(case: Answered) -> None:
    for key in case.before.omits:
        assert case.chosen[key] or (key in case.layer.omits and key not in case.parts())
    for key, note in case.before.notes.items():
        assert case.chosen[key] or note.note in [n.text for n in case.parts()[key].notes]


@given(answered())
def test_core_is_as_it_is_now_where_the_layer_does_nothing(case: Answered) -> None:
    for component in case.new.components:
        if component.key not in case.layer.replaces.keys() | case.layer.omits.keys():
            there = dataclasses.replace(case.parts()[component.key], notes=component.notes)
            assert there == as_inherited(component)


@given(answered())
def test_own_competencies_stay_and_no_own_part_teaches_what_isn_t_there(case: Answered) -> None:
    known = {competency.key for competency in case.effective.competencies}
    said = {(c.code, c.statement) for c in case.effective.competencies}
    for duty in case.before.duties:
        for competency in duty.competencies:
            let_go = Choice.TAKE in case.chosen[competency.key]
            assert let_go or (competency.code, competency.statement) in said
    for operation in case.layer.operations:
        if isinstance(operation, Add | Replace) and operation.component.title != "Merged":
            assert set(operation.component.teaches) <= known


@given(answered())
def test_layer_that_moved_is_at_rest(case: Answered) -> None:
    keys = [component.key for component in case.effective.components]
    assert len(keys) == len(set(keys))
    assert rebase(case.new, case.new, case.layer).clean
