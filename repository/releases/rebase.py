"""Moving a layer from one core release to a newer one. Pure; nothing is decided silently.

`rebase` gives each component and each competency exactly one outcome. Where nobody need decide, a
layer goes over as it is recorded: omissions stay (also of what is not there just now), additions
and replacements stand, everything else follows the core. Where somebody must decide, the outcome
holds questions with the choices that are open; `decide` makes the layer that the answers mean.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from repository.releases.giving_way import given_way, sentences, settled, taken_over
from repository.releases.layer import Add, Annotate, Layer, Omit, Replace, permitted
from repository.releases.manifest import OPTIONAL, Competency, Component, Duty, Manifest
from repository.releases.neighbours import beside_omitted, new_at_own_places
from repository.releases.step import Nature, Step, competency_changed, step_between
from repository.releases.wording import listing, quoted

__all__ = [
    "Choice",
    "Code",
    "Nature",
    "Outcome",
    "Question",
    "Rebase",
    "State",
    "rebase",
]


class State(StrEnum):
    UNCHANGED = "unchanged"
    TAKEN_OVER = "taken-over"
    KEPT_LOCAL = "kept-local"
    NEEDS_DECISION = "needs-decision"


class Code(StrEnum):
    """Why somebody must decide."""

    CORE_CHANGED_REPLACED = "REBASE-CORE-CHANGED-REPLACED"
    CORE_REMOVED_REPLACED = "REBASE-CORE-REMOVED-REPLACED"
    CORE_REMOVED_NOTED = "REBASE-CORE-REMOVED-NOTED"
    CORE_REMOVED_PLACE = "REBASE-CORE-REMOVED-PLACE"
    CORE_REMOVED_COMPETENCY = "REBASE-CORE-REMOVED-COMPETENCY"
    NEW_NEXT_TO_OMITTED = "REBASE-NEW-NEXT-TO-OMITTED"
    NEW_WHERE_ADDED = "REBASE-NEW-WHERE-ADDED"
    POLICY_LOCKED = "REBASE-POLICY-LOCKED"
    KEY_COLLIDES = "REBASE-KEY-COLLIDES"


class Choice(StrEnum):
    """The answers. Which are open to a question, the question says."""

    KEEP = "keep"  # mine stays as it is; needs a reason
    TAKE = "take"  # the core's state; mine goes to the history
    MERGE = "merge"  # a third text or file, given with the answer
    OMIT = "omit"  # leave the new one out as well; needs a reason
    MOVE = "move"  # mine stays, behind the next part before it that still exists
    RENEW = "renew"  # mine stays under a key of its own


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    code: Code
    sentence: str
    choices: tuple[Choice, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one component or competency. `reason`: why it is so, for people."""

    subject: str  # component or competency
    key: str
    title: str
    state: State
    reason: str
    nature: Nature = Nature.NONE
    questions: tuple[Question, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Rebase:
    """The report of a rebase. `outcomes`: in the new core's order, own additions in their place."""

    outcomes: tuple[Outcome, ...]

    @property
    def clean(self) -> bool:
        return not self.open

    @property
    def open(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.state == State.NEEDS_DECISION)

    @property
    def nature(self) -> Nature:
        """The gravest of the changes."""
        order = list(Nature)
        return max((o.nature for o in self.outcomes), key=order.index, default=Nature.NONE)


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """What every rule looks at. The operations of the layer by their targets, found once."""

    step: Step
    layer: Layer
    adds: tuple[Add, ...]
    replaces: Mapping[str, Replace]
    omits: Mapping[str, Omit]
    notes: Mapping[str, Annotate]
    own: frozenset[str]
    beside_omitted: Mapping[str, tuple[str, ...]]
    where_added: Mapping[str, tuple[Add, ...]]
    given_way: Mapping[str, str]  # with the sentence that says so
    taken_over: frozenset[str]  # own parts that the core has now, as they are or otherwise


def rebase(old: Manifest, new: Manifest, layer: Layer, step: Step | None = None) -> Rebase:
    """What becomes of a layer over `old` when it moves to `new`: one outcome for each thing.

    step: `step_between(old, new)`, where it is known already.
    """
    context = _context(old, new, layer, step or step_between(old, new))
    return Rebase((*_component_outcomes(context), *_competency_outcomes(context)))


def _context(old: Manifest, new: Manifest, layer: Layer, step: Step) -> Context:
    gone = sentences(given_way(old, new, layer), new, layer)
    came = taken_over(old, new, layer)
    layer = settled(old, new, layer)
    adds, omits = layer.adds, layer.omits
    return Context(
        step=step,
        layer=layer,
        adds=adds,
        replaces=layer.replaces,
        omits=omits,
        notes=layer.notes,
        own=frozenset(add.component.key for add in adds),
        beside_omitted=beside_omitted(step, omits),
        where_added=new_at_own_places(step, adds, gone),
        given_way=gone,
        taken_over=came,
    )


def _component_outcomes(context: Context) -> Iterator[Outcome]:
    step = context.step
    for key in {**step.new, **step.old, **dict.fromkeys(sorted(context.omits))}:
        if key not in context.own:
            yield _core_outcome(context, key)
    for add in context.adds:
        yield _own_outcome(context, add)


def _core_outcome(context: Context, key: str) -> Outcome:
    if key in context.replaces:
        return _replaced(context, context.replaces[key])
    if key in context.omits:
        return _omitted(context, context.omits[key])
    if key in context.notes:
        return _noted(context, context.notes[key])
    return _untouched(context, key)


def _title(context: Context, key: str) -> str:
    component = context.step.new.get(key) or context.step.old.get(key)
    return component.title if component else key


def _outcome(
    context: Context, key: str, state: State, reason: str, questions: Iterable[Question] = ()
) -> Outcome:
    asked = tuple(questions)
    return Outcome(
        "component",
        key,
        _title(context, key),
        State.NEEDS_DECISION if asked else state,
        asked[0].sentence if asked else reason,
        context.step.nature(key),
        asked,
    )


def _replaced(context: Context, replace: Replace) -> Outcome:
    old, new = context.step.old.get(replace.target), context.step.new.get(replace.target)
    questions = list(_alignment_questions(context, replace.component))
    choices: tuple[Choice, ...]
    if new is None:
        sentence = "The core removed a part that you replaced with your own."
        choices = (Choice.KEEP, Choice.TAKE)
        questions.insert(0, Question(Code.CORE_REMOVED_REPLACED, sentence, choices))
    elif not _permitted(context, new, replace):
        sentence = "The core locked a part that you replaced: it must come in as it is."
        choices = (Choice.TAKE, Choice.RENEW)
        questions.insert(0, Question(Code.POLICY_LOCKED, sentence, choices))
    elif old is None or context.step.changed(replace.target):
        sentence = "The core changed a part that you replaced."
        if replace.target in context.taken_over:
            sentence = "The core took over your part, but not as you have it: look at both."
        choices = (Choice.KEEP, Choice.TAKE, Choice.MERGE)
        questions.insert(0, Question(Code.CORE_CHANGED_REPLACED, sentence, choices))
    why = f": {replace.reason}" if replace.reason else "."
    moves = " It moves with the core’s." if replace.target in context.step.moved else ""
    reason = f"You replaced it with “{replace.component.title}”{why}{moves}"
    return _outcome(context, replace.target, State.KEPT_LOCAL, reason, questions)


def _permitted(context: Context, component: Component, operation: Replace | Omit) -> bool:
    return context.layer.adapts_freely or permitted(component.policy, operation)


def _omitted(context: Context, omit: Omit) -> Outcome:
    old, new = context.step.old.get(omit.target), context.step.new.get(omit.target)
    if new is not None and not _permitted(context, new, omit):
        sentence = f"The core made a part {new.policy} that you left out: it must come in."
        question = Question(Code.POLICY_LOCKED, sentence, (Choice.TAKE,))
        return _outcome(context, omit.target, State.NEEDS_DECISION, sentence, [question])
    if new is None:
        said = "The core has no such part now; it stays left out should it come back"
    elif old is None:
        said = "The core has it again; it stays left out"
    elif context.step.changed(omit.target):
        said = "The core changed it; it stays left out"
    else:
        said = "It stays left out"
    return _outcome(context, omit.target, State.KEPT_LOCAL, f"{said}: {omit.reason}")


def _noted(context: Context, annotate: Annotate) -> Outcome:
    old, new = context.step.old.get(annotate.target), context.step.new.get(annotate.target)
    if new is None:
        sentence = "The core removed a part that your note is about."
        question = Question(Code.CORE_REMOVED_NOTED, sentence, (Choice.TAKE, Choice.KEEP))
        return _outcome(context, annotate.target, State.NEEDS_DECISION, sentence, [question])
    if old is not None and context.step.changed(annotate.target):
        return _outcome(context, annotate.target, State.TAKEN_OVER, "Taken over; your note stays.")
    if annotate.target in context.step.moved:
        said = "Moved in the core; taken over, and your note with it."
        return _outcome(context, annotate.target, State.TAKEN_OVER, said)
    return _outcome(context, annotate.target, State.KEPT_LOCAL, "Your note stays.")


def _untouched(context: Context, key: str) -> Outcome:
    old, new = context.step.old.get(key), context.step.new.get(key)
    if key in context.given_way:
        said = context.given_way[key]
        return _outcome(context, key, State.TAKEN_OVER, said)
    if old is None:
        said = "New in the core; it comes in."
        return _outcome(context, key, State.TAKEN_OVER, said, _new_questions(context, key))
    if new is None:
        return _outcome(context, key, State.TAKEN_OVER, "The core removed it; it goes.")
    if context.step.changed(key):
        return _outcome(context, key, State.TAKEN_OVER, "Changed in the core; taken over.")
    if key in context.step.moved:
        return _outcome(context, key, State.TAKEN_OVER, "Moved in the core; taken over.")
    return _outcome(context, key, State.UNCHANGED, "The same as before.")


def _new_questions(context: Context, key: str) -> Iterator[Question]:
    """A new part of the core, where the institution has decided something already."""
    if key in context.beside_omitted:
        again = set(context.beside_omitted[key]) - context.step.new.keys()
        sentence = (
            "The core has a new part where one stood that you left out, or that is its like."
            if again
            else "The core has a new part next to one that you left out."
        )
        may_go = context.layer.adapts_freely or context.step.new[key].policy == OPTIONAL
        choices = (Choice.TAKE, Choice.OMIT) if may_go else (Choice.TAKE,)
        yield Question(Code.NEW_NEXT_TO_OMITTED, sentence, choices)
    if key in context.where_added:
        yours = listing([quoted(add.component.title) for add in context.where_added[key]], shown=3)
        sentence = f"The core has a new part where you added {yours}. Which comes first?"
        yield Question(Code.NEW_WHERE_ADDED, sentence, (Choice.TAKE, Choice.KEEP))


def _alignment_questions(context: Context, component: Component) -> Iterator[Question]:
    aligned = {*component.teaches, *component.practises, *component.assesses}
    if aligned & context.step.gone_competencies:
        sentence = "The core removed a competency that a part of yours is aligned with."
        yield Question(Code.CORE_REMOVED_COMPETENCY, sentence, (Choice.KEEP,))


def _own_outcome(context: Context, add: Add) -> Outcome:
    questions = list(_alignment_questions(context, add.component))
    if add.component.key in context.step.new:
        sentence = "The core has a new part with the key of one of yours."
        if add.component.key in context.taken_over:
            sentence = "The core took over your part, but not as you have it: look at both."
        choices = (Choice.RENEW, Choice.TAKE)
        questions.append(Question(Code.KEY_COLLIDES, sentence, choices))
    if add.after and add.after not in context.step.new and add.after not in context.own:
        sentence = "The core removed the part that yours stands after."
        choices = (Choice.MOVE, Choice.TAKE)
        questions.append(Question(Code.CORE_REMOVED_PLACE, sentence, choices))
    return Outcome(
        "component",
        add.component.key,
        add.component.title,
        State.NEEDS_DECISION if questions else State.KEPT_LOCAL,
        questions[0].sentence if questions else f"Yours, added.{_along(context, add)}",
        questions=tuple(questions),
    )


def _along(context: Context, add: Add) -> str:
    if add.after not in context.step.moved:
        return ""
    return f" It moves with {quoted(_title(context, add.after))}, after which it stands."


def _competency_outcomes(context: Context) -> Iterator[Outcome]:
    step, duties = context.step, context.layer.duties
    own = {c.key: c for duty in duties for c in duty.competencies}
    for key, (before, after) in step.competencies.items():
        if key not in own:
            yield _competency_outcome(key, before, after)
    for key, competency in own.items():
        yield _own_competency(competency, collides=key in step.taken_keys)
    for duty in duties:
        if duty.key in step.taken_keys:
            yield _own_duty(duty)


def _competency_outcome(key: str, old: Competency | None, new: Competency | None) -> Outcome:
    present = new or old
    title = f"{present.code} {present.statement}" if present else key
    if old is not None and new is not None:
        if not competency_changed(old, new):
            return Outcome("competency", key, title, State.UNCHANGED, "The same as before.")
        reason = "Changed in the core; taken over."
    elif new is not None:
        reason = "New in the core; it comes in."
    else:
        reason = "The core removed it; it goes."
    return Outcome("competency", key, title, State.TAKEN_OVER, reason, Nature.COMPETENCY)


def _own_competency(competency: Competency, *, collides: bool) -> Outcome:
    title = f"{competency.code} {competency.statement}"
    if not collides:
        return Outcome("competency", competency.key, title, State.KEPT_LOCAL, "Yours.")
    sentence = "The core has a new competency with the key of one of yours."
    return _colliding(competency.key, title, sentence, (Choice.RENEW, Choice.TAKE))


def _own_duty(duty: Duty) -> Outcome:
    """Its competencies would go with it, so it isn't let go for a key."""
    sentence = "The core has a new duty or competency with the key of a duty of yours."
    return _colliding(duty.key, f"{duty.code} {duty.title}", sentence, (Choice.RENEW,))


def _colliding(key: str, title: str, sentence: str, choices: tuple[Choice, ...]) -> Outcome:
    question = Question(Code.KEY_COLLIDES, sentence, choices)
    state, nature = State.NEEDS_DECISION, Nature.COMPETENCY
    return Outcome("competency", key, title, state, sentence, nature, (question,))
