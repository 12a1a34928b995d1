"""What breaks off on its way in is nothing, not a shorter form."""

from __future__ import annotations

import io
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError

from repository.http.whole_bodies import BodyBrokenOffError, WholeBody, whole_bodies

FORM = (
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
    b"Content-Type: text/plain\r\n\r\nthe whole of a thesis\r\n--B--\r\n"
)


def request_of(sent: bytes, said: int | str, application: Any = None) -> WSGIRequest:
    """The request that Django makes of so many bytes, where the head says another number."""
    made: list[WSGIRequest] = []

    def take(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        made.append(WSGIRequest(environ))
        return []

    environ: dict[str, Any] = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(sent)}
    environ |= {"CONTENT_TYPE": "multipart/form-data; boundary=B", "CONTENT_LENGTH": str(said)}
    setup_testing_defaults(environ)
    list(whole_bodies(take)(environ, None))
    return made[0]


def test_whole_body_is_read_as_ever() -> None:
    request = request_of(FORM, len(FORM))
    file = request.FILES["file"]
    assert isinstance(file, UploadedFile)
    assert file.read() == b"the whole of a thesis"


@pytest.mark.django_db
@pytest.mark.parametrize("length", [0, 1, 40, 110, 125, len(FORM) - 1])
def test_body_that_breaks_off_is_no_file(length: int) -> None:
    request = request_of(FORM[:length], len(FORM))
    with pytest.raises(UnreadablePostError):
        _ = request.FILES
    assert not request.FILES


@pytest.mark.parametrize("said", ["", "-5", "abc", "9" * 30, "٣"])
def test_length_that_is_none_is_left_to_django(said: str) -> None:
    assert request_of(b"", said).META["CONTENT_LENGTH"] == said


def test_read_of_nothing_is_no_end() -> None:
    body = WholeBody(io.BytesIO(b"ab"), 3)
    assert body.read(0) == b""
    assert body.read(5) == b"ab"
    with pytest.raises(BodyBrokenOffError):
        body.read(1)


def test_body_of_lines_is_counted_too() -> None:
    body = WholeBody(io.BytesIO(b"a\nb"), 3)
    assert (body.readline(), body.readline(), body.readline()) == (b"a\n", b"b", b"")
