"""Files over HTTP: whole or in part, at the speed of the disk, and never as something that runs.

Whatever is served here lies on the site's own origin. So only what a browser can show without
running it is shown, everything else is saved; scripts, pages and drawings lose even their type, so
that no page can load them; and a sandbox stands around all of it.
"""

from __future__ import annotations

import logging
from base64 import b64encode
from dataclasses import dataclass
from http import HTTPStatus

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)

from repository.blobs.errors import StorageFailedError
from repository.blobs.keeper import Keeper, blob_keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.names import content_disposition
from repository.blobs.ranges import (
    RangeNotSatisfiableError,
    Span,
    matches,
    range_applies,
    wanted_span,
)

log = logging.getLogger(__name__)

# For `cache`: for an address that names a release or a digest; for one that depends on who asks.
IMMUTABLE = "public, max-age=31536000, immutable"
PRIVATE = "private, no-cache"

BINARY = "application/octet-stream"
SHOWN = frozenset(
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif",
        "video/mp4", "video/webm",
        "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/webm",
        "text/plain", "text/vtt",
    }
)  # fmt: skip
# May keep their type when they are saved: no browser runs them, and other programs need it.
PASSIVE = SHOWN | {
    "application/pdf", "application/zip", "application/epub+zip", "application/json",
    "application/rtf", "application/msword", "application/gzip",
    "text/csv", "text/markdown",
}  # fmt: skip
PASSIVE_FAMILIES = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/vnd.ms-",
)
SANDBOX = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
)
UNAVAILABLE = (
    "This file can't be given out at the moment.\n\n"
    "The site knows the file, but its bytes are not there as they were stored. "
    "Nothing is wrong with your request; please try again later.\n"
    "The people who run this site find it in their log as BLOB-MISSING.\n"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that never change, in a storage. etag: with its quotation marks; size in bytes."""

    keeper: Keeper
    path: str
    size: int
    etag: str


def blob_response(
    request: HttpRequest,
    sha256: str,
    name: str,
    media_type: str,
    *,
    inline: bool,
    cache: str = PRIVATE,
) -> HttpResponseBase:
    """A blob as the answer to a GET or HEAD, under a name for people.

    inline: show it where a browser can do so without running it; everything else is saved. Whoever
    calls has asked whether the visitor may have the file.
    cache: the whole Cache-Control header, such as `IMMUTABLE`.

    The answer is 200, 206, 304, 405, 416, or 503 where the bytes are missing or known as damaged.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    row = Blob.objects.filter(pk=sha256).values_list("size", "damaged_at").first()
    if row is None or row[1] is not None:
        return unavailable(sha256)
    source = Source(blob_keeper(), blob_path(sha256), row[0], f'"{sha256}"')
    response = send(request, source, name, media_type, inline=inline, cache=cache)
    if response.status_code in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        # RFC 9530: what the whole file's bytes must add up to, whichever part was asked for.
        digest = b64encode(bytes.fromhex(sha256)).decode("ascii")
        response["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def send(
    request: HttpRequest,
    source: Source,
    name: str,
    media_type: str,
    *,
    inline: bool,
    cache: str,
) -> HttpResponseBase:
    """Any stored bytes as the answer to a GET or HEAD; see `blob_response`."""
    if matches(request.headers.get("If-None-Match", ""), source.etag):
        unchanged = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
        del unchanged["Content-Type"]
        return _headers(unchanged, source, cache)
    span: Span | None = None
    if request.method == "GET" and range_applies(request.headers.get("If-Range", ""), source.etag):
        try:
            span = wanted_span(request.headers.get("Range", ""), source.size)
        except RangeNotSatisfiableError:
            beyond = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            beyond["Content-Range"] = f"bytes */{source.size}"
            return _headers(beyond, source, PRIVATE)
    try:
        response = _body(request, source, span)
    except (OSError, StorageFailedError):
        log.exception("BLOB-MISSING %s", source.path)
        return unavailable(source.path)
    if span is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = span.content_range(source.size)
    shown = inline and media_type in SHOWN
    response["Content-Type"] = served_type(media_type)
    response["Content-Length"] = str(source.size if span is None else span.length)
    response["Content-Disposition"] = content_disposition(name, inline=shown)
    return _headers(response, source, cache)


class FileInPieces(FileResponse):
    """Handed to the server as a file, and read in pieces that don't slow it where it can't be."""

    block_size = 256 * 1024


def _body(request: HttpRequest, source: Source, span: Span | None) -> HttpResponseBase:
    """Raises: OSError, StorageFailedError, where the bytes are missing or of another size."""
    if not source.keeper.holds(source.path, source.size):
        raise StorageFailedError("missing, or stored in another size")
    if request.method == "HEAD":
        return HttpResponse()
    span = span or Span(0, source.size)
    return FileInPieces(source.keeper.open_range(source.path, span.start, span.length))


def served_type(media_type: str) -> str:
    """The Content-Type: what could run in a browser is served as mere bytes."""
    if media_type.startswith("text/") and media_type in PASSIVE:
        return media_type + "; charset=utf-8"
    if media_type in PASSIVE or media_type.startswith(PASSIVE_FAMILIES):
        return media_type if not media_type.endswith("xml") else BINARY
    return BINARY


def unavailable(what: str) -> HttpResponse:
    """503 in plain words, for bytes that should be there. `what`: for the log only."""
    log.error("BLOB-MISSING %s", what)
    response = HttpResponse(
        UNAVAILABLE, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain; charset=utf-8"
    )
    response["Cache-Control"] = "no-store"
    return response


def _headers(response: HttpResponseBase, source: Source, cache: str) -> HttpResponseBase:
    response["ETag"] = source.etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = cache
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response
