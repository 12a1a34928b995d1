"""“Specialise this package”: from a public package to a draft of one's own in two clicks."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from repository.institutions.models import Institution
from repository.institutions.selectors import editable_institutions, institutions_of
from repository.licences.errors import LicenceUnknownError
from repository.licences.plain_words import plain_words
from repository.licences.selectors import licence_terms
from repository.pages.errors import NotToBeSpecialisedError
from repository.pages.specialising import (
    base_to_specialise,
    create_specialisation_draft,
    licences_to_choose,
    proposed_title,
)
from repository.releases.manifest import LEVEL_1_CORE
from repository.releases.models import Package, Release
from repository.releases.selectors import package_releases


class AnyLicence(forms.ChoiceField):
    """Offers some, takes any: that one isn't allowed is said with its reason (`clean_licence`)."""

    def valid_value(self, value: Any) -> bool:
        return True


class InstitutionChoice(forms.ModelChoiceField[Institution]):
    """Full names."""

    def label_from_instance(self, obj: Institution) -> str:
        return obj.name


class SpecialiseForm(forms.Form):
    """release: the one that will be pinned. institutions: for which the person may write."""

    institution = InstitutionChoice(
        label="Whose specialisation?", queryset=Institution.objects.none(), empty_label=None
    )
    title = forms.CharField(label="Title", max_length=255, required=False)
    licence = AnyLicence(
        label="Licence",
        help_text="Only those that go with the licence of what you build on.",
    )

    def __init__(
        self, *args: Any, release: Release, institutions: QuerySet[Institution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.release = release
        institution = cast(InstitutionChoice, self.fields["institution"])
        licence = cast(forms.ChoiceField, self.fields["licence"])
        institution.queryset = institutions
        licence.choices = [
            (choice.spdx, f"{choice.short_name} – {choice.name}")
            for choice in licences_to_choose(release.manifest.licence)
        ]
        self.initial["licence"] = release.manifest.licence
        if len(institutions) == 1:
            institution.initial = institutions[0].pk
            institution.widget = forms.HiddenInput()
            self.initial["title"] = proposed_title(release.manifest, institutions[0])
        else:
            self.fields[
                "title"
            ].help_text = (
                f"Left empty: “{release.manifest.title}” and the short name of the institution."
            )

    def clean_licence(self) -> str:
        try:
            spdx = licence_terms(self.cleaned_data["licence"]).spdx
            base_to_specialise(self.release.package, spdx)
        except (LicenceUnknownError, NotToBeSpecialisedError) as error:
            raise ValidationError(str(error), code=error.code) from error
        return spdx


class SpecialiseView(WagtailAdminTemplateMixin, FormView[SpecialiseForm]):
    """Shows what would be built on, under which licence; makes the draft."""

    template_name = "pages/specialise.html"
    form_class = SpecialiseForm
    header_icon = "resubmit"
    package: Package
    release: Release

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.package = get_object_or_404(Package, slug=kwargs["slug"])
        newest = package_releases(self.package).first()
        if newest is None:
            raise Http404  # nobody but its own people knows of it yet
        self.release = newest
        self.institutions = institutions_for(request.user)
        refused = self._refusal()
        if refused:
            return self.render_to_response(self.refusal_context(refused), status=self._status())
        return super().dispatch(request, *args, **kwargs)

    def _status(self) -> int:
        """A refused GET is an answer; a refused POST did nothing."""
        return 200 if self.request.method in {"GET", "HEAD"} else 409

    def _refusal(self) -> str:
        """Why nothing can be built here, or empty; the release to build on is found on the way."""
        try:
            self.release = base_to_specialise(self.package)
        except NotToBeSpecialisedError as error:
            return str(error)
        if not self.institutions:
            return (
                "You belong to no institution yet, so there is nobody for whom you could make a "
                "specialisation. Ask a publisher of your institution to add you."
            )
        return ""

    def refusal_context(self, reason: str) -> dict[str, Any]:
        # Past the form's: there is none to fill in.
        context: dict[str, Any] = WagtailAdminTemplateMixin.get_context_data(self)
        return context | self.about() | {"refused": reason}

    def get_page_title(self) -> str:
        word = "Specialise" if self.release.manifest.kind == LEVEL_1_CORE else "Adapt"
        return f"{word} “{self.release.manifest.title}”"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        packages = {"url": reverse("packages:index"), "label": "Packages"}
        return [packages, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"release": self.release, "institutions": self.institutions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | self.about() | {"refused": ""}

    def about(self) -> dict[str, Any]:
        """What is shown of the package to build on."""
        terms = licence_terms(self.release.manifest.licence)
        return {
            "package": self.package,
            "release": self.release,
            "base": self.release.manifest,
            "is_core": self.release.manifest.kind == LEVEL_1_CORE,
            "terms": terms,
            "words": plain_words(terms),
            "institutions": self.institutions,
        }

    def form_valid(self, form: SpecialiseForm) -> HttpResponse:
        page = create_specialisation_draft(
            package=self.package,
            institution=form.cleaned_data["institution"],
            title=form.cleaned_data["title"],
            licence=form.cleaned_data["licence"],
            user=cast("User", self.request.user),
        )
        base = page.base_release
        messages.success(
            self.request,
            f"“{page.title}” is a draft of yours over release {base.number} of "
            f"“{self.release.manifest.title}”. Everything in it is the core’s until you add, "
            "replace or leave out a part."
            if self.release.manifest.kind == LEVEL_1_CORE
            else f"“{page.title}” is a draft of yours, an adaptation of release {base.number} of "
            f"“{self.release.manifest.title}”.",
        )
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def institutions_for(user: Any) -> QuerySet[Institution]:
    """The institutions for which a person makes drafts: their own, else all that they look after.

    Only those with a page: a draft stands below it.
    """
    own = institutions_of(user)
    found = own if own.exists() else editable_institutions(user)
    return found.filter(page__isnull=False).order_by("name")
