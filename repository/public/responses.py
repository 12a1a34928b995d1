"""How public pages are answered: with an ETag of what is on them, and 304 where nothing is new.

A page is a pure function of its values and of the templates, so their digest is its ETag. A page
that the visitor has already isn't rendered, and one that was rendered before isn't rendered again:
it is kept under its ETag, which names its content, and so can't be out of date.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from repository.public.context import site

# Kept by browsers and proxies, and asked about each time: what was just released is seen at once.
REVALIDATED = "public, max-age=0, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"


def page_response(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """A page that is the same for everybody, or 304.

    context: plain values and frozen dataclasses, whose `repr` says all that the page shows of them.
    changed_at: when the newest of what it shows came to be, where that is known.
    """
    return kept_response(request, template, context, lambda: context, changed_at=changed_at)


def kept_response(
    request: HttpRequest,
    template: str,
    state: object,
    make: Callable[[], Mapping[str, Any]],
    *,
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """The same for a page whose context is costly: it is made only where the page isn't kept.

    state: plain values whose `repr` changes whenever the context would. make: the context.
    """
    version = site_version()
    # What every page says besides its own values: its address, as its canonical link, and the site.
    frame = (request.get_full_path(), sorted(site(request).items()))
    text = f"{version.digest}\n{template}\n{frame!r}\n{state!r}"
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

    def page() -> HttpResponse:
        body = caches["pages"].get(digest)
        if body is None:
            body = render(request, template, dict(make())).content
            caches["pages"].set(digest, body)
        return HttpResponse(body)

    return conditional(
        request,
        page,
        etag=f'W/"{digest[:32]}"',
        changed_at=max(changed_at, version.installed_at) if changed_at else None,
    )


def conditional(
    request: HttpRequest,
    make: Callable[[], HttpResponse],
    *,
    etag: str,
    changed_at: datetime | None = None,
    cache: str = REVALIDATED,
) -> HttpResponseBase:
    """What `make` makes, or 304 or 412 where the request's conditions ask for it.

    etag: with its quotation marks.
    """
    seconds = int(changed_at.timestamp()) if changed_at else None
    response = get_conditional_response(request, etag=etag, last_modified=seconds)
    if response is None:
        response = make()
    if response.status_code < 400:
        response["ETag"] = etag
        response["Cache-Control"] = cache
        if seconds is not None:
            response["Last-Modified"] = http_date(seconds)
    return response


class SiteVersion:
    """What the pages are made with: a digest of all of it, and when the newest was written."""

    def __init__(self, digest: str, installed_at: datetime) -> None:
        self.digest = digest
        self.installed_at = installed_at


def site_version() -> SiteVersion:
    """Read once for each process; in development each time, because templates change there."""
    return _read_version() if settings.DEBUG else _kept_version()


@functools.cache
def _kept_version() -> SiteVersion:
    return _read_version()


def _read_version() -> SiteVersion:
    digest = hashlib.sha256()
    newest = 0.0
    for path in _sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
        newest = max(newest, path.stat().st_mtime)
    return SiteVersion(digest.hexdigest(), datetime.fromtimestamp(newest, UTC))


def _sources() -> Iterator[Path]:
    """Templates, the stylesheets and scripts whose hashed addresses stand in them, and the code.

    A kept page knows the releases that it was made from, so what makes it must be told apart too.
    """
    roots = [Path(__file__).parent, Path(__file__).parent.parent / "releases"]
    roots += [Path(root) for root in settings.TEMPLATES[0]["DIRS"]]
    roots += [Path(root) for root in settings.STATICFILES_DIRS]
    for root in roots:
        yield from sorted(
            path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"
        )
