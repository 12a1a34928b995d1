"""Whether the storage that answers is the one in which the site's files lie.

A disk that isn't mounted leaves an empty folder, and a wrong name of a bucket leads to somebody
else's: both answer, and hold none of the files that the database knows. What is stored there is
hidden as soon as the right one is back, and what is collected there may be another site's.
"""

from __future__ import annotations

from repository.blobs.errors import StorageFailedError
from repository.blobs.keeper import Keeper, blob_keeper, blob_path
from repository.blobs.models import Blob

# Files that are looked for. Digests are in no order of time, so these are any of all.
SAMPLE = 20
NOT_OURS = (
    "The blob storage holds none of the files that the database knows. "
    "Is it mounted, and is it the right one? Nothing was changed."
)


class NotOurStorageError(StorageFailedError):
    """The storage answers, but it isn't the site's."""

    code = "BLOB-OTHER-STORAGE"

    def __str__(self) -> str:
        return NOT_OURS


def require_own_storage(*, keeper: Keeper | None = None) -> None:
    """Where fewer files are known than are looked for, nothing is said.

    One file that is lost is a damage, which storing it again mends; twenty are no accident.

    Raises: NotOurStorageError; StorageFailedError where the storage doesn't answer.
    """
    keeper = keeper or blob_keeper()
    known = list(Blob.objects.order_by("pk").values_list("pk", "size")[:SAMPLE])
    if len(known) < SAMPLE:
        return
    if not any(keeper.holds(blob_path(sha256), size) for sha256, size in known):
        raise NotOurStorageError("none of the files that the database knows is there")
