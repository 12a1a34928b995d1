"""Every stored byte against its digest; what is missing, what has no row, what nobody can find."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from repository.blobs.errors import StorageFailedError
from repository.blobs.keeper import Keeper, blob_keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.mounted import require_own_storage
from repository.blobs.references import registered_references
from repository.lib.clock import now

READERS = 4  # hashing lets go of Python's lock, and S3 answers better to several
BATCH = 200


class Trouble(StrEnum):
    DAMAGED = "damaged"
    WRONG_SIZE = "wrong-size"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    WITHOUT_ROW = "without-row"
    STRAY = "stray"
    UNKNOWN = "unknown"


SENTENCES = {
    Trouble.DAMAGED: "its bytes are not those that were stored",
    Trouble.WRONG_SIZE: "it has another size than was stored",
    Trouble.MISSING: "its bytes are missing",
    Trouble.UNREADABLE: "the storage can't read it",
    Trouble.WITHOUT_ROW: "bytes without a row: collect_blobs removes them",
    Trouble.STRAY: "no blob lies at such a path: collect_blobs removes it",
    Trouble.UNKNOWN: "something needs it, but it was never stored",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`name`: the digest, or the path in the storage where it isn't a blob's."""

    trouble: Trouble
    name: str

    def __str__(self) -> str:
        return f"{self.name}: {SENTENCES[self.trouble]} ({self.trouble})"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification is: blobs and bytes read, blobs in all."""

    blobs: int
    bytes: int
    total: int


def verify(*, told: Callable[[Progress], None] | None = None) -> Iterator[Problem]:
    """Read everything; gives each problem when it is found.

    A blob that is found damaged is marked so and not served until its bytes are stored again or
    found whole.

    Raises: NotOurStorageError, where nothing is read; StorageFailedError.
    """
    keeper = blob_keeper()
    require_own_storage(keeper=keeper)
    yield from _rows(keeper, told)
    yield from _without_row(keeper)
    named = iter(sorted(registered_references()))
    while batch := list(itertools.islice(named, BATCH)):
        for sha256 in sorted(set(batch) - _known(batch)):
            yield Problem(Trouble.UNKNOWN, sha256)


def _known(digests: list[str]) -> set[str]:
    return set(Blob.objects.filter(pk__in=digests).values_list("pk", flat=True))


def _rows(keeper: Keeper, told: Callable[[Progress], None] | None) -> Iterator[Problem]:
    total = Blob.objects.count()
    blobs = size = 0
    last = ""
    with ThreadPoolExecutor(READERS, thread_name_prefix="verify") as readers:
        while rows := list(Blob.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = rows[-1].pk
            found = list(readers.map(lambda row: _trouble(keeper, row.sha256, row.size), rows))
            for row, trouble in zip(rows, found, strict=True):
                if trouble is not None and Blob.objects.filter(pk=row.pk).exists():
                    yield Problem(trouble, row.sha256)
            _mark(rows, found)
            blobs += len(rows)
            size += sum(row.size for row in rows)
            if told is not None:
                told(Progress(blobs, size, total))


def _trouble(keeper: Keeper, sha256: str, size: int) -> Trouble | None:
    try:
        found, found_size = keeper.digest(blob_path(sha256))
    except FileNotFoundError:
        return Trouble.MISSING
    except (OSError, StorageFailedError):
        return Trouble.UNREADABLE
    if found_size != size:
        return Trouble.WRONG_SIZE
    return None if found == sha256 else Trouble.DAMAGED


def _mark(rows: Iterable[Blob], found: Iterable[Trouble | None]) -> None:
    """Rows whose state changed; one that was stored anew meanwhile is left as it is."""
    for row, trouble in zip(rows, found, strict=True):
        # Missing bytes and wrong sizes are seen when they are served; changed bytes are not.
        hurt = trouble is Trouble.DAMAGED
        if hurt != (row.damaged_at is not None):
            Blob.objects.filter(pk=row.pk, seen_at=row.seen_at).update(
                damaged_at=now() if hurt else None
            )


def _without_row(keeper: Keeper) -> Iterator[Problem]:
    entries = keeper.entries()
    while batch := list(itertools.islice(entries, BATCH)):
        known = _known([entry.sha256 for entry in batch if entry.sha256])
        for entry in batch:
            if not entry.sha256:
                yield Problem(Trouble.STRAY, entry.path)
            elif entry.sha256 not in known:
                yield Problem(Trouble.WITHOUT_ROW, entry.sha256)
