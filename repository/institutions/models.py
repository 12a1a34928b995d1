"""Member institutions: who owns packages, files and people."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from wagtail.models import Collection

from repository.institutions.rules import read_ror


def validate_ror(value: str) -> None:
    """Accepts a ROR identifier in its full form only."""
    if read_ror(value) != value:
        raise ValidationError(
            "This is not a ROR identifier. It looks like https://ror.org/033wcvv61; "
            "look yours up at https://ror.org.",
            code="ror",
        )


class Institution(models.Model):
    """The identity of a member. It survives its page; packages and releases point here.

    What the public reads of it is taken over from the published institution page; the collection
    and the two groups carry its permissions (see the room's README).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        max_length=60,
        unique=True,
        error_messages={"unique": "Another institution has this short address already."},
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    region = models.CharField(max_length=100, blank=True)
    website = models.URLField(blank=True)
    ror = models.CharField("ROR identifier", max_length=40, blank=True, validators=[validate_ror])
    email_domains = models.JSONField("e-mail domains", default=list, blank=True)
    joined_on = models.DateField("member since", null=True, blank=True)
    logo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    logo_media_type = models.CharField(max_length=40, blank=True, editable=False)
    logo_alt = models.CharField(max_length=300, blank=True, editable=False)
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="institution"
    )
    contributors = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="contributors_of"
    )
    publishers = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="publishers_of")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            # The groups are named after it, and people tell institutions apart by it.
            models.UniqueConstraint(
                Lower("short_name"),
                name="one_institution_of_a_short_name",
                violation_error_message="Another institution has this short name already.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.name
