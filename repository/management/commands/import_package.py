"""`manage.py import_package`: a file becomes a draft package, or a release."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.blobs.errors import UploadError
from repository.institutions.models import Institution
from repository.intake.services import ImportResult, import_file
from repository.management.arguments import text
from repository.pages.errors import PageError

EXIT = {"clean": 0, "warnings": 0, "errors": 1, "refused": 2}


class Command(BaseCommand):
    help = "Make a draft package of a file; with --publish a release, where nothing blocks it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--institution", type=text, required=True, metavar="SLUG")
        parser.add_argument("--title", type=text, default="", help="instead of what the file says")
        parser.add_argument(
            "--licence", type=text, default="", metavar="SPDX", help="such as CC-BY-4.0"
        )
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        institution = Institution.objects.filter(slug=options["institution"]).first()
        if institution is None:
            raise CommandError(f"No institution has the short name {options['institution']}.")
        if options["title"] and len(options["file"]) > 1:
            raise CommandError("--title goes with one file only.")
        results: list[ImportResult] = []
        try:
            for path in options["file"]:
                results.append(self.one(path, institution, options))  # noqa: PERF401 - kept so far
        finally:
            # Also where a later file can't be read: what became of the others is done.
            if options["as_json"]:
                shown = [result.to_json() for result in results]
                self.stdout.write(json.dumps(shown, indent=2, ensure_ascii=False))
        blocked = options["publish"] and any(not result.release for result in results)
        status = max([EXIT[result.outcome] for result in results] + [int(blocked)])
        if status:
            sys.exit(status)

    def one(self, path: Path, institution: Institution, options: dict[str, Any]) -> ImportResult:
        try:
            result = import_file(
                path=path,
                institution=institution,
                title=options["title"],
                licence=options["licence"],
                publish=options["publish"],
            )
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror or error}") from error
        except (UploadError, PageError) as error:
            raise CommandError(f"{path}: {error}") from error
        if not options["as_json"]:
            self.tell(result)
        return result

    def tell(self, result: ImportResult) -> None:
        state = f"release {result.release}" if result.release else "draft"
        where = f"{state} of /packages/{result.slug}/" if result.slug else "nothing was kept"
        self.stdout.write(f"{result.file}: {result.outcome}; {where}")
        for found in result.findings:
            place = f" {found['place']}:" if found["place"] else ""
            self.stdout.write(f"  {found['severity']} {found['code']}{place} {found['message']}")
