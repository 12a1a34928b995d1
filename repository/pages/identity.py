"""The identity behind a package page: made with the page, and never changed by copying it."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from repository.institutions.models import Institution
from repository.pages.errors import NoInstitutionAboveError
from repository.releases.models import Package

SLUG_LENGTH = 120
DEFAULT_LANGUAGE = "en-CA"


def free_slug(wish: str) -> str:
    """An address that no package has yet, as near to a wish (a title or a slug) as can be."""
    base = slugify(wish)[: SLUG_LENGTH - 8].strip("-") or "package"
    taken = set(Package.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, suffix = base, 1
    while slug in taken:
        suffix += 1
        slug = f"{base}-{suffix}"
    return slug


def slug_is_taken(slug: str, package_id: int | None) -> bool:
    """Another package, of any institution, has this address."""
    others = Package.objects.filter(slug=slug)
    return (others if package_id is None else others.exclude(pk=package_id)).exists()


def taken_message(slug: str) -> str:
    """What to say to somebody who wants an address that another package has."""
    return (
        f"Another package already has the address “{slug}”. “{free_slug(slug)}” is free. "
        "Addresses of packages don't contain the institution, so no two may be alike."
    )


def usual_language(parent: Any) -> str:
    """The language in which an institution last wrote a package; else that of the site."""
    newest = parent.specific.institution.packages.filter(page__isnull=False).order_by("-pk")
    return newest.values_list("page__language", flat=True).first() or DEFAULT_LANGUAGE


def owner_above(page: Any) -> Institution:
    """The institution under whose page a package page stands.

    Raises: NoInstitutionAboveError.
    """
    parent = page.get_parent()
    owner = getattr(parent.specific, "institution", None) if parent else None
    if not isinstance(owner, Institution):
        raise NoInstitutionAboveError(page.title)
    return owner


def is_released(package: Package) -> bool:
    """The package has a release, withdrawn ones included: its address and kind are fixed."""
    return package.releases.exists()


def follow_page(package: Package, *, slug: str, kind: str) -> None:
    """Take over address and kind from the page, as long as nothing has been released."""
    if (package.slug, package.kind) == (slug, kind) or is_released(package):
        return
    package.slug = slug
    package.kind = kind
    package.save(update_fields=["slug", "kind"])
