"""Archives of releases."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.blobs.errors import BlobMissingError, StorageFailedError
from repository.blobs.serving import IMMUTABLE, blob_response, unavailable
from repository.exports.errors import FileDamagedError, FormatUnknownError
from repository.exports.services import Archive, build_archive, built_archive
from repository.exports.tasks import enqueue, is_large
from repository.public.addresses import release_url
from repository.public.records import History, Standing
from repository.public.responses import REVALIDATED
from repository.public.views.packages import history_or_404, standing_or_404, withdrawn_response
from repository.releases.models import Release

# Seconds after which a browser or a script may ask again for an archive that is being built.
RETRY_AFTER = 30


@require_safe
def download(request: HttpRequest, slug: str, format_name: str) -> HttpResponseBase:
    """/packages/<slug>/download/<format>/: of the newest release, whichever that is."""
    history = history_or_404(slug)
    if history.newest is None:
        return withdrawn_response(request, history, history.releases[0])
    return _archive_response(request, history, history.newest, format_name, cache=REVALIDATED)


@require_safe
def release_download(
    request: HttpRequest, slug: str, number: str, format_name: str
) -> HttpResponseBase:
    """/packages/<slug>/releases/<number>/download/<format>/: the same bytes for good."""
    history = history_or_404(slug)
    standing = standing_or_404(history, number)
    if standing.is_withdrawn:
        return withdrawn_response(request, history, standing)
    return _archive_response(request, history, standing, format_name, cache=IMMUTABLE)


def _archive_response(
    request: HttpRequest, history: History, standing: Standing, format_name: str, *, cache: str
) -> HttpResponseBase:
    try:
        archive = _archive(standing, format_name)
    except FormatUnknownError as error:
        raise Http404 from error
    except (BlobMissingError, FileDamagedError, StorageFailedError) as error:
        return unavailable(f"{error.code} {history.slug} {standing.number}")
    if archive is None:
        return _being_prepared(request, history, standing)
    return blob_response(
        request, archive.sha256, archive.name, archive.media_type, inline=False, cache=cache
    )


def _archive(standing: Standing, format_name: str) -> Archive | None:
    """The archive; None where a worker is building it."""
    release = Release.objects.defer("manifest_text").select_related("package").get(pk=standing.id)
    found = built_archive(release, format_name)
    if found is not None:
        return found
    if is_large(sum(file.size for file in release.public_manifest.files)):
        enqueue(release.pk, format_name)
        return built_archive(release, format_name)
    return build_archive(release, format_name)


def _being_prepared(request: HttpRequest, history: History, standing: Standing) -> HttpResponse:
    context = {"url": release_url(history.slug, standing.number)}
    response = render(request, "public/preparing.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
