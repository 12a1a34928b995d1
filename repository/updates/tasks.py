"""Reporting after a release is committed. A lost task is made up for by `report_core_updates`."""

from __future__ import annotations

import logging

from django.db import transaction
from django_tasks import task

from repository.releases.models import Package, Release
from repository.updates.reporting import report_core

logger = logging.getLogger(__name__)


@task()
def report_core_task(package: int) -> None:
    """Report the newest standing release of a core to its layers. Run again it tells nobody."""
    run = report_core(Package.objects.get(pk=package))
    if run.failed:
        logger.error(
            "%s: %s of %s layers could not be reported.", run.core, len(run.failed), run.layers
        )


def report_after_release(*, release: Release, previous: Release | None = None, **_: object) -> None:
    """Receiver of `released`: nothing stands on a package that had no release before."""
    if previous is not None:
        _when_committed(release.package_id)


def report_after_word(*, release: Release, **_: object) -> None:
    """Receiver of `withdrawn` and `made_urgent`."""
    _when_committed(release.package_id)


def _when_committed(package: int) -> None:
    # A release that is made stays made, whatever becomes of the queue.
    transaction.on_commit(lambda: report_core_task.enqueue(package), robust=True)
