"""Publishing makes a release with everything that follows from it, or nothing at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.dispatch import Signal
from django.test.utils import CaptureQueriesContext

from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.storage import blob_storage
from repository.lib import clock
from repository.lib.canonical_json import digest
from repository.releases.errors import (
    AlreadyWithdrawnError,
    NotReleasableError,
    NumberTooLowError,
    ReleasedMeanwhileError,
    WithdrawalWithoutReasonError,
)
from repository.releases.manifest import LOCKED, MEMBERS, Cover, Manifest, to_json
from repository.releases.models import Package, Release, ReleaseBlob, Withdrawal
from repository.releases.services import publish_release, withdraw_release
from repository.releases.signals import released, withdrawn
from tests.manifests import a_competency, a_component, a_duty, a_file
from tests.released import a_package, a_stored_file, manifest_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def package() -> Package:
    return a_package()


@contextmanager
def receiving(signal: Signal, receiver: Any) -> Iterator[None]:
    signal.connect(receiver)
    try:
        yield
    finally:
        signal.disconnect(receiver)


def published(package: Package, manifest: Manifest | None = None, **changes: Any) -> Release:
    release = publish_release(package=package, manifest=manifest or manifest_of(package), **changes)
    assert release is not None
    return release


def nothing_is_written() -> bool:
    return not Release.objects.exists() and not ReleaseBlob.objects.exists()


def test_publish_release_writes_number_texts_and_digests(package: Package) -> None:
    user = User.objects.create(username="ana", first_name="Ana", last_name="Lopes")
    moment = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

    made = published(package, notes=" First. ", user=user, released_at=moment)

    release = Release.objects.get(pk=made.pk)
    assert (release.number, release.major, release.minor, release.patch) == ("1.0.0", 1, 0, 0)
    assert release.manifest.number == "1.0.0"
    assert release.manifest_sha256 == digest(to_json(release.manifest))
    assert release.public_sha256 == digest(to_json(release.public_manifest))
    assert (release.notes, release.released_at) == ("First.", moment)
    assert (release.released_by_id, release.released_by_name) == (user.pk, "Ana Lopes")


def test_publish_release_names_itself_as_the_hop_of_every_component(package: Package) -> None:
    [hop] = published(package).manifest.components[0].hops

    assert (hop.package, hop.release) == (str(package.uuid), "1.0.0")
    assert (hop.institution, hop.licence) == ("viu", "CC-BY-SA-4.0")


def test_publish_release_of_the_same_again_makes_none(package: Package) -> None:
    published(package)

    assert publish_release(package=package, manifest=manifest_of(package)) is None
    assert Release.objects.count() == 1


def test_publish_release_counts_on_from_the_newest(package: Package) -> None:
    core = a_component("c1", policy=LOCKED)
    steps: list[tuple[dict[str, Any], str]] = [
        ({"components": (core,)}, "1.0.0"),
        ({"components": (core, a_component("c2", "Lifting"))}, "1.1.0"),
        ({"components": (core,)}, "1.1.1"),
        ({"components": (dataclasses.replace(core, title="Other"),)}, "2.0.0"),
    ]

    for changes, number in steps:
        assert published(package, manifest_of(package, **changes)).number == number


def test_publish_release_after_1_9_0_is_1_10_0_and_the_newest(package: Package) -> None:
    parts = [a_component("c0", "Part 0")]
    published(package, manifest_of(package, components=tuple(parts)))
    for place in range(1, 12):
        parts.append(a_component(f"c{place}", f"Part {place}"))
        release = published(package, manifest_of(package, components=tuple(parts)))

    assert release.number == "1.11.0"


def test_publish_release_writes_the_reasons(package: Package) -> None:
    published(package)
    answers = a_component("c9", "Answers", audience=MEMBERS)
    components = (*manifest_of(package).components, answers, a_component("c2", "Lifting"))

    release = published(package, manifest_of(package, components=components))

    assert [reason["sentence"] for reason in release.reasons] == [
        "“Answers” was added",
        "“Lifting” was added",
    ]
    assert [reason.sentence for reason in release.public_reasons] == ["“Lifting” was added"]


def test_publish_release_raised_by_the_publisher(package: Package) -> None:
    published(package)
    new = manifest_of(package, title="Other")

    release = published(package, new, level="major", why="A new program")

    assert release.number == "2.0.0"
    assert release.reasons[0]["sentence"] == "A new program"


def test_publish_release_lowered_by_the_publisher_is_refused(package: Package) -> None:
    published(package)
    new = manifest_of(package, duties=(a_duty(competencies=(a_competency("k1", "Other"),)),))

    with pytest.raises(NumberTooLowError):
        publish_release(package=package, manifest=new, level="minor")

    assert Release.objects.count() == 1


def test_publish_release_keeps_every_blob_and_says_which_are_public(package: Package) -> None:
    shared = a_stored_file("shared.pdf")
    secret = a_stored_file("answers.pdf")
    picture = stored(b"picture")
    release = published(
        package,
        manifest_of(
            package,
            cover=Cover(picture.sha256, picture.size, "image/png", 10, 10, "A room"),
            components=(
                a_component("c1", files=(shared,)),
                a_component("c2", "Answers", audience=MEMBERS, files=(secret, shared)),
            ),
        ),
    )

    kept = {row.blob_id: row.is_public for row in release.blobs.all()}
    assert kept == {shared.sha256: True, secret.sha256: False, picture.sha256: True}


def test_publish_release_leaves_members_parts_out_of_the_public_text(package: Package) -> None:
    secret = a_component("c9", "Answer key", audience=MEMBERS, files=(a_stored_file("key.pdf"),))
    components = (*manifest_of(package).components, secret)

    release = published(package, manifest_of(package, components=components))

    assert "Answer key" in release.manifest_text
    assert "Answer key" not in release.public_text
    assert "key.pdf" not in release.public_text
    assert release.public_manifest.number == "1.0.0"


def unknown_blob(package: Package) -> Manifest:
    manifest = manifest_of(package)
    return dataclasses.replace(
        manifest, components=(a_component("c2", files=(a_file("never stored.pdf"),)),)
    )


def blob_of_another_size(package: Package) -> Manifest:
    file = dataclasses.replace(a_stored_file("size.pdf"), size=1)
    return manifest_of(package, components=(a_component("c2", files=(file,)),))


def blob_without_bytes(package: Package) -> Manifest:
    file = a_stored_file("lost.pdf")
    blob_keeper().delete(blob_path(file.sha256))
    return manifest_of(package, components=(a_component("c2", files=(file,)),))


def blob_cut_short(package: Package) -> Manifest:
    file = a_stored_file("short.pdf")
    path = Path(blob_storage().path(blob_path(file.sha256)))
    path.chmod(0o600)
    path.write_bytes(b"x")
    return manifest_of(package, components=(a_component("c2", files=(file,)),))


def blob_known_as_damaged(package: Package) -> Manifest:
    file = a_stored_file("damaged.pdf")
    Blob.objects.filter(pk=file.sha256).update(damaged_at=clock.now())
    return manifest_of(package, components=(a_component("c2", files=(file,)),))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (blob_known_as_damaged, "RELEASE-BLOB-DAMAGED"),
        (unknown_blob, "RELEASE-BLOB-UNKNOWN"),
        (blob_of_another_size, "RELEASE-BLOB-SIZE"),
        (blob_without_bytes, "RELEASE-BLOB-MISSING"),
        (blob_cut_short, "RELEASE-BLOB-MISSING"),
        (lambda package: manifest_of(package, package="another"), "MANIFEST-PACKAGE"),
        (lambda package: manifest_of(package, title=" "), "MANIFEST-NO-TITLE"),
    ],
)
def test_publish_release_of_what_is_not_whole_is_refused(
    package: Package, make: Any, code: str
) -> None:
    with pytest.raises(NotReleasableError) as raised:
        publish_release(package=package, manifest=make(package))

    assert [problem[0] for problem in raised.value.problems] == [code]
    assert nothing_is_written()


def test_publish_release_with_unwritable_notes_is_refused(package: Package) -> None:
    with pytest.raises(NotReleasableError):
        publish_release(package=package, manifest=manifest_of(package), notes="\x00")


def test_publish_release_tells_receivers_inside_the_transaction(package: Package) -> None:
    told: list[tuple[str, str | None, bool]] = []

    def receiver(release: Release, previous: Release | None, **_: Any) -> None:
        number = previous.number if previous else None
        told.append((release.number, number, connection.in_atomic_block))

    with receiving(released, receiver):
        published(package)
        published(package, manifest_of(package, title="Other"))

    assert told == [("1.0.0", None, True), ("1.0.1", "1.0.0", True)]


@pytest.mark.django_db(transaction=True)
def test_publish_release_with_a_receiver_that_fails_writes_nothing(package: Package) -> None:
    def receiver(**_: Any) -> None:
        raise OSError("no room")

    with receiving(released, receiver), pytest.raises(OSError, match="no room"):
        publish_release(package=package, manifest=manifest_of(package))

    assert nothing_is_written()


def test_publish_release_after_another_one_is_told(package: Package) -> None:
    user = User.objects.create(username="ana", first_name="Ana", last_name="Lopes")
    published(package, user=user)

    with pytest.raises(ReleasedMeanwhileError, match="was released by Ana Lopes"):
        publish_release(package=package, manifest=manifest_of(package, title="Other"), after="")


def test_publish_release_after_what_the_publisher_saw_is_made(package: Package) -> None:
    published(package, after="")

    assert published(package, manifest_of(package, title="Other"), after="1.0.0").number == "1.0.1"


def test_publish_release_after_a_withdrawn_one_never_uses_its_number_again(
    package: Package,
) -> None:
    published(package)
    withdraw_release(
        release=published(package, manifest_of(package, title="Wrong")), reason="Wrong", user=None
    )

    assert published(package, manifest_of(package, title="Right")).number == "1.0.2"


def queries_of_publishing(package: Package, manifest: Manifest) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        published(package, manifest)
    return len(captured)


def test_publish_release_asks_as_often_whatever_the_size(package: Package) -> None:
    large = tuple(
        a_component(f"c{n}", files=tuple(a_stored_file(f"{n}-{m}.pdf") for m in range(4)))
        for n in range(30)
    )
    small = queries_of_publishing(package, manifest_of(package))
    other = a_package("other")

    assert queries_of_publishing(other, manifest_of(other, components=large)) == small


def test_withdraw_release_keeps_it_and_says_why(package: Package) -> None:
    release = published(package)
    user = User.objects.create(username="ana")
    told: list[str] = []

    def receiver(withdrawal: Withdrawal, **_: Any) -> None:
        told.append(withdrawal.reason)

    with receiving(withdrawn, receiver):
        withdrawal = withdraw_release(release=release, reason=" Unsafe. ", user=user)

    assert (withdrawal.reason, withdrawal.withdrawn_by, told) == ("Unsafe.", user, ["Unsafe."])
    assert Release.objects.get(pk=release.pk).is_withdrawn


@pytest.mark.parametrize("reason", ["", "  "])
def test_withdraw_release_without_a_reason_is_refused(package: Package, reason: str) -> None:
    with pytest.raises(WithdrawalWithoutReasonError):
        withdraw_release(release=published(package), reason=reason, user=None)


def test_withdraw_release_twice_is_refused(package: Package) -> None:
    release = published(package)
    withdraw_release(release=release, reason="Unsafe.", user=None)

    with pytest.raises(AlreadyWithdrawnError):
        withdraw_release(release=release, reason="Unsafe again.", user=None)
