"""Changes in the words that publishers and readers see. Pure; English of Canada."""

from __future__ import annotations

from collections.abc import Sequence

from repository.releases import compare
from repository.releases.compare import Change

LABEL_LENGTH = 80

# Types of components as people call them.
COMPONENT_TYPES = {
    "syllabus": "Syllabus",
    "lesson-plan": "Lesson plan",
    "scorm-module": "SCORM module",
    "assessment": "Assessment",
    "learning-resource": "Learning resource",
    "video": "Video",
    "instructor-guide": "Instructor guide",
}

# Code of a change: how its sentence goes on after the name of the thing, for one and for several.
_PHRASES = {
    compare.COMPETENCY_GONE: ("is gone", "are gone"),
    compare.COMPETENCY_CHANGED: ("was changed", "were changed"),
    compare.COMPETENCY_MOVED: ("moved or has another code", "moved or have other codes"),
    compare.COMPETENCY_ADDED: ("was added", "were added"),
    compare.DUTY_GONE: ("is gone", "are gone"),
    compare.DUTY_CHANGED: ("changed its name or code", "changed their names or codes"),
    compare.DUTY_ADDED: ("was added", "were added"),
    compare.LOCKED_GONE: ("was locked and is gone", "were locked and are gone"),
    compare.LOCKED_CHANGED: ("is locked and changed", "are locked and changed"),
    compare.UNLOCKED: ("is not locked any more", "are not locked any more"),
    compare.NOW_LOCKED: ("is locked from now on", "are locked from now on"),
    compare.COMPONENT_GONE: ("is gone", "are gone"),
    compare.COMPONENT_CHANGED: ("changed", "changed"),
    compare.COMPONENT_ADDED: ("was added", "were added"),
    compare.COMPONENT_OPENED: ("is open to everybody now", "are open to everybody now"),
    compare.COMPONENT_CLOSED: ("is for members only now", "are for members only now"),
    compare.FILES_ADDED: ("has new files", "have new files"),
}
_NOUNS = {
    compare.COMPETENCY_GONE: ("Competency", "Competencies"),
    compare.COMPETENCY_CHANGED: ("Competency", "Competencies"),
    compare.COMPETENCY_MOVED: ("Competency", "Competencies"),
    compare.COMPETENCY_ADDED: ("Competency", "Competencies"),
    compare.DUTY_GONE: ("Duty", "Duties"),
    compare.DUTY_CHANGED: ("Duty", "Duties"),
    compare.DUTY_ADDED: ("Duty", "Duties"),
}
# Fields of the manifest in words; those that aren't here are words already.
_FIELDS = {
    "kind": "kind of package",
    "owner": "lead institution",
    "for_whom": "for whom it is",
    "effort_minutes": "hours",
    "credit_status": "credit",
    "cover": "cover picture",
    "next_review": "date of the next review",
    "policy": "customisation policy",
    "policy_reason": "why its customisation policy is so",
    "hops": "where it comes from",
    "teaches": "what it teaches",
    "practises": "what it practises",
    "assesses": "what it assesses",
    "territory": "territory acknowledgement",
    "base": "release of the core that it builds on",
    "omissions": "what is left out of the core",
    "in_place_of": "what it replaces",
    "origin": "whether it is the core’s",
}


UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB")


def size_label(size: int) -> str:
    """Bytes as people say them, in powers of a thousand: "310 kB", "6.2 MB"."""
    amount, unit = float(size), 0
    while amount >= 999.5 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    text = f"{amount:.1f}" if unit > 1 and amount < 9.95 else f"{amount:.0f}"
    if size == 1:
        return "1\N{NO-BREAK SPACE}byte"
    return f"{text}\N{NO-BREAK SPACE}{UNITS[unit]}"


def quoted(text: str) -> str:
    """A title or statement in quotation marks, on one line, cut where it is long."""
    line = " ".join(text.split())
    if len(line) > LABEL_LENGTH:
        line = line[: LABEL_LENGTH - 1].rstrip() + "…"
    return f"“{line}”"


def listing(words: Sequence[str], shown: int = 0) -> str:
    """ "a, b and c"; with `shown`, "a, b and 2 more" where there are more than that and one."""
    if shown and len(words) > shown + 1:
        return f"{', '.join(words[:shown])} and {len(words) - shown} more"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def field_words(names: Sequence[str]) -> str:
    """Names of fields as a listing in words."""
    return listing([_FIELDS.get(name, name) for name in names])


def sentence(change: Change) -> str:
    """One change, without a full stop: "“Cleaning or disinfecting?” was added"."""
    if change.code == compare.DETAILS_CHANGED:
        return f"Details of the package changed: {field_words(change.fields)}"
    if change.code == compare.ORDER_CHANGED:
        return f"The order of {change.fields[0]} changed"
    if change.code == compare.FILES_ADDED:
        was = "was" if len(change.names) == 1 else "were"
        names = listing([quoted(name) for name in change.names], shown=2)
        return f"{names} {was} added to {quoted(change.title)}"
    text = sentence_of_many([change])
    return f"{text}: {field_words(change.fields)}" if change.fields else text


def sentence_of_many(changes: Sequence[Change]) -> str:
    """Changes of one code in one sentence, the first two by name.

    changes: at least one, all of one code that names a thing.
    """
    code = changes[0].code
    many = int(len(changes) > 1)
    words = [quoted(change.title) for change in changes]
    noun = f"{_NOUNS[code][many]} " if code in _NOUNS else ""
    return f"{noun}{listing(words, shown=2)} {_PHRASES[code][many]}"


def can_be_gathered(code: str) -> bool:
    """Whether several changes of this code can be told in one sentence."""
    return code in _PHRASES
