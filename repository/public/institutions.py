"""What the pages of the institutions show: Wagtail serves them, the values come from here."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from wagtail.rich_text import expand_db_html

from repository.institutions.models import Institution
from repository.pages.models import InstitutionIndexPage, InstitutionPage
from repository.public import addresses
from repository.public.cards import Count
from repository.public.catalogue_lines import package_card
from repository.public.list_cards import InstitutionCard, InstitutionDetail
from search.catalogue import CatalogueQuery, find
from search.counts import packages_by_institution
from search.entries import plain_text

PACKAGES = 6
ABOUT = 300


def institution_list_context(_: InstitutionIndexPage) -> dict[str, Any]:
    """The context of `public/institution_list.html`: members whose page is published."""
    pages = InstitutionPage.objects.live().public().select_related("institution").order_by("title")
    counts = packages_by_institution()
    return {"institutions": [_card(page, counts.get(page.institution_id, 0)) for page in pages]}


def institution_context(page: InstitutionPage) -> dict[str, Any]:
    """The context of `public/institution.html`."""
    slug = page.institution.slug
    found = find(CatalogueQuery(institution=(slug,), size=PACKAGES))
    query = urlencode({"institution": slug})
    return {
        "institution": _detail(page, found.count),
        "packages": [package_card(row) for row in found.rows],
        "catalogue_url": f"{addresses.catalogue_url()}?{query}",
        "named_url": f"{addresses.catalogue_url()}?{urlencode({'q': page.title})}",
    }


def _card(page: InstitutionPage, count: int) -> InstitutionCard:
    institution = page.institution
    return InstitutionCard(
        name=page.title,
        short_name=page.short_name,
        url=addresses.institution_url(institution.slug),
        region=page.region,
        logo_url=_logo(institution),
        package_count=count,
        about=_opening(page.about),
    )


def _opening(about: str) -> str:
    """The first words of a text, without the spaces that tags leave before a comma."""
    return re.sub(r"\s+(?=[,.])", "", " ".join(plain_text(about).split()))[:ABOUT]


def _detail(page: InstitutionPage, count: int) -> InstitutionDetail:
    institution = page.institution
    return InstitutionDetail(
        name=page.title,
        short_name=page.short_name,
        about_html=expand_db_html(page.about),
        website=page.website,
        region=page.region,
        ror_url=page.ror,
        contact_name=page.contact_name,
        contact_email=page.contact_email,
        joined=institution.joined_on,
        logo_url=_logo(institution),
        logo_alt=institution.logo_alt,
        territory=page.territory,
        counts=[Count("package published" if count == 1 else "packages published", count)]
        if count
        else [],
    )


def _logo(institution: Institution) -> str:
    return addresses.logo_url(institution.slug) if institution.logo_sha256 else ""
