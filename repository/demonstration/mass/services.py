"""Writing made-up packages: as publishing writes them, many at once."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from repository.blobs.services import store_blob
from repository.demonstration.mass.files import shared_files
from repository.demonstration.mass.packages import Draft, make_package
from repository.demonstration.mass.words import INSTITUTIONS
from repository.institutions.models import Institution
from repository.lib.canonical_json import canonical_bytes
from repository.pages.institution_service import create_institution
from repository.releases.audience import public_manifest
from repository.releases.manifest import InstitutionRef, Manifest, to_json
from repository.releases.models import Package, Release, ReleaseBase, ReleaseBlob, Withdrawal
from repository.releases.provenance import stamped
from repository.releases.version import Version
from search.indexing import index_packages

BATCH = 500
NOTES = "Made up for trying the site at scale."
REASON = "Made up: a withdrawn release, for trying the site at scale."


def make_catalogue(
    *, packages: int, seed: int, tell: Callable[[int], None] = lambda count: None
) -> int:
    """So many released packages of a seed; those that are there already stay. Answers how many new.

    tell: hears the number made so far. Each batch is one transaction.
    """
    files = shared_files()
    for file in files:
        store_blob(content=io.BytesIO(file.content))
    institutions = _institutions()
    owners = {institution.slug: institution for institution in institutions}
    refs = [InstitutionRef(i.slug, i.name, i.short_name) for i in institutions]
    drafts = (make_package(number, seed, refs, files) for number in range(1, packages + 1))
    made = 0
    for batch in _batches(drafts):
        made += _write(batch, owners)
        tell(made)
    return made


@transaction.atomic
def _write(drafts: list[Draft], owners: dict[str, Institution]) -> int:
    there = set(
        Package.objects.filter(uuid__in=[d.uuid for d in drafts]).values_list("uuid", flat=True)
    )
    drafts = [draft for draft in drafts if draft.uuid not in there]
    packages = Package.objects.bulk_create(
        Package(
            uuid=draft.uuid,
            slug=draft.slug,
            kind=draft.manifests[-1].kind,
            owner=owners[draft.manifests[-1].owner.slug],
        )
        for draft in drafts
    )
    written = [
        _release(package, manifest, number, moment)
        for package, draft in zip(packages, drafts, strict=True)
        for manifest, number, moment in zip(
            draft.manifests, draft.numbers, draft.moments, strict=True
        )
    ]
    releases = Release.objects.bulk_create(each.release for each in written)
    ReleaseBlob.objects.bulk_create(
        ReleaseBlob(release=each.release, blob_id=sha256, is_public=sha256 in each.public)
        for each in written
        for sha256 in sorted(each.digests)
    )
    _stand(written)
    withdrawn = {draft.uuid for draft in drafts if draft.is_withdrawn}
    last = {release.package_id: release for release in releases}
    Withdrawal.objects.bulk_create(
        Withdrawal(release=last[package.pk], reason=REASON)
        for package in packages
        if package.uuid in withdrawn
    )
    index_packages(package.pk for package in packages)
    return len(packages)


def _stand(written: Iterable[_Written]) -> None:
    """Note on which releases the new ones stand: made in the same batch, or before."""
    wanted = {each.release.pk: each.base for each in written if each.base is not None}
    rows = Release.objects.filter(package__uuid__in={package for package, _ in wanted.values()})
    there = {(u, number): pk for u, number, pk in rows.values_list("package__uuid", "number", "pk")}
    ReleaseBase.objects.bulk_create(
        ReleaseBase(release_id=pk, base_id=there[base]) for pk, base in wanted.items()
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Written:
    """A release to be inserted, and the digests of its files: of all, and of the public ones.

    base: uuid of the package and number of the release that it stands on.
    """

    release: Release
    base: tuple[uuid.UUID, str] | None
    digests: frozenset[str]
    public: frozenset[str]


def _release(package: Package, manifest: Manifest, number: str, moment: datetime) -> _Written:
    whole = stamped(manifest, number)
    public = public_manifest(whole)
    whole_text, public_text = canonical_bytes(to_json(whole)), canonical_bytes(to_json(public))
    version = Version.parse(number)
    release = Release(
        package=package,
        number=number,
        major=version.major,
        minor=version.minor,
        patch=version.patch,
        manifest_text=whole_text.decode(),
        manifest_sha256=hashlib.sha256(whole_text).hexdigest(),
        public_text=public_text.decode(),
        public_sha256=hashlib.sha256(public_text).hexdigest(),
        notes=NOTES,
        released_at=moment,
        released_by_name="make_catalogue",
    )
    base = (uuid.UUID(whole.base.package), whole.base.number) if whole.base else None
    return _Written(release, base, _digests(whole), _digests(public))


def _digests(manifest: Manifest) -> frozenset[str]:
    return frozenset(file.sha256 for file in manifest.files)


def _institutions() -> list[Institution]:
    """The made-up institutions, each with its page, groups and collection."""
    made = []
    for name in INSTITUTIONS:
        slug = slugify(name)
        found = Institution.objects.filter(slug=slug).first()
        if found is None:
            short = "".join(word[0] for word in name.split())
            found = create_institution(
                slug=slug, name=name, short_name=f"{name.split()[0]} {short}"
            ).institution
        made.append(found)
    return made


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    iterator = iter(drafts)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch
