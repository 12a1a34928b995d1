"""Archives that have been built."""

from __future__ import annotations

from django.db import models

from repository.blobs.models import Blob
from repository.releases.models import Release


class Archive(models.Model):
    """A release as one file. A projection: without its row it is built again, to the same bytes.

    The key to the blob keeps the bytes from being collected; a row of an exporter's older version
    goes with `rebuild_projections`, and its bytes then with `collect_blobs`.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="archives")
    format = models.CharField(max_length=40)
    exporter_version = models.PositiveIntegerField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="archives")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # Two first requests at once: the second finds the row of the first.
            models.UniqueConstraint(
                fields=["release", "format", "exporter_version"], name="one_archive_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.format} {self.exporter_version}"
