"""Findings and the report that holds them: what people, commands and other rooms see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from repository.formats.codes import CODES, Severity
from repository.formats.text import printable

# More findings of one code than this help nobody; the rest is counted.
SHOWN_OF_A_CODE = 20


class Outcome(StrEnum):
    CLEAN = "clean"
    WARNINGS = "warnings"
    ERRORS = "errors"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `place`: a member's name, a line, or empty for the file as a whole."""

    code: str
    severity: Severity
    place: str
    message: str

    def to_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "severity": str(self.severity),
            "place": self.place,
            "message": self.message,
        }


def finding(code: str, place: str = "", **words: object) -> Finding:
    """A finding with the sentence of its code (`repository.formats.codes`).

    words: what the sentence has in braces; text from the upload is made printable here.
    """
    entry = CODES[code]
    clean = {name: printable(str(word)) for name, word in words.items()}
    return Finding(code, entry.severity, printable(place), entry.sentence.format_map(clean))


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """The worst of the findings."""
    severities = {found.severity for found in findings}
    if Severity.REFUSED in severities:
        return Outcome.REFUSED
    if Severity.ERROR in severities:
        return Outcome.ERRORS
    return Outcome.WARNINGS if severities else Outcome.CLEAN


def shorten(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, worst first, without repetitions, at most `SHOWN_OF_A_CODE` of one code."""
    order = {Severity.REFUSED: 0, Severity.ERROR: 1, Severity.WARNING: 2}
    kept: list[Finding] = []
    seen: Counter[str] = Counter()
    for found in sorted(dict.fromkeys(findings), key=lambda found: order[found.severity]):
        seen[found.code] += 1
        if seen[found.code] <= SHOWN_OF_A_CODE:
            kept.append(found)
    for code, count in seen.items():
        if count > SHOWN_OF_A_CODE:
            message = f"… and {count - SHOWN_OF_A_CODE} more of the same kind."
            kept.append(Finding(code, CODES[code].severity, "", message))
    return tuple(sorted(kept, key=lambda found: order[found.severity]))


@dataclass(frozen=True, slots=True)
class Report:
    """What an inspection found. `items` and `scos` are 0 where the kind has none.

    facts: (name, value) pairs sorted by name, values as text: `kind`, `format`, `version`, `title`,
    `language`, `items`, `scos`, `pages`, `slides`, `width`, `height`, `seconds`, `cues`; only what
    is known. media_type: for serving the file.
    """

    file: str
    kind: str
    version: str = ""
    title: str = ""
    language: str = ""
    items: int = 0
    scos: int = 0
    findings: tuple[Finding, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    media_type: str = "application/octet-stream"
    outcome: Outcome = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcome", outcome_of(self.findings))

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON values, in the order in which people read it."""
        return {
            "file": self.file,
            "kind": self.kind,
            "version": self.version,
            "title": self.title,
            "language": self.language,
            "items": self.items,
            "scos": self.scos,
            "outcome": str(self.outcome),
            "findings": [found.to_json() for found in self.findings],
            "media_type": self.media_type,
            "facts": dict(self.facts),
        }


def facts_of(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Facts as sorted pairs of text; what is empty or zero isn't known and is left out."""
    return tuple(sorted((name, str(value)) for name, value in values.items() if value))
