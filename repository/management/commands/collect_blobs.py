"""manage.py collect_blobs: remove what nothing needs any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from repository.blobs.collecting import GRACE, collect


class Command(BaseCommand):
    help = (
        "Remove stored files that no document, release, picture or archive needs, and what killed "
        "uploads left behind. Can be run while people upload."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name them, remove nothing")
        parser.add_argument(
            "--grace",
            type=float,
            default=GRACE.total_seconds() / 3600,
            metavar="HOURS",
            help="leave alone what was stored or last needed less than so long ago (default 24)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        grace = timedelta(hours=max(options["grace"], 0.0))
        found = collect(grace=grace, dry_run=options["dry_run"])
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
