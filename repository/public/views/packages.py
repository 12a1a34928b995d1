"""Packages and their releases."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from repository.public.details import package_detail, withdrawn_release
from repository.public.downloads import download_lines
from repository.public.family import family_of
from repository.public.records import History, Standing, history_of, public_text_of, record_of
from repository.public.responses import IMMUTABLE, REVALIDATED, conditional, page_response
from repository.releases.models import Package


@require_safe
def package(request: HttpRequest, slug: str) -> HttpResponseBase:
    """/packages/<slug>/: the newest release; where all are withdrawn, what there is to say."""
    history = history_or_404(slug)
    if history.newest is None:
        return withdrawn_response(request, history, history.releases[0])
    return _release_page(request, history, history.newest)


@require_safe
def release(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """/packages/<slug>/releases/<number>/: any release, a withdrawn one with the reason."""
    history = history_or_404(slug)
    return _release_page(request, history, standing_or_404(history, number))


@require_safe
def manifest(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """The canonical bytes of the public manifest: what the digest on the page is of."""
    text, digest = public_text_of(standing_or_404(history_or_404(slug), number))
    return conditional(
        request,
        lambda: HttpResponse(text.encode(), content_type="application/json"),
        etag=f'"{digest}"',
        cache=IMMUTABLE,
    )


@require_safe
def permanent(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """/p/<uuid>/: the address that stays, whatever becomes of the slug."""
    found = get_object_or_404(Package.objects.only("slug"), uuid=uuid)
    if history_of(found.slug) is None:
        raise Http404
    response = HttpResponseRedirect(found.get_absolute_url())
    response["Cache-Control"] = REVALIDATED
    return response


def history_or_404(slug: str) -> History:
    history = history_of(slug)
    if history is None:
        raise Http404
    return history


def standing_or_404(history: History, number: str) -> Standing:
    standing = history.numbered(number)
    if standing is None:
        raise Http404
    return standing


def withdrawn_response(request: HttpRequest, history: History, standing: Standing) -> HttpResponse:
    """410 with the reason, for whatever a withdrawn release offered."""
    context = {"release": withdrawn_release(record_of(history, standing))}
    response = render(request, "public/withdrawn.html", context, status=410)
    response["Cache-Control"] = REVALIDATED
    return response


def _release_page(request: HttpRequest, history: History, standing: Standing) -> HttpResponseBase:
    record = record_of(history, standing)
    family = family_of(history)
    detail = package_detail(record, download_lines(record), family)
    moments = [history.changed_at, family.changed_at]
    moments.append(record.base.history.changed_at if record.base else None)
    changed_at = max(moment for moment in moments if moment is not None)
    return page_response(request, "public/package.html", {"package": detail}, changed_at=changed_at)
