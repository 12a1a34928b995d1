"""The page on which the draft of a package is written. Publishing it makes a release."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase, TaggedItemBase
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from repository.blobs.models import Picture
from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.pages import identity
from repository.pages.blocks import ComponentsBlock, ContributorsBlock, DutiesBlock
from repository.releases.models import Kind, Package

NOC = RegexValidator(r"\A[0-9]{5}\Z", "A NOC 2021 code has five digits, such as 65312.")
LANGUAGE = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z",
    "A language is written as a tag: en-CA, fr-CA, es, zh-Hant.",
)
DEFAULT_LICENCE = "CC-BY-4.0"
RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link"]


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

    slug: str
    package = models.OneToOneField(
        Package, on_delete=models.PROTECT, related_name="page", editable=False
    )
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.STANDALONE)
    summary = models.CharField(max_length=300, blank=True)
    description = RichTextField(features=RICH_TEXT, blank=True)
    language = models.CharField(max_length=20, default="en-CA", validators=[LANGUAGE])
    licence = models.ForeignKey(
        Licence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        default=DEFAULT_LICENCE,
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
    # A copy is another package, with an identity of its own (see `save`).
    exclude_fields_in_copy = ["package", "release_notes", "release_level"]

    class Meta:
        verbose_name = "package"

    def clean(self) -> None:
        super().clean()
        if self.slug and identity.slug_is_taken(self.slug, self.package_id):
            free = identity.free_slug(self.slug)
            raise ValidationError(
                {
                    "slug": ValidationError(
                        f"Another package already has the address “{self.slug}”. “{free}” is free.",
                        code="SLUG-TAKEN",
                    )
                }
            )

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the page and, with it, the identity of its package.

        Raises: NoInstitutionAboveError for a page that stands under no institution.
        """
        self._take_identity()
        super().save(*args, **kwargs)

    def _take_identity(self) -> None:
        if not self.slug or (self.package_id is None and identity.slug_is_taken(self.slug, None)):
            self.slug = identity.free_slug(self.slug or self.title)
        if self.package_id is None:
            self.package = Package.objects.create(
                slug=self.slug, kind=self.kind, owner=identity.owner_above(self)
            )
        else:
            identity.follow_page(self.package, slug=self.slug, kind=self.kind)
