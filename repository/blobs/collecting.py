"""Mark and sweep: what nothing needs any more goes, and nothing else, whoever uploads meanwhile.

Why it is safe
--------------
A blob is needed when a row points at it, when a registered room names its digest, or when its bytes
arrived within the grace period (between a blob and what will point at it there may be a long form).

`store_blob` writes bytes, then the row, then looks whether the bytes are there. Writing the row
takes the row's lock until the uploader's transaction ends. The collector takes the same lock for
a batch of digests, in a transaction of its own, and holds it from its last look at the references
until rows and bytes are gone:

- The uploader was first: the collector leaves the blob alone, or sees a renewed `seen_at`.
- The collector was first: the uploader waits at its row, finds the bytes gone at its last look,
  and writes them again.
- A row that points at the blob is inserted meanwhile: the database lets it wait for the same lock,
  then refuses it, because the blob is gone. Nothing was acknowledged.

Bytes without a row (an upload that was killed before its row) are first given one, to have
something to lock. Inside the transaction the row goes first and the bytes last: if the process is
killed between, the row comes back without bytes, and the next upload of them or the next collection
puts that right; no live row was touched, because nobody needed it. The other order, the row's end
committed before the bytes go, would let an upload come between, find the bytes, and lose them.

On SQLite all of this is simpler: an immediate transaction locks the whole database.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction

from repository.blobs.keeper import Entry, Keeper, blob_keeper, blob_path
from repository.blobs.leftovers import remove_leftover, upload_leftovers
from repository.blobs.models import Blob
from repository.blobs.mounted import require_own_storage
from repository.blobs.references import registered_references, without_rows
from repository.lib.clock import now

GRACE = timedelta(hours=24)
LOCKED_BY_THEN = timedelta(minutes=1)  # a file is made first, then locked by its writer
BATCH = 500  # rows that are looked at together
SWEEP = 50  # rows that are locked and removed together
log = logging.getLogger(__name__)
Item = TypeVar("Item")


@dataclass(slots=True)
class Collection:
    """What a collection removed, or would remove.

    blobs: digests. stray: paths in the storage of bytes without a row. leftovers: paths of
    broken-off writes and uploads. bytes: of all of them.
    """

    blobs: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    bytes: int = 0


def collect(*, grace: timedelta = GRACE, dry_run: bool = False) -> Collection:
    """Remove what nothing has needed for `grace`: blobs, bytes without a row, broken-off uploads.

    Can be run at any time, by several at once, and again after it was killed.

    Raises: NotOurStorageError, where nothing is removed; StorageFailedError.
    """
    before = now() - grace
    keeper = blob_keeper()
    require_own_storage(keeper=keeper)
    collection = Collection()
    for batch in _in_batches(_unneeded(before), SWEEP):
        removed = dict(batch) if dry_run else _remove(keeper, [row[0] for row in batch], before)
        collection.blobs += removed
        collection.bytes += sum(removed.values())
    for entries in _in_batches(_without_row(keeper, before), SWEEP):
        gone = entries if dry_run else _remove_stray(keeper, entries, before)
        collection.stray += [entry.path for entry in gone]
        collection.bytes += sum(entry.size for entry in gone)
    unlocked = min(before, now() - LOCKED_BY_THEN)
    for leftover in itertools.chain(keeper.leftovers(unlocked), upload_leftovers(unlocked)):
        if dry_run or remove_leftover(leftover):
            collection.leftovers.append(str(leftover.path))
            collection.bytes += leftover.size
    return collection


def _unneeded(before: datetime) -> Iterator[tuple[str, int]]:
    """Mark: digests and sizes of the blobs that nobody needs, as far as can be seen unlocked."""
    named = registered_references()
    last = ""
    while True:
        candidates = without_rows(Blob.objects.filter(seen_at__lt=before, pk__gt=last))
        rows = list(candidates.order_by("pk").values_list("pk", "size")[:BATCH])
        if not rows:
            return
        yield from (row for row in rows if row[0] not in named)
        last = rows[-1][0]


def _remove(keeper: Keeper, digests: list[str], before: datetime) -> dict[str, int]:
    """Sweep those that nobody needs now that their rows are locked; digests and sizes."""
    with transaction.atomic():
        aged = Blob.objects.filter(pk__in=digests, seen_at__lt=before)
        # Whoever holds one of them is storing or releasing it. Not waiting also means no deadlock.
        mine = aged.select_for_update(skip_locked=True)
        locked = list(mine.order_by("pk").values_list("pk", flat=True))
        free = without_rows(Blob.objects.filter(pk__in=locked)).values_list("pk", "size")
        named = registered_references()
        removed = {sha256: size for sha256, size in free if sha256 not in named}
        Blob.objects.filter(pk__in=removed).delete()
        # On PostgreSQL foreign keys are looked at when the transaction ends: too late for bytes.
        if connection.vendor == "postgresql":
            connection.check_constraints()
        for sha256 in removed:
            keeper.delete(blob_path(sha256))
    return removed


def _remove_stray(keeper: Keeper, entries: list[Entry], before: datetime) -> list[Entry]:
    """Remove bytes without a row, unless somebody has made one; other files need no lock."""
    blobs = [entry for entry in entries if entry.sha256]
    long_ago = before - timedelta(days=1)
    for entry in blobs:
        claim = Blob(sha256=entry.sha256, size=entry.size, seen_at=long_ago)
        Blob.objects.bulk_create([claim], ignore_conflicts=True)
    removed = _remove(keeper, [entry.sha256 for entry in blobs], before)
    others = [entry for entry in entries if not entry.sha256]
    for entry in others:
        keeper.delete(entry.path)
    return others + [entry for entry in blobs if entry.sha256 in removed]


def _without_row(keeper: Keeper, before: datetime) -> Iterator[Entry]:
    """What lies in the storage, is older than the grace period, and has no row."""
    old = (entry for entry in keeper.entries() if entry.modified < before)
    for batch in _in_batches(old, BATCH):
        digests = [entry.sha256 for entry in batch if entry.sha256]
        known = set(Blob.objects.filter(pk__in=digests).values_list("pk", flat=True))
        yield from (entry for entry in batch if entry.sha256 not in known)


def _in_batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(itertools.islice(items, size)):
        yield batch
