from __future__ import annotations

import base64
import contextlib
import hashlib
import io
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory

from repository.blobs.keeper import Keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.services import store_blob
from repository.blobs.serving import IMMUTABLE, PRIVATE, blob_response
from repository.lib.clock import now

DATA = bytes(range(256)) * 4000
SHA256 = hashlib.sha256(DATA).hexdigest()
ETAG = f'"{SHA256}"'

pytestmark = pytest.mark.django_db


def answer(
    method: str = "GET",
    name: str = "module.zip",
    media_type: str = "application/zip",
    inline: bool = False,
    **headers: str,
) -> HttpResponseBase:
    sent = {f"HTTP_{key.upper()}": value for key, value in headers.items()}
    request = RequestFactory().generic(method, "/", **sent)  # type: ignore[arg-type]
    return blob_response(request, SHA256, name, media_type, inline=inline, cache=IMMUTABLE)


def body(response: HttpResponseBase) -> bytes:
    with contextlib.closing(response):
        return response.getvalue()


@pytest.fixture
def stored(keeper: Keeper) -> Keeper:
    store_blob(content=io.BytesIO(DATA))
    return keeper


@pytest.fixture
def stored_locally(blob_folder: Path) -> Path:
    store_blob(content=io.BytesIO(DATA))
    return blob_folder / blob_path(SHA256)


def test_blob_response_whole_has_all_that_a_client_needs(stored: Keeper) -> None:
    response = answer()

    assert response.status_code == 200
    assert body(response) == DATA
    assert response["Content-Length"] == str(len(DATA))
    assert response["Content-Type"] == "application/zip"
    assert response["ETag"] == ETAG
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == IMMUTABLE
    assert response["Content-Disposition"] == 'attachment; filename="module.zip"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(DATA).digest()).decode()
    assert response["Repr-Digest"] == f"sha-256=:{digest}:"


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=-1", len(DATA) - 1, len(DATA)),
        ("bytes=500000-", 500_000, len(DATA)),
        ("bytes=100-299", 100, 300),
        ("bytes=0-99999999", 0, len(DATA)),
    ],
)
def test_blob_response_to_a_range_is_that_part(
    stored: Keeper, header: str, start: int, end: int
) -> None:
    response = answer(range=header)

    assert response.status_code == 206
    assert body(response) == DATA[start:end]
    assert response["Content-Length"] == str(end - start)
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{len(DATA)}"


@pytest.mark.parametrize("header", ["bytes=abc", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2"])
def test_blob_response_to_a_range_that_is_not_read_is_the_whole(
    stored_locally: Path, header: str
) -> None:
    response = answer(range=header)

    assert response.status_code == 200
    assert body(response) == DATA


def test_blob_response_to_a_range_behind_the_end_is_416(stored_locally: Path) -> None:
    response = answer(range="bytes=1024000-")

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(DATA)}"
    assert "immutable" not in response["Cache-Control"]


@pytest.mark.parametrize(("if_range", "status"), [(ETAG, 206), ('"older"', 200)])
def test_blob_response_to_a_range_of_a_certain_file(
    stored_locally: Path, if_range: str, status: int
) -> None:
    response = answer(range="bytes=0-9", if_range=if_range)

    assert response.status_code == status
    assert len(body(response)) == (10 if status == 206 else len(DATA))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_blob_response_to_who_has_it_is_304_without_a_body(
    stored_locally: Path, method: str
) -> None:
    response = answer(method, if_none_match=f'"other", W/{ETAG}', range="bytes=0-9")

    assert response.status_code == 304
    assert body(response) == b""
    assert response["ETag"] == ETAG
    assert response["Cache-Control"] == IMMUTABLE


def test_blob_response_to_head_has_the_headers_of_get(stored: Keeper) -> None:
    get, head = answer(), answer("HEAD")
    body(get)

    assert head.status_code == 200
    assert body(head) == b""
    assert dict(head.items()) == dict(get.items())


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_blob_response_to_other_methods_is_405(stored_locally: Path, method: str) -> None:
    response = answer(method)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("media_type", "shown", "served"),
    [
        ("image/png", True, "image/png"),
        ("video/mp4", True, "video/mp4"),
        ("text/plain", True, "text/plain; charset=utf-8"),
        ("text/vtt", True, "text/vtt; charset=utf-8"),
        ("application/pdf", False, "application/pdf"),
        ("application/zip", False, "application/zip"),
        ("text/markdown", False, "text/markdown; charset=utf-8"),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            False,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("text/html", False, "application/octet-stream"),
        ("application/xhtml+xml", False, "application/octet-stream"),
        ("image/svg+xml", False, "application/octet-stream"),
        ("text/xml", False, "application/octet-stream"),
        ("application/xml", False, "application/octet-stream"),
        ("text/javascript", False, "application/octet-stream"),
        ("application/javascript", False, "application/octet-stream"),
        ("text/css", False, "application/octet-stream"),
        ("application/x-shockwave-flash", False, "application/octet-stream"),
        ("multipart/related", False, "application/octet-stream"),
        ("", False, "application/octet-stream"),
        ("text/html\r\nSet-Cookie: a=b", False, "application/octet-stream"),
    ],
)
def test_blob_response_shows_only_what_does_not_run(
    stored_locally: Path, media_type: str, shown: bool, served: str
) -> None:
    response = answer("HEAD", media_type=media_type, inline=True)

    assert response["Content-Type"] == served
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_blob_response_not_asked_to_show_is_saved(stored_locally: Path) -> None:
    response = answer("HEAD", media_type="image/png", inline=False)

    assert response["Content-Disposition"].startswith("attachment")


def _gone(path: Path) -> None:
    path.unlink()


def _shortened(path: Path) -> None:
    path.write_bytes(DATA[:1000])


def _known_as_damaged(path: Path) -> None:
    Blob.objects.filter(pk=SHA256).update(damaged_at=now())


def _unknown(path: Path) -> None:
    Blob.objects.filter(pk=SHA256).delete()


@pytest.mark.parametrize("harm", [_gone, _shortened, _known_as_damaged, _unknown])
@pytest.mark.parametrize("header", ["", "bytes=0-9"])
def test_blob_response_without_whole_bytes_is_a_message(
    stored_locally: Path, harm: object, header: str, caplog: pytest.LogCaptureFixture
) -> None:
    harm(stored_locally)  # type: ignore[operator]

    response = answer(range=header)

    assert response.status_code == 503
    assert b"can't be given out" in body(response)
    assert response["Cache-Control"] == "no-store"
    assert SHA256 in caplog.text


def test_blob_response_by_itself_is_not_for_everybody(stored_locally: Path) -> None:
    request = RequestFactory().head("/")

    response = blob_response(request, SHA256, "a.zip", "application/zip", inline=False)

    assert response["Cache-Control"] == PRIVATE
