"""Where things are on the site: paths, and absolute addresses for readers outside."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """A path with the site's origin."""
    return f"{settings.MAIN_ORIGIN}{path}"


def package_url(slug: str) -> str:
    return reverse("package", args=[slug])


def release_url(slug: str, number: str) -> str:
    return reverse("release", args=[slug, number])


def permanent_url(uuid: str) -> str:
    return reverse("permanent", args=[uuid])


def file_url(slug: str, number: str, component: str, name: str) -> str:
    return reverse("release_file", args=[slug, number, component, name])


def manifest_url(slug: str, number: str) -> str:
    return reverse("release_manifest", args=[slug, number])


def download_url(slug: str, number: str, format_name: str) -> str:
    return reverse("release_download", args=[slug, number, format_name])


def cover_url(slug: str, number: str) -> str:
    return reverse("release_cover", args=[slug, number])


def licence_url(spdx: str) -> str:
    return reverse("licence", args=[spdx])


def logo_url(slug: str) -> str:
    return reverse("institution_logo", args=[slug])


def institution_url(slug: str) -> str:
    """The page that Wagtail serves: it stands under the list of institutions, by the same slug."""
    return f"/institutions/{slug}/"


# In place of a number: the release that the other one stands on.
CORE = "core"


def compare_url(slug: str, before: str, after: str) -> str:
    return reverse("compare", args=[slug, before, after])


def choose_comparison_url(slug: str) -> str:
    return reverse("choose_comparison", args=[slug])


def specialisations_url(slug: str) -> str:
    return reverse("specialisations", args=[slug])


def specialise_url(slug: str) -> str:
    """Where a member's contributor begins a layer over this package."""
    return reverse("specialise", args=[slug])


def catalogue_url() -> str:
    return reverse("catalogue")
