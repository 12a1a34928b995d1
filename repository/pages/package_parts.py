"""What belongs to a package page: its tags, its occupations, and the values of its choices."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase, TaggedItemBase
from wagtail.models import Orderable

NOC = RegexValidator(
    r"\A[0-9]{5}\Z", "A NOC 2021 code has five digits, such as 65312.", code="NOC-FORM"
)
LANGUAGE = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z",
    "A language is written as a tag: en-CA, fr-CA, es, zh-Hant.",
    code="LANGUAGE-FORM",
)


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
    noc = models.CharField(
        "NOC code",
        max_length=5,
        validators=[NOC],
        help_text="Five digits of the National Occupational Classification 2021, such as 65312.",
    )
    title = models.CharField(
        max_length=200, help_text="What employers call it: “Janitors and building caretakers”."
    )


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
