"""The list of licences in the admin, to read."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from repository.institutions.selectors import is_consortium_editor
from repository.licences.plain_words import plain_words
from repository.licences.selectors import licences, terms_of


@require_safe
def licence_list(request: HttpRequest) -> HttpResponse:
    """Every licence with what it permits and demands."""
    if not is_consortium_editor(request.user):
        raise PermissionDenied
    rows = [(licence, plain_words(terms_of(licence))) for licence in licences()]
    context = {
        "rows": rows,
        "header_title": "Licences",
        "header_icon": "doc-full-inverse",
        "breadcrumbs_items": [{"url": "", "label": "Licences"}],
    }
    return render(request, "licences/admin_list.html", context)


class LicencesMenuItem(MenuItem):
    """Shown to those who may go there."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_consortium_editor(request.user)


@hooks.register("register_admin_urls")
def register_licences() -> list[URLPattern]:
    return [path("licences/", licence_list, name="licences_admin")]


@hooks.register("register_settings_menu_item")
def licences_in_the_menu() -> MenuItem:
    return LicencesMenuItem(
        "Licences", reverse("licences_admin"), icon_name="doc-full-inverse", order=900
    )
