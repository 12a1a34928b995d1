"""What the home page shows beside its own words."""

from __future__ import annotations

from typing import Any

from repository.public.cards import Count, PackageDetail
from repository.public.catalogue_lines import package_card
from repository.public.details import package_detail
from repository.public.records import history_of, record_of
from search.catalogue import CatalogueQuery, find
from search.counts import totals

NEWEST_RELEASES = 5


def front_context(featured: str = "") -> dict[str, Any]:
    """Counts, newest releases, and the package that the editors feature.

    featured: slug of a package. One without a release to show is passed over.
    """
    return {
        "counts": _counts(),
        "newest": [package_card(row) for row in find(CatalogueQuery(size=NEWEST_RELEASES)).rows],
        "featured": _featured(featured) if featured else None,
    }


def _counts() -> list[Count]:
    found = totals()
    counts = [
        Count("packages, openly licensed", found.packages),
        Count("institutions that publish", found.institutions),
        Count("competencies described", found.competencies),
        Count("parts to teach with", found.components),
    ]
    return [count for count in counts if count.number]


def _featured(slug: str) -> PackageDetail | None:
    history = history_of(slug)
    if history is None or history.newest is None:
        return None
    return package_detail(record_of(history, history.newest))
