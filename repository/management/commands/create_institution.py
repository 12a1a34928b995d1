"""manage.py create_institution viu --name "Vancouver Island University" """

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date

from repository.institutions.errors import InstitutionError
from repository.pages.institution_service import create_institution


class Command(BaseCommand):
    help = "Creates an institution with its page, collection, groups and their permissions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="of its address, such as viu; it never changes")
        parser.add_argument("--name", required=True)
        parser.add_argument("--short-name", default="", help="default: the slug in capitals")
        parser.add_argument("--region", default="")
        parser.add_argument("--website", default="")
        parser.add_argument("--ror", default="")
        parser.add_argument(
            "--email-domain", action="append", default=[], help="may be given several times"
        )
        parser.add_argument("--contact-name", default="")
        parser.add_argument("--contact-email", default="")
        parser.add_argument("--joined-on", default="", help="member since, as 2026-09-01")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = {
            name: options[name]
            for name in (
                "slug",
                "name",
                "short_name",
                "region",
                "website",
                "ror",
                "contact_name",
                "contact_email",
            )
        }
        try:
            joined_on = parse_date(options["joined_on"]) if options["joined_on"] else None
        except ValueError as error:
            raise CommandError(f"--joined-on: {error}") from error
        if options["joined_on"] and joined_on is None:
            raise CommandError(f"--joined-on: {options['joined_on']} is not a day as 2026-09-01.")
        try:
            page = create_institution(
                **facts, email_domains=options["email_domain"], joined_on=joined_on
            )
        except InstitutionError as error:
            raise CommandError(str(error)) from error
        institution = page.institution
        self.stdout.write(
            f"Created {institution.name}: {page.full_url or page.url_path}\n"
            f"Groups: {institution.contributors.name}, {institution.publishers.name}\n"
        )
