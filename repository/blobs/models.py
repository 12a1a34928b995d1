"""Blobs, and Wagtail's documents and images as the working files that point at them."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from repository.blobs.report_lines import ReportLines, report_lines
from repository.blobs.storage import blob_storage

SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z", "A sha256 is 64 hexadecimal digits.")


class Blob(models.Model):
    """Bytes that are in the storage, verified. A row is written after its bytes, never before."""

    sha256 = models.CharField(primary_key=True, max_length=64, validators=[SHA256])
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    # Set again whenever the same bytes arrive anew: the collector's grace period counts from here.
    seen_at = models.DateTimeField(db_index=True)
    # Set by `verify_blobs`: such bytes are not served until they are mended.
    damaged_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            # A digest that isn't one would point outside the storage's layout.
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="blob_sha256_is_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class Outcome(models.TextChoices):
    CLEAN = "clean", "Clean"
    WARNINGS = "warnings", "Warnings"
    ERRORS = "errors", "Errors"


class StoredDocument(AbstractDocument):
    """A working file of an institution: a name, a blob and what the inspection found in it.

    `file` holds the blob's path in the storage; `original_name` is the name that people see.
    `inspection` is the JSON of `repository.formats.Report`.
    """

    file = models.FileField(upload_to="", storage=blob_storage, max_length=255, verbose_name="file")
    blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, related_name="documents", editable=False
    )
    original_name = models.CharField(max_length=255, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    kind = models.CharField(max_length=40, editable=False, default="", db_index=True)
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.CLEAN, editable=False
    )
    inspection = models.JSONField(default=dict, editable=False)

    admin_form_fields = WagtailDocument.admin_form_fields
    search_fields = (
        *AbstractDocument.search_fields,
        index.SearchField("original_name"),
        index.AutocompleteField("original_name"),
        index.FilterField("outcome"),
        index.FilterField("kind"),
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"

    def _set_file_hash(self) -> None:
        # Wagtail asks for forty digits of a SHA-1; those of the digest serve, and cost no reading.
        self.file_hash = self.blob_id[:40]

    def _set_document_file_metadata(self) -> None:
        self.file_size = self.blob.size
        self._set_file_hash()

    @cached_property
    def report(self) -> ReportLines:
        """The inspection as lines for people."""
        return report_lines(self.inspection)

    @property
    def filename(self) -> str:
        """The name under which a person knows the file; the storage's own says nothing."""
        return self.original_name or PurePosixPath(self.file.name or "").name

    @property
    def content_type(self) -> str:
        return self.media_type or "application/octet-stream"


class Picture(AbstractImage):
    """A picture with a text for those who don't see it."""

    alt = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for people who don't see it. One sentence.",
    )
    admin_form_fields = (*WagtailImage.admin_form_fields, "alt")

    def get_upload_to(self, filename: str) -> str:
        """Where the file lies: under a name that has nothing of the upload's."""
        extension = PurePosixPath(filename).suffix.lower()
        known = extension.removeprefix(".") in settings.WAGTAILIMAGES_EXTENSIONS
        return f"original_images/{uuid.uuid4().hex}{extension if known else ''}"

    @property
    def default_alt_text(self) -> Any:
        return self.alt or self.title


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"),
                name="one_rendition_of_a_picture_and_filter",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        made_in = self.file
        super().save(*args, **kwargs)
        made_in.close()  # a temporary file that Wagtail leaves open
