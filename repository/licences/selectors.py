"""Reading licences."""

from __future__ import annotations

from collections.abc import Mapping

from repository.licences.errors import LicenceUnknownError
from repository.licences.models import Licence
from repository.licences.rules import Terms


def licences() -> list[Licence]:
    """All licences, in the order in which people are offered them."""
    return list(Licence.objects.all())


def find_licence(spdx: str) -> Licence | None:
    """The licence of an SPDX identifier in any case, or None.

    Source: SPDX 3.0.1, annex B: identifiers are matched without regard to case.
    """
    return Licence.objects.filter(spdx__iexact=spdx).first()


def licence_by_slug(slug: str) -> Licence | None:
    """The licence of a short form such as "cc-by-sa", or None."""
    return Licence.objects.filter(slug=slug).first()


def terms_of(licence: Licence) -> Terms:
    """The terms that the rules decide by."""
    return Terms(
        spdx=licence.spdx,
        short=licence.short_name,
        permits_sharing=licence.permits_sharing,
        permits_adaptation=licence.permits_adaptation,
        permits_commercial_use=licence.permits_commercial_use,
        requires_attribution=licence.requires_attribution,
        requires_share_alike=licence.requires_share_alike,
        members_only=licence.members_only,
        is_mark=licence.is_mark,
    )


def licence_terms(spdx: str) -> Terms:
    """The terms of one licence.

    Raises: LicenceUnknownError.
    """
    licence = find_licence(spdx)
    if licence is None:
        raise LicenceUnknownError(spdx)
    return terms_of(licence)


def all_terms() -> Mapping[str, Terms]:
    """The terms of every licence by its identifier, in one query."""
    return {licence.spdx: terms_of(licence) for licence in Licence.objects.all()}
