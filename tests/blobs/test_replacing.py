"""A working file gets another file or another title."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from repository.blobs.models import Blob, StoredDocument
from tests.blobs.uploading import (
    GOOD,
    REFUSED,
    by_single_form,
    left_behind,
    upload,
    words,
)

pytestmark = pytest.mark.django_db


def test_replacing_a_file_describes_the_new_one(contributor: Client) -> None:
    by_single_form(contributor, *GOOD)
    document = StoredDocument.objects.get()
    old = document.blob

    response = contributor.post(
        reverse("wagtaildocs:edit", args=[document.pk]),
        {"title": "New", "file": upload("new.txt", b"Something else, in more words.\n")},
    )

    assert response.status_code == 302
    document = StoredDocument.objects.get()
    assert (document.title, document.original_name) == ("New", "new.txt")
    assert document.blob != old
    assert document.inspection["file"] == "new.txt"
    assert Blob.objects.filter(pk=old.pk).exists()


def test_replacing_a_file_by_a_refused_one_changes_nothing(
    contributor: Client, data_dir: Path
) -> None:
    by_single_form(contributor, *GOOD)
    before = StoredDocument.objects.values().get(), left_behind(data_dir)

    response = contributor.post(
        reverse("wagtaildocs:edit", args=[before[0]["id"]]),
        {"title": "New", "file": upload(*REFUSED)},
    )

    assert response.status_code == 200
    assert "ZIP-UNSAFE-PATH" in words(response)
    assert "could not be found" not in words(response)
    assert "plan.txt" in words(response)
    assert (StoredDocument.objects.values().get(), left_behind(data_dir)) == before


def test_changing_a_title_keeps_the_file(contributor: Client) -> None:
    by_single_form(contributor, *GOOD)
    document = StoredDocument.objects.get()

    contributor.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Renamed"})

    again = StoredDocument.objects.get()
    assert (again.title, again.blob, again.outcome) == ("Renamed", document.blob, document.outcome)
