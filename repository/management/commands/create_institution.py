"""manage.py create_institution viu --name "Vancouver Island University" """

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date

from repository.institutions.errors import InstitutionError
from repository.management.arguments import text
from repository.pages.institution_service import create_institution
from repository.public.addresses import absolute


class Command(BaseCommand):
    help = "Creates an institution with its page, collection, groups and their permissions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", type=text, help="of its address, such as viu; it never changes")
        parser.add_argument("--name", type=text, required=True)
        parser.add_argument(
            "--short-name", type=text, default="", help="default: the slug in capitals"
        )
        parser.add_argument("--region", type=text, default="")
        parser.add_argument("--website", type=text, default="")
        parser.add_argument("--ror", type=text, default="")
        parser.add_argument(
            "--email-domain",
            type=text,
            action="append",
            default=[],
            help="may be given several times",
        )
        parser.add_argument("--contact-name", type=text, default="")
        parser.add_argument("--contact-email", type=text, default="")
        parser.add_argument(
            "--joined-on", type=text, default="", help="member since, as 2026-09-01"
        )

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
            f"Created {institution.name}: {absolute(page.get_url())}\n"
            f"Groups: {institution.contributors.name}, {institution.publishers.name}\n"
        )
