"""manage.py repair_permissions"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from repository.institutions.models import Institution
from repository.institutions.services import ensure_consortium_editors
from repository.pages.institution_service import ensure_permissions


class Command(BaseCommand):
    help = "Sets what the groups of all institutions may do, exactly as the rules say."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_consortium_editors()
        institutions = list(Institution.objects.all())
        for institution in institutions:
            ensure_permissions(institution)
        self.stdout.write(f"The permissions of {len(institutions)} institutions are in order.\n")
