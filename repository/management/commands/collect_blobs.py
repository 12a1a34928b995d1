"""manage.py collect_blobs: remove what nothing needs any more."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.blobs.collecting import GRACE, collect
from repository.blobs.errors import StorageFailedError

# A year: more is a slip of the finger.
LONGEST = 24 * 366


def hours(text: str) -> float:
    """Raises: ArgumentTypeError, ValueError."""
    value = float(text)
    if not 0 <= value <= LONGEST:
        raise ArgumentTypeError(f"{text} is not a number of hours from 0 to {LONGEST}")
    return value


class Command(BaseCommand):
    help = (
        "Remove stored files that no document, release, picture or archive needs, and what killed "
        "uploads left behind. Can be run while people upload."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name them, remove nothing")
        parser.add_argument(
            "--grace",
            type=hours,
            default=GRACE.total_seconds() / 3600,
            metavar="HOURS",
            help="leave alone what was stored or last needed less than so long ago (default 24)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        grace = timedelta(hours=options["grace"])
        try:
            found = collect(grace=grace, dry_run=options["dry_run"])
        except StorageFailedError as error:
            raise CommandError(f"{error.code}: {error}") from error
        for kind, names in (
            ("not needed", found.blobs),
            ("without a row", found.stray),
            ("left behind", found.leftovers),
        ):
            for name in names:
                self.stdout.write(f"{name} ({kind})")
        count = len(found.blobs) + len(found.stray) + len(found.leftovers)
        verb = "would be removed" if options["dry_run"] else "removed"
        self.stdout.write(f"{count} files, {found.bytes / 1_000_000:.1f} MB {verb}.")
