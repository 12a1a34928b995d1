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

    Rows are kept short, because counts of facets read all of them: the searchable words lie in
    `EntryWords`.
    """

    package = models.OneToOneField(
        Package, primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    # Empty where the release carries a licence that the registry does not know.
    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=255)
    title_folded = models.CharField(max_length=300)
    summary = models.CharField(max_length=400)
    effort_minutes = models.PositiveIntegerField(default=0)
    delivery = models.CharField(max_length=20, blank=True)
    partner_count = models.PositiveIntegerField(default=0)
    # Of its own: what a layer inherits is counted at its base.
    component_count = models.PositiveIntegerField(default=0)
    competency_count = models.PositiveIntegerField(default=0)
    cover_alt = models.CharField(max_length=300, blank=True)
    has_cover = models.BooleanField(default=False)
    released_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            # The two orders of the list, whole and of one institution or licence.
            models.Index(fields=["-released_at", "-package"], name="entry_newest"),
            models.Index(fields=["title_folded", "package"], name="entry_title"),
            models.Index(fields=["institution", "-released_at"], name="entry_institution"),
            models.Index(fields=["licence", "-released_at"], name="entry_licence"),
            # Counts of the facets are read from this index alone.
            models.Index(fields=["institution", "kind", "licence", "language"], name="entry_cube"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryWords(models.Model):
    """What a package is found by: each word of its texts once, folded, one space between them.

    A search reads all of these rows, so nothing else lies in them.
    """

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="words"
    )
    words = models.TextField()

    def __str__(self) -> str:
        return self.words[:40]


class EntryPlaces(models.Model):
    """Where the words of a package stand, for saying why a search found it.

    places: (place, text) pairs, the most telling first.
    """

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="places"
    )
    places = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.entry_id}: {len(self.places)}"


class EntrySubject(models.Model):
    """A subject of a package. `slug` is what the address holds."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="subjects")
    slug = models.CharField(max_length=120)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "slug"], name="one_subject_of_an_entry")
        ]
        indexes = [models.Index(fields=["slug", "name", "entry"], name="entry_subject")]

    def __str__(self) -> str:
        return self.name
