"""Screens of Wagtail's admin that say more, or say it more safely, than Wagtail's own."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django import forms
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views.documents import DocumentsFilterSet, IndexView
from wagtail.documents.views.multiple import AddView as AddDocuments
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views.multiple import AddView as AddPictures
from wagtail.permissions import policy_registry

from repository.blobs.models import Outcome, StoredDocument
from repository.blobs.report_lines import KINDS

SEEN = ["change", "delete", "choose"]


class SafeAnswersMixin:
    """Answers to the script that uploads several files: it puts messages into the page as HTML."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if "files[]" not in request.FILES:
            return HttpResponseBadRequest("Choose a file.", content_type="text/plain")
        answer: HttpResponseBase = super().post(request)  # type: ignore[misc]  # of the view
        return answer

    def get_invalid_response_data(self, form: Any) -> dict[str, Any]:
        lines = ((message,) for message in form.errors["file"])
        return {"success": False, "error_message": format_html_join("", "<p>{}</p>", lines)}


class AddDocumentsView(SafeAnswersMixin, AddDocuments):
    """Several documents at once; each that is taken shows what its inspection found."""

    edit_form_template_name = "blobs/admin/uploaded_document.html"

    def get_invalid_response_data(self, form: Any) -> dict[str, Any]:
        data = super().get_invalid_response_data(form)
        if form.has_errors:
            data["error_message"] += format_html(
                '<p><a href="{}">Upload it alone, to keep it as a draft all the same</a></p>',
                reverse("wagtaildocs:add"),
            )
        return data


class AddPicturesView(SafeAnswersMixin, AddPictures):
    """Several pictures at once."""


# Class of columns that a phone does without.
WIDE = "hw-wide"


class InspectionFilterSet(DocumentsFilterSet):
    """Documents by what their inspection found and by what they are."""

    outcome = django_filters.MultipleChoiceFilter(
        label="Inspection", choices=Outcome.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label="Kind", choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple
    )

    class Meta(DocumentsFilterSet.Meta):
        model = StoredDocument


class DocumentIndexView(IndexView):
    """The list of documents, with what their inspections found."""

    filterset_class = InspectionFilterSet

    @cached_property
    def columns(self) -> list[Column]:
        own = [
            Column("kind", label="Kind", accessor=_kind, sort_key="kind", classname=WIDE),
            StatusTagColumn(
                "outcome",
                label="Inspection",
                accessor="get_outcome_display",
                sort_key="outcome",
                primary=_is_clean,
            ),
        ]
        select, title, *others = cast("list[Column]", super().columns)
        for column in others:
            column.classname = f"{column.classname or ''} {WIDE}".strip()
        return [select, title, *others[:1], *own, *others[1:]]


def _kind(document: StoredDocument) -> str:
    return KINDS.get(document.kind, document.kind)


def _is_clean(document: StoredDocument) -> bool:
    return document.outcome == Outcome.CLEAN


class OwnOnlyMixin:
    """Wagtail's admin API lists everything to everybody: here what the user may use."""

    def get_queryset(self) -> Any:
        everything = super().get_queryset()  # type: ignore[misc]  # of the viewset
        policy = policy_registry.get_by_type(self.model)  # type: ignore[attr-defined]
        seen = policy.instances_user_has_any_permission_for(self.request.user, SEEN)  # type: ignore[attr-defined]
        return everything.filter(pk__in=seen.values("pk"))


class OwnDocumentsAPIViewSet(OwnOnlyMixin, DocumentsAdminAPIViewSet):
    """Documents in the admin's API."""


class OwnPicturesAPIViewSet(OwnOnlyMixin, ImagesAdminAPIViewSet):
    """Pictures in the admin's API."""
