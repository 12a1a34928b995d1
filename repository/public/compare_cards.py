"""What the page that compares two releases is given: see `cards`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from repository.public.layer_cards import NoticeLine, StreamCard
from repository.releases.differences import Span


class FieldLine(NamedTuple):
    """A field that differs, word by word. `foreign`: in the package’s language."""

    label: str
    spans: Sequence[Span]
    foreign: bool = True


class FileChangeLine(NamedTuple):
    """A file that came, went or differs. before, after: sha256, empty where there is none."""

    words: str
    name: str
    note: str
    before: str = ""
    after: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ChangeLines:
    """One difference. kind: changed, added, moved or removed. url: of the part, where it is now."""

    kind: str
    kind_label: str
    title: str
    url: str = ""
    facts: Sequence[str] = ()
    fields: Sequence[FieldLine] = ()
    files: Sequence[FileChangeLine] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ChangeGroup:
    """`name`: changed, added, moved, removed or details; unique on the page."""

    name: str
    title: str
    changes: Sequence[ChangeLines]


class Side(NamedTuple):
    """One of the two releases. `url`: its page. `withdrawn`: why it is, or empty."""

    number: str
    label: str
    url: str
    withdrawn: str = ""


class Choice(NamedTuple):
    value: str
    label: str
    selected: bool


@dataclasses.dataclass(frozen=True, slots=True)
class CompareDetail:
    """Two releases side by side. `same`: why there is nothing to show, empty where there is.

    why_title, why: why the newer one has its number. action: where the form leads.
    """

    slug: str
    title: str
    language: str
    url: str
    heading: str
    lede: str
    before: Side
    after: Side
    from_choices: Sequence[Choice]
    to_choices: Sequence[Choice]
    action: str
    notices: Sequence[NoticeLine] = ()
    groups: Sequence[ChangeGroup] = ()
    why_title: str = ""
    why_intro: str = ""
    why: Sequence[str] = ()
    streams_title: str = ""
    streams: Sequence[StreamCard] = ()
    same: str = ""
