"""Choices that come from the database, kept for a few minutes: a form asks for each many times."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache

from repository.institutions.models import Institution
from repository.licences.models import Licence

Choices = list[tuple[str, str]]

KEPT_SECONDS = 120
LICENCES_KEY = "pages-licence-choices"
INSTITUTIONS_KEY = "pages-institution-choices"


def licence_choices() -> Choices:
    """SPDX identifier and name of every licence; first, that of the package."""
    return [("", "Same as the package"), *_kept(LICENCES_KEY, _licences)]


def original_licence_choices() -> Choices:
    """The same for a work that somebody else made."""
    return [("", "Not stated"), *_kept(LICENCES_KEY, _licences)]


def institution_choices() -> Choices:
    """Slug and name of every institution; first, none."""
    return [("", "None of the members"), *_kept(INSTITUTIONS_KEY, _institutions)]


def forget_choices(**kwargs: object) -> None:
    """Forget what was kept: a licence or an institution has changed (signal receiver)."""
    cache.delete_many([LICENCES_KEY, INSTITUTIONS_KEY])


def _kept(key: str, read: Callable[[], Choices]) -> Choices:
    found: Choices | None = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found, KEPT_SECONDS)
    return found


def _licences() -> Choices:
    return [
        (licence.spdx, f"{licence.short_name} – {licence.name}")
        for licence in Licence.objects.only("spdx", "short_name", "name")
    ]


def _institutions() -> Choices:
    return [
        (institution.slug, institution.name)
        for institution in Institution.objects.only("slug", "name")
    ]
