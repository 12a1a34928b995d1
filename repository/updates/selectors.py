"""Reads of core updates: for lists, the dashboard and the badge of the menu."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from django.db.models import F, QuerySet

from repository.institutions.selectors import Person, editable_institutions, institutions_of
from repository.releases.selectors import LONG
from repository.updates.models import CoreUpdate, State
from repository.updates.urgency import Urgent, between, urgencies_by_core, urgencies_of

ANSWERED = (State.ACCEPTED, State.DECLINED)

_RELEASES = [f"{end}__{name}" for end in ("from_release", "to_release") for name in LONG]


def titled_updates() -> QuerySet[CoreUpdate]:
    """Updates with titles of layer and core, institution and numbers, in one statement.

    Without reports, answers and manifests. A layer whose page has been deleted has none.
    """
    related = (
        "package__owner",
        "package__page",
        "from_release",
        "to_release__package__page",
        "to_release__package__owner",
    )
    found = CoreUpdate.objects.filter(package__page__isnull=False).select_related(*related)
    return found.defer("report", *_RELEASES)


def update_with_titles(pk: int) -> CoreUpdate:
    """Raises: CoreUpdate.DoesNotExist."""
    return titled_updates().get(pk=pk)


def waiting_updates(user: Person) -> QuerySet[CoreUpdate]:
    """What waits for people like this one, the newest first."""
    return _of(user).filter(state=State.OPEN).order_by("-reported_at", "-pk")


def own_waiting_updates(user: Person) -> QuerySet[CoreUpdate]:
    """The same for the institutions that the person belongs to: for the dashboard."""
    return waiting_updates(user).filter(package__owner__in=institutions_of(user))


def answered_updates(user: Person) -> QuerySet[CoreUpdate]:
    """What was taken over or declined, the last answered first."""
    return _of(user).filter(state__in=ANSWERED).order_by(F("answered_at").desc(), "-pk")


def waiting_count(user: Person) -> int:
    """For the badge: of the institutions that the person belongs to."""
    found = CoreUpdate.objects.filter(package__page__isnull=False, state=State.OPEN)
    return found.filter(package__owner__in=institutions_of(user)).count()


def _of(user: Person) -> QuerySet[CoreUpdate]:
    return titled_updates().filter(package__owner__in=editable_institutions(user))


def urgency_on_the_way(update: CoreUpdate) -> Urgent | None:
    """What makes an update urgent: a release between the two ends, the newer one included."""
    urgencies = urgencies_of(update.to_release.package_id)
    return between(urgencies, update.from_release.version, update.to_release.version)


@dataclasses.dataclass(frozen=True, slots=True)
class UpdateLine:
    """An update in a list, and what makes it urgent."""

    update: CoreUpdate
    urgent: Urgent | None


def update_lines(updates: Iterable[CoreUpdate]) -> list[UpdateLine]:
    """Lines of a list. One statement more than the list's own."""
    rows = list(updates)
    urgencies = urgencies_by_core(row.to_release.package_id for row in rows)
    return [
        UpdateLine(
            row,
            between(
                urgencies.get(row.to_release.package_id, {}),
                row.from_release.version,
                row.to_release.version,
            ),
        )
        for row in rows
    ]


def followed_by(update: CoreUpdate) -> CoreUpdate | None:
    """The open update of the same layer, after this one was superseded."""
    return titled_updates().filter(package=update.package_id, state=State.OPEN).first()
