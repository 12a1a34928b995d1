"""manage.py verify_blobs: every stored byte against its digest."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from repository.blobs.errors import StorageFailedError
from repository.blobs.verifying import Progress, verify

SECONDS_BETWEEN = 5.0


class Command(BaseCommand):
    help = (
        "Read every stored file and compare it with its digest and size; name what is damaged or "
        "missing, what has no row, and what something needs but was never stored. "
        "Exit 0: all is well; 1: something is named."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.last_told = time.monotonic()
        problems = 0
        try:
            for problem in verify(told=self._tell):
                problems += 1
                self.stdout.write(str(problem))
        except StorageFailedError as error:
            raise CommandError(f"{error.code}: {error}") from error
        if problems:
            raise CommandError(f"{problems} problems.")
        self.stdout.write("Every stored file is whole.")

    def _tell(self, progress: Progress) -> None:
        if progress.blobs == progress.total or time.monotonic() - self.last_told > SECONDS_BETWEEN:
            self.last_told = time.monotonic()
            megabytes = progress.bytes / 1_000_000
            self.stderr.write(f"{progress.blobs} of {progress.total} files, {megabytes:.0f} MB")
