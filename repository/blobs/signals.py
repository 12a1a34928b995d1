"""What follows from changes elsewhere. Connected in `repository/registrations.py`."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from repository.blobs.models import Blob, StoredDocument
from repository.lib.clock import now


@receiver(post_delete, sender=StoredDocument, dispatch_uid="blobs.grace_after_a_document")
def begin_grace_again(instance: StoredDocument, **kwargs: Any) -> None:
    """A document may have gone by mistake: its bytes stay for another grace period."""
    Blob.objects.filter(pk=instance.blob_id).update(seen_at=now())
