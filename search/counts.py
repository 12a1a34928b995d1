"""Numbers of the whole catalogue."""

from __future__ import annotations

import dataclasses

from django.db.models import Count, Sum

from search.models import Entry


@dataclasses.dataclass(frozen=True, slots=True)
class Totals:
    """What the catalogue holds. institutions: those that publish something."""

    packages: int
    institutions: int
    competencies: int
    components: int


def totals() -> Totals:
    """One statement."""
    sums = Entry.objects.aggregate(
        packages=Count("*"),
        institutions=Count("institution", distinct=True),
        competencies=Sum("competency_count", default=0),
        components=Sum("component_count", default=0),
    )
    return Totals(**sums)


def packages_by_licence() -> dict[str, int]:
    """How many packages carry each licence, by SPDX identifier."""
    counts = Entry.objects.exclude(licence=None).order_by().values_list("licence_id")
    return dict(counts.annotate(n=Count("*")))


def packages_by_institution() -> dict[int, int]:
    """How many packages each institution leads, by primary key."""
    counts = Entry.objects.order_by().values_list("institution_id")
    return dict(counts.annotate(n=Count("*")))
