"""People's answers to a rebase, and the layer that they mean. Pure."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping

from repository.releases.giving_way import settled
from repository.releases.layer import (
    Add,
    Layer,
    Omit,
    Operation,
    Replace,
    in_reading_order,
    reading_order,
)
from repository.releases.manifest import Component, Duty, Manifest
from repository.releases.neighbours import last_of_new
from repository.releases.rebase import Choice, Code, Outcome, Question, Rebase, rebase
from repository.releases.step import Step, step_between

# Answers that go against the core: whoever reads the record later wants to know why.
NEED_A_REASON = frozenset({Choice.KEEP, Choice.OMIT})


@dataclasses.dataclass(frozen=True, slots=True)
class Decision:
    """One answer. `merged`: the component, for a merge."""

    key: str
    code: Code
    choice: Choice
    reason: str = ""
    merged: Component | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class DecisionProblem:
    """Why the answers can't be carried out. `key`: of the component or competency."""

    code: str
    key: str
    message: str


class UndecidedError(ValueError):
    """Answers are missing or don't fit. `problems`: all of them."""

    code = "REBASE-UNDECIDED"

    def __init__(self, problems: tuple[DecisionProblem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


def decision_problems(report: Rebase, decisions: Iterable[Decision]) -> tuple[DecisionProblem, ...]:
    """What is missing from the answers, or wrong with them; empty where they suffice."""
    given = {(decision.key, decision.code): decision for decision in decisions}
    problems = []
    for outcome in report.open:
        for question in outcome.questions:
            problem = _problem(outcome, question, given.pop((outcome.key, question.code), None))
            if problem:
                problems.append(problem)
    for key, code in given:
        problems.append(
            DecisionProblem("DECISION-NOT-ASKED", key, f"Nothing was asked about {key} ({code}).")
        )
    return tuple(problems)


def _problem(
    outcome: Outcome, question: Question, decision: Decision | None
) -> DecisionProblem | None:
    if decision is None:
        said = f"“{outcome.title}” waits for a decision: {question.sentence}"
        return DecisionProblem("DECISION-MISSING", outcome.key, said)
    if decision.choice not in question.choices:
        said = f"“{outcome.title}”: {decision.choice} is not among the choices."
        return DecisionProblem("DECISION-NOT-OPEN", outcome.key, said)
    if decision.choice in NEED_A_REASON and not decision.reason.strip():
        said = f"“{outcome.title}”: say in a sentence why."
        return DecisionProblem("DECISION-NO-REASON", outcome.key, said)
    if (decision.choice == Choice.MERGE) != (decision.merged is not None):
        said = f"“{outcome.title}”: the merged component is missing."
        return DecisionProblem("DECISION-NO-MERGE", outcome.key, said)
    return None


def decide(old: Manifest, new: Manifest, layer: Layer, decisions: Iterable[Decision]) -> Layer:
    """The layer as it goes over `new`, after everything was decided.

    Raises: UndecidedError where `decision_problems` finds anything.
    """
    answers = tuple(decisions)
    step = step_between(old, new)
    problems = decision_problems(rebase(old, new, layer, step), answers)
    if problems:
        raise UndecidedError(problems)
    layer = settled(old, new, layer)
    if not answers:
        return layer
    move = _Move(step, reading_order(old, layer))
    layer = in_reading_order(old, layer)
    for decision in sorted(answers, key=_turn):
        layer = _carried_out(move, layer, decision)
    return layer


@dataclasses.dataclass(frozen=True, slots=True)
class _Move:
    """read: where everything was read before, by key."""

    step: Step
    read: Mapping[str, int]


def _turn(decision: Decision) -> tuple[bool, str, str]:
    """What stands where is settled when everything has its place."""
    return (decision.code == Code.NEW_WHERE_ADDED, decision.key, decision.code)


def _carried_out(move: _Move, layer: Layer, decision: Decision) -> Layer:
    if decision.code == Code.KEY_COLLIDES:
        return _collision(layer, decision)
    if decision.code == Code.CORE_REMOVED_PLACE:
        return _place(move.step, layer, decision)
    if decision.code == Code.CORE_REMOVED_COMPETENCY:
        return _unaligned(move.step, layer, decision)
    if decision.code == Code.NEW_WHERE_ADDED:
        return _new_first(move.step, layer, decision)
    if decision.code == Code.NEW_NEXT_TO_OMITTED:
        if decision.choice == Choice.TAKE:
            return layer
        return _with(layer, Omit(decision.key, decision.reason))
    return _replacement(move, layer, decision)


def _replacement(move: _Move, layer: Layer, decision: Decision) -> Layer:
    """The core changed, removed or locked what is replaced, left out or noted."""
    if decision.choice == Choice.TAKE:
        return _without(layer, decision.key)
    kept = layer.replaces.get(decision.key)
    if decision.code == Code.CORE_CHANGED_REPLACED and kept:
        # Why it was replaced holds still; why it stays so is in the record of the update.
        reason = kept.reason or decision.reason
        component = decision.merged or kept.component
        return _with(_without(layer, decision.key), Replace(decision.key, component, reason))
    return _as_addition(move, layer, decision)


def _as_addition(move: _Move, layer: Layer, decision: Decision) -> Layer:
    """What stood in the core's place, or the core's own part, goes on as an addition."""
    replace, step = layer.replaces.get(decision.key), move.step
    if replace:
        component = dataclasses.replace(
            replace.component, key=renewed_key(replace.component.key, decision.key)
        )
    else:
        component = _aligned_with_what_is_there(step, step.old[decision.key])
    after = decision.key if decision.key in step.new else _surviving(step, decision.key)
    return _with(_without(layer, decision.key), Add(component, after, move.read[decision.key]))


def _new_first(step: Step, layer: Layer, decision: Decision) -> Layer:
    """The core's new parts come first where own ones stood, or stay after those."""
    if decision.choice == Choice.KEEP:
        return layer
    place = step.order.index(decision.key)
    before = step.order[place - 1] if place else ""
    last = last_of_new(step, decision.key, {add.component.key for add in layer.adds})
    operations = tuple(
        dataclasses.replace(o, after=last) if isinstance(o, Add) and o.after == before else o
        for o in layer.operations
    )
    return dataclasses.replace(layer, operations=operations)


def _collision(layer: Layer, decision: Decision) -> Layer:
    key = decision.key
    if decision.choice == Choice.TAKE:
        # What stood after it stands after the core's part of the same key.
        operations = tuple(
            o for o in layer.operations if not (isinstance(o, Add) and o.component.key == key)
        )
        return dataclasses.replace(
            layer, operations=operations, duties=_duties_without(layer.duties, key)
        )
    return _renamed(layer, {key: renewed_key(key, "own")})


def _duties_without(duties: tuple[Duty, ...], key: str) -> tuple[Duty, ...]:
    return tuple(
        dataclasses.replace(duty, competencies=tuple(c for c in duty.competencies if c.key != key))
        for duty in duties
    )


def _renamed(layer: Layer, keys: Mapping[str, str]) -> Layer:
    """The same layer with other keys for its own things, everywhere where they are named."""

    def new(key: str) -> str:
        return keys.get(key, key)

    def component(own: Component) -> Component:
        return dataclasses.replace(
            own,
            key=new(own.key),
            teaches=tuple(map(new, own.teaches)),
            practises=tuple(map(new, own.practises)),
            assesses=tuple(map(new, own.assesses)),
        )

    operations: list[Operation] = []
    for operation in layer.operations:
        if isinstance(operation, Add):
            own, after = component(operation.component), new(operation.after)
            operations.append(Add(own, after, operation.rank))
        elif isinstance(operation, Replace):
            operations.append(
                dataclasses.replace(operation, component=component(operation.component))
            )
        else:
            operations.append(operation)
    duties = tuple(
        dataclasses.replace(
            duty,
            key=new(duty.key),
            competencies=tuple(dataclasses.replace(c, key=new(c.key)) for c in duty.competencies),
        )
        for duty in layer.duties
    )
    return dataclasses.replace(layer, operations=tuple(operations), duties=duties)


def _place(step: Step, layer: Layer, decision: Decision) -> Layer:
    add = next(add for add in layer.adds if add.component.key == decision.key)
    place = _surviving(step, add.after)
    rest = tuple(o for o in layer.operations if o != add)
    if decision.choice == Choice.TAKE:
        # What stood after it stands where it would have stood.
        rest = tuple(
            dataclasses.replace(o, after=place)
            if isinstance(o, Add) and o.after == decision.key
            else o
            for o in rest
        )
        return dataclasses.replace(layer, operations=rest)
    moved = dataclasses.replace(add, after=place)
    return dataclasses.replace(layer, operations=(*rest, moved))


def _aligned_with_what_is_there(step: Step, own: Component) -> Component:
    """A part without the competencies that the core has no more."""

    def left(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if key not in step.gone_competencies)

    return dataclasses.replace(
        own,
        teaches=left(own.teaches),
        practises=left(own.practises),
        assesses=left(own.assesses),
    )


def _unaligned(step: Step, layer: Layer, decision: Decision) -> Layer:
    """Alignments with competencies that are gone go; the part stays."""
    operations: list[Operation] = []
    for operation in layer.operations:
        about = (isinstance(operation, Replace) and operation.target == decision.key) or (
            isinstance(operation, Add) and operation.component.key == decision.key
        )
        if about and isinstance(operation, Add | Replace):
            left = _aligned_with_what_is_there(step, operation.component)
            operations.append(dataclasses.replace(operation, component=left))
        else:
            operations.append(operation)
    return dataclasses.replace(layer, operations=tuple(operations))


def _surviving(step: Step, key: str) -> str:
    """The nearest component before `key` in the old core that the new one still has."""
    last = ""
    for before in step.old:
        if before == key:
            break
        if before in step.new:
            last = before
    return last


def _with(layer: Layer, operation: Operation) -> Layer:
    return dataclasses.replace(layer, operations=(*layer.operations, operation))


def _without(layer: Layer, target: str) -> Layer:
    operations = tuple(o for o in layer.operations if isinstance(o, Add) or o.target != target)
    return dataclasses.replace(layer, operations=operations)


def renewed_key(key: str, beside: str) -> str:
    """Another key for the same thing, the same one each time: 32 hexadecimal digits."""
    return hashlib.sha256(f"{key}\n{beside}".encode()).hexdigest()[:32]
