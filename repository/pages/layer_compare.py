"""The screen that holds a draft against the release that it stands on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast

from django.views.generic import TemplateView

from repository.pages.draft import draft_manifest
from repository.pages.layer_fields import ToldField, codes_of, told_fields
from repository.pages.layer_state import type_words
from repository.pages.layer_views import LayerView, editor_address
from repository.releases.differences import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    Change,
    differences,
)
from repository.releases.layer import REPLACED
from repository.releases.manifest import LEVEL_1_CORE, Competency, Component

NOTED = "noted"
WORDS = {
    ADDED: "Yours, added",
    REMOVED: "Left out",
    CHANGED: "Differs",
    MOVED: "Stands elsewhere",
    NOTED: "Your note",
}


@dataclasses.dataclass(frozen=True, slots=True)
class ComparedPart:
    """A component or competency that differs.

    kind: as of the change, or `noted`. word: what to call that. before: the title in the core,
    where it is another. fields: in words, with the difference of each.
    """

    kind: str
    word: str
    title: str
    before: str
    label: str
    change: Change[Component] | Change[Competency]
    fields: tuple[ToldField, ...]
    notes: tuple[str, ...] = ()


class CompareWithCoreView(LayerView, TemplateView):
    """What the draft adds, changes and leaves out, word by word."""

    template_name = "pages/layer_compare.html"
    header_icon = "glasses"

    def get_page_title(self) -> str:
        of_core = self.draft.base_release.manifest.kind == LEVEL_1_CORE
        return "Compare with the core" if of_core else "Compare with the original"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        base = self.draft.base_release.manifest
        draft = draft_manifest(self.draft)
        found, codes = differences(base, draft), codes_of(base, draft)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "base": base,
            "components": [_component(change, codes) for change in found.components],
            "competencies": [_competency(change, codes) for change in found.competencies],
            "back": editor_address(self.draft, "layer"),
        }


def _component(change: Change[Component], codes: Mapping[str, str]) -> ComparedPart:
    part = cast(Component, change.after or change.before)  # one side is there
    before = change.before.title if change.before else ""
    fields = told_fields(change, codes)
    notes = part.notes[len(change.before.notes) :] if change.before and change.after else ()
    kind = NOTED if notes and not (fields or change.files) else change.kind
    return ComparedPart(
        kind=kind,
        word="Yours, replaces" if part.origin == REPLACED else WORDS[kind],
        title=part.title,
        before=before if before != part.title else "",
        label=type_words(part)[0],
        change=change,
        fields=fields,
        notes=tuple(note.text for note in notes),
    )


def _competency(change: Change[Competency], codes: Mapping[str, str]) -> ComparedPart:
    part = cast(Competency, change.after or change.before)  # as above
    title = f"{part.code} {part.statement}".strip()
    word = WORDS[change.kind]
    fields = told_fields(change, codes)
    return ComparedPart(change.kind, word, title, "", "Competency", change, fields)
