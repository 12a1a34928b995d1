"""Everything right of the releases, made again from the releases alone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from repository.exports.services import forget_old_archives
from search.indexing import rebuild


class Command(BaseCommand):
    help = (
        "Make the catalogue's index again from the releases alone, while the site goes on; "
        "forget archives that older exporters built. Archives are built again when asked for."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild()
        forgotten = forget_old_archives()
        if options["verbosity"]:
            self.stdout.write(f"{count} packages are in the catalogue's index.")
            self.stdout.write(f"{forgotten} archives of older exporters are forgotten.")
