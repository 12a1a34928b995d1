"""An institution to own packages, and small files in its collection."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection

from repository.blobs.models import Blob, StoredDocument
from repository.institutions.models import Institution
from repository.pages.models import InstitutionIndexPage, InstitutionPage

MakeInstitution = Callable[..., Institution]
MakeDocument = Callable[..., StoredDocument]


@pytest.fixture
def make_institution(db: None) -> MakeInstitution:
    """An institution with its page, collection and groups, by its short name."""

    def make(slug: str = "viu", name: str = "Vancouver Island University") -> Institution:
        collection = Collection.get_first_root_node().add_child(name=name)
        institution = Institution.objects.create(
            slug=slug,
            name=name,
            short_name=slug.upper(),
            collection=collection,
            contributors=Group.objects.create(name=f"{slug} contributors"),
            publishers=Group.objects.create(name=f"{slug} publishers"),
        )
        page = InstitutionPage(
            title=name, slug=slug, institution=institution, short_name=institution.short_name
        )
        InstitutionIndexPage.objects.get().add_child(instance=page)
        return institution

    return make


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
