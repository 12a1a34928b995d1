"""Which packages stand on the releases of another one: their newest releases, from the index."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from search.models import Entry


class LayerRow(NamedTuple):
    """A package whose newest standing release builds on some release of another package.

    release: primary key of that newest release. institution: slug. base_number: of the release
    that it stands on. competency_count: those that it adds.
    """

    slug: str
    title: str
    language: str
    kind: str
    release: int
    number: str
    released_at: datetime
    institution: str
    institution_name: str
    institution_short: str
    base_number: str
    competency_count: int = 0


def layers_over(slug: str) -> list[LayerRow]:
    """The layers over a package, by title. One statement, however many there are."""
    rows = (
        Entry.objects.filter(release__stands_on__base__package__slug=slug)
        .order_by("title_folded", "package")
        .values_list(
            "package__slug",
            "title",
            "language",
            "kind",
            "release_id",
            "number",
            "released_at",
            "institution__slug",
            "institution__name",
            "institution__short_name",
            "release__stands_on__base__number",
            "competency_count",
        )
    )
    return [LayerRow(*row) for row in rows]
