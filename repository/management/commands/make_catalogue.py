"""Many released packages at once, for trying the site at scale."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.demonstration.mass.services import make_catalogue


class Command(BaseCommand):
    help = (
        "Make N realistic released packages. The same seed makes the same packages; those that are "
        "there already stay as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--packages", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["packages"] < 0:
            raise CommandError("The number of packages can't be below zero.")
        loud = options["verbosity"] > 1

        def tell(count: int) -> None:
            if loud:
                self.stdout.write(f"{count} made")

        made = make_catalogue(packages=options["packages"], seed=options["seed"], tell=tell)
        if options["verbosity"]:
            self.stdout.write(f"{made} packages were made.")
