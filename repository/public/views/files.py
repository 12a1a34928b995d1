"""The bytes of a release: files, covers, logos. Nothing of a withdrawn release is given out."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from repository.blobs.serving import IMMUTABLE, blob_response
from repository.exports.addresses import named_files
from repository.institutions.models import Institution
from repository.public.records import public_text_of
from repository.public.views.packages import history_or_404, standing_or_404, withdrawn_response
from repository.releases.manifest import Manifest, from_json

# A logo's address doesn't name its version.
BRIEF = "public, max-age=300"


@require_safe
def release_file(
    request: HttpRequest, slug: str, number: str, component: str, name: str
) -> HttpResponseBase:
    """A file of a public component. What is for members only isn't in the public manifest."""
    history = history_or_404(slug)
    standing = standing_or_404(history, number)
    if standing.is_withdrawn:
        return withdrawn_response(request, history, standing)
    manifest = _manifest(public_text_of(standing)[0])
    found = next((part for part in manifest.components if part.key == component), None)
    file = named_files(found).get(name) if found else None
    if file is None:
        raise Http404
    return blob_response(
        request, file.sha256, file.name, file.media_type, inline=True, cache=IMMUTABLE
    )


@require_safe
def release_cover(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """The cover picture, as it was released."""
    history = history_or_404(slug)
    standing = standing_or_404(history, number)
    if standing.is_withdrawn:
        return withdrawn_response(request, history, standing)
    cover = _manifest(public_text_of(standing)[0]).cover
    if cover is None:
        raise Http404
    name = f"{slug}-{number}-cover"
    return blob_response(
        request, cover.sha256, name, cover.media_type, inline=True, cache=IMMUTABLE
    )


@require_safe
def institution_logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo that the institution's published page has now."""
    institution = get_object_or_404(Institution, slug=slug)
    if not institution.logo_sha256:
        raise Http404
    return blob_response(
        request,
        institution.logo_sha256,
        f"{slug}-logo",
        institution.logo_media_type,
        inline=True,
        cache=BRIEF,
    )


def _manifest(text: str) -> Manifest:
    value: Mapping[str, object] = json.loads(text)
    return from_json(value)
