"""The catalogue's index: a projection of the newest public release of each package.

It can be thrown away and rebuilt from the releases at any time (`rebuild_projections`).
"""

from __future__ import annotations

from django.db import models

from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.releases.models import Package, Release


class Entry(models.Model):
    """One package as the catalogue lists it. Everything comes from the release's public manifest.

    words: the searchable text, folded to lower case without accents.
    """

    package = models.OneToOneField(
        Package, primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=255)
    title_folded = models.CharField(max_length=300)
    summary = models.CharField(max_length=400)
    effort_minutes = models.PositiveIntegerField(default=0)
    delivery = models.CharField(max_length=20, blank=True)
    partner_count = models.PositiveIntegerField(default=0)
    component_count = models.PositiveIntegerField(default=0)
    cover_alt = models.CharField(max_length=300, blank=True)
    has_cover = models.BooleanField(default=False)
    released_at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["-released_at", "-package"], name="entry_newest"),
            models.Index(fields=["title_folded", "package"], name="entry_title"),
            models.Index(fields=["institution", "-released_at"], name="entry_institution"),
            models.Index(fields=["licence", "-released_at"], name="entry_licence"),
        ]

    def __str__(self) -> str:
        return self.title


class EntrySubject(models.Model):
    """A subject of a package. `slug` is what the address holds."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="subjects")
    slug = models.CharField(max_length=120)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "slug"], name="one_subject_of_an_entry")
        ]
        indexes = [models.Index(fields=["slug", "entry"], name="entry_subject")]

    def __str__(self) -> str:
        return self.name
