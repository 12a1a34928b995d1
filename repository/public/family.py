"""What is said of a package beside its releases: who stands on it, and who leads it."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from django.db.models import Max

from repository.public.records import History
from repository.releases.models import LeadChange, Release
from search.layers import LayerRow, layers_over


@dataclasses.dataclass(frozen=True, slots=True)
class Lead:
    """A change of lead, with the names that both institutions have now."""

    institution: str
    name: str
    before: str
    changed_at: datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Family:
    """layers: over any release of the package, by title. leads: the latest change first.

    changed_at: when anything of it last changed, None where there is nothing.
    """

    layers: tuple[LayerRow, ...] = ()
    leads: tuple[Lead, ...] = ()
    changed_at: datetime | None = None


def family_of(history: History) -> Family:
    """Three statements, however many layers there are."""
    leads = LeadChange.objects.filter(package__slug=history.slug).order_by("-changed_at", "-pk")
    moments = Release.objects.filter(stands_on__base__package__slug=history.slug).aggregate(
        released=Max("released_at"), withdrawn=Max("withdrawal__withdrawn_at")
    )
    changes = tuple(
        Lead(*row)
        for row in leads.values_list(
            "to_institution__slug", "to_institution__name", "from_institution__name", "changed_at"
        )
    )
    known = [moment for moment in moments.values() if moment is not None]
    return Family(
        layers=tuple(layers_over(history.slug)),
        leads=changes,
        changed_at=max([*known, *(lead.changed_at for lead in changes)], default=None),
    )
