"""A licence as the pages explain it. Pure, but for the model that it reads fields of."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from repository.licences.models import Licence
from repository.licences.plain_words import plain_words
from repository.licences.rules import may_combine
from repository.licences.selectors import terms_of
from repository.public.addresses import absolute, licence_url, permanent_url
from repository.public.cards import Combination, LicenceWords
from repository.releases.attribution import Place, attribution_text
from repository.releases.manifest import LEVEL_1_CORE, InstitutionRef, Manifest

EXAMPLE_UUID = "00000000-0000-4000-8000-000000000000"


def licence_words(licence: Licence) -> LicenceWords:
    """The licence with what one may, must and may not do."""
    words = plain_words(terms_of(licence))
    return LicenceWords(
        spdx=licence.spdx,
        name=licence.name,
        short=licence.short_name,
        url=licence_url(licence.spdx),
        deed_url=licence.deed_url,
        legalcode_url=licence.legalcode_url,
        icon=licence.icon or licence.slug,
        summary=licence.summary,
        may=words.may,
        must=words.must,
        may_not=words.may_not,
    )


def unknown_licence(spdx: str) -> LicenceWords:
    """For a release whose licence the registry doesn't hold: its identifier, and no claim."""
    return LicenceWords(
        spdx=spdx,
        name=spdx or "No licence is stated",
        short=spdx or "No licence",
        url=licence_url(spdx) if spdx else "/licences/",
        deed_url="",
        legalcode_url="",
        icon="",
        summary="This site doesn’t know its terms. Ask the authors before you use the package.",
        may=(),
        must=(),
        may_not=(),
    )


def attribution_example(licence: Licence) -> str:
    """How a package under this licence is named, empty where nobody need be named."""
    if not licence.requires_attribution or licence.members_only:
        return ""
    example = Manifest(
        package=EXAMPLE_UUID,
        kind=LEVEL_1_CORE,
        title="Title of the package",
        number="2.1.0",
        owner=InstitutionRef("", "Name of the institution", ""),
        licence=licence.spdx,
    )
    place = Place(
        url=absolute(permanent_url(EXAMPLE_UUID)),
        site_name=settings.SITE_NAME,
        released_on=date(2026, 3, 1),
    )
    return attribution_text(example, place)


def combinations(licence: Licence, others: list[Licence]) -> list[Combination]:
    """What may be added to a work under this licence, for each other one."""
    terms = terms_of(licence)
    lines = []
    for other in others:
        answer = may_combine(terms, terms_of(other))
        lines.append(
            Combination(
                added_short=other.short_name,
                answer="Yes" if answer.yes else "No",
                why=answer.reason,
            )
        )
    return lines
