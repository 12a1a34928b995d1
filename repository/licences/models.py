"""The licences that packages and their parts may carry."""

from __future__ import annotations

from django.db import models


class Licence(models.Model):
    """A licence and its terms. `spdx` is the SPDX identifier, or `LicenseRef-…` for our own.

    The flags are the terms that `repository.licences.rules` decides by.
    """

    spdx = models.CharField("SPDX identifier", primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    slug = models.SlugField(max_length=60, unique=True)
    deed_url = models.URLField("deed", blank=True)
    legalcode_url = models.URLField("legal code", blank=True)
    icon = models.CharField(max_length=60, blank=True, help_text="Name of the icon on screen.")
    summary = models.CharField(max_length=300)
    permits_sharing = models.BooleanField(default=True)
    permits_adaptation = models.BooleanField(default=True)
    permits_commercial_use = models.BooleanField(default=True)
    requires_attribution = models.BooleanField(default=True)
    requires_share_alike = models.BooleanField(default=False)
    members_only = models.BooleanField(default=False)
    is_mark = models.BooleanField(
        "mark of existing works",
        default=False,
        help_text="Tells that no copyright is known; nobody can give it to a new work.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "spdx"]
        constraints = [
            # Whoever must share what they make must be allowed to make it.
            models.CheckConstraint(
                condition=models.Q(requires_share_alike=False) | models.Q(permits_adaptation=True),
                name="share_alike_needs_adaptation",
            )
        ]

    def __str__(self) -> str:
        return self.short_name
