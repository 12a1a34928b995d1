"""A release never changes, whoever asks the database, and however."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from repository.lib import clock
from repository.lib.canonical_json import canonical_bytes, digest
from repository.licences.models import Licence
from repository.releases.errors import ReleaseIsImmutableError
from repository.releases.manifest import to_json
from repository.releases.models import Package, Release, ReleaseBase, ReleaseBlob
from tests.flushing import triggers
from tests.released import a_package, manifest_of, stored

pytestmark = pytest.mark.django_db

TABLES = ["repository_release", "repository_releaseblob", "repository_releasebase"]


@pytest.fixture
def release() -> Release:
    """A release with one blob, written without the service."""
    return a_written_release(a_package())


@pytest.fixture
def stood_on(release: Release) -> Release:
    """The same, and another release stands on it."""
    layer = a_written_release(a_package("level-2", owner=release.package.owner))
    ReleaseBase.objects.create(release=layer, base=release)
    return release


def a_written_release(package: Package, number: str = "1.0.0") -> Release:
    value = to_json(manifest_of(package))
    major, minor, patch = (int(part) for part in number.split("."))
    release = Release.objects.create(
        package=package,
        number=number,
        major=major,
        minor=minor,
        patch=patch,
        manifest_text=canonical_bytes(value).decode(),
        manifest_sha256=digest(value),
        public_text=canonical_bytes(value).decode(),
        public_sha256=digest(value),
        released_at=clock.now(),
    )
    ReleaseBlob.objects.create(release=release, blob=stored(b"c1.pdf"), is_public=True)
    return release


def run(statement: str) -> None:
    connection.check_constraints()  # or PostgreSQL refuses TRUNCATE for a reason of its own
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def raw_changes() -> Iterator[str]:
    yield "UPDATE repository_release SET notes = 'other'"
    yield "UPDATE repository_release SET number = number"
    yield "UPDATE repository_release SET released_by_id = NULL"
    yield "DELETE FROM repository_release"
    yield "UPDATE repository_releaseblob SET is_public = NOT is_public"
    yield "DELETE FROM repository_releaseblob"
    yield "UPDATE repository_releasebase SET base_id = base_id"
    yield "DELETE FROM repository_releasebase"
    for table in TABLES:
        if connection.vendor == "postgresql":
            yield f"TRUNCATE {table} CASCADE"
        else:
            # On SQLite REPLACE deletes the old row without asking the trigger of deletes.
            yield f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608


@pytest.mark.parametrize("statement", list(raw_changes()))
def test_raw_sql_changing_a_release_is_refused(stood_on: Release, statement: str) -> None:
    with pytest.raises(IntegrityError, match="A release never changes"):
        run(statement)

    assert Release.objects.filter(pk=stood_on.pk, notes="").exists()
    assert ReleaseBlob.objects.filter(release=stood_on, is_public=True).exists()


def test_raw_sql_replacing_a_release_by_its_number_is_refused(release: Release) -> None:
    verb = "INSERT" if connection.vendor == "postgresql" else "INSERT OR REPLACE"
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, TABLES[0])
    values = [{"id": "id + 1", "notes": "'other'"}.get(c.name, c.name) for c in table]
    selected = f"SELECT {', '.join(values)} FROM {TABLES[0]}"  # noqa: S608 - fixed names

    with pytest.raises(IntegrityError):
        run(f"{verb} INTO {TABLES[0]} ({', '.join(c.name for c in table)}) {selected}")

    assert Release.objects.get().notes == ""


def orm_changes() -> Iterator[tuple[str, Any]]:
    yield "save", lambda release: release.save()
    yield "save of a field", lambda release: release.save(update_fields=["notes"])
    yield "delete", lambda release: release.delete()
    yield "update", lambda release: Release.objects.update(notes="other")
    yield "filtered update", lambda release: Release.objects.filter(pk=release.pk).update(notes="x")
    yield "bulk update", lambda release: Release.objects.bulk_update([release], ["notes"])
    yield (
        "update or create",
        lambda release: Release.objects.update_or_create(
            pk=release.pk, defaults={"notes": "other"}
        ),
    )
    yield "delete of all", lambda release: Release.objects.all().delete()
    yield "through the package", lambda release: release.package.releases.all().delete()
    yield "blob's save", lambda release: release.blobs.get().save()
    yield "blob's delete", lambda release: release.blobs.get().delete()
    yield "blobs' update", lambda release: release.blobs.update(is_public=False)
    yield "blobs' delete", lambda release: release.blobs.all().delete()
    yield (
        "blobs' bulk update",
        lambda release: ReleaseBlob.objects.bulk_update(list(release.blobs.all()), ["is_public"]),
    )


@pytest.mark.parametrize("change", [pytest.param(do, id=name) for name, do in orm_changes()])
def test_orm_changing_a_release_is_refused(release: Release, change: Any) -> None:
    release.notes = "other"

    with pytest.raises(ReleaseIsImmutableError) as raised:
        change(release)

    assert raised.value.code == "RELEASE-IMMUTABLE"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda release: release.save_base(force_update=True), id="save_base"),
        pytest.param(
            lambda release: Release._base_manager.update(notes="other"), id="the base manager"
        ),
        pytest.param(
            lambda release: Release._base_manager.all()._raw_delete("default"), id="_raw_delete"
        ),
        pytest.param(
            lambda release: Release.objects.bulk_create(
                [release], update_conflicts=True, unique_fields=["id"], update_fields=["notes"]
            ),
            id="upsert",
        ),
    ],
)
def test_orm_ways_around_the_model_are_refused_by_the_database(
    release: Release, change: Any
) -> None:
    release.notes = "other"

    with pytest.raises((IntegrityError, ReleaseIsImmutableError)), transaction.atomic():
        change(release)

    assert Release.objects.get().notes == ""


def test_package_with_a_release_cannot_go(release: Release) -> None:
    with pytest.raises(IntegrityError):
        release.package.delete()


def test_blob_of_a_release_cannot_go(release: Release) -> None:
    with pytest.raises(IntegrityError):
        release.blobs.get().blob.delete()


def test_second_release_of_a_number_is_refused(release: Release) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_written_release(release.package)


def test_number_that_is_not_the_version_is_refused(release: Release) -> None:
    release.pk = None
    release._state.adding = True
    release.number = "1.0.1"

    with pytest.raises(IntegrityError), transaction.atomic():
        release.save()


def test_migration_is_reversible(release: Release) -> None:
    with connection.cursor() as cursor:
        for statement in triggers.dropping(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE repository_release SET notes = 'changed without triggers'")
        for statement in triggers.creating(connection.vendor):
            cursor.execute(statement)

    with pytest.raises(IntegrityError, match="A release never changes"):
        run("UPDATE repository_release SET notes = ''")
    loader = MigrationExecutor(connection).loader
    assert (
        loader.get_migration("repository", triggers.__name__.rpartition(".")[2])
        .operations[0]
        .reversible
    )


@pytest.mark.django_db(transaction=True)
def test_flush_of_the_test_database_empties_releases_and_keeps_what_migrations_wrote() -> None:
    licences = set(Licence.objects.values_list("pk", flat=True))
    a_written_release(a_package())

    call_command("flush", verbosity=0, interactive=False)

    assert not Release.objects.exists()
    assert not Package.objects.exists()
    assert set(Licence.objects.values_list("pk", flat=True)) == licences != set()
    a_written_release(a_package())
    with pytest.raises(IntegrityError, match="A release never changes"):
        run("DELETE FROM repository_release")
