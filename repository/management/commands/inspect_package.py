"""`inspect_package FILE… [--json]`: what files are, and whether they are safe and whole.

Exit status: 0 all clean or with warnings, 1 errors, 2 refused or unreadable. No database is opened.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from repository.formats import Outcome, Report, inspect, unreadable

_STATUS = {Outcome.CLEAN: 0, Outcome.WARNINGS: 0, Outcome.ERRORS: 1, Outcome.REFUSED: 2}


class Command(BaseCommand):
    help = "Says what files are and whether they are safe and whole. Writes nothing."
    requires_system_checks: list[str] | tuple[str, ...] = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = [_inspected(path) for path in options["files"]]
        if options["json"]:
            self.stdout.write(json.dumps([report.to_json() for report in reports], indent=2))
        else:
            for report in reports:
                self.stdout.write(_fit_for("\n".join(_lines(report)), sys.stdout.encoding))
        status = max(_STATUS[report.outcome] for report in reports)
        if status:
            sys.exit(status)


def _inspected(path: str) -> Report:
    try:
        with Path(path).open("rb") as file:
            return inspect(file, path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        return unreadable(path, reason[:1].lower() + reason[1:])


def _lines(report: Report) -> Iterator[str]:
    """A report as people read it in a terminal."""
    facts = dict(report.facts)
    what = facts.get("format") or report.kind
    yield f"{report.file}: {report.outcome}, {what}"
    for name in ("title", "language", "items", "scos", "pages", "slides", "seconds"):
        if name in facts:
            yield f"  {name}: {facts[name]}"
    if "width" in facts:
        yield f"  size: {facts['width']} × {facts['height']}"
    for found in report.findings:
        place = f"{found.place}: " if found.place else ""
        yield f"  {found.severity} {found.code}: {place}{found.message}"


def _fit_for(text: str, encoding: str | None) -> str:
    """The text with what a terminal can't show written as escapes."""
    known = encoding or "utf-8"
    return text.encode(known, "backslashreplace").decode(known)
