"""What the decision screen shows: the rebase of the draft as it is now, not a stored report."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repository.releases.differences import EQUAL, FieldChange, Span, field_changes, word_difference
from repository.releases.merging import Clash, MergedPart
from repository.releases.rebase import Choice, Code
from repository.releases.selectors import package_releases
from repository.releases.step import Step
from repository.releases.wording import field_words, quoted
from repository.updates.answers import Answer, Asked, answers_from, merge_of
from repository.updates.choices import Option, option, options_of
from repository.updates.drafts import Core, Move, move, page_of, read_layer
from repository.updates.forms import AnswerForm, form_of
from repository.updates.licence_change import LicenceChange, licence_change
from repository.updates.models import CoreUpdate
from repository.updates.reporting import LEFT_OUT, figures
from repository.updates.sides import Sides, sides_of

NATURES: Mapping[str, str] = {
    "wording": "Wording",
    "content": "Content",
    "assessment": "Assessment",
    "competency": "Competency",
}
# Texts whose difference is shown word by word in a table.
SHOWN = ("title", "description", "statement")


@dataclasses.dataclass(frozen=True, slots=True)
class Conflict:
    """Words that both changed. core, own: what each made of them, word by word, with some words
    around. both_stand: where each put something in, the merged text has both."""

    core: tuple[Span, ...]
    own: tuple[Span, ...]
    both_stand: bool


@dataclasses.dataclass(frozen=True, slots=True)
class MergeHelp:
    """What a person is told beside a merged text. followed, clashing: fields in words."""

    conflicts: tuple[Conflict, ...]
    followed: str
    clashing: str


@dataclasses.dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question. given: the answer that counts. earlier: one that doesn't fit any more, with
    the words of its choice. number: from 1. merge: where a merge is offered. place: of a new part,
    what it stands after."""

    number: int
    asked: Asked
    sides: Sides
    options: Sequence[Option]
    form: AnswerForm
    nature: str
    given: Answer | None
    earlier: Answer | None
    merge: MergeHelp | None = None
    place: str = ""

    @property
    def is_decided(self) -> bool:
        return self.given is not None and self.given.is_whole

    @property
    def reason_is_public(self) -> bool:
        """It goes on beside the name of what is left out."""
        return any(offered.value == Choice.OMIT for offered in self.options)

    @property
    def earlier_words(self) -> str:
        return _words(self.asked, self.earlier)

    @property
    def given_words(self) -> str:
        return _words(self.asked, self.given)


def _words(asked: Asked, answer: Answer | None) -> str:
    return option(asked.question.code, answer.choice).label if answer else ""


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A part or competency that needs no decision. differences: texts, word by word.

    yours: they are between one's own copy, which gives way, and the core's part.
    """

    title: str
    subject: str
    change: str
    nature: str
    reason: str
    differences: tuple[tuple[Span, ...], ...] = ()
    yours: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Screen:
    """cards: empty where nothing is to be decided. live: it is about the draft as it is now.
    licence: where the core goes on under another one."""

    cards: tuple[QuestionCard, ...]
    taken_over: tuple[Line, ...]
    left_out: tuple[Line, ...]
    kept: tuple[Line, ...]
    unchanged: int
    live: bool = True
    licence: LicenceChange | None = None

    @property
    def decided(self) -> int:
        return sum(card.is_decided for card in self.cards)

    @property
    def percent(self) -> int:
        return round(100 * self.decided / len(self.cards)) if self.cards else 100

    @property
    def is_complete(self) -> bool:
        return self.decided == len(self.cards)

    @property
    def next_open(self) -> int | None:
        """Number of the first question that is open."""
        return next((card.number for card in self.cards if not card.is_decided), None)

    @property
    def outdated(self) -> int:
        """How many answers don't count any more, because what they are about changed."""
        return sum(card.earlier is not None for card in self.cards)


@dataclasses.dataclass(frozen=True, slots=True)
class Situation:
    """Where an open update stands, as far as it can be answered. stands: number of the draft's
    release; newest: of the core's, empty for none."""

    stands: str
    newest: str
    is_current: bool


def live_screen(update: CoreUpdate) -> tuple[Screen | None, Situation]:
    """The screen of an open update, made anew; None where it can't be answered any more."""
    core = Core(update.to_release.package)
    newest = core.newest()
    read = read_layer(page_of(update.package_id), core)
    current = newest == update.to_release and read.base == update.from_release
    situation = Situation(read.base.number, newest.number if newest else "", current)
    if newest is None or not current:
        return None, situation
    moved = move(read, newest, core)
    answers = answers_from(update.answers)
    cards = tuple(
        _card(number, asked, moved, answers) for number, asked in enumerate(moved.asked, start=1)
    )
    lines = figures(moved)
    screen = _screen(cards, lines["report"], lines["unchanged"], moved.step)
    licence = licence_change(read, newest.manifest)
    return dataclasses.replace(screen, licence=licence), situation


