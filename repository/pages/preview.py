"""How a draft looks in public. The public room registers the renderer: it lies above this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.images.models import SourceImageIOError

from repository.pages.draft import draft_manifest
from repository.releases.audience import public_manifest
from repository.releases.manifest import Cover

if TYPE_CHECKING:
    from repository.pages.package_page import PackagePage
    from repository.releases.manifest import Manifest

# (request, the draft as the public would see it, slug, address of the cover or "") -> a page
PackageRenderer = Callable[["HttpRequest", "Manifest", str, str], HttpResponse]

NO_BLOB = "0" * 64

_renderers: list[PackageRenderer] = []


def register_package_renderer(renderer: PackageRenderer) -> None:
    """Name what renders a package's public page from a manifest. The last one named counts."""
    _renderers.append(renderer)


def render_draft(request: HttpRequest, page: PackagePage) -> HttpResponse:
    """The draft as its public page would show it.

    Without a public room, a page that says so.
    """
    if not _renderers:
        return render(request, "pages/preview_missing.html", {"page": page})
    address, cover = _cover(page)
    manifest = public_manifest(draft_manifest(page, cover=cover))
    return _renderers[-1](request, manifest, page.slug, address)


def _cover(page: PackagePage) -> tuple[str, Cover | None]:
    """Address of the draft's picture, and the cover that a manifest would name; no blob is made."""
    if page.cover is None:
        return "", None
    try:
        shown = page.cover.get_rendition("max-1600x1600")
    except SourceImageIOError:
        return "", None
    alt = page.cover_alt.strip()
    return shown.url, Cover(NO_BLOB, 0, "image/jpeg", shown.width, shown.height, alt)
