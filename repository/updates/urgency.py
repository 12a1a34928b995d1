"""How an urgent release is told of: by when, why, and how many days are left."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from repository.releases.models import Urgency
from repository.releases.selectors import LONG
from repository.releases.version import Version


@dataclasses.dataclass(frozen=True, slots=True)
class Urgent:
    """An urgent release.

    days: from today, where the site is, until `by`; negative when it is past.
    """

    release: Version
    by: date
    why: str
    days: int
    said_by: str
    said_at: datetime

    @property
    def left(self) -> str:
        """The days in words: "54 days left", "today", "3 days late"."""
        if self.days == 0:
            return "today is the last day"
        count = abs(self.days)
        return f"{count} day{'' if count == 1 else 's'} {'left' if self.days > 0 else 'late'}"


def urgent_of(urgency: Urgency) -> Urgent:
    days = (urgency.take_over_by - timezone.localdate()).days
    return Urgent(
        urgency.release.version,
        urgency.take_over_by,
        urgency.why,
        days,
        urgency.marked_by_name,
        urgency.marked_at,
    )


def urgencies_of(package: int) -> dict[Version, Urgency]:
    """What is urgent of a core, by release, as far as the release stands. One statement."""
    return urgencies_by_core([package]).get(package, {})


def urgencies_by_core(packages: Iterable[int]) -> dict[int, dict[Version, Urgency]]:
    """The same of several cores, by primary key. One statement."""
    found = Urgency.objects.filter(release__package__in=set(packages), release__withdrawal=None)
    rows = found.select_related("release").defer(*(f"release__{name}" for name in LONG))
    by_core: dict[int, dict[Version, Urgency]] = {}
    for urgency in rows:
        by_core.setdefault(urgency.release.package_id, {})[urgency.release.version] = urgency
    return by_core


def between(urgencies: Mapping[Version, Urgency], before: Version, after: Version) -> Urgent | None:
    """Of what is taken over at once, the urgency with the first day; None where nothing is."""
    on_the_way = [u for version, u in urgencies.items() if before < version <= after]
    first = min(on_the_way, key=lambda urgency: urgency.take_over_by, default=None)
    return urgent_of(first) if first else None
