"""The fields of manifests as text that people can compare. Pure.

What isn't named here is no difference to a reader, or is told elsewhere on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from repository.public.compare_cards import FieldLine
from repository.public.labels import CREDITS, DELIVERIES, FACILITATIONS, hours_label, language_label
from repository.releases.attribution import licence_name
from repository.releases.differences import DELETED, INSERTED, Span, word_difference
from repository.releases.manifest import Competency, Component, Duty, Manifest
from repository.releases.wording import COMPONENT_TYPES
from search.entries import plain_text

T = TypeVar("T")
POLICIES = {
    "locked": "the same in every specialisation",
    "adaptable": "may be replaced",
    "optional": "may be left out",
}


def _lines(items: Iterable[str]) -> str:
    return "; ".join(item for item in items if item)


def _licence(spdx: str) -> str:
    return licence_name(spdx).short if spdx else ""


def _hours(minutes: int) -> str:
    hours = hours_label(minutes)
    return f"{hours} {'hour' if hours == '1' else 'hours'}" if hours else ""


def _people(manifest: Manifest) -> str:
    return _lines(
        f"{person.name} ({person.role})" if person.role else person.name
        for person in manifest.contributors
    )


def _cover(manifest: Manifest) -> str:
    return f"{manifest.cover.alt} ({manifest.cover.sha256[:12]})" if manifest.cover else ""


def _base(manifest: Manifest) -> str:
    return f"{manifest.base.title}, release {manifest.base.number}" if manifest.base else ""


Texts = Sequence[tuple[str, Callable[[T], str], bool]]

DETAILS: Texts[Manifest] = (
    ("Title", lambda m: m.title, True),
    ("Summary", lambda m: m.summary, True),
    ("Description", lambda m: " ".join(plain_text(m.description).split()), True),
    ("Builds on", _base, True),
    ("Lead institution", lambda m: m.owner.name, True),
    ("Partners", lambda m: _lines(partner.name for partner in m.partners), True),
    ("Licence", lambda m: _licence(m.licence), False),
    ("Language", lambda m: language_label(m.language), False),
    ("Effort", lambda m: _hours(m.effort_minutes), False),
    ("Delivery", lambda m: DELIVERIES.get(m.delivery, m.delivery), False),
    ("Facilitation", lambda m: FACILITATIONS.get(m.facilitation, m.facilitation), False),
    ("Credit", lambda m: CREDITS.get(m.credit_status, m.credit_status), False),
    ("For whom", lambda m: m.for_whom, True),
    ("Before you start", lambda m: m.prerequisites, True),
    ("Subjects", lambda m: _lines(m.subjects), True),
    ("Skills", lambda m: _lines(m.skills), True),
    ("Occupations", lambda m: _lines(f"{o.title} ({o.noc})" for o in m.occupations), True),
    ("Contributors", _people, True),
    ("Funded by", lambda m: m.funder, True),
    ("Thanks", lambda m: m.acknowledgement, True),
    ("Territory", lambda m: m.territory, True),
    ("Cover picture", _cover, True),
    ("Next review", lambda m: m.next_review, False),
)


def component_texts(before: Manifest, after: Manifest) -> Texts[Component]:
    """The fields of a component; competencies go by the codes that they have on either side."""
    codes = {c.key: c.code or c.statement for m in (before, after) for c in m.competencies}

    def coded(keys: Iterable[str]) -> str:
        return ", ".join(codes.get(key, "") for key in keys if key in codes)

    return (
        ("Title", lambda c: c.title, True),
        ("Type", lambda c: COMPONENT_TYPES.get(c.type, c.type), False),
        ("Section", lambda c: c.section, True),
        ("Description", lambda c: c.description, True),
        ("Effort", lambda c: _hours(c.effort_minutes), False),
        ("In a specialisation", lambda c: POLICIES.get(c.policy, c.policy), False),
        ("Why so in a specialisation", lambda c: c.policy_reason, True),
        ("Licence", lambda c: _licence(c.licence), False),
        ("Attribution", _attribution, True),
        ("Teaches", lambda c: coded(c.teaches), False),
        ("Practises", lambda c: coded(c.practises), False),
        ("Assesses", lambda c: coded(c.assesses), False),
        ("In place of", lambda c: c.in_place_of, True),
        ("Note", lambda c: _lines(note.text for note in c.notes), True),
    )


def _attribution(component: Component) -> str:
    work = component.attribution
    return _lines((work.title, work.author, work.source, _licence(work.licence)))


COMPETENCY: Texts[Competency] = (
    ("Code", lambda c: c.code, False),
    ("Statement", lambda c: c.statement, True),
    ("Level", lambda c: c.level, True),
)
DUTY: Texts[Duty] = (
    ("Code", lambda d: d.code, False),
    ("Title", lambda d: d.title, True),
)


def field_lines(before: T, after: T, texts: Texts[T]) -> list[FieldLine]:
    """The fields whose texts differ: words and lists word by word, facts as a whole."""
    found = []
    for label, text, foreign in texts:
        old, new = text(before), text(after)
        if old != new:
            listed = "," in f"{old}{new}"
            spans = word_difference(old, new) if foreign or listed else _whole(old, new)
            found.append(FieldLine(label, spans, foreign))
    return found


def _whole(before: str, after: str) -> tuple[Span, ...]:
    return tuple(Span(op, text) for op, text in ((DELETED, before), (INSERTED, after)) if text)


def served_by(manifest: Manifest, key: str) -> list[str]:
    """What teaches, practises and assesses a competency: "Taught in Lesson 7; …"."""
    words: Mapping[str, str] = {
        "teaches": "Taught in",
        "practises": "Practised in",
        "assesses": "Assessed in",
    }
    found = []
    for name, said in words.items():
        titles = [c.title for c in manifest.components if key in getattr(c, name)]
        if titles:
            more = f" and {len(titles) - 3} more" if len(titles) > 3 else ""
            found.append(f"{said} {', '.join(titles[:3])}{more}.")
    return found
