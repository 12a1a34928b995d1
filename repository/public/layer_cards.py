"""What the templates are given of layers: see `cards`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Origin(NamedTuple):
    """Where a part comes from. `name`: core, own, replaced or omitted; `label`: in words."""

    name: str
    label: str


class NoteLine(NamedTuple):
    """What an institution says beside a part that it left as it is. `by`: its name."""

    text: str
    by: str


class HopLine(NamedTuple):
    """One step of a part's provenance. `url`: the package's permanent address."""

    title: str
    number: str
    institution: str
    licence_short: str
    url: str


class NoticeLine(NamedTuple):
    """`tone`: info, caution or danger. `url`: empty where there is nowhere to go."""

    tone: str
    title: str
    text: str = ""
    url: str = ""
    link_text: str = ""


class DutyCount(NamedTuple):
    code: str
    title: str
    competencies: int


@dataclasses.dataclass(frozen=True, slots=True)
class ProofLines:
    """That a Level 2 contains its core. `sentences`: no more than was found."""

    line: str
    sentences: Sequence[str]
    sha256: str
    core_count: int
    own_count: int
    own_name: str


@dataclasses.dataclass(frozen=True, slots=True)
class LayerLines:
    """What a package builds on. is_level_2: over a core; otherwise an adaptation.

    introduction: the words before the institution's name ("Building service worker, Level 2, by").
    over: "core release 2.1.0". url, package_url: of that release and its package, empty where
    this site has it no more. base_language: of its title. hours: "92 hours: 60 core, 32 own".
    legend: the origins that occur here, with what each means. compare_url: against what it stands
    on. span: codes of the base's duties, "A–G". base_duties: they, with how many competencies each.
    """

    is_level_2: bool
    introduction: str
    base_title: str
    base_language: str
    base_number: str
    over: str
    url: str
    package_url: str
    compare_url: str
    hours: str = ""
    legend: Sequence[tuple[Origin, str]] = ()
    proof: ProofLines | None = None
    span: str = ""
    base_origin: Origin | None = None
    base_duties: Sequence[DutyCount] = ()
    base_count: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class StreamCard:
    """A layer beside others. state, tone: how it stands to the newest release of its base.

    added: statements of its own competencies; None where they aren't looked at.
    """

    title: str
    language: str
    url: str
    institution: str
    number: str
    base: str
    state: str
    tone: str
    added: Sequence[str] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class StreamList:
    """The layers over a package. compare_url: the page that shows them side by side, or empty."""

    title: str
    note: str
    streams: Sequence[StreamCard]
    url: str = ""
    link_text: str = ""


class LeadLine(NamedTuple):
    """Who leads a package now, since when, and who led before. `before`: the latest first."""

    name: str
    url: str
    since: date
    before: str


class OfferLine(NamedTuple):
    """Whether one may build on a package. `url` empty: no, and `text` says why."""

    title: str
    text: str
    url: str = ""
    link_text: str = ""
