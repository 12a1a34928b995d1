"""Puts the demonstration content into the site, by the services that the admin uses.

An institution, an account, a package is made where it isn't there, each in one transaction; what is
there is somebody's and is left as it is. Only bytes that have gone from the storage are put back.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import cast

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection

from home.models import HomePage
from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.models import Blob, Picture
from repository.blobs.services import store_blob, store_document
from repository.demonstration import shapes
from repository.demonstration.content import package_slugs, read_institutions
from repository.demonstration.drafts import draft_components, draft_fields
from repository.demonstration.people import load_accounts
from repository.institutions.models import Institution
from repository.lib.clock import now
from repository.pages.draft_data import DraftFields
from repository.pages.institution_service import create_institution
from repository.pages.models import PackagePage
from repository.pages.services import (
    create_package_draft,
    publish_package,
    update_package_draft,
)
from repository.releases.models import Package

Say = Callable[[str], None]
MORNING = time(9, 0)
FEATURED = "building-service-worker-level-1"


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded:
    """What a run made, in numbers. `mended`: files whose bytes were put back."""

    institutions: int
    accounts: int
    packages: int
    releases: int
    mended: int


def load_demonstration(
    *, content: shapes.DemoContent, password: str | None, say: Say = lambda line: None
) -> Loaded:
    """Load what isn't there yet, and put back bytes that are missing.

    password: of new accounts; None where nobody may sign in with a known one. say: is told of each
    thing that was made.

    Raises: whatever a service raises; what was made before stays.
    """
    accounts = load_accounts(
        accounts=[a for a in content.accounts if not a.institution], password=password
    )
    institutions = [i for i in content.institutions if _load_institution(i, say)]
    accounts += load_accounts(accounts=content.accounts, password=password)
    for account in accounts:
        say(f"account {account.username}")
    members = {institution.slug: institution for institution in Institution.objects.all()}
    there = set(Package.objects.values_list("slug", flat=True))
    packages = releases = mended = 0
    for package in content.packages:
        if package.slug in there:
            mended += mend_files(package)
        elif package.owner in members:
            releases += _load_package(package, members, _publisher(package, content))
            packages += 1
            say(f"package {package.slug}")
    if packages:
        _feature(FEATURED)
    return Loaded(len(institutions), len(accounts), packages, releases, mended)


def _feature(slug: str) -> None:
    """Show a package on the home page, where its editors have chosen none yet."""
    page = HomePage.objects.first()
    package = Package.objects.filter(slug=slug).first()
    if page is None or package is None or page.featured_id is not None:
        return
    draft = cast(HomePage, page.get_latest_revision_as_object())
    draft.featured = package
    draft.save_revision().publish()


def _publisher(package: shapes.DemoPackage, content: shapes.DemoContent) -> User | None:
    """Who publishes it: the institution's own publisher, or else the consortium's editor."""
    own = [
        account.username
        for account in content.accounts
        if (account.role, account.institution) == (shapes.PUBLISHER, package.owner)
    ]
    editors = [a.username for a in content.accounts if a.role == shapes.CONSORTIUM_EDITOR]
    return User.objects.filter(username=(own + editors)[0]).first()


def is_wanted() -> bool:
    """Whether the site is empty, or an earlier run was broken off before it had made everything."""
    if not Institution.objects.exists():
        return True
    members, packages = {each.slug for each in read_institutions()}, package_slugs()
    there = Institution.objects.filter(slug__in=members).count()
    there += Package.objects.filter(slug__in=packages).count()
    return 0 < there < len(members) + len(packages)


@transaction.atomic
def _load_institution(institution: shapes.DemoInstitution, say: Say) -> bool:
    if Institution.objects.filter(slug=institution.slug).exists():
        return False
    page = create_institution(
        slug=institution.slug,
        name=institution.name,
        short_name=institution.short_name,
        region=institution.region,
        website=institution.website,
        ror=institution.ror,
        email_domains=institution.email_domains,
        about=institution.about_html,
        territory=institution.territory,
    )
    title = f"Mark of {institution.short_name}"
    page.logo = _picture(institution.logo, title, page.institution.collection)
    page.save_revision(log_action=False).publish()
    say(f"institution {institution.slug}")
    return True


def _picture(picture: shapes.DemoPicture, title: str, collection: Collection) -> Picture:
    file = ImageFile(io.BytesIO(picture.make()), name=picture.name)
    made: Picture = Picture.objects.create(
        title=title, alt=picture.alt, file=file, collection=collection
    )
    return made


@transaction.atomic
def _load_package(
    package: shapes.DemoPackage, members: Mapping[str, Institution], user: User | None
) -> int:
    """Draft, files and every release of it; answers how many releases."""
    owner = members[package.owner]
    documents = _store_documents(package, owner.collection, user)
    cover = None
    if package.about.cover is not None:
        cover = _picture(package.about.cover, f"Cover of {package.title}", owner.collection)
    page: PackagePage | None = None
    for release in package.releases:
        fields = DraftFields(
            components=draft_components(package, documents, release), release_notes=release.notes
        )
        if page is None:
            page = create_package_draft(
                institution=owner,
                title=package.title,
                kind=package.kind,
                slug=package.slug,
                user=user,
                fields=draft_fields(package, members, cover) | fields,
            )
        else:
            page = update_package_draft(page=page, fields=fields, user=user)
        day = datetime.combine(release.day, MORNING, timezone.get_default_timezone())
        publish_package(page=page, user=user, released_at=min(day, now()))
        page = PackagePage.objects.get(pk=page.pk)
    return len(package.releases)


def _store_documents(
    package: shapes.DemoPackage, collection: Collection, user: User | None
) -> dict[str, list[int]]:
    """Primary keys of the stored documents, by the key of their component."""
    stored: dict[str, list[int]] = {}
    for component in package.components:
        stored[component.key] = []
        for file in component.files:
            title = component.title if len(component.files) == 1 else file.name
            document = store_document(
                content=io.BytesIO(file.make()),
                name=file.name,
                collection=collection,
                title=title,
                user=user,
            )
            stored[component.key].append(document.pk)
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
    for content in (file.make() for part in package.components for file in part.files):
        if hashlib.sha256(content).hexdigest() in missing:
            store_blob(content=io.BytesIO(content))
            mended += 1
    return mended
