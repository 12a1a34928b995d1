"""Packages and institutions in lists, and the filters beside them: see `cards`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime

from repository.public.cards import Count


@dataclasses.dataclass(frozen=True, slots=True)
class PackageCard:
    """A package in a list.

    kind: as in the manifest ("level-1-core", …). effort_hours: text as "60" or "1.5", empty where
    unknown. over: what the package stands on, empty where it stands on nothing. match: why a search
    found it, in words, empty where nothing was searched.
    """

    slug: str
    url: str
    kind: str
    kind_label: str
    title: str
    summary: str
    institution_name: str
    institution_url: str
    partner_count: int
    effort_hours: str
    delivery_label: str
    licence_short: str
    licence_url: str
    number: str
    released_at: datetime
    language: str
    language_label: str
    cover_url: str = ""
    cover_alt: str = ""
    match: str = ""
    over: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class FacetOption:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Facet:
    """A filter: `name` is the form's field, `options` stand open, `more` folded below them."""

    name: str
    title: str
    options: Sequence[FacetOption]
    more: Sequence[FacetOption] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the same list without it."""

    text: str
    remove_url: str


@dataclasses.dataclass(frozen=True, slots=True)
class SortOption:
    value: str
    label: str
    selected: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class InstitutionCard:
    """An institution in a list. `about`: plain text, short."""

    name: str
    short_name: str
    url: str
    region: str
    logo_url: str
    package_count: int
    about: str


@dataclasses.dataclass(frozen=True, slots=True)
class InstitutionDetail:
    """`territory`: the institution's own words. `joined`: the day, where known."""

    name: str
    short_name: str
    about_html: str
    website: str
    region: str
    ror_url: str
    contact_name: str
    contact_email: str
    joined: date | None
    logo_url: str
    logo_alt: str
    territory: str
    counts: Sequence[Count] = ()
