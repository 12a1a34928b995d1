from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from repository.blobs.errors import StorageFailedError, UploadRefusedError
from repository.blobs.inspection import inspect_upload
from repository.blobs.models import Blob, Outcome, StoredDocument
from repository.blobs.report_lines import report_lines
from repository.blobs.services import store_document
from repository.formats import Outcome as Found
from repository.institutions.models import Institution
from tests import factories
from tests.blobs.documents import TEXT, text_document
from tests.factories import Role

pytestmark = pytest.mark.django_db

PNG_AS_PDF = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
PROGRAM = b"MZ" + b"\0" * 200


@pytest.fixture
def college(blob_folder: Path, tmp_path: Path, settings: Settings) -> Institution:
    settings.DATA_DIR = tmp_path
    return factories.institution("viu")


def test_store_document_keeps_what_is_known_of_the_file(college: Institution) -> None:
    user = factories.user(Role.CONTRIBUTOR, college)

    document = text_document(college, "lesson_plan.txt", user=user)

    document.refresh_from_db()
    assert document.title == "lesson plan"
    assert document.original_name == document.filename == "lesson_plan.txt"
    assert document.media_type == document.content_type == "text/plain"
    assert document.uploaded_by_user == user
    assert document.file_size == document.blob.size == len(TEXT)
    assert document.outcome == Outcome.CLEAN
    assert document.inspection["outcome"] == "clean"
    with document.open_file() as opened:
        assert opened.read() == TEXT


def test_store_document_reads_no_byte_for_a_digest_of_wagtails(
    college: Institution, blob_folder: Path
) -> None:
    document = text_document(college)
    (blob_folder / str(document.file.name)).unlink()

    assert document.get_file_hash() == document.blob_id[:40]
    assert document.get_file_size() == len(TEXT)


def test_store_document_refused_stores_nothing_and_gives_the_report(
    college: Institution, blob_folder: Path
) -> None:
    with pytest.raises(UploadRefusedError) as caught:
        text_document(college, "setup.exe", data=PROGRAM)

    assert caught.value.report.outcome is Found.REFUSED
    assert caught.value.report.findings
    assert (StoredDocument.objects.count(), Blob.objects.count()) == (0, 0)
    assert not blob_folder.exists()


def test_store_document_with_errors_is_kept_with_them(college: Institution) -> None:
    document = text_document(college, "picture.pdf", data=PNG_AS_PDF)

    assert document.outcome == Outcome.ERRORS
    assert "TYPE-MISMATCH" in {line.code for line in document.report.findings}


def test_store_document_of_a_name_and_title_too_long_shortens_them(college: Institution) -> None:
    document = store_document(
        content=io.BytesIO(TEXT), name="n" * 5000 + ".txt", title="t" * 5000,
        collection=college.collection,
    )  # fmt: skip

    document.refresh_from_db()
    assert document.original_name.endswith("….txt")
    assert document.title.endswith("t…")
    assert [line.code for line in document.report.findings] == ["UPLOAD-NAME-SHORTENED"]


def test_same_file_of_two_institutions_is_one_blob_and_two_documents(college: Institution) -> None:
    other = factories.institution("vcc")

    first, second = text_document(college), text_document(other)

    assert first.blob == second.blob
    assert first.collection != second.collection
    first.delete()
    with second.open_file() as opened:
        assert opened.read() == TEXT


def test_inspect_upload_that_can_not_be_read_is_told() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(StorageFailedError):
        inspect_upload(Broken(b"x"), "a.txt")


def test_report_lines_of_nothing_are_empty() -> None:
    lines = report_lines({})

    assert (lines.outcome, lines.summary, lines.findings, lines.facts) == ("", "", (), ())


def test_report_lines_show_facts_that_are_known_in_words(college: Institution) -> None:
    report = {
        "kind": "scorm", "outcome": "errors",
        "findings": [
            {"code": "A", "severity": "error", "place": "x/y.html", "message": "Missing."}
        ],
        "facts": {"title": "Mops", "items": "3", "unheard-of": "1"},
    }  # fmt: skip

    lines = report_lines(report)

    assert lines.kind == "SCORM module"
    assert "can't be published" in lines.summary
    assert [(line.label, line.place, line.message) for line in lines.findings] == [
        ("Error", "x/y.html", "Missing.")
    ]
    assert lines.facts == (("Title inside the file", "Mops"), ("Items", "3"))


@pytest.fixture
def contributor(client: Client, college: Institution) -> Client:
    client.force_login(factories.user(Role.CONTRIBUTOR, college))
    return client


def test_edit_screen_shows_what_was_found(contributor: Client, college: Institution) -> None:
    document = text_document(college, "picture.pdf", data=PNG_AS_PDF)

    page = contributor.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()

    assert "What we found in the file" in page
    assert "TYPE-MISMATCH" in page
    assert document.report.findings[0].message in page
    assert "can&#x27;t be published until this is mended" in page
    assert "picture.pdf" in page


def test_list_shows_and_filters_by_outcome_and_kind(
    contributor: Client, college: Institution
) -> None:
    text_document(college, "good.txt")
    text_document(college, "bad.pdf", data=PNG_AS_PDF)
    address = reverse("wagtaildocs:index")

    everything = contributor.get(address).content.decode()
    assert "good.txt" in everything
    assert "bad.pdf" in everything
    assert "Errors" in everything
    only_bad = contributor.get(address, {"outcome": "errors"}).content.decode()
    assert "bad.pdf" in only_bad
    assert "good.txt" not in only_bad
    assert "bad.pdf" not in contributor.get(address, {"kind": "scorm"}).content.decode()
    for order in ("outcome", "-kind"):
        assert contributor.get(address, {"ordering": order}).status_code == 200


def test_list_finds_a_document_by_the_name_of_its_file(
    contributor: Client, college: Institution, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        text_document(college, "zamboni.txt").save()
        store_document(
            content=io.BytesIO(b"Something else.\n"), name="other.txt", title="Other",
            collection=college.collection,
        )  # fmt: skip
    address = reverse("wagtaildocs:index")

    found = contributor.get(address, {"q": "zamboni", "outcome": "clean"}).content.decode()

    assert "zamboni.txt" in found
    assert "other.txt" not in found


def test_list_takes_as_many_queries_for_many_documents(
    contributor: Client, college: Institution
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            contributor.get(reverse("wagtaildocs:index"))
        return len(captured)

    text_document(college, "1.txt")
    few = queries()
    for number in range(2, 12):
        text_document(college, f"{number}.txt", data=TEXT + b"%d" % number)

    assert queries() == few


def test_several_at_once_show_what_was_found_in_each(
    contributor: Client, college: Institution
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # for this test only

    response = contributor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Plan", "files[]": SimpleUploadedFile("n" * 255 + ".txt", TEXT)},
    )

    form = response.json()["form"]
    assert "What we found in the file" in form
    assert "UPLOAD-NAME-SHORTENED" in form
