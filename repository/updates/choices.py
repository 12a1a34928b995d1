"""The answers in the words of an instructor, for each question."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from repository.releases.decisions import NEED_A_REASON
from repository.releases.rebase import Choice, Code, Question


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """A choice to offer. hint: what happens then."""

    value: str
    label: str
    hint: str
    needs_reason: bool


_KEEP = ("Keep yours", "It stays as it is")
_TAKE = ("Take the core’s", "Yours goes to the history")
_RENEW = ("Keep both", "Yours stays, as a part of its own")

_WORDS: Mapping[tuple[Code, Choice], tuple[str, str]] = {
    (Code.CORE_CHANGED_REPLACED, Choice.KEEP): _KEEP,
    (Code.CORE_CHANGED_REPLACED, Choice.TAKE): _TAKE,
    (Code.CORE_CHANGED_REPLACED, Choice.MERGE): (
        "Merge by hand",
        "Edit the text, choose the files",
    ),
    (Code.CORE_REMOVED_REPLACED, Choice.KEEP): (
        "Keep yours",
        "It becomes a part that you added",
    ),
    (Code.CORE_REMOVED_REPLACED, Choice.TAKE): ("Let it go", "Yours goes to the history"),
    (Code.CORE_REMOVED_NOTED, Choice.KEEP): (
        "Keep the part as your own",
        "As it was in the old core, but for competencies that are gone; your note about it goes",
    ),
    (Code.CORE_REMOVED_NOTED, Choice.TAKE): ("Let it go", "The part goes, and your note with it"),
    (Code.CORE_REMOVED_PLACE, Choice.MOVE): (
        "Move yours up",
        "It stands after the next part before it that is still there",
    ),
    (Code.CORE_REMOVED_PLACE, Choice.TAKE): ("Let yours go", "It goes to the history"),
    (Code.CORE_REMOVED_COMPETENCY, Choice.KEEP): (
        "Keep yours without that competency",
        "It stays, and doesn’t name the competency any more",
    ),
    (Code.NEW_NEXT_TO_OMITTED, Choice.TAKE): ("Take it in", "It comes in as the core has it"),
    (Code.NEW_NEXT_TO_OMITTED, Choice.OMIT): ("Leave it out as well", "It stays out from now on"),
    (Code.NEW_WHERE_ADDED, Choice.TAKE): ("New one first", "Then yours"),
    (Code.NEW_WHERE_ADDED, Choice.KEEP): ("Yours first", "Then the new one"),
    (Code.POLICY_LOCKED, Choice.TAKE): ("Take the core’s", "It must come in as it is"),
    (Code.POLICY_LOCKED, Choice.RENEW): _RENEW,
    (Code.KEY_COLLIDES, Choice.RENEW): _RENEW,
    (Code.KEY_COLLIDES, Choice.TAKE): _TAKE,
}


def option(code: Code, choice: Choice) -> Option:
    label, hint = _WORDS.get((code, choice), (str(choice).capitalize(), ""))
    return Option(str(choice), label, hint, choice in NEED_A_REASON)


def options_of(question: Question) -> list[Option]:
    """The open choices of a question, in their order."""
    return [option(question.code, choice) for choice in question.choices]
