"""Drafts to publish, and small files for them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from repository.blobs.models import Blob, StoredDocument
from repository.institutions.models import Institution
from repository.pages.draft_data import DraftComponent, DraftFields
from repository.pages.models import PackagePage
from repository.pages.services import create_package_draft
from repository.releases import manifest as manifests
from tests import factories

MakeDocument = Callable[..., StoredDocument]
MakeDraft = Callable[..., PackagePage]


@pytest.fixture
def viu(db: None) -> Institution:
    return factories.institution("viu", name="Vancouver Island University")


@pytest.fixture
def make_document(db: None) -> MakeDocument:
    """A stored document of an institution, whose bytes are its name."""

    def make(
        institution: Institution, name: str = "lesson.pdf", **values: object
    ) -> StoredDocument:
        content = str(values.pop("content", name)).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        blob, _ = Blob.objects.get_or_create(
            sha256=sha256, defaults={"size": len(content), "seen_at": timezone.now()}
        )
        defaults: dict[str, object] = {
            "media_type": "application/pdf",
            "kind": "document",
            "inspection": {"facts": {"kind": "document", "pages": "3"}},
        }
        document = StoredDocument(
            title=name,
            original_name=name,
            blob=blob,
            collection=institution.collection,
            **(defaults | values),
        )
        document.file.save(name, ContentFile(content), save=False)
        document.save()
        return document

    return make


@pytest.fixture
def make_draft(make_document: MakeDocument) -> MakeDraft:
    """A draft that can be released: one lesson plan with a file."""

    def make(institution: Institution, title: str = "Food safety", **fields: object) -> PackagePage:
        lesson = make_document(institution, f"{title}.pdf")
        values: DraftFields = {
            "summary": "Handle food safely.",
            "components": [
                DraftComponent("c1", "lesson-plan", "First lesson", documents=(lesson.pk,))
            ],
        }
        kind = str(fields.pop("kind", manifests.STANDALONE))
        return create_package_draft(
            institution=institution,
            title=title,
            kind=kind,
            fields={**values, **fields},  # type: ignore[arg-type]  # tests name any field
        )

    return make
