"""Asking the catalogue: one query in, one page out.

Every word must occur, as a part of any word of the package's texts. Within a filter the values are
alternatives, between filters all must hold. The counts of a filter's values are those that a person
gets by choosing them: under the other filters, not under its own.

This is the whole interface: another engine may stand behind it one day (docs/decisions/0010).
"""

from __future__ import annotations

from search.engine import Engine
from search.keys import NEWEST, SORTS, TITLE, Key, KeyDamagedError, decode_key, encode_key
from search.query import (
    FACETS,
    PAGE_SIZE,
    CataloguePage,
    CatalogueQuery,
    CatalogueRow,
    FacetCount,
)

__all__ = [
    "FACETS",
    "NEWEST",
    "PAGE_SIZE",
    "SORTS",
    "TITLE",
    "CataloguePage",
    "CatalogueQuery",
    "CatalogueRow",
    "FacetCount",
    "Key",
    "KeyDamagedError",
    "decode_key",
    "encode_key",
    "find",
]


def find(query: CatalogueQuery) -> CataloguePage:
    """One page of the catalogue."""
    return Engine(query).answer()
