"""Makes the drafts of the demonstration and releases them, one release after another.

A core comes first, with its whole history; a layer then pins the release that it names.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime, time
from functools import partial

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection

from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.models import Blob, Picture
from repository.blobs.services import store_document
from repository.blobs.storage import store_bytes
from repository.demonstration import shapes
from repository.demonstration.drafts import draft_components, draft_fields, draft_rows
from repository.institutions.models import Institution
from repository.lib.clock import now
from repository.pages.draft_data import DraftFields
from repository.pages.layer_service import revise
from repository.pages.models import PackagePage, SpecialisationPage
from repository.pages.services import (
    create_package_draft,
    publish_package,
    update_package_draft,
)
from repository.pages.specialising import create_specialisation_draft
from repository.releases.models import Release
from repository.releases.services import mark_urgent
from repository.updates.reporting import report_layer

MORNING = time(9, 0)


@transaction.atomic
def load_package(
    package: shapes.DemoPackage, members: Mapping[str, Institution], user: User | None
) -> int:
    """Draft, files and every release of a package that stands on nothing; answers how many."""
    first = _fields(package, members, user)
    page = create_package_draft(
        institution=members[package.owner],
        title=package.title,
        kind=package.kind,
        slug=package.slug,
        user=user,
        fields=first.whole,
    )
    return _release_all(page, first, user)


@transaction.atomic
def load_layer(
    layer: shapes.DemoLayer, members: Mapping[str, Institution], base: Release, user: User | None
) -> int:
    """The same for a layer over a release of its core; a newer one is reported to it.

    Nobody is written to: the people of the demonstration read no mail.
    """
    package = layer.package
    first = _fields(package, members, user)
    page = create_specialisation_draft(
        package=base.package,
        institution=members[package.owner],
        title=package.title,
        slug=package.slug,
        licence=package.licence,
        base=base,
        user=user,
        fields=first.whole,
    )
    # Rows of components that come only with a later release say nothing until then.
    page = revise(page, partial(_set_operations, layer), user)
    releases = _release_all(page, first, user)
    report_layer(page.package_id, base.package)
    return releases


def _set_operations(layer: shapes.DemoLayer, page: SpecialisationPage) -> None:
    page.operations = draft_rows(layer)


class _Steps:
    """The fields of a draft, release by release."""

    def __init__(
        self,
        package: shapes.DemoPackage,
        documents: Mapping[shapes.DemoFile, int],
        described: DraftFields,
    ) -> None:
        self.package, self.documents = package, documents
        self.whole: DraftFields = described | self.of(package.releases[0])

    def of(self, release: shapes.DemoRelease) -> DraftFields:
        return DraftFields(
            components=draft_components(self.package, self.documents, release),
            release_notes=release.notes,
        )


def _fields(
    package: shapes.DemoPackage, members: Mapping[str, Institution], user: User | None
) -> _Steps:
    """Stores the files and the cover."""
    collection = members[package.owner].collection
    documents = _store_documents(package, collection, user)
    cover = None
    if package.about.cover is not None:
        cover = store_picture(package.about.cover, f"Cover of {package.title}", collection)
    return _Steps(package, documents, draft_fields(package, members, cover))


def _release_all(page: PackagePage, steps: _Steps, user: User | None) -> int:
    """Publish a draft, and what came after it; answers how many releases were made."""
    releases = 0
    for place, release in enumerate(steps.package.releases):
        if place:
            page = update_package_draft(page=page, fields=steps.of(release), user=user)
        day = datetime.combine(release.day, MORNING, timezone.get_default_timezone())
        moment = min(day, now())
        made = publish_package(page=page, user=user, released_at=moment)
        if made is None:
            continue
        releases += 1
        if release.urgent is not None:
            said = release.urgent
            mark_urgent(
                release=made,
                take_over_by=said.take_over_by,
                why=said.why,
                user=user,
                now=moment,
            )
    return releases


def store_picture(picture: shapes.DemoPicture, title: str, collection: Collection) -> Picture:
    """Draw a picture and keep it in a collection."""
    file = ImageFile(io.BytesIO(picture.make()), name=picture.name)
    made: Picture = Picture.objects.create(
        title=title, alt=picture.alt, file=file, collection=collection
    )
    return made


def _store_documents(
    package: shapes.DemoPackage, collection: Collection, user: User | None
) -> dict[shapes.DemoFile, int]:
    """Primary keys of the stored documents."""
    stored: dict[shapes.DemoFile, int] = {}
    for component, file in package.files():
        document = store_document(
            content=io.BytesIO(file.make()),
            name=file.name,
            collection=collection,
            title=component.title if len(component.files) == 1 else file.name,
            user=user,
        )
        stored[file] = document.pk
    return stored


def mend_files(package: shapes.DemoPackage) -> int:
    """Put back bytes that a release needs and the storage has lost; answers how many files.

    Only a file whose source still gives the very same bytes can be put back.
    """
    needed = Blob.objects.filter(releases__release__package__slug=package.slug).distinct()
    keeper = blob_keeper()
    missing = {b.sha256 for b in needed if not keeper.holds(blob_path(b.sha256), b.size)}
    if not missing:
        return 0
    mended = 0
    for content in (file.make() for _, file in package.files()):
        if hashlib.sha256(content).hexdigest() in missing:
            # Its row is there. A storage that lost all of them may be filled again from here.
            store_bytes(io.BytesIO(content))
            mended += 1
    return mended
