"""Packages and their releases. A release never changes: the database refuses it too."""

from __future__ import annotations

import json
import uuid
from functools import cached_property
from typing import Any, NoReturn, TypeVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from repository.blobs.models import SHA256, Blob
from repository.institutions.models import Institution
from repository.releases import manifest as manifests
from repository.releases.errors import ReleaseIsImmutableError
from repository.releases.numbering import Reason
from repository.releases.version import Version


class Kind(models.TextChoices):
    LEVEL_1_CORE = manifests.LEVEL_1_CORE, "Level 1 core"
    LEVEL_2_SPECIALISATION = manifests.LEVEL_2_SPECIALISATION, "Level 2 specialisation"
    STANDALONE = manifests.STANDALONE, "Standalone package"


class Package(models.Model):
    """The identity of a curriculum package. It survives its page and a change of lead."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.STANDALONE)
    owner = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="packages")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # A fourth kind would fall through every rule that asks which it is.
            models.CheckConstraint(
                condition=models.Q(kind__in=manifests.KINDS), name="package_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("package", args=[self.slug])


M = TypeVar("M", bound=models.Model, covariant=True)


class ImmutableQuerySet(models.QuerySet[M]):
    """Refuses what would change its rows, before the database has to."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise ReleaseIsImmutableError("update")

    def delete(self) -> NoReturn:
        raise ReleaseIsImmutableError("delete")


class ImmutableModel(models.Model):
    """Rows that are written once. A trigger refuses the same below (migration 0003)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row.

        Raises: ReleaseIsImmutableError for one that is written already.
        """
        if not self._state.adding:
            raise ReleaseIsImmutableError("update")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ReleaseIsImmutableError("delete")


NUMBER_OF_VERSION = Concat(
    Cast("major", models.CharField()),
    models.Value("."),
    Cast("minor", models.CharField()),
    models.Value("."),
    Cast("patch", models.CharField()),
)


class ReleaseQuerySet(ImmutableQuerySet["Release"]):
    def newest_first(self) -> ReleaseQuerySet:
        return self.order_by("-major", "-minor", "-patch")


class Release(ImmutableModel):
    """An immutable, numbered, published state of a package.

    manifest_text: canonical JSON of the whole manifest, members-only components included.
    public_text: the same without what is for members only; all that the public may ever see.
    Each digest is the sha256 of its text in UTF-8.
    """

    # PROTECT, not CASCADE: a package with a release can't go.
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="releases")
    number = models.CharField(max_length=40, editable=False)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    manifest_text = models.TextField()
    manifest_sha256 = models.CharField(max_length=64, validators=[SHA256])
    public_text = models.TextField()
    public_sha256 = models.CharField(max_length=64, validators=[SHA256])
    notes = models.TextField(blank=True)
    reasons = models.JSONField(default=list)
    released_at = models.DateTimeField(db_index=True)
    # No constraint and no cascade: a person's account may go, the release may not change.
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    released_by_name = models.CharField(max_length=200, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two publishers at once: the second is refused, never a second 2.1.0.
            models.UniqueConstraint(fields=["package", "number"], name="one_release_of_a_number"),
            models.UniqueConstraint(
                fields=["package", "major", "minor", "patch"], name="one_release_of_a_version"
            ),
            models.CheckConstraint(
                condition=models.Q(manifest_sha256__regex=r"^[0-9a-f]{64}$")
                & models.Q(public_sha256__regex=r"^[0-9a-f]{64}$"),
                name="release_digests_are_digests",
            ),
            # Ordering goes by the three numbers, people by the text: they must say the same.
            models.CheckConstraint(
                condition=models.Q(number=NUMBER_OF_VERSION), name="release_number_is_its_version"
            ),
        ]
        indexes = [
            models.Index(
                fields=["package", "-major", "-minor", "-patch"], name="newest_release_first"
            )
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("release", args=[self.package.slug, self.number])

    @property
    def version(self) -> Version:
        """Its number, ordered as numbers."""
        return Version(self.major, self.minor, self.patch)

    @property
    def is_withdrawn(self) -> bool:
        """Asks the database, unless a selector has loaded `withdrawal` with the release."""
        return hasattr(self, "withdrawal")

    @property
    def urgent(self) -> Urgency | None:
        """By when it should be taken over. Asks the database, unless `urgency` was loaded."""
        found: Urgency | None = getattr(self, "urgency", None)
        return found

    @cached_property
    def manifest(self) -> manifests.Manifest:
        """Everything, members-only components included: never for a public view."""
        return manifests.from_json(json.loads(self.manifest_text))

    @cached_property
    def public_manifest(self) -> manifests.Manifest:
        """What the public may see."""
        return manifests.from_json(json.loads(self.public_text))

    @property
    def public_reasons(self) -> tuple[Reason, ...]:
        """Why it has its number, without what names parts for members only."""
        reasons = tuple(Reason(**values) for values in self.reasons)
        return tuple(reason for reason in reasons if reason.audience == manifests.PUBLIC)


class ReleaseBlob(ImmutableModel):
    """Which bytes a release needs: the database itself keeps them from being collected."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="blobs")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="releases")
    is_public = models.BooleanField(default=False)

    objects = ImmutableQuerySet["ReleaseBlob"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "blob"], name="one_row_of_release_and_blob")
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.blob_id}"


class Withdrawal(models.Model):
    """A release that should not be used any more, and why. The release itself stays."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            # A withdrawal that says nothing helps nobody.
            models.CheckConstraint(condition=~models.Q(reason=""), name="withdrawal_gives_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.reason[:40]}"


class ReleaseBase(ImmutableModel):
    """Which release another one stands on: the database's copy of what the manifest says."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="stands_on")
    base = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="carries")

    objects = ImmutableQuerySet["ReleaseBase"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(release=models.F("base")), name="no_release_on_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release_id} on {self.base_id}"


class Urgency(models.Model):
    """A release of a core that should be taken over by a day, and why. Whoever says so, said so."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="urgency")
    take_over_by = models.DateField()
    why = models.TextField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    marked_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="urgency_gives_a_reason")
        ]
        verbose_name_plural = "urgencies"

    def __str__(self) -> str:
        return f"{self.release_id} by {self.take_over_by}"


class LeadChange(models.Model):
    """Another institution took over the lead of a package. Address and releases stayed."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="lead_changes")
    from_institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    to_institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="lead_change_has_a_reason"),
            models.CheckConstraint(
                condition=~models.Q(from_institution=models.F("to_institution")),
                name="lead_change_changes_the_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id}: {self.from_institution_id} to {self.to_institution_id}"
