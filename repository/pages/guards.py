"""What no screen of Wagtail may do to a package page, whichever class it handles the page as.

Bulk actions and the schedule work on plain pages, past the methods of the package page.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import pre_page_move

from repository.pages.errors import OtherInstitutionError, ReleasesStayError
from repository.pages.institution_page import InstitutionPage
from repository.pages.package_page import PackagePage


@receiver(pre_save, sender=Page, dispatch_uid="released packages stay public")
def refuse_unpublishing(instance: Page, **kwargs: Any) -> None:
    """Raises: ReleasesStayError for a released package page that is being taken down."""
    if instance.live or instance.pk is None:
        return
    released = PackagePage.objects.filter(
        pk=instance.pk, live=True, package__releases__isnull=False
    )
    if released.exists():
        raise ReleasesStayError(instance.title)


@receiver(pre_page_move, dispatch_uid="packages stay with their institution")
def refuse_other_institution(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Raises: OtherInstitutionError for a package page that would leave its institution's page.

    A change of lead changes the owner first, and then the page follows it (`lead_service`).
    """
    if parent_page_before.pk == parent_page_after.pk:
        return
    owner = InstitutionPage.objects.filter(pk=parent_page_after.pk).values("institution")
    if PackagePage.objects.filter(pk=instance.pk).exclude(package__owner__in=owner).exists():
        raise OtherInstitutionError(instance.title)
