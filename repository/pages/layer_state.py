"""What the editor shows of a layer: its lines with their actions, the sums, the proof."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.http import HttpRequest
from django.urls import reverse

from repository.pages.blocks import ComponentsBlock
from repository.pages.draft import draft_components, own_components, own_duties, read_draft
from repository.pages.layer_extensions import (
    Notice,
    PartAction,
    notices_for,
    part_actions_for,
)
from repository.pages.layer_lines import OMITTED, LayerLine, layer_lines
from repository.pages.layer_rows import Over, layer_of
from repository.pages.layer_rules import harmony_of
from repository.pages.rules import Draft
from repository.pages.stream_rows import block_name
from repository.releases.harmonisation import Harmony
from repository.releases.layer import ADDED, REPLACED
from repository.releases.manifest import LEVEL_1_CORE, LOCKED, MEMBERS, Component, Manifest

if TYPE_CHECKING:
    from repository.pages.specialisation_page import SpecialisationPage

# Of each action: the words on its button, and its icon.
WORDS: Mapping[str, tuple[str, str]] = {
    "replace": ("Replace", "resubmit"),
    "omit": ("Leave out", "cross"),
    "restore": ("Back to the core’s", "rotate"),
    "edit": ("Edit", "edit"),
    "move": ("Move", "order"),
    "remove": ("Remove", "bin"),
    "reason": ("Reason", "openquote"),
    "add": ("Add after", "plus"),
    "note": ("Note", "comment-add"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Action:
    """A button of a line. url: of an admin page, or a place in the editor."""

    name: str
    label: str
    icon: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class LayerRow:
    """A line as the template shows it. hours: text, empty for none. place: what it follows."""

    line: LayerLine
    type: str
    icon: str
    hours: str
    was_hours: str = ""
    place: str = ""
    actions: tuple[Action, ...] = ()
    more: tuple[PartAction, ...] = ()

    @property
    def for_members(self) -> bool:
        return self.line.part.audience == MEMBERS


@dataclasses.dataclass(frozen=True, slots=True)
class LayerState:
    """Everything that the editor of a layer shows beside its fields.

    harmony: None for an adaptation, which proves nothing. locked: how many parts of the core are.
    hours: of all effective parts, as text.
    """

    base: Manifest
    rows: tuple[LayerRow, ...]
    harmony: Harmony | None
    notices: Sequence[Notice]
    package_id: int
    may_change: bool
    locked: int
    hours: str

    @property
    def is_level_2(self) -> bool:
        return self.base.kind == LEVEL_1_CORE

    @property
    def effective(self) -> tuple[LayerRow, ...]:
        return tuple(r for r in self.rows if r.line.state != OMITTED and r.line.has_place)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many were added, replaced, left out and given a note."""
        states = Counter(row.line.state for row in self.rows)
        notes = sum(1 for row in self.rows if row.line.note)
        return {
            "added": states[ADDED],
            "replaced": states[REPLACED],
            "omitted": states[OMITTED],
            "notes": notes,
        }


def layer_state(page: SpecialisationPage, user: Any) -> LayerState:
    """The layer of a draft as a person sees it, in a constant number of queries."""
    draft = read_draft(page)
    over = _over(draft)
    own = own_components(page, draft)
    lines = layer_lines(over.base, layer_of(over, own, own_duties(draft)))
    may = page.permissions_for_user(user)
    may_change = may.can_edit() and not may.page_locked()
    titles = {line.key: line.part.title for line in lines}
    rows = tuple(_row(line, titles, page, user, may_change) for line in lines)
    effective = [row for row in rows if row.line.state != OMITTED and row.line.has_place]
    return LayerState(
        base=over.base,
        rows=rows,
        harmony=harmony_of(draft),
        notices=notices_for(page, user),
        package_id=page.package_id,
        may_change=may_change,
        locked=sum(1 for part in over.base.components if part.policy == LOCKED),
        hours=hours_text(sum(row.line.part.effort_minutes for row in effective)),
    )


def lines_of(page: SpecialisationPage) -> tuple[LayerLine, ...]:
    """The lines only, for a screen that is about one of them."""
    draft = read_draft(page)
    over = _over(draft)
    return layer_lines(over.base, layer_of(over, draft_components(draft), own_duties(draft)))


def _over(draft: Draft) -> Over:
    if draft.over is None:
        raise TypeError("This draft stands on no release, so it has no layer.")
    return draft.over


_states: WeakKeyDictionary[HttpRequest, LayerState] = WeakKeyDictionary()


def state_for(request: HttpRequest, page: SpecialisationPage) -> LayerState:
    """The state, read once for all panels of one request."""
    if request not in _states:
        _states[request] = layer_state(page, request.user)
    return _states[request]


def _row(
    line: LayerLine,
    titles: Mapping[str, str],
    page: SpecialisationPage,
    user: Any,
    may_change: bool,
) -> LayerRow:
    label, icon = type_words(line.part)
    return LayerRow(
        line=line,
        type=label,
        icon=icon,
        hours=hours_text(line.part.effort_minutes),
        was_hours=hours_text(line.was.effort_minutes) if line.was else "",
        place=titles.get(line.after, "") if line.state == ADDED else "",
        actions=tuple(_action(name, line, page) for name in line.may if may_change),
        more=tuple(part_actions_for(page, line.key, user)) if line.is_own else (),
    )


def _action(name: str, line: LayerLine, page: SpecialisationPage) -> Action:
    label, icon = WORDS[name]
    if name == "edit":
        return Action(name, label, icon, f"#block-{line.own}-section")
    if name == "note" and line.note:
        label = "Edit note"
    return Action(name, label, icon, reverse(f"layer_{name}", args=[page.package_id, line.key]))


def type_words(part: Component) -> tuple[str, str]:
    """Label and icon of a component's type, as in the menu of the stream."""
    block = ComponentsBlock.base_blocks.get(block_name(part.type))
    return (block.meta.label, block.meta.icon) if block else ("Part", "doc-full")


def hours_text(minutes: int) -> str:
    """ "1.5 h", empty for none."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".") + " h" if minutes > 0 else ""
