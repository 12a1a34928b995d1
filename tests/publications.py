"""Released packages for tests of what the public sees: written as publishing writes them.

`a_release(title="Food safety")` makes whatever it needs: institution, package, release and index
entry. Each test names only what it is about. Nothing is inspected, and no gate is passed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from repository.blobs.models import Blob
from repository.lib.canonical_json import canonical_bytes
from repository.releases.audience import public_manifest
from repository.releases.manifest import File, InstitutionRef, Manifest, to_json
from repository.releases.models import Package, Release, ReleaseBlob, Withdrawal
from search.indexing import index_release
from tests.manifests import a_manifest
from tests.released import an_institution, stored

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)
_counter = itertools.count(1)


def a_release(
    *,
    package: Package | None = None,
    slug: str = "",
    owner: str = "viu",
    number: str = "1.0.0",
    released_at: datetime | None = None,
    notes: str = "",
    contents: Mapping[str, bytes] | None = None,
    **manifest: Any,
) -> Release:
    """A release with its index entry. Keywords that are none of these change the manifest.

    contents: bytes to store for the files of that name; of the others only the digest is known.
    """
    package = package or Package.objects.create(
        slug=slug or f"package-{next(_counter)}",
        owner=an_institution(owner),
        kind=manifest.get("kind", "standalone"),
    )
    institution = package.owner
    values: dict[str, Any] = {
        "owner": InstitutionRef(institution.slug, institution.name, institution.short_name),
        "kind": package.kind,
    }
    text = with_contents(a_manifest(**(values | manifest)), contents or {})
    text = dataclasses.replace(text, package=str(package.uuid), number=number)
    whole, public = canonical_bytes(to_json(text)), canonical_bytes(to_json(public_manifest(text)))
    major, minor, patch = (int(part) for part in number.split("."))
    release = Release.objects.create(
        package=package,
        number=number,
        major=major,
        minor=minor,
        patch=patch,
        manifest_text=whole.decode(),
        manifest_sha256=hashlib.sha256(whole).hexdigest(),
        public_text=public.decode(),
        public_sha256=hashlib.sha256(public).hexdigest(),
        notes=notes,
        released_at=released_at or FIRST + timedelta(minutes=next(_counter)),
    )
    blobs = Blob.objects.filter(sha256__in={file.sha256 for file in text.files})
    shown = {file.sha256 for file in release.public_manifest.files}
    ReleaseBlob.objects.bulk_create(
        ReleaseBlob(release=release, blob=blob, is_public=blob.pk in shown) for blob in blobs
    )
    index_release(release)
    return release


def with_contents(manifest: Manifest, contents: Mapping[str, bytes]) -> Manifest:
    """The manifest with digest and size of those bytes, stored, for the files of that name."""
    blobs = {name: stored(content) for name, content in contents.items()}
    return dataclasses.replace(
        manifest,
        components=tuple(
            dataclasses.replace(
                component, files=tuple(_with_blob(file, blobs) for file in component.files)
            )
            for component in manifest.components
        ),
    )


def _with_blob(file: File, blobs: Mapping[str, Blob]) -> File:
    blob = blobs.get(file.name)
    return dataclasses.replace(file, sha256=blob.sha256, size=blob.size) if blob else file


def a_withdrawal(release: Release, reason: str = "A contact time is wrong.") -> Withdrawal:
    withdrawal = Withdrawal.objects.create(release=release, reason=reason)
    index_release(release)
    return withdrawal
