"""What two revisions of a specialisation do to their core, for the comparison in the history.

Own components are compared by Wagtail, as fields are; these are the rows of the layer beside them,
and the release that it stands on. The classes answer what Wagtail's template asks of a comparison.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import escape
from wagtail.admin.compare import diff_text

from repository.pages.layer_rows import ADD, NOTE, OMIT, REPLACE
from repository.pages.specialisation_page import SpecialisationPage
from repository.pages.stream_rows import components_of_rows
from repository.releases.wording import quoted

# Of each operation, what it is called where it stands in both, came, and went.
WORDS: Mapping[str, tuple[str, str, str]] = {
    REPLACE: ("Replaced", "Now replaced", "No longer replaced"),
    OMIT: ("Left out", "Now left out", "No longer left out"),
    NOTE: ("Note on", "New note on", "Note gone from"),
    ADD: ("Added", "Now added", "No longer added"),
}
BEGINNING = "At the beginning"


@dataclasses.dataclass(frozen=True, slots=True)
class ComparedText:
    """A line of an operation. was, now: the same where it came or went as a whole."""

    field_label: str
    was: str
    now: str

    def htmldiff(self) -> str:
        if self.was == self.now:
            return escape(self.now)
        return str(diff_text(self.was, self.now).to_html())


@dataclasses.dataclass(frozen=True, slots=True)
class ComparedOperation:
    """One operation of either revision. was, now: its lines by label, None where it isn't there."""

    kind: str
    was: Mapping[str, str] | None
    now: Mapping[str, str] | None

    @property
    def is_addition(self) -> bool:
        return self.was is None

    @property
    def is_deletion(self) -> bool:
        return self.now is None

    def get_position_change(self) -> None:
        """The order of operations means nothing."""

    def get_field_comparisons(self) -> list[ComparedText]:
        both, came, went = WORDS[self.kind]
        head = came if self.was is None else went if self.now is None else both
        was, now = self.was or self.now or {}, self.now or self.was or {}
        return [
            ComparedText(head if label == "part" else label, was[label], now[label])
            for label in now
        ]


class LayerComparison:
    """The rows of two revisions: what was replaced, left out, noted and added."""

    is_field = False
    is_child_relation = True

    def __init__(self, before: SpecialisationPage, after: SpecialisationPage) -> None:
        self._before, self._after = _operations(before), _operations(after)

    def field_label(self) -> str:
        return "Your layer over the core"

    def has_changed(self) -> bool:
        return self._before != self._after

    def get_child_comparisons(self) -> Iterator[ComparedOperation]:
        for name in {**self._after, **self._before}:
            was, now = self._before.get(name), self._after.get(name)
            if was != now:
                yield ComparedOperation(name[0], was, now)


class BaseComparison:
    """The releases on which two revisions stand."""

    is_field = True
    is_child_relation = False

    def __init__(self, before: SpecialisationPage, after: SpecialisationPage) -> None:
        self._before, self._after = before.base_release.number, after.base_release.number

    def field_label(self) -> str:
        return "Release of the core"

    def has_changed(self) -> bool:
        return bool(self._before != self._after)

    def htmldiff(self) -> str:
        return ComparedText("", self._before, self._after).htmldiff()


def _operations(page: SpecialisationPage) -> dict[tuple[str, str], dict[str, str]]:
    """The lines of each operation, by its kind and what it is about."""
    titles: dict[str, str] = {c.key: c.title for c in page.base_release.manifest.components}
    own = {c.key: c.title for c in components_of_rows(page.components.get_prep_value())}
    titles |= own
    found = {}
    for row in page.layer_rows:
        kind, component = str(row.get("op")), str(row.get("component") or "")
        about = component if kind == ADD else str(row.get("target") or "")
        if kind in WORDS and (kind in {OMIT, NOTE} or component in own):
            found[kind, about] = _lines(kind, row, titles, titles.get(about, about))
    return found


def _lines(
    kind: str, row: Mapping[str, Any], titles: Mapping[str, str], title: str
) -> dict[str, str]:
    """A part that a later release has no more goes by its key."""
    if kind == ADD:
        after = str(row.get("after") or "")
        place = f"After {quoted(titles.get(after, after))}" if after else BEGINNING
        return {"part": title, "Place": place}
    if kind == NOTE:
        return {"part": title, "Note": str(row.get("note") or "")}
    lines = {"part": title, "Reason": str(row.get("reason") or "")}
    if kind == REPLACE:
        lines["By yours"] = titles[str(row["component"])]
    return lines
