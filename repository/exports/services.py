"""Building archives: once for each release, format and version of the exporter."""

from __future__ import annotations

import dataclasses
import tempfile
from datetime import UTC

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from repository.blobs.services import open_blob, store_blob
from repository.exports import models
from repository.exports.building import alone
from repository.exports.registry import EXPORTERS, Exporter, exporter_of
from repository.exports.source import Source
from repository.releases.attribution import Place
from repository.releases.models import Release


@dataclasses.dataclass(frozen=True, slots=True)
class Archive:
    """A release as one file. size: bytes. name: for whoever saves it."""

    sha256: str
    size: int
    name: str
    media_type: str


def build_archive(release: Release, format_name: str) -> Archive:
    """The archive of a release; built where it isn't there, or was found damaged.

    Of several who ask at once on this machine one builds, the others wait for it. Two machines
    write the same bytes, and so the same blob and the same row.

    Raises: FormatUnknownError, FileDamagedError, BlobMissingError, StorageFailedError.
    """
    exporter = exporter_of(format_name)
    found = built_archive(release, format_name)
    if found is not None:
        return found
    with alone(f"{release.pk} {exporter.name}"):
        return built_archive(release, format_name) or _build(release, exporter)


def _build(release: Release, exporter: Exporter) -> Archive:
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as target:
        exporter.write(source_of(release), target)
        target.seek(0)
        with transaction.atomic():
            blob = store_blob(content=target)
            models.Archive.objects.update_or_create(
                release=release,
                format=exporter.name,
                exporter_version=exporter.version,
                defaults={"blob": blob},
            )
    return _archive(release, exporter, blob.sha256, blob.size)


def built_archive(release: Release, format_name: str) -> Archive | None:
    """The archive where it has been built by the exporter as it is now. One statement.

    Raises: FormatUnknownError.
    """
    exporter = exporter_of(format_name)
    row = (
        models.Archive.objects.filter(
            release=release,
            format=exporter.name,
            exporter_version=exporter.version,
            blob__damaged_at=None,
        )
        .values_list("blob_id", "blob__size")
        .first()
    )
    return _archive(release, exporter, *row) if row else None


def forget_old_archives() -> int:
    """Drop the rows of exporters' older versions. Answers how many; their bytes are collected."""
    current = models.Archive.objects.none()
    for exporter in EXPORTERS.values():
        current |= models.Archive.objects.filter(
            format=exporter.name, exporter_version=exporter.version
        )
    count, _ = models.Archive.objects.exclude(pk__in=current.values("pk")).delete()
    return count


def source_of(release: Release) -> Source:
    """What an exporter is given of a release: the public manifest and nothing else."""
    path = reverse("permanent", args=[release.package.uuid])
    return Source(
        slug=release.package.slug,
        manifest=release.public_manifest,
        text=release.public_text.encode(),
        place=Place(
            url=f"{settings.MAIN_ORIGIN}{path}",
            site_name=settings.SITE_NAME,
            released_on=timezone.localdate(release.released_at),
        ),
        released_at=release.released_at.astimezone(UTC),
        open_blob=open_blob,
    )


def _archive(release: Release, exporter: Exporter, sha256: str, size: int) -> Archive:
    name = f"{release.package.slug}-{release.number}{exporter.extension}"
    return Archive(sha256=sha256, size=size, name=name, media_type=exporter.media_type)
