"""The Wagtail side: pages of institutions and packages. Drafts live here, releases don't."""

from __future__ import annotations

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page

from repository.blobs.models import Picture
from repository.institutions.models import ROR, Institution
from repository.pages.package_page import (
    CreditStatus,
    Delivery,
    Facilitation,
    PackageOccupation,
    PackagePage,
    ReleaseLevel,
    Skill,
    TaggedSkill,
    TaggedSubject,
)

__all__ = [
    "CreditStatus",
    "Delivery",
    "Facilitation",
    "InstitutionIndexPage",
    "InstitutionPage",
    "PackageOccupation",
    "PackagePage",
    "ReleaseLevel",
    "Skill",
    "TaggedSkill",
    "TaggedSubject",
]

RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link"]


class InstitutionIndexPage(Page):
    """/institutions/: all members."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["repository.InstitutionPage"]
    template = "public/institution_list.html"


class InstitutionPage(Page):
    """What an institution says of itself. Published, its facts go over to the identity."""

    institution = models.OneToOneField(
        Institution, on_delete=models.PROTECT, related_name="page", editable=False
    )
    short_name = models.CharField(max_length=40)
    logo = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    about = RichTextField(features=RICH_TEXT, blank=True)
    website = models.URLField(blank=True)
    region = models.CharField(max_length=100, blank=True)
    ror = models.CharField("ROR identifier", max_length=40, blank=True, validators=[ROR])
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    email_domains = models.CharField(max_length=500, blank=True)
    territory = models.TextField("territory acknowledgement", blank=True)

    parent_page_types = ["repository.InstitutionIndexPage"]
    subpage_types = ["repository.PackagePage"]
    template = "public/institution.html"
