"""The Wagtail side: pages of institutions and packages. Drafts live here, releases don't."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase, TaggedItemBase
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from repository.blobs.models import Picture
from repository.institutions.models import ROR, Institution
from repository.licences.models import Licence
from repository.pages.blocks import ComponentsBlock, ContributorsBlock, DutiesBlock
from repository.releases.models import Kind, Package

NOC = RegexValidator(r"\A[0-9]{5}\Z", "A NOC 2021 code has five digits.")
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


class Skill(TagBase):
    """A skill in the words of employers."""


class TaggedSubject(TaggedItemBase):
    content_object = ParentalKey(
        "repository.PackagePage", related_name="tagged_subjects", on_delete=models.CASCADE
    )


class TaggedSkill(ItemBase):
    tag = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="tagged_packages")
    content_object = ParentalKey(
        "repository.PackagePage", related_name="tagged_skills", on_delete=models.CASCADE
    )


class PackageOccupation(Orderable):
    """A job that the package prepares for."""

    page = ParentalKey(
        "repository.PackagePage", related_name="occupations", on_delete=models.CASCADE
    )
    noc = models.CharField("NOC code", max_length=5, validators=[NOC])
    title = models.CharField(max_length=200)


class Delivery(models.TextChoices):
    ONLINE = "online", "Online"
    IN_PERSON = "in-person", "In person"
    BLENDED = "blended", "Blended"


class Facilitation(models.TextChoices):
    SELF_DIRECTED = "self-directed", "Self-directed or supervised"
    LIGHT = "lightly-facilitated", "Lightly facilitated"
    FULL = "fully-facilitated", "Fully facilitated"


class CreditStatus(models.TextChoices):
    NONE = "not-for-credit", "Not for credit"
    CREDIT = "for-credit", "For credit"
    PARTIAL = "counts-towards", "Counts towards a credential"


class ReleaseLevel(models.TextChoices):
    PROPOSED = "", "As proposed"
    MINOR = "minor", "At least minor"
    MAJOR = "major", "Major"


class PackagePage(Page):
    """The draft of a package. Publishing it makes a release."""

    package = models.OneToOneField(
        Package, on_delete=models.PROTECT, related_name="page", editable=False
    )
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.STANDALONE)
    summary = models.CharField(max_length=300, blank=True)
    description = RichTextField(features=RICH_TEXT, blank=True)
    language = models.CharField(max_length=20, default="en-CA")
    licence = models.ForeignKey(
        Licence, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partners = ParentalManyToManyField(Institution, blank=True, related_name="partner_in")
    subjects = ClusterTaggableManager(
        through=TaggedSubject, blank=True, verbose_name="subjects", related_name="package_subjects"
    )
    skills = ClusterTaggableManager(
        through=TaggedSkill, blank=True, verbose_name="skills", related_name="package_skills"
    )
    for_whom = models.TextField("for whom", blank=True)
    prerequisites = models.TextField(blank=True)
    effort_hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    delivery = models.CharField(max_length=20, choices=Delivery.choices, blank=True)
    facilitation = models.CharField(max_length=30, choices=Facilitation.choices, blank=True)
    credit_status = models.CharField(max_length=30, choices=CreditStatus.choices, blank=True)
    contributors = StreamField(ContributorsBlock(), blank=True)
    funder = models.CharField(max_length=300, blank=True)
    acknowledgement = models.TextField(blank=True)
    territory = models.TextField("territory acknowledgement", blank=True)
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cover_alt = models.CharField(max_length=300, blank=True)
    next_review = models.DateField(null=True, blank=True)
    duties = StreamField(DutiesBlock(), blank=True)
    components = StreamField(ComponentsBlock(), blank=True)
    release_notes = models.TextField(blank=True)
    release_level = models.CharField(max_length=10, choices=ReleaseLevel.choices, blank=True)

    parent_page_types = ["repository.InstitutionPage"]
    subpage_types: list[str] = []
