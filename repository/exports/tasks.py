"""Building what is too large to be built while somebody waits."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from repository.exports.registry import EXPORTERS
from repository.exports.services import build_archive
from repository.lib.clock import now
from repository.releases.models import Release

# Bytes of files. Below it an archive is built when it is first asked for, in seconds; above it by
# a worker, as soon as the release is there.
AT_ONCE = 256 * 1024 * 1024
# A task that runs longer belongs to a worker that was killed: nobody tells of its end.
GIVEN_UP = timedelta(hours=1)


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
    """Have an archive built, unless that is under way: everybody who asks for it comes here."""
    if not is_under_way(release, format_name):
        build_archive_task.enqueue(release, format_name)


def is_under_way(release: int, format_name: str) -> bool:
    """Whether a task for this archive waits for a worker, or has one."""
    waiting = Q(status=TaskResultStatus.READY)
    running = Q(status=TaskResultStatus.RUNNING, started_at__gt=now() - GIVEN_UP)
    tasks = DBTaskResult.objects.filter(
        waiting | running,
        task_path=build_archive_task.module_path,
        args_kwargs={"args": [release, format_name], "kwargs": {}},
    )
    return bool(tasks.exists())
