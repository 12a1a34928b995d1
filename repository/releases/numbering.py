"""The number of a release follows from what changed. Pure.

Major: a competency or a locked component changed or went, so that what the last release promised
doesn't hold any more. Minor: something to teach with, or a promise, was added. Patch: all else. The
publisher may raise the level and never lower it. See docs/decisions/0008-release-numbers.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from itertools import groupby

from repository.releases import compare
from repository.releases.compare import Change
from repository.releases.errors import NumberTooLowError, UnknownLevelError
from repository.releases.manifest import LOCKED, PUBLIC, Manifest
from repository.releases.version import (
    FIRST,
    INITIAL,
    LEVELS,
    MAJOR,
    MINOR,
    PATCH,
    UNCHANGED,
    Version,
    rank,
)
from repository.releases.wording import can_be_gathered, sentence, sentence_of_many

LEVEL_OF = {
    compare.COMPETENCY_GONE: MAJOR,
    compare.COMPETENCY_CHANGED: MAJOR,
    compare.LOCKED_GONE: MAJOR,
    compare.LOCKED_CHANGED: MAJOR,
    compare.UNLOCKED: MAJOR,
    compare.DUTY_ADDED: MINOR,
    compare.COMPETENCY_ADDED: MINOR,
    compare.COMPONENT_ADDED: MINOR,
    compare.COMPONENT_OPENED: MINOR,
    compare.NOW_LOCKED: MINOR,
    compare.FILES_ADDED: MINOR,
    compare.COMPETENCY_MOVED: PATCH,
    compare.DUTY_GONE: PATCH,
    compare.DUTY_CHANGED: PATCH,
    compare.COMPONENT_GONE: PATCH,
    compare.COMPONENT_CHANGED: PATCH,
    compare.COMPONENT_CLOSED: PATCH,
    compare.ORDER_CHANGED: PATCH,
    compare.DETAILS_CHANGED: PATCH,
}
RAISED = "raised"


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """Why a release is of its level. `key`: of the duty, competency or component, or empty.

    sentence: without a full stop. audience: MEMBERS where the sentence may not be shown publicly.
    """

    level: str
    code: str
    sentence: str
    key: str = ""
    audience: str = PUBLIC


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """The number that the changes ask for.

    level: FIRST for the first release, UNCHANGED where there is nothing to release. previous: the
    number before it, empty for the first. reasons: the gravest first, then as in the manifest.
    kept: what was looked at and still holds, in words, for the publisher to see.
    """

    number: str
    level: str
    reasons: tuple[Reason, ...] = ()
    previous: str = ""
    changes: tuple[Change, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def is_release(self) -> bool:
        return self.level != UNCHANGED


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A line of the table "Why this number": similar changes in one sentence."""

    sentence: str
    level: str


def propose_number(old: Manifest | None, new: Manifest) -> Proposal:
    """The number that follows from what changed since `old`, the release before.

    Raises: VersionError where `old` carries no number.
    """
    if old is None:
        return Proposal(number=str(INITIAL), level=FIRST)
    previous = Version.parse(old.number)
    changes = tuple(sorted(compare.compare(old, new), key=lambda c: -rank(LEVEL_OF[c.code])))
    level = LEVEL_OF[changes[0].code] if changes else UNCHANGED
    return Proposal(
        number=str(previous.after(level)),
        level=level,
        reasons=tuple(_reason(change) for change in changes),
        previous=old.number,
        changes=changes,
        kept=_kept(old, changes),
    )


def _reason(change: Change) -> Reason:
    level = LEVEL_OF[change.code]
    return Reason(level, change.code, sentence(change), change.key, change.audience)


def _kept(old: Manifest, changes: Iterable[Change]) -> tuple[str, ...]:
    codes = {change.code for change in changes}
    kept = []
    competencies = len(old.competencies)
    if competencies and not codes & {compare.COMPETENCY_GONE, compare.COMPETENCY_CHANGED}:
        noun = "competency" if competencies == 1 else "competencies"
        kept.append(f"{competencies} {noun}: none changed or gone")
    locked = sum(component.policy == LOCKED for component in old.components)
    if locked and not codes & {compare.LOCKED_GONE, compare.LOCKED_CHANGED, compare.UNLOCKED}:
        noun = "component" if locked == 1 else "components"
        kept.append(f"{locked} locked {noun} of {old.number}: none changed or gone")
    return tuple(kept)


def raise_to(proposal: Proposal, level: str, why: str = "") -> Proposal:
    """The proposal at a level that a publisher chose; empty takes it as it is.

    A first release and one that changes nothing stay what they are. why: the publisher's sentence.

    Raises: NumberTooLowError, UnknownLevelError.
    """
    if level and level not in LEVELS:
        raise UnknownLevelError(level)
    if not level or proposal.level in (FIRST, UNCHANGED, level):
        return proposal
    if rank(level) < rank(proposal.level):
        raise NumberTooLowError(level, proposal.level)
    return dataclasses.replace(
        proposal,
        number=str(Version.parse(proposal.previous).after(level)),
        level=level,
        reasons=(Reason(level, RAISED, why or "Raised by the publisher"), *proposal.reasons),
    )


def lines(changes: Sequence[Change]) -> tuple[Line, ...]:
    """Changes for people to read: three or more of a kind that follow each other in one line."""
    told = []
    for code, group in groupby(changes, key=lambda change: change.code):
        alike = list(group)
        if len(alike) > 2 and can_be_gathered(code):
            told.append(Line(sentence_of_many(alike), LEVEL_OF[code]))
        else:
            told.extend(Line(sentence(change), LEVEL_OF[code]) for change in alike)
    return tuple(told)


def suggested_notes(proposal: Proposal) -> str:
    """A first text for the release notes. It is public: what is for members only isn't in it."""
    if proposal.level == FIRST:
        return "First release."
    public = [change for change in proposal.changes if change.audience == PUBLIC]
    return " ".join(f"{line.sentence}." for line in lines(public))
