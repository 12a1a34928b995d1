"""What the catalogue is asked and what it answers: plain values, whatever engine finds them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime

from search.keys import NEWEST, SORTS, Key, KeyDamagedError

PAGE_SIZE = 20
FACETS = ("institution", "kind", "subject", "licence", "language")


@dataclasses.dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """What somebody looks for.

    institution: slugs. kind: as in the manifest. subject: slugs. licence: SPDX identifiers.
    language: BCP 47 tags. after, before: a key of another page (`CataloguePage.next`, `.previous`),
    made with the same sort. size: packages on a page.

    Raises: KeyDamagedError for a key of another sort; ValueError for an unknown sort.
    """

    words: str = ""
    institution: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    licence: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    sort: str = NEWEST
    after: Key | None = None
    before: Key | None = None
    size: int = PAGE_SIZE

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            raise ValueError(f"No sort is called {self.sort!r}.")
        for key in (self.after, self.before):
            if key is not None and key.sort != self.sort:
                raise KeyDamagedError(f"a key of the sort {key.sort!r} in {self.sort!r}")

    def chosen(self, facet: str) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(self, facet)
        return values


@dataclasses.dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A package in the list. institution: its slug. licence: SPDX identifier, or empty.

    match: (place, text) that holds the words, None where title and summary hold them. base_title,
    base_number: of the release that it stands on, empty where it stands on none.
    """

    slug: str
    number: str
    title: str
    summary: str
    kind: str
    language: str
    institution: str
    institution_name: str
    partner_count: int
    licence: str
    licence_short: str
    effort_minutes: int
    delivery: str
    has_cover: bool
    cover_alt: str
    released_at: datetime
    match: tuple[str, str] | None = None
    base_title: str = ""
    base_number: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a filter. Listed where its count isn't 0, or where it is chosen.

    label: a name from the database, or the value itself where there is none.
    """

    value: str
    label: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class CataloguePage:
    """first: rows before this page, as far as the keys know. count: packages that match, on all
    pages. facets: by name, the most frequent value first."""

    rows: tuple[CatalogueRow, ...]
    first: int
    count: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    next: Key | None = None
    previous: Key | None = None
