"""Writing the catalogue's index: one entry for each package that has a release to show."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db import transaction

from repository.licences.models import Licence
from repository.releases.manifest import Manifest
from repository.releases.models import Package, Release
from search.entries import places_of, subjects_of, words_of
from search.folding import fold
from search.models import Entry, EntryPlaces, EntrySubject, EntryWords

T = TypeVar("T")

# How many packages are read and written at once: their texts stay below some tens of megabytes.
BATCH = 500


def index_release(release: Release) -> None:
    """Make the entry of this release's package what its newest release says.

    Call it inside the transaction that makes or withdraws the release: index and release then
    appear together. A package whose releases are all withdrawn has no entry.
    """
    index_packages([release.package_id])


def index_packages(packages: Iterable[int]) -> int:
    """The same for several packages, by primary key. Answers how many have an entry now."""
    with transaction.atomic():
        return sum(_index_batch(batch) for batch in _batches(packages))


def rebuild() -> int:
    """Make every entry anew from the releases alone. Answers how many there are.

    A transaction for each batch: readers always see a whole entry, old or new; publishers wait for
    one batch at most; and where it is stopped half-way, the rest is as it was.
    """
    packages = list(Package.objects.order_by("pk").values_list("pk", flat=True))
    return sum(index_packages(batch) for batch in _batches(packages))


def _index_batch(packages: list[int]) -> int:
    # Two publishers of one package at once: the second waits and reads what the first wrote.
    list(Package.objects.select_for_update().filter(pk__in=packages).order_by("pk"))
    releases = _newest_releases(packages)
    licences = set(Licence.objects.values_list("spdx", flat=True))
    manifests = [release.public_manifest for release in releases]
    entries = [
        _entry(
            release,
            manifest,
            # Who leads it now, which is no matter of the release (ADR 0018).
            institution=release.package.owner_id,
            licence=manifest.licence if manifest.licence in licences else None,
        )
        for release, manifest in zip(releases, manifests, strict=True)
    ]
    Entry.objects.filter(pk__in=packages).delete()
    Entry.objects.bulk_create(entries)
    places = [places_of(m, _lead(r)) for r, m in zip(releases, manifests, strict=True)]
    EntryWords.objects.bulk_create(
        EntryWords(entry=entry, words=words_of(found))
        for entry, found in zip(entries, places, strict=True)
    )
    EntryPlaces.objects.bulk_create(
        EntryPlaces(entry=entry, places=found) for entry, found in zip(entries, places, strict=True)
    )
    EntrySubject.objects.bulk_create(
        EntrySubject(entry=entry, slug=subject.slug, name=subject.name)
        for entry, manifest in zip(entries, manifests, strict=True)
        for subject in subjects_of(manifest)
    )
    return len(entries)


def _newest_releases(packages: list[int]) -> list[Release]:
    """The newest release that isn't withdrawn, of each package that has one."""
    standing = Release.objects.filter(package__in=packages, withdrawal=None).newest_first()
    newest: dict[int, int] = {}
    for package, release in standing.values_list("package_id", "pk"):
        newest.setdefault(package, release)
    return list(
        Release.objects.filter(pk__in=newest.values())
        .defer("manifest_text")
        .select_related("package__owner")
        .order_by("package_id")
    )


def _lead(release: Release) -> str:
    """The institution that leads the package now, in the words by which it is found."""
    lead = release.package.owner
    return f"{lead.name} {lead.short_name}"


def _own_components(manifest: Manifest) -> int:
    """What is inherited from a base is counted there: a site has each part once."""
    return sum(1 for part in manifest.components if manifest.base is None or part.origin)


def _base_competencies(manifest: Manifest) -> int:
    return manifest.base.competencies if manifest.base else 0


def _entry(release: Release, manifest: Manifest, *, institution: int, licence: str | None) -> Entry:
    return Entry(
        package_id=release.package_id,
        release=release,
        institution_id=institution,
        licence_id=licence,
        kind=manifest.kind,
        language=manifest.language[:20],
        number=release.number,
        title=manifest.title[:255],
        title_folded=fold(manifest.title)[:300],
        summary=manifest.summary[:400],
        effort_minutes=manifest.effort_minutes,
        delivery=manifest.delivery[:20],
        partner_count=len(manifest.partners),
        component_count=_own_components(manifest),
        competency_count=len(manifest.competencies) - _base_competencies(manifest),
        has_cover=manifest.cover is not None,
        cover_alt=manifest.cover.alt[:300] if manifest.cover else "",
        released_at=release.released_at,
    )


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(values)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch
