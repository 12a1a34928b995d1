"""A draft as its public page would show it. Nothing of it can be taken from there."""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from repository.public.details import package_detail
from repository.public.records import (
    History,
    Record,
    Standing,
    base_of,
    institutions_of,
    licences_by_spdx,
)
from repository.releases.manifest import Manifest

DRAFT = "draft"


def render_package(
    request: HttpRequest, manifest: Manifest, slug: str, cover_url: str
) -> HttpResponse:
    """The package page of a manifest that isn't released. cover_url: of the draft's picture."""
    standing = Standing(0, manifest.number or DRAFT, timezone.now(), "")
    record = Record(
        history=History(slug, manifest.package, (standing,)),
        standing=standing,
        manifest=manifest,
        digest="0" * 64,
        institutions=institutions_of(manifest),
        licences=licences_by_spdx(),
        available=frozenset(),
        is_draft=True,
        base=base_of(manifest),
    )
    detail = package_detail(record)
    if manifest.cover and cover_url:
        cover = manifest.cover
        detail = dataclasses.replace(
            detail,
            cover_url=cover_url,
            cover_alt=cover.alt,
            cover_width=cover.width,
            cover_height=cover.height,
        )
    return render(request, "public/package.html", {"package": detail})
