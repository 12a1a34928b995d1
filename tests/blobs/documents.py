"""Documents for tests."""

from __future__ import annotations

import io

from django.contrib.auth.models import User

from repository.blobs.models import StoredDocument
from repository.blobs.services import store_document
from repository.institutions.models import Institution

TEXT = b"Floors: sweep, then mop.\n" * 40


def text_document(
    of: Institution, name: str = "plan.txt", *, data: bytes = TEXT, user: User | None = None
) -> StoredDocument:
    """A text file of an institution."""
    return store_document(content=io.BytesIO(data), name=name, collection=of.collection, user=user)
