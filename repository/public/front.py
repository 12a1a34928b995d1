"""What the home page shows beside its own words."""

from __future__ import annotations

import dataclasses
from typing import Any

from repository.public.cards import Count, PackageDetail
from repository.public.catalogue_lines import package_card
from repository.public.details import package_detail
from repository.public.people import institution_line
from repository.public.records import Record, history_of, record_of
from repository.public.watershed import watershed_of
from repository.releases.manifest import LEVEL_1_CORE
from search.catalogue import CatalogueQuery, find
from search.counts import totals
from search.layers import layers_over

NEWEST_RELEASES = 5


def front_context(featured: str = "") -> dict[str, Any]:
    """Counts, newest releases, and the package that the editors feature.

    featured: slug of a package. One without a release to show is passed over.
    """
    return {
        "counts": _counts(),
        "newest": [package_card(row) for row in find(CatalogueQuery(size=NEWEST_RELEASES)).rows],
        **_featured(featured),
    }


def _counts() -> list[Count]:
    found = totals()
    counts = [
        (found.packages, "package, openly licensed", "packages, openly licensed"),
        (found.institutions, "institution that publishes", "institutions that publish"),
        (found.competencies, "competency described", "competencies described"),
        (found.components, "part to teach with", "parts to teach with"),
    ]
    return [Count(one if number == 1 else many, number) for number, one, many in counts if number]


def _featured(slug: str) -> dict[str, Any]:
    """The package that is shown large; of a core, what it feeds too."""
    history = history_of(slug) if slug else None
    if history is None or history.newest is None:
        return {"featured": None, "watershed": None}
    detail = _with_lead_of_now(record_of(history, history.newest))
    layers = layers_over(slug) if detail.kind == LEVEL_1_CORE else []
    return {"featured": detail, "watershed": watershed_of(slug, detail.title, layers)}


def _with_lead_of_now(record: Record) -> PackageDetail:
    """The newest release, led by who leads the package now; who made it is one of the others."""
    detail, ref = package_detail(record), record.history.lead
    if ref is None or ref.slug == record.manifest.owner.slug:
        return detail
    lead = institution_line(ref, record, is_lead=True)
    others = [line for line in (detail.owner, *detail.partners) if line.url != lead.url]
    return dataclasses.replace(detail, owner=lead, partners=others)
