"""The admin's screens of institutions: all of them with their people, and adding one."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from django import forms
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from repository.institutions.errors import InstitutionInvalidError
from repository.institutions.models import Institution
from repository.institutions.selectors import institutions_with_people, is_consortium_editor
from repository.pages.institution_page import InstitutionPage
from repository.pages.institution_service import create_institution


class CoordinatorsMixin:
    """For those who look after all institutions."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_consortium_editor(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # Django's view
        return response


@dataclasses.dataclass(frozen=True, slots=True)
class InstitutionRow:
    """A line of the list. The addresses are empty where this person may not go."""

    institution: Institution
    edit_url: str
    packages: int
    contributors: list[str]
    publishers: list[str]


class InstitutionListView(CoordinatorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """Every institution with its people."""

    template_name = "institutions/list.html"
    page_title = "Institutions"
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [{"url": "", "label": "Institutions"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = dict(InstitutionPage.objects.values_list("institution_id", "pk"))
        return context | {
            "rows": [row(each, pages) for each in institutions_with_people()],
            "users_url": reverse("wagtailusers_users:index")
            if self.request.user.is_superuser
            else "",
        }


def row(institution: Institution, pages: dict[int, int]) -> InstitutionRow:
    page = pages.get(institution.pk)
    return InstitutionRow(
        institution=institution,
        edit_url=reverse("wagtailadmin_pages:edit", args=[page]) if page else "",
        packages=institution.package_count,  # type: ignore[attr-defined]  # annotated by the selector
        contributors=people(institution.contributors),
        publishers=people(institution.publishers),
    )


def people(group: Group) -> list[str]:
    """Names of those in a group who may sign in."""
    users = [user for user in group.user_set.all() if user.is_active]
    return sorted(user.get_full_name() or user.get_username() for user in users)


class InstitutionForm(forms.Form):
    """What is needed to begin with; logo and words follow on the institution's own page."""

    name = forms.CharField(max_length=200, help_text="The full name.")
    short_name = forms.CharField(
        max_length=40, help_text="What people call it in a sentence: VIU, Selkirk."
    )
    slug = forms.SlugField(
        label="Address",
        max_length=60,
        help_text="The last part of its address, in small letters, such as viu. It never changes.",
    )
    region = forms.CharField(
        max_length=100, required=False, help_text="Where it is: Vancouver Island."
    )
    website = forms.URLField(
        required=False, assume_scheme="https", help_text="Its own site, with https://."
    )
    ror = forms.CharField(
        label="ROR identifier",
        max_length=60,
        required=False,
        help_text="Tells machines which institution it is. Look it up at ror.org.",
    )
    email_domains = forms.CharField(
        label="E-mail domains",
        max_length=500,
        required=False,
        help_text="What stands after the @ in addresses of its staff, separated by commas.",
    )
    contact_name = forms.CharField(max_length=200, required=False)
    contact_email = forms.EmailField(label="Contact e-mail", required=False)
    joined_on = forms.DateField(label="Member since", required=False, widget=AdminDateInput)


class InstitutionAddView(CoordinatorsMixin, WagtailAdminTemplateMixin, FormView[InstitutionForm]):
    """Create an institution with its page, collection, groups and permissions."""

    template_name = "institutions/add.html"
    form_class = InstitutionForm
    page_title = "Add an institution"
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": "Add an institution"}
        return [{"url": reverse("institutions"), "label": "Institutions"}, here]

    def form_valid(self, form: InstitutionForm) -> HttpResponse:
        facts = form.cleaned_data | {"email_domains": [form.cleaned_data["email_domains"]]}
        try:
            page = create_institution(**facts, user=cast(User, self.request.user))
        except InstitutionInvalidError as error:
            for name, sentences in error.problems.items():
                form.add_error(name if name in form.fields else None, sentences)
            return self.form_invalid(form)
        messages.success(
            self.request,
            f"{page.title} is there, with its collection and its groups "
            f"“{page.institution.contributors.name}” and “{page.institution.publishers.name}”. "
            "Put its people into them, and complete its page.",
        )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"media": context["form"].media, "back": reverse("institutions")}
