"""Reads of packages and releases. What is withdrawn is never the newest."""

from __future__ import annotations

from repository.releases.models import Package, Release, ReleaseQuerySet

# Long texts that a list or a public page doesn't read.
NOT_PUBLIC = ("manifest_text",)
LONG = ("manifest_text", "public_text", "reasons")


def newest_release(package: Package) -> Release | None:
    """The newest release that isn't withdrawn, with its whole manifest."""
    return package_releases(package).filter(withdrawal=None).first()


def newest_public_release(slug: str) -> Release | None:
    """The newest release of a package that isn't withdrawn: one query.

    Its package and owner are loaded, its members-only manifest is not.
    """
    return _public(slug).filter(withdrawal=None).first()


def release_by(slug: str, number: str) -> Release | None:
    """A release by its address, withdrawn or not: one query, as for the newest.

    `withdrawal` is loaded: ask `is_withdrawn` before showing anything of it.
    """
    return _public(slug).filter(number=number).first()


def release_line(package: Package) -> list[Release]:
    """All releases of a package, the newest first, withdrawn ones included, in one query.

    Without manifests and reasons. `withdrawal` and `urgency` are loaded.
    """
    return list(package_releases(package).select_related("urgency").defer(*LONG))


def package_releases(package: Package) -> ReleaseQuerySet:
    """All releases of a package, the newest first, with what was said of their withdrawal."""
    return (
        Release.objects.filter(package=package)
        .select_related("package__owner", "withdrawal")
        .newest_first()
    )


def _public(slug: str) -> ReleaseQuerySet:
    return (
        Release.objects.filter(package__slug=slug)
        .select_related("package__owner", "withdrawal")
        .defer(*NOT_PUBLIC)
        .newest_first()
    )
