"""What crawlers should find: the pages that editors publish, and the newest release of packages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max
from wagtail.models import Page

from repository.licences.selectors import licences
from repository.pages.models import PackagePage
from repository.public import addresses
from search.models import Entry

# Packages in one sitemap, by their primary keys: a part keeps its packages when others come.
# Source: sitemaps.org protocol: at most 50,000 addresses in one.
PART = 10_000


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """url: absolute."""

    url: str
    changed_at: datetime | None = None


def page_places() -> Iterator[Place]:
    """Everything but packages. Drafts of packages are pages too, and never listed."""
    yield Place(addresses.absolute(addresses.catalogue_url()))
    yield Place(addresses.absolute("/licences/"))
    for licence in licences():
        yield Place(addresses.absolute(addresses.licence_url(licence.spdx)))
    pages = Page.objects.live().public().not_type(PackagePage).filter(depth__gt=1)
    for page in pages.order_by("path").iterator():
        path = page.get_url()
        if path:
            url = path if "://" in path else addresses.absolute(path)
            yield Place(url, page.last_published_at)


def package_parts() -> range:
    """The numbers of the sitemaps of packages."""
    highest = Entry.objects.aggregate(highest=Max("pk"))["highest"]
    return range(0 if highest is None else highest // PART + 1)


def package_places(part: int) -> Iterator[Place]:
    """The packages of a part that have a release to show."""
    entries = Entry.objects.filter(pk__gte=part * PART, pk__lt=(part + 1) * PART).order_by("pk")
    for slug, released_at in entries.values_list("package__slug", "released_at"):
        yield Place(addresses.absolute(addresses.package_url(slug)), released_at)
