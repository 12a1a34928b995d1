"""Every hostile package through the upload form: told in words, and nothing of it stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from repository.blobs.models import Blob, StoredDocument
from repository.formats import Severity, inspect
from tests import factories
from tests.factories import Role
from tests.formats.reference import HOSTILE, rows

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]

GROUPS = {"zip", "name", "bomb", "count", "xml", "special", "man"}
REJECTED = [
    row["file"]
    for row in rows(HOSTILE / "expected.csv")
    if row["group"] in GROUPS and row["expect"] == "reject"
]


@pytest.mark.skipif(not REJECTED, reason="the hostile packages are not here")
@pytest.mark.parametrize("name", REJECTED)
def test_hostile_package_is_told_in_words_and_leaves_nothing(
    name: str, client: Client, blob_folder: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    client.force_login(factories.user(Role.CONTRIBUTOR, factories.institution()))
    data = (HOSTILE / name).read_bytes()

    response = client.post(
        reverse("wagtaildocs:add"), {"title": "A package", "file": SimpleUploadedFile(name, data)}
    )

    assert response.status_code == 200
    with (HOSTILE / name).open("rb") as file:
        worst = inspect(file, name).findings[0]
    assert worst.severity in {Severity.REFUSED, Severity.ERROR}
    assert escape(worst.message) in response.content.decode()
    assert worst.code in response.content.decode()
    assert (StoredDocument.objects.count(), Blob.objects.count()) == (0, 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
