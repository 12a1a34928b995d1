"""What people answered to a rebase, how it is kept, and whether it still fits. Pure.

An answer is kept by component and question ("key|code"). It is about what the person saw: the
core's new part and the institution's own. Where either has changed since, it is asked again; a
change of the core is never met with an answer to another one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repository.lib.canonical_json import digest
from repository.releases.decisions import NEED_A_REASON, Decision
from repository.releases.layer import Layer
from repository.releases.manifest import Component, File, Hop
from repository.releases.merging import MergedPart, merge_parts
from repository.releases.rebase import Choice, Outcome, Question, Rebase
from repository.releases.step import Step

# Whose files a merged component holds.
YOURS, CORES, BOTH = "yours", "core", "both"
FILES = (YOURS, CORES, BOTH)

# What a release or a layer says of a part beside what it is.
BESIDE = frozenset({"key", "hops", "origin", "in_place_of"})


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """One answer. title, description, files: of a merged component. by, at: who and when (ISO)."""

    choice: Choice
    reason: str = ""
    title: str = ""
    description: str = ""
    files: str = YOURS
    seen: str = ""
    by: str = ""
    at: str = ""

    @property
    def is_whole(self) -> bool:
        """It can be carried out: with its reason, or the title of what was merged."""
        if self.choice == Choice.MERGE:
            return bool(self.title.strip())
        return self.choice not in NEED_A_REASON or bool(self.reason.strip())

    def same(self, other: Answer | None) -> bool:
        """It says the same, whoever said it."""
        return other is not None and dataclasses.replace(other, by=self.by, at=self.at) == self


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """One question of a report. core, own: the parts it is about, None where there is none.

    seen: digest of both.
    """

    outcome: Outcome
    question: Question
    before: Component | None
    core: Component | None
    own: Component | None
    seen: str

    @property
    def name(self) -> str:
        return f"{self.outcome.key}|{self.question.code}"

    def fits(self, answer: Answer) -> bool:
        """Whether an answer that was given is one to this question, as it is asked now."""
        return answer.choice in self.question.choices and answer.seen == self.seen


def asked_in(report: Rebase, step: Step, layer: Layer) -> tuple[Asked, ...]:
    """Every question of a report, in its order."""
    own = layer.own
    notes = {key: note.note for key, note in layer.notes.items()}
    competencies = {c.key: c for duty in layer.duties for c in duty.competencies}
    found: list[Asked] = []
    for outcome in report.open:
        key = outcome.key
        core, mine = step.new.get(key), own.get(key)
        competency = competencies.get(key)
        beside = [
            notes.get(key, ""),
            dataclasses.asdict(competency) if competency else None,
            [dataclasses.asdict(c) for c in step.competencies.get(key, ()) if c],
        ]
        seen = digest([_substance(core), _substance(mine), *beside])
        found.extend(
            Asked(outcome, question, step.old.get(key), core, mine, seen)
            for question in outcome.questions
        )
    return tuple(found)


def _substance(component: Component | None) -> dict[str, Any] | None:
    if component is None:
        return None
    values = dataclasses.asdict(component)
    return {name: value for name, value in values.items() if name not in BESIDE}


def answers_from(stored: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers as a row keeps them; what can't be read is none."""
    found = {}
    for name, values in stored.items():
        try:
            found[name] = Answer(**(values | {"choice": Choice(values["choice"])}))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def stored_answers(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {
        name: dataclasses.asdict(answer) | {"choice": str(answer.choice)}
        for name, answer in answers.items()
    }


def fitting(asked: Iterable[Asked], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that are to these questions as they are asked now."""
    return {
        question.name: answers[question.name]
        for question in asked
        if question.name in answers and question.fits(answers[question.name])
    }


def still_asked(asked: Iterable[Asked], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers whose question is asked, also where what it is about has changed since."""
    return {q.name: answers[q.name] for q in asked if q.name in answers}


def decided(asked: Sequence[Asked], answers: Mapping[str, Answer]) -> int:
    """How many of the questions have an answer that can be carried out."""
    return sum(answer.is_whole for answer in fitting(asked, answers).values())


def decisions_of(
    asked: Iterable[Asked], answers: Mapping[str, Answer], number: str
) -> list[Decision]:
    """The decisions that the answers mean. number: of the new core release."""
    return [
        Decision(
            question.outcome.key,
            question.question.code,
            answer.choice,
            answer.reason.strip(),
            merged(question, answer, number) if answer.choice == Choice.MERGE else None,
        )
        for question in asked
        if (answer := answers.get(question.name)) is not None and question.fits(answer)
    ]


def merge_of(asked: Asked) -> MergedPart | None:
    """What a merge by hand begins with; None where there is nothing to merge."""
    if asked.own is None or asked.core is None:
        return None
    return merge_parts(asked.before, asked.core, asked.own)


def merged(asked: Asked, answer: Answer, number: str) -> Component | None:
    """The own component with a third text, the chosen files, and what else the core changed.

    None where there is nothing to merge.
    """
    begun = merge_of(asked)
    if begun is None or asked.own is None or asked.core is None:
        return None
    return dataclasses.replace(
        begun.component,
        title=answer.title.strip(),
        description=answer.description.strip(),
        files=_files(asked.own.files, asked.core.files, answer.files, number),
        hops=_hops(asked.own.hops, asked.core.hops),
    )


def _hops(own: tuple[Hop, ...], core: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """It holds the words of this release of the core from now on, whatever it began as."""
    theirs = {hop.package for hop in core}
    return (*(hop for hop in own if hop.package not in theirs), *core)


def _files(
    own: tuple[File, ...], core: tuple[File, ...], whose: str, number: str
) -> tuple[File, ...]:
    if whose == YOURS:
        return own
    if whose == CORES:
        return core
    names, digests = {file.name for file in own}, {file.sha256 for file in own}
    return (
        *own,
        *(_beside(file, names, number) for file in core if file.sha256 not in digests),
    )


def _beside(file: File, taken: set[str], number: str) -> File:
    """A file of the core under a name that none of one's own has."""
    if file.name not in taken:
        return file
    stem, dot, ending = file.name.rpartition(".")
    name = f"{stem} (core {number}).{ending}" if dot else f"{file.name} (core {number})"
    return dataclasses.replace(file, name=name)
