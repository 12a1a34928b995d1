"""Uploading a file to the admin, by every form that takes one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.answers import Answer

TEXT = b"Floors: sweep, then mop.\n" * 40
GOOD = "plan.txt", TEXT


def zip_of(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


BAD_NAME = "../../<img src=x onerror=alert(1)>.html"
REFUSED = "module.zip", zip_of((BAD_NAME, b"<p>hello</p>"))


def left_behind(data_dir: Path) -> list[str]:
    return sorted(str(path.relative_to(data_dir)) for path in data_dir.rglob("*") if path.is_file())


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/octet-stream")


def by_single_form(client: Client, name: str, data: bytes, **more: Any) -> HttpResponse:
    sent = {"title": "A title", "file": upload(name, data)} | more
    return client.post(reverse("wagtaildocs:add"), sent)  # type: ignore[return-value]


def by_several_at_once(client: Client, name: str, data: bytes, **more: Any) -> HttpResponse:
    sent = {"title": "A title", "files[]": upload(name, data)} | more
    return client.post(reverse("wagtaildocs:add_multiple"), sent)  # type: ignore[return-value]


def by_chooser(client: Client, name: str, data: bytes, **more: Any) -> HttpResponse:
    prefix = "document-chooser-upload-"
    sent = {f"{prefix}title": "A title", f"{prefix}file": upload(name, data)}
    sent |= {f"{prefix}{field}": value for field, value in more.items()}
    return client.post(reverse("wagtaildocs_chooser:create"), sent)  # type: ignore[return-value]


WAYS = [by_single_form, by_several_at_once, by_chooser]
Way = Callable[..., HttpResponse]
every_way = pytest.mark.parametrize("way", WAYS)


def words(response: HttpResponse | Answer) -> str:
    """What the answer says, as a browser shows it; HTML in HTML or in JSON."""
    text = response.content.decode()
    for sign, entity in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(entity, sign)
    return text
