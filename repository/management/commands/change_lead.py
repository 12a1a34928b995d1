"""manage.py change_lead building-service-worker-1 viu --reason "…" """

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from repository.blobs.errors import BlobError
from repository.institutions.models import Institution
from repository.management.arguments import text
from repository.pages.errors import LeadRefusedError
from repository.pages.lead_service import change_lead, scheduled_for
from repository.releases.models import Package


class Command(BaseCommand):
    help = "Gives a package to another institution; address, releases and layers stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", type=text, help="of the package's address")
        parser.add_argument(
            "institution", type=text, help="slug of the institution that takes over"
        )
        parser.add_argument("--reason", type=text, required=True, help="kept with the package")

    def handle(self, *args: Any, **options: Any) -> None:
        package = Package.objects.filter(slug=options["slug"]).first()
        institution = Institution.objects.filter(slug=options["institution"]).first()
        if package is None:
            raise CommandError(f"There is no package {options['slug']}.")
        if institution is None:
            raise CommandError(f"There is no institution {options['institution']}.")
        scheduled = scheduled_for(package)
        try:
            change_lead(package=package, institution=institution, reason=options["reason"])
        except (LeadRefusedError, BlobError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{institution.name} leads {package.slug} now.\n")
        if scheduled is not None:
            self.stdout.write(f"The release scheduled for {scheduled:%Y-%m-%d %H:%M %Z} is off.\n")
