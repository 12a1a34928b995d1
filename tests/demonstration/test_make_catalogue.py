"""Packages in bulk: the same each time, and as sound as published ones."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from repository.blobs.services import open_blob
from repository.demonstration.mass.files import shared_files
from repository.demonstration.mass.packages import make_package
from repository.lib.canonical_json import canonical_bytes
from repository.releases.audience import public_manifest
from repository.releases.manifest import InstitutionRef, to_json
from repository.releases.models import Package, Release, Withdrawal
from repository.releases.provenance import stamped
from repository.releases.soundness import problems
from search.catalogue import CatalogueQuery, find

REFS = [InstitutionRef(f"i{number}", f"Institution {number}", f"I{number}") for number in range(8)]


def make(packages: int, seed: int = 1) -> str:
    output = io.StringIO()
    call_command("make_catalogue", packages=packages, seed=seed, stdout=output)
    return output.getvalue()


def test_make_package_same_number_and_seed_is_the_same() -> None:
    files = shared_files()
    assert make_package(7, 1, REFS, files) == make_package(7, 1, REFS, files)
    assert make_package(7, 1, REFS, files) != make_package(7, 2, REFS, files)
    assert make_package(7, 1, REFS, files) != make_package(8, 1, REFS, files)


def test_make_package_is_sound_and_varied() -> None:
    files = shared_files()
    drafts = [make_package(number, 1, REFS, files) for number in range(300)]
    for draft in drafts:
        for manifest, number in zip(draft.manifests, draft.numbers, strict=True):
            assert problems(stamped(manifest, number)) == []
    manifests = [draft.manifests[-1] for draft in drafts]
    assert len({draft.slug for draft in drafts}) == len({draft.uuid for draft in drafts}) == 300
    assert len({manifest.licence for manifest in manifests}) == 6
    assert {manifest.language for manifest in manifests} == {"en-CA", "fr-CA", "en"}
    assert {manifest.owner.slug for manifest in manifests} == {ref.slug for ref in REFS}
    assert {len(draft.manifests) for draft in drafts} == {1, 2, 3}
    assert any(draft.is_withdrawn for draft in drafts)


@pytest.mark.django_db
def test_make_catalogue_writes_releases_as_publishing_does() -> None:
    assert "12 packages were made" in make(12)
    assert Package.objects.count() == 12
    for release in Release.objects.all():
        whole = canonical_bytes(to_json(release.manifest))
        assert whole.decode() == release.manifest_text
        assert hashlib.sha256(whole).hexdigest() == release.manifest_sha256
        public = canonical_bytes(to_json(public_manifest(release.manifest)))
        assert public.decode() == release.public_text
        assert hashlib.sha256(public).hexdigest() == release.public_sha256
        kept = dict(release.blobs.values_list("blob_id", "is_public"))
        assert set(kept) == {file.sha256 for file in release.manifest.files}
        shown = {file.sha256 for file in release.public_manifest.files}
        assert {sha256 for sha256, is_public in kept.items() if is_public} == shown
        for sha256 in kept:
            with open_blob(sha256) as stream:
                assert hashlib.sha256(stream.read()).hexdigest() == sha256


@pytest.mark.django_db
def test_make_catalogue_is_listed_and_can_be_read(client: Client) -> None:
    make(30)
    page = find(CatalogueQuery(size=50))
    gone = Package.objects.filter(releases__withdrawal__isnull=False).distinct().count()
    assert 30 - gone <= page.count <= 30
    for row in page.rows[:3]:
        assert client.get(f"/packages/{row.slug}/").status_code == 200
        archive = client.get(f"/packages/{row.slug}/download/everything/")
        assert archive.getvalue().startswith(b"PK")
    assert find(CatalogueQuery(words="answer key")).count == 0


@pytest.mark.django_db
def test_make_catalogue_again_adds_what_is_missing_only() -> None:
    make(3)
    before = list(Release.objects.order_by("pk").values_list("pk", "manifest_sha256"))
    assert "0 packages were made" in make(3)
    assert "2 packages were made" in make(5)
    after = list(Release.objects.order_by("pk").values_list("pk", "manifest_sha256"))
    assert after[: len(before)] == before
    assert "3 packages were made" in make(3, seed=2)


@pytest.mark.django_db
def test_make_catalogue_withdrawn_ones_fall_back_or_go() -> None:
    make(120)
    for withdrawal in Withdrawal.objects.select_related("release__package"):
        slug = withdrawal.release.package.slug
        numbers = {row.number for row in find(CatalogueQuery(size=200)).rows if row.slug == slug}
        assert withdrawal.release.number not in numbers


def test_make_catalogue_below_zero_is_refused() -> None:
    with pytest.raises(CommandError):
        make(-1)


@pytest.mark.django_db
def test_make_catalogue_level_2_stands_on_a_core_and_proves_it() -> None:
    call_command("make_catalogue", packages=30, seed=3, stdout=io.StringIO())
    layers = Release.objects.filter(package__kind="level-2-specialisation")
    assert layers
    for release in layers.select_related("stands_on__base__package"):
        base = release.stands_on.base
        manifest = release.manifest
        assert base.package.kind == "level-1-core"
        assert manifest.base is not None
        assert manifest.base.sha256 == base.manifest_sha256
        assert manifest.proof is not None
        assert manifest.proof.competencies == len(base.manifest.competencies)
        assert release.released_at > base.released_at
