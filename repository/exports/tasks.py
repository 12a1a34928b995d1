"""Building what is too large to be built while somebody waits."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from repository.exports.registry import EXPORTERS
from repository.exports.services import build_archive
from repository.releases.models import Release

# Bytes of files. Below it an archive is built when it is first asked for, in seconds; above it by
# a worker, as soon as the release is there.
AT_ONCE = 256 * 1024 * 1024


@task()  # type: ignore[untyped-decorator]  # django_tasks ships no types
def build_archive_task(release: int, format_name: str) -> None:
    """Build an archive. Run again it does nothing more."""
    found = Release.objects.defer("manifest_text").select_related("package").get(pk=release)
    build_archive(found, format_name)


def is_large(size: int) -> bool:
    """Whether files of so many bytes in all are built by a worker."""
    return size > AT_ONCE


def prepare_archives(*, release: Release, **_: object) -> None:
    """Receiver of `released`: have the large archives of a new release built once it is there."""
    if not is_large(sum(file.size for file in release.public_manifest.files)):
        return
    for name in EXPORTERS:
        transaction.on_commit(lambda name=name: enqueue(release.pk, name))  # type: ignore[misc]


def enqueue(release: int, format_name: str) -> None:
    build_archive_task.enqueue(release, format_name)
