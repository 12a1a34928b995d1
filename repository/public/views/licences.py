"""Licences in plain words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from repository.licences.models import Licence
from repository.licences.selectors import licences
from repository.public.addresses import licence_url
from repository.public.cards import LicenceCount
from repository.public.catalogue_lines import package_card
from repository.public.licence_words import attribution_example, combinations, licence_words
from repository.public.responses import page_response
from search.catalogue import CatalogueQuery, find
from search.counts import packages_by_licence

EXAMPLES = 5


@require_safe
def licence_list(request: HttpRequest) -> HttpResponseBase:
    """/licences/: all of them, with how many packages carry each."""
    counts = packages_by_licence()
    lines = [
        LicenceCount(licence_words(licence), counts.get(licence.spdx, 0)) for licence in licences()
    ]
    return page_response(request, "public/licence_list.html", {"licences": lines})


@require_safe
def licence(request: HttpRequest, spdx: str) -> HttpResponseBase:
    """/licences/<spdx>/: one licence, and what may be combined with it."""
    known = licences()
    found = _in_any_case(known, spdx)
    if found is None:
        raise Http404
    if found.spdx != spdx:
        return HttpResponsePermanentRedirect(licence_url(found.spdx))
    page = find(CatalogueQuery(licence=(found.spdx,), size=EXAMPLES))
    context = {
        "licence": licence_words(found),
        "combinations": combinations(found, known),
        "count": page.count,
        "packages": [package_card(row) for row in page.rows],
        "attribution_example": attribution_example(found),
    }
    return page_response(request, "public/licence.html", context)


def _in_any_case(known: list[Licence], spdx: str) -> Licence | None:
    """SPDX identifiers are matched without regard to case."""
    return next((each for each in known if each.spdx.lower() == spdx.lower()), None)
