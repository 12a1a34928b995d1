"""The pages of the institutions: their index, and what each says of itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester

from repository.blobs.models import Picture
from repository.institutions.models import Institution, validate_ror
from repository.institutions.rules import read_email_domains, read_ror
from repository.institutions.selectors import is_consortium_editor, short_name_is_free
from repository.pages import contexts
from repository.pages.draft_data import RICH_TEXT
from repository.pages.within_reach import PageForm


class InstitutionIndexPage(Page):
    """/institutions/: all members."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["repository.InstitutionPage"]
    template = "public/institution_list.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | contexts.context_of_list(self)


class InstitutionPermissionTester(PagePermissionTester):
    """An institution's own people write and publish its page; it stands where it stands.

    A second copy would have no identity, and with the page would go the permissions on everything
    below it: so nobody copies it, and only those who look after all institutions take it down.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return is_consortium_editor(self.user) and bool(super().can_delete(ignore_bulk))

    def can_unpublish(self) -> bool:
        return is_consortium_editor(self.user) and bool(super().can_unpublish())

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False


class InstitutionForm(PageForm):
    """Facts are tidied as they come in: "@VIU.ca" is viu.ca, a bare ROR gets its address."""

    def clean_ror(self) -> str:
        given = str(self.cleaned_data.get("ror") or "")
        found = read_ror(given)
        return given if found is None else found

    def clean_email_domains(self) -> str:
        found = read_email_domains([str(self.cleaned_data.get("email_domains") or "")])
        if found.problems:
            raise ValidationError(list(found.problems), code="email-domain")
        return ", ".join(found.domains)

    def clean_short_name(self) -> str:
        short_name = str(self.cleaned_data["short_name"]).strip()
        if not short_name_is_free(short_name, self.instance.institution):
            raise ValidationError("Another institution has this short name already.", code="unique")
        return short_name


def _ror_panel() -> FieldPanel:
    # The field takes any form that people paste; the form makes the full one of it.
    return FieldPanel("ror", widget=forms.TextInput(attrs={"placeholder": "https://ror.org/…"}))


class InstitutionPage(Page):
    """What an institution says of itself. Published, its facts go over to the identity.

    Created by `repository.pages.institution_service` only, with all that belongs to it.
    """

    institution = models.OneToOneField(
        Institution, on_delete=models.PROTECT, related_name="page", editable=False
    )
    short_name = models.CharField(
        max_length=40,
        help_text="What people call you in a sentence: VIU, Selkirk. Lists and labels use it.",
    )
    logo = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Shown beside your name. A wide or square picture, at least 240 pixels wide.",
    )
    about = RichTextField(
        features=RICH_TEXT,
        blank=True,
        help_text="Two or three sentences: who you are, and what you share here.",
    )
    website = models.URLField(blank=True, help_text="Your own site, with https://.")
    region = models.CharField(
        max_length=100, blank=True, help_text="Where you are, as people say it: Vancouver Island."
    )
    ror = models.CharField(
        "ROR identifier",
        max_length=40,
        blank=True,
        validators=[validate_ror],
        help_text="Tells machines which institution you are. Look it up at ror.org.",
    )
    contact_name = models.CharField(
        max_length=200, blank=True, help_text="A person or an office. Public."
    )
    contact_email = models.EmailField(
        blank=True, help_text="Where questions about your packages go. Public."
    )
    email_domains = models.CharField(
        "e-mail domains",
        max_length=500,
        blank=True,
        help_text="What stands after the @ in the addresses of your staff, separated by commas: "
        "viu.ca. Not shown to the public.",
    )
    territory = models.TextField(
        "territory acknowledgement",
        blank=True,
        help_text="In your own words. Your packages may have one of their own.",
    )

    parent_page_types = ["repository.InstitutionIndexPage"]
    subpage_types = ["repository.PackagePage", "repository.SpecialisationPage"]
    template = "public/institution.html"
    is_creatable = False  # under Institutions in the menu, where everything else comes with it
    base_form_class = InstitutionForm

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title", heading="Name", help_text="The full name."),
                    FieldPanel("short_name"),
                    FieldPanel("logo"),
                    FieldPanel("about"),
                    FieldPanel("territory"),
                ],
                heading="About",
            ),
            ObjectList(
                [
                    FieldPanel("region"),
                    FieldPanel("website"),
                    _ror_panel(),
                    MultiFieldPanel(
                        [FieldPanel("contact_name"), FieldPanel("contact_email")], heading="Contact"
                    ),
                    FieldPanel("email_domains"),
                ],
                heading="Facts",
            ),
            ObjectList(
                [FieldPanel("search_description")],
                heading="Search engines",
            ),
        ]
    )

    class Meta:
        verbose_name = "institution"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | contexts.context_of_institution(self)

    def permissions_for_user(self, user: Any) -> InstitutionPermissionTester:
        return InstitutionPermissionTester(user, self)
