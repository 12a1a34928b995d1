"""Who needs which blobs. What nobody names here is removed by `collect_blobs`.

Rows that point at a blob by a foreign key are found by themselves. A room that keeps a digest in
any other way (in a text, in a field without a key) registers a callable that gives its digests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Exists, OuterRef, QuerySet

from repository.blobs.models import Blob

References = Callable[[], Iterable[str]]

_registered: list[References] = []


def register_blob_references(references: References) -> None:
    """Have the collector keep what this callable names: digests, as hexadecimal sha256.

    It is called for each collection, several times, and must name everything each time. To be
    called at start-up (`repository/registrations.py`).
    """
    if references not in _registered:
        _registered.append(references)


def registered_references() -> set[str]:
    """The digests that the registered callables name."""
    return {sha256 for references in _registered for sha256 in references() if sha256}


def without_rows(blobs: QuerySet[Blob]) -> QuerySet[Blob]:
    """Those of the blobs at which no row points by a foreign key."""
    for relation in Blob._meta.related_objects:
        pointing = relation.related_model._base_manager.filter(
            **{relation.field.name: OuterRef("pk")}
        )
        blobs = blobs.exclude(Exists(pointing))
    return blobs
