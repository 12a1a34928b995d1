"""Changes: bytes in, documents in; and the way to read a blob back, next to how it was written."""

from __future__ import annotations

from typing import IO

from django.core.files.base import File

from repository.blobs.errors import BlobMissingError, StorageFailedError
from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.storage import seekable, store_bytes
from repository.lib.clock import now


def store_blob(*, content: IO[bytes]) -> Blob:
    """Have bytes in the storage and a row that says so; the same bytes again are the same blob.

    Bytes come first, then the row. The row renews the grace period and, to the end of the caller's
    transaction, keeps the collector away; only then it is certain that the bytes stay, so they are
    looked for once more.

    Raises: BlobDamagedError, StorageFailedError; then there is no row.
    """
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