def stored_screen(update: CoreUpdate) -> Screen:
    """The screen of an update that was answered: its report as it was then."""
    return dataclasses.replace(_screen((), update.report, update.unchanged, None), live=False)


def _screen(
    cards: tuple[QuestionCard, ...],
    report: Iterable[Mapping[str, Any]],
    unchanged: int,
    step: Step | None,
) -> Screen:
    tables: dict[str, list[Line]] = {"taken-over": [], "left out": [], "kept-local": []}
    for line in report:
        kept_out = line["state"] == "kept-local" and line.get("yours") == LEFT_OUT
        table = tables.get("left out" if kept_out else line["state"])
        if table is not None:
            table.append(_line(line, step))
    return Screen(
        cards,
        tuple(tables["taken-over"]),
        tuple(tables["left out"]),
        tuple(tables["kept-local"]),
        unchanged,
    )


def _line(line: Mapping[str, Any], step: Step | None) -> Line:
    own, core = line.get("own", {}), line.get("core", {})
    changes = _changes(line, step) if step and not own else ()
    words = [c.words for c in changes if c.name in SHOWN and c.words]
    words += [word_difference(own[name], core[name]) for name in SHOWN if name in own]
    return Line(
        title=line["title"],
        subject=line["subject"],
        change=field_words(line.get("changed") or [change.name for change in changes]),
        nature=NATURES.get(line["nature"], ""),
        reason=line["reason"],
        differences=tuple(words),
        yours=bool(own),
    )


def _changes(line: Mapping[str, Any], step: Step) -> tuple[FieldChange, ...]:
    key = line["key"]
    if line["subject"] == "competency":
        before, after = step.competencies.get(key, (None, None))
        return field_changes(before, after, {"key"}) if before and after else ()
    if not step.changed(key):
        return ()
    texts = set(SHOWN) & set(line["changed"])
    old, new = step.old[key], step.new[key]
    without = {field for field in old.__dataclass_fields__ if field not in texts}
    return field_changes(old, new, without)


def _card(number: int, asked: Asked, moved: Move, answers: Mapping[str, Answer]) -> QuestionCard:
    answer = answers.get(asked.name)
    fits = answer is not None and asked.fits(answer)
    begun = merge_of(asked) if Choice.MERGE in asked.question.choices else None
    return QuestionCard(
        number=number,
        asked=asked,
        sides=sides_of(asked, moved.layer, moved.step),
        options=options_of(asked.question),
        form=form_of(asked, number, answer, begun),
        nature=NATURES.get(str(asked.outcome.nature), ""),
        given=answer if fits else None,
        earlier=None if fits else answer,
        merge=_merge_help(begun) if begun else None,
        place=_place(asked, moved.step),
    )


def with_posted(screen: Screen, forms: Iterable[AnswerForm]) -> Screen:
    """The screen with forms as somebody sent them, each at its own question."""
    sent = {(form.prefix, form["asked"].value()): form for form in forms}
    cards = tuple(
        dataclasses.replace(card, form=sent.get((card.form.prefix, card.asked.name), card.form))
        for card in screen.cards
    )
    return dataclasses.replace(screen, cards=cards)


def _place(asked: Asked, step: Step) -> str:
    key = asked.outcome.key
    if key not in step.order or key in step.old:
        return ""
    place = step.order.index(key)
    return f"after {quoted(step.new[step.order[place - 1]].title)}" if place else "at the beginning"


def _merge_help(begun: MergedPart) -> MergeHelp:
    conflicts = tuple(
        Conflict(
            _in_place(clash, clash.core),
            _in_place(clash, clash.own),
            clash.text != clash.own,
        )
        for clash in begun.clashes
    )
    return MergeHelp(conflicts, field_words(begun.followed), field_words(begun.clashing))


def _in_place(clash: Clash, side: str) -> tuple[Span, ...]:
    lead, trail = clash.lead.lstrip(), clash.trail.rstrip()
    spans = (
        Span(EQUAL, f"…{lead}" if lead else ""),
        *word_difference(clash.before, side),
        Span(EQUAL, f"{trail}…" if trail else ""),
    )
    return tuple(span for span in spans if span.text)


def said_in_words(update: CoreUpdate, answers: Mapping[str, Answer]) -> list[str]:
    """Answers as sentences, for a person who couldn't save them: “Glass”: Keep yours. Why."""
    titles = {line["key"]: line["title"] for line in update.report}
    said = []
    for name, answer in answers.items():
        key, _, code = name.rpartition("|")
        if code in set(Code):
            label = option(Code(code), answer.choice).label
            said.append(f"{quoted(titles.get(key, key))}: {label}. {answer.reason}".strip())
    return said


def layer_release(update: CoreUpdate) -> str:
    """Number of the newest standing release of the layer, empty for none."""
    standing = package_releases(update.package).filter(withdrawal=None)
    return standing.values_list("number", flat=True).first() or ""
