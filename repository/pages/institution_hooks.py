"""What Wagtail's admin shows of institutions, and what it shows to people of one of them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from repository.institutions.access import explorable_pages
from repository.institutions.selectors import Person, is_consortium_editor
from repository.pages.institution_views import InstitutionAddView, InstitutionListView
from repository.pages.models import InstitutionPage, PackagePage


def choosable_pages(pages: QuerySet[Page], user: Person) -> QuerySet[Page]:
    """Of these pages: one's own, what lies above them, and what belongs to no institution.

    Wagtail would offer every page, under the title of its draft.
    """
    if is_consortium_editor(user):
        return pages
    own = list(explorable_pages(user).values_list("path", flat=True))
    above = {path[:end] for path in own for end in range(Page.steplen, len(path), Page.steplen)}
    common = Page.objects.live().not_type(InstitutionPage, PackagePage).values("pk")
    return pages.filter(path__in=above.union(own)) | pages.filter(pk__in=common)


@hooks.register("construct_page_chooser_queryset")
def choose_from_own_and_common(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return choosable_pages(pages, request.user)


@hooks.register("before_copy_page")
def no_second_identity(request: HttpRequest, page: Page) -> None:
    """Wagtail asks the bare page, which knows nothing of what its type forbids."""
    if not page.specific_deferred.permissions_for_user(request.user).can_copy():
        raise PermissionDenied


class InstitutionsMenuItem(MenuItem):
    """Shown to those who may go there."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_consortium_editor(request.user)


@hooks.register("register_admin_urls")
def register_institutions() -> list[URLPattern]:
    return [
        path("institutions/", InstitutionListView.as_view(), name="institutions"),
        path("institutions/new/", InstitutionAddView.as_view(), name="institutions_add"),
    ]


@hooks.register("register_admin_menu_item")
def institutions_in_the_menu() -> MenuItem:
    return InstitutionsMenuItem(
        "Institutions", reverse("institutions"), icon_name="group", order=250
    )
