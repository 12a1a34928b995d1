"""The admin's list of packages: what there is, in which state, released as what."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.forms import CheckboxSelectMultiple, Form, ModelChoiceField, RadioSelect
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django_filters.filters import (
    ChoiceFilter,
    DateFromToRangeFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from repository.institutions.models import Institution
from repository.institutions.selectors import editable_institutions, is_consortium_editor
from repository.pages.institution_page import InstitutionPage
from repository.pages.package_page import PackagePage
from repository.releases.models import Kind, Release

DRAFT, PUBLIC, CHANGED = "draft", "public", "changed"
STATES = [
    (DRAFT, "Never released"),
    (PUBLIC, "Released"),
    (CHANGED, "Released, with changes since"),
]


def own_institutions(request: HttpRequest) -> QuerySet[Institution]:
    return editable_institutions(request.user)


class PackageFilterSet(WagtailFilterSet):
    kind = MultipleChoiceFilter(label="Kind", choices=Kind.choices, widget=CheckboxSelectMultiple)
    institution = ModelMultipleChoiceFilter(
        field_name="package__owner",
        label="Institution",
        queryset=own_institutions,
        widget=CheckboxSelectMultiple,
    )
    state = ChoiceFilter(
        label="State", choices=STATES, method="filter_state", empty_label="Any", widget=RadioSelect
    )
    latest_revision_created_at = DateFromToRangeFilter(
        label="Updated", widget=DateRangePickerWidget
    )

    class Meta:
        model = PackagePage
        fields: list[str] = []

    def filter_state(self, pages: Any, name: str, value: str) -> Any:
        if value == DRAFT:
            return pages.filter(live=False)
        if value == CHANGED:
            return pages.filter(live=True, has_unpublished_changes=True)
        return pages.filter(live=True)


class PackageIndexView(IndexView):
    """Everything that the person may edit."""

    page_title = "Packages"
    add_item_label = "New package"
    base_filterset_class = PackageFilterSet
    results_template_name = "pages/packages_results.html"

    def annotate_queryset(self, pages: Any) -> Any:
        newest = Release.objects.filter(package=OuterRef("package"), withdrawal=None)
        pages = pages.annotate(
            institution_name=F("package__owner__short_name"),
            newest_number=Subquery(newest.newest_first().values("number")[:1]),
        )
        return super().annotate_queryset(pages)


class ChooseInstitutionView(ChooseParentView):
    """Whose package it will be, for somebody who may write for several institutions."""

    page_title = "New package"
    submit_button_label = "Begin the draft"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_consortium_editor(request.user) and not Institution.objects.exists():
            messages.info(request, "A package belongs to an institution. Add the first one.")
            return redirect("institutions_add")
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        return ""

    def get_form(self) -> Form:
        form: Form = super().get_form()
        valid = self.get_valid_parent_pages(self.request.user)
        form.fields["parent_page"] = ModelChoiceField(
            queryset=InstitutionPage.objects.filter(pk__in=valid.values("pk")).order_by("title"),
            label="Institution",
            help_text="The package belongs to it; its people write and release it.",
            empty_label="Choose an institution",
        )
        return form


class PackageListingViewSet(PageListingViewSet):
    """“Packages” in the menu."""

    model = PackagePage
    name = "packages"
    url_prefix = "packages"
    index_view_class = PackageIndexView
    choose_parent_view_class = ChooseInstitutionView
    filterset_class = PackageFilterSet
    icon = "clipboard-list"
    menu_label = "Packages"
    menu_order = 110
    add_to_admin_menu = True
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        Column("kind", label="Kind", accessor="get_kind_display", classname="hw-wide", width="14%"),
        Column(
            "institution",
            label="Institution",
            accessor="institution_name",
            classname="hw-wide",
            width="12%",
        ),
        Column("release", label="Release", accessor="newest_number", width="9%"),
        PageStatusColumn("status", label="State", sort_key="live", width="12%"),
        DateColumn(
            "latest_revision_created_at",
            label="Updated",
            sort_key="latest_revision_created_at",
            classname="hw-wide",
            width="12%",
        ),
    ]
