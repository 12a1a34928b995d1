"""The admin's screen on which the consortium gives a package to another institution."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from repository.blobs.errors import BlobError
from repository.institutions.models import Institution
from repository.institutions.selectors import is_consortium_editor
from repository.pages.errors import LeadRefusedError
from repository.pages.institution_page import InstitutionPage
from repository.pages.lead_service import change_lead, scheduled_for
from repository.pages.release_views import breadcrumbs, editor_address, title_of
from repository.releases.models import LeadChange, Package, ReleaseBase


class InstitutionField(forms.ModelChoiceField[Institution]):
    def label_from_instance(self, obj: Institution) -> str:
        return obj.name


class LeadForm(forms.Form):
    institution = InstitutionField(
        label="Who takes over",
        queryset=Institution.objects.none(),
        empty_label="Choose an institution",
    )
    reason = forms.CharField(
        label="Why",
        help_text="Kept with the package, for everybody who relies on it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    agreed = forms.BooleanField(
        label="Both institutions know of it",
        help_text="The old one loses the draft at once, the new one has it.",
    )

    def __init__(self, *args: Any, owner: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_page = InstitutionPage.objects.values("institution")
        others = Institution.objects.filter(pk__in=with_page).exclude(pk=owner.pk)
        field = cast("InstitutionField", self.fields["institution"])
        field.queryset = others.order_by("name")


class ChangeLeadView(WagtailAdminTemplateMixin, FormView[LeadForm]):
    """Who takes over, why, and what happens. For consortium editors."""

    template_name = "pages/change_lead.html"
    form_class = LeadForm
    page_title = "Change the lead"
    header_icon = "group"
    package: Package

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_consortium_editor(request.user):
            raise PermissionDenied
        packages = Package.objects.select_related("owner")
        self.package = get_object_or_404(packages, pk=kwargs["package_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return title_of(self.package)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*breadcrumbs(self.package), {"url": "", "label": "Change the lead"}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"owner": self.package.owner}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        changes = LeadChange.objects.filter(package=self.package).order_by("-changed_at", "-pk")
        return context | {
            "package": self.package,
            "scheduled": scheduled_for(self.package),
            "releases": self.package.releases.count(),
            "carried": ReleaseBase.objects.filter(base__package=self.package)
            .values("release__package")
            .distinct()
            .count(),
            "changes": changes.select_related("from_institution", "to_institution"),
            "editor": editor_address(self.package),
        }

    def form_valid(self, form: LeadForm) -> HttpResponse:
        institution = form.cleaned_data["institution"]
        user = cast("User", self.request.user)  # Wagtail lets nobody else come here
        scheduled = scheduled_for(self.package)
        try:
            change_lead(
                package=self.package,
                institution=institution,
                reason=form.cleaned_data["reason"],
                user=user,
            )
        except (LeadRefusedError, BlobError) as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        text = f"{institution.name} leads “{title_of(self.package)}” now. Its address is the same."
        messages.success(self.request, text)
        if scheduled is not None:
            when = date_format(localtime(scheduled), "j F Y, H:i")
            text = f"The release that was scheduled for {when} is called off. {institution.name}"
            messages.warning(self.request, f"{text} looks at the draft, and publishes it.")
        return redirect("package_releases", self.package.pk)
