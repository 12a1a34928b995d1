"""Changes: bytes in, documents in; and the way to read a blob back, next to how it was written."""

from __future__ import annotations

import dataclasses
from typing import IO

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from wagtail.models import Collection

from repository.blobs.errors import BlobMissingError, StorageFailedError, UploadRefusedError
from repository.blobs.inspection import inspect_upload
from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.models import Blob, StoredDocument
from repository.blobs.mounted import require_own_storage
from repository.blobs.names import LONGEST_NAME, clean_name, shorten, split_extension
from repository.blobs.storage import seekable, store_bytes
from repository.formats import Outcome, Report
from repository.lib.clock import now

LONGEST_TITLE = 255


def store_blob(*, content: IO[bytes]) -> Blob:
    """Have bytes in the storage and a row that says so; the same bytes again are the same blob.

    Bytes come first, then the row. The row renews the grace period and, to the end of the caller's
    transaction, keeps the collector away; only then it is certain that the bytes stay, so they are
    looked for once more.

    Raises: BlobDamagedError, StorageFailedError; then there is no row.
    """
    require_own_storage()
    with seekable(content) as stream:
        stored = store_bytes(stream)
        blob = Blob(sha256=stored.sha256, size=stored.size, seen_at=now(), damaged_at=None)
        Blob.objects.bulk_create(
            [blob],
            update_conflicts=True,
            unique_fields=["sha256"],
            update_fields=["size", "seen_at", "damaged_at"],
        )
        if not blob_keeper().holds(stored.path, stored.size):
            stream.seek(0)
            store_bytes(stream)
    return Blob.objects.get(pk=stored.sha256)


def store_document(
    *,
    content: IO[bytes],
    name: str,
    collection: Collection,
    title: str = "",
    user: AbstractBaseUser | None = None,
) -> StoredDocument:
    """A file becomes a working file of an institution: inspected, stored, described.

    content: seekable or not. name: as people know the file, in any script and of any length.

    Raises: UploadRefusedError with the report, BlobDamagedError, StorageFailedError; then nothing
    is stored.
    """
    kept = keep_upload(content=content, name=name)
    return document_of_upload(kept, collection=collection, title=title, user=user)


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """An upload whose bytes are stored, before any row but its blob's says so."""

    name: str
    blob: Blob
    report: Report


def keep_upload(*, content: IO[bytes], name: str) -> Kept:
    """Inspect a file and store its bytes. What nobody makes a document of, the collector takes.

    Call it outside a transaction: on SQLite that would keep every other writer waiting meanwhile.

    Raises: UploadRefusedError with the report, BlobDamagedError, StorageFailedError; then nothing
    is stored.
    """
    with seekable(content) as stream:
        report = inspect_upload(stream, name)
        if report.outcome is Outcome.REFUSED:
            raise UploadRefusedError(report)
        return Kept(name, store_blob(content=stream), report)


def document_of_upload(
    kept: Kept,
    *,
    collection: Collection,
    title: str = "",
    user: AbstractBaseUser | None = None,
) -> StoredDocument:
    """The working file of an upload whose bytes are stored: a row, written quickly."""
    document = StoredDocument(collection=collection, uploaded_by_user=user)
    describe_document(document, blob=kept.blob, report=kept.report, name=kept.name)
    document.title = shorten(title or title_of(kept.name), LONGEST_TITLE)
    with transaction.atomic():
        document.save()
    return document


def describe_document(document: StoredDocument, *, blob: Blob, report: Report, name: str) -> None:
    """Fill in what follows from the bytes and their inspection; nothing is written."""
    document.blob = blob
    document.file = blob_path(blob.sha256)
    document.original_name = clean_name(name)
    document.media_type = report.media_type
    document.kind = report.kind
    document.outcome = str(report.outcome)
    document.inspection = report.to_json()
    document._set_document_file_metadata()


def title_of(name: str) -> str:
    """A first title from a file's name."""
    stem, _ = split_extension(clean_name(name))
    return shorten(stem.replace("_", " ").strip() or stem, LONGEST_NAME)


def open_blob(sha256: str) -> File[bytes]:
    """A seekable stream of a blob's bytes; on S3 only what is read is fetched. Close it.

    Raises: BlobMissingError, StorageFailedError where the storage doesn't answer.
    """
    try:
        return File(blob_keeper().open(blob_path(sha256)), sha256)
    except FileNotFoundError as error:
        raise BlobMissingError(sha256) from error
    except OSError as error:
        raise StorageFailedError.from_os_error(error) from error


def document_of_blob(
    *, sha256: str, name: str, collection: Collection, user: AbstractBaseUser | None = None
) -> StoredDocument:
    """A working file of these bytes, which are stored already: no byte is copied.

    The collection's own where it has one of this name; else a new one.

    Raises: BlobMissingError, StorageFailedError, UploadRefusedError where nobody has the bytes as
    a working file any more and they don't pass an inspection of today.
    """
    alike = StoredDocument.objects.filter(blob_id=sha256)
    own: StoredDocument | None = alike.filter(
        collection=collection, original_name=clean_name(name)
    ).first()
    if own is not None:
        return own
    document = StoredDocument(collection=collection, uploaded_by_user=user)
    document.title = shorten(title_of(name), LONGEST_TITLE)
    known = alike.select_related("blob").first()
    if known is None:
        blob = Blob.objects.get(pk=sha256)
        with open_blob(sha256) as content:
            report = inspect_upload(content, name)
        if report.outcome is Outcome.REFUSED:
            raise UploadRefusedError(report)
        describe_document(document, blob=blob, report=report, name=name)
    else:
        document.blob, document.file = known.blob, blob_path(sha256)
        document.original_name = clean_name(name)
        document.media_type, document.kind = known.media_type, known.kind
        document.outcome, document.inspection = known.outcome, known.inspection
        document._set_document_file_metadata()
    document.save()
    return document
