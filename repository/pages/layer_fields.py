"""The fields of a part that differ, as the people who write it name them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from repository.pages.blocks import AUDIENCE_CHOICES, POLICY_CHOICES
from repository.pages.layer_state import hours_text
from repository.releases.attribution import licence_name
from repository.releases.differences import DELETED, EQUAL, INSERTED, Change, FieldChange, Span
from repository.releases.manifest import Manifest
from repository.releases.wording import COMPONENT_TYPES, field_words

# Told in other places of the screen.
TOLD_OTHERWISE = {"notes", "in_place_of"}
ALIGNED = {"teaches", "practises", "assesses"}
LABELS = {"effort_minutes": "Work", "policy": "In a specialisation", "audience": "For whom"}
TEXTS: Mapping[str, Callable[[Any], str]] = {
    "type": lambda value: COMPONENT_TYPES.get(value, value),
    "effort_minutes": hours_text,
    "policy": lambda value: dict(POLICY_CHOICES).get(value, value),
    "audience": lambda value: dict(AUDIENCE_CHOICES).get(value, value),
    "licence": lambda value: licence_name(value).short if value else "that of the package",
}


class ToldField(NamedTuple):
    """label: as the editor names the field. spans: its difference."""

    label: str
    spans: tuple[Span, ...]


def codes_of(*manifests: Manifest) -> dict[str, str]:
    """Competencies as people name them, by key: the code, the statement where it has none."""
    return {c.key: c.code or c.statement for m in manifests for c in m.competencies}


def told_fields(change: Change[Any], codes: Mapping[str, str]) -> tuple[ToldField, ...]:
    """codes: of the competencies of both sides, by key."""
    return tuple(
        ToldField(LABELS.get(field.name, _capital(field_words([field.name]))), spans)
        for field in change.fields
        if field.name not in TOLD_OTHERWISE and (spans := _spans(field, change, codes))
    )


def _spans(field: FieldChange, change: Change[Any], codes: Mapping[str, str]) -> tuple[Span, ...]:
    before, after = (getattr(side, field.name) for side in (change.before, change.after))
    if field.name in ALIGNED:
        return _coded(before, after, codes)
    if field.name in TEXTS:
        text = TEXTS[field.name]
        return _whole(text(before), text(after))
    return field.words


def _coded(
    before: tuple[str, ...], after: tuple[str, ...], codes: Mapping[str, str]
) -> tuple[Span, ...]:
    """Code by code, since a list of them is no text: those that stay, those that go, the new."""
    kept = [codes[key] for key in after if key in before and key in codes]
    gone = [codes[key] for key in before if key not in after and key in codes]
    new = [codes[key] for key in after if key not in before and key in codes]
    if not gone and not new:
        return ()
    spans = [Span(EQUAL, ", ".join(kept) + " ")] if kept else []
    return (*spans, *_whole(", ".join(gone), ", ".join(new)))


def _whole(before: str, after: str) -> tuple[Span, ...]:
    return tuple(Span(op, text) for op, text in ((DELETED, before), (INSERTED, after)) if text)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
