"""What the page of a core's specialisations is given: see `cards`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from repository.public.layer_cards import StreamCard


class Column(NamedTuple):
    """An institution. `short`: the head of its column."""

    short: str
    name: str
    url: str


class Cell(NamedTuple):
    """`mark`: core or own, empty for nothing. `words`: what the mark says of that institution."""

    mark: str
    words: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class MatrixLine:
    """A row: either a band through all columns, or a cell for each of them.

    band: its words, empty where there are cells. note: behind the text, in the page's language.
    """

    text: str
    band: str = ""
    note: str = ""
    cells: Sequence[Cell] = ()

    @property
    def marked(self) -> Sequence[Cell]:
        """The cells that say something."""
        return [cell for cell in self.cells if cell.mark]


@dataclasses.dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows under one head. origin: core or own. note: behind the title, in the page's language."""

    origin: str
    title: str
    note: str
    language: str
    lines: Sequence[MatrixLine]


@dataclasses.dataclass(frozen=True, slots=True)
class SpecialisationMatrix:
    """totals: how many competencies each institution adds."""

    columns: Sequence[Column]
    groups: Sequence[MatrixGroup]
    totals: Sequence[tuple[Column, int]]


@dataclasses.dataclass(frozen=True, slots=True)
class CoreFamily:
    """A core and its specialisations side by side."""

    slug: str
    title: str
    language: str
    url: str
    kind: str
    kind_label: str
    number: str
    heading: str
    lede: str
    matrix: SpecialisationMatrix
    streams_title: str
    streams: Sequence[StreamCard] = ()
