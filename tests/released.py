"""Rows that a release needs, for tests of whatever reads or writes releases."""

from __future__ import annotations

import io
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Collection

from repository.blobs.models import Blob
from repository.blobs.services import store_blob
from repository.institutions.models import Institution
from repository.releases.manifest import File, InstitutionRef, Manifest
from repository.releases.models import Package
from tests.manifests import a_manifest


def an_institution(slug: str = "viu", **changes: Any) -> Institution:
    """The identity of a member with its collection and groups, and without its page."""
    found = Institution.objects.filter(slug=slug).first()
    if found is not None:
        return found
    root = Collection.get_first_root_node()
    assert root is not None
    values: dict[str, Any] = {"name": f"College {slug.upper()}", "short_name": slug.upper()}
    return Institution.objects.create(
        slug=slug,
        collection=root.add_child(name=slug),
        contributors=Group.objects.create(name=f"{slug}: contributors"),
        publishers=Group.objects.create(name=f"{slug}: publishers"),
        **(values | changes),
    )


def a_package(slug: str = "building-service-worker-1", **changes: Any) -> Package:
    values: dict[str, Any] = {"owner": changes.pop("owner", None) or an_institution()}
    return Package.objects.create(slug=slug, **(values | {"kind": "level-1-core"} | changes))


def stored(content: bytes) -> Blob:
    """The blob of these bytes, in the storage and in the database."""
    return store_blob(content=io.BytesIO(content))


def a_stored_file(name: str = "lesson.pdf", content: bytes = b"", **changes: Any) -> File:
    """A file for a manifest whose bytes are stored; they are its name where `content` is empty."""
    blob = stored(content or name.encode())
    values: dict[str, Any] = {"media_type": "application/pdf"}
    return File(name=name, sha256=blob.sha256, size=blob.size, **(values | changes))


def manifest_of(package: Package, /, **changes: Any) -> Manifest:
    """A sound manifest of this package whose files are all stored."""
    owner = package.owner
    ref = InstitutionRef(slug=owner.slug, name=owner.name, short_name=owner.short_name)
    made = a_manifest(
        **({"package": str(package.uuid), "kind": package.kind, "owner": ref} | changes)
    )
    for file in made.files:
        if not Blob.objects.filter(sha256=file.sha256).exists():
            assert stored(file.name.encode()).sha256 == file.sha256, "store its bytes first"
    return made
