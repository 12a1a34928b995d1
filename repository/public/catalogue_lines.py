"""A page of the catalogue as the template shows it. Pure."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from repository.public import addresses
from repository.public.labels import DELIVERIES, KINDS, hours_label, language_label
from repository.public.list_cards import Chip, Facet, FacetOption, PackageCard, SortOption
from repository.public.questions import fields_of
from search.catalogue import (
    NEWEST,
    TITLE,
    CataloguePage,
    CatalogueQuery,
    CatalogueRow,
    FacetCount,
    Key,
    encode_key,
)

TITLES = {
    "kind": "Kind",
    "subject": "Subject",
    "institution": "Institution",
    "licence": "Licence",
    "language": "Language",
}
SORT_LABELS = {NEWEST: "Newest release", TITLE: "Title"}
# How many options of a filter stand open.
OPEN_OPTIONS = 6
MAX_MATCH = 160


def catalogue_context(query: CatalogueQuery, page: CataloguePage) -> dict[str, Any]:
    """The context of `public/catalogue.html`."""
    return {
        "query": query.words,
        "results": [package_card(row) for row in page.rows],
        "count": page.count,
        "first": page.first + 1,
        "last": page.first + len(page.rows),
        "next_url": _page_url(query, "after", page.next),
        "previous_url": _page_url(query, "before", page.previous),
        "facets": [_facet(name, page, query) for name in TITLES],
        "chips": _chips(query, page),
        "clear_url": _url([("q", query.words)] if query.words else []),
        "sorts": [
            SortOption(value=value, label=label, selected=value == query.sort)
            for value, label in SORT_LABELS.items()
        ],
        "hidden": [],
        "empty": page.count == 0 and not fields_of(query),
    }


def package_card(row: CatalogueRow) -> PackageCard:
    return PackageCard(
        slug=row.slug,
        url=addresses.package_url(row.slug),
        kind=row.kind,
        kind_label=KINDS.get(row.kind, row.kind),
        title=row.title,
        summary=row.summary,
        institution_name=row.institution_name,
        institution_url=addresses.institution_url(row.institution),
        partner_count=row.partner_count,
        effort_hours=hours_label(row.effort_minutes),
        delivery_label=DELIVERIES.get(row.delivery, row.delivery),
        licence_short=row.licence_short or "Not known",
        licence_url=addresses.licence_url(row.licence) if row.licence else "/licences/",
        number=row.number,
        released_at=row.released_at,
        language=row.language,
        language_label=language_label(row.language),
        cover_url=addresses.cover_url(row.slug, row.number) if row.has_cover else "",
        cover_alt=row.cover_alt,
        match=_match(row),
        over=f"“{row.base_title}”, release {row.base_number}" if row.base_title else "",
    )


def _match(row: CatalogueRow) -> str:
    if row.match is None:
        return ""
    place, text = row.match
    line = " ".join(text.split())
    short = line if len(line) <= MAX_MATCH else line[:MAX_MATCH].rstrip() + "…"
    return f"{place}: {short}"


def _facet(name: str, page: CataloguePage, query: CatalogueQuery) -> Facet:
    chosen = set(query.chosen(name))
    options = [
        FacetOption(
            value=option.value,
            label=_label(name, option),
            count=option.count,
            selected=option.value in chosen,
        )
        for option in page.facets[name]
    ]
    # What is chosen stands open, wherever it comes in the order.
    options.sort(key=lambda option: not option.selected)
    return Facet(
        name=name,
        title=TITLES[name],
        options=options[:OPEN_OPTIONS],
        more=options[OPEN_OPTIONS:],
    )


def _label(facet: str, option: FacetCount) -> str:
    if facet == "kind":
        return KINDS.get(option.value, option.value)
    if facet == "language":
        return language_label(option.value)
    return option.label


def _chips(query: CatalogueQuery, page: CataloguePage) -> list[Chip]:
    fields = fields_of(query)
    return [
        Chip(
            text=_label(name, option),
            remove_url=_url([field for field in fields if field != (name, option.value)]),
        )
        for name in TITLES
        for option in page.facets[name]
        if option.value in query.chosen(name)
    ]


def _page_url(query: CatalogueQuery, direction: str, key: Key | None) -> str:
    return "" if key is None else _url([*fields_of(query), (direction, encode_key(key))])


def _url(fields: list[tuple[str, str]]) -> str:
    path = addresses.catalogue_url()
    return f"{path}?{urlencode(fields)}" if fields else path
