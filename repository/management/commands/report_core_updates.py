"""manage.py report_core_updates: tell every layer what the newest release of its core means."""

from __future__ import annotations

import dataclasses
import json
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from repository.management.arguments import text
from repository.releases.models import Package
from repository.updates.reporting import Run, report_core


class Command(BaseCommand):
    help = (
        "Report the newest standing release of a package to every layer over another release of "
        "it. Can be run again at any time: nobody is told twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", type=text, help="address of the core")
        parser.add_argument("--json", action="store_true", help="the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        package = Package.objects.filter(slug=options["slug"]).first()
        if package is None:
            raise CommandError(f"There is no package {options['slug']}.")
        where = self.stderr if options["json"] else self.stdout
        run = report_core(package, partial(tell_progress, where))
        if options["json"]:
            self.stdout.write(json.dumps(dataclasses.asdict(run)))
        else:
            self.stdout.write(in_words(run))
        if run.failed:
            names = ", ".join(failure.layer for failure in run.failed)
            raise CommandError(f"Not reported: {names}. The log says why.", returncode=1)


def tell_progress(where: OutputWrapper, done: int, total: int, layer: str) -> None:
    where.write(f"{done} of {total} layers: {layer}")


def in_words(run: Run) -> str:
    if not run.number:
        return f"{run.core} has no release that stands."
    said = (
        f"{run.core} {run.number}: {run.layers} layers, {run.clean} clean, "
        f"{run.with_decisions} with decisions, {run.quiet} with nothing to report; "
        f"{run.told} institutions told by e-mail."
    )
    return f"{said} A newer release came meanwhile." if run.overtaken else said
