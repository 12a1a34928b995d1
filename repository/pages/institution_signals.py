"""A published institution page tells the identity what it says."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from repository.pages.institution_page import InstitutionPage
from repository.pages.institution_service import take_over_facts


@receiver(page_published, sender=InstitutionPage, dispatch_uid="institution facts")
def on_published(instance: InstitutionPage, **kwargs: Any) -> None:
    take_over_facts(instance)
