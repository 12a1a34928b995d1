"""What changes releases: making one, and withdrawing one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.models import Blob
from repository.lib import clock
from repository.lib.canonical_json import canonical_bytes, digest
from repository.releases.audience import public_manifest
from repository.releases.errors import (
    AlreadyWithdrawnError,
    NotReleasableError,
    ReleasedMeanwhileError,
    UrgencyWithoutReasonError,
    WithdrawalWithoutReasonError,
)
from repository.releases.manifest import Manifest, to_json
from repository.releases.models import (
    Package,
    Release,
    ReleaseBase,
    ReleaseBlob,
    Urgency,
    Withdrawal,
)
from repository.releases.numbering import Proposal, propose_number, raise_to
from repository.releases.provenance import stamped
from repository.releases.selectors import package_releases
from repository.releases.signals import made_urgent, released, withdrawn
from repository.releases.soundness import Problem, problems, unwritable
from repository.releases.standing import base_release, proven
from repository.releases.version import Version


def publish_release(
    *,
    package: Package,
    manifest: Manifest,
    notes: str = "",
    level: str = "",
    why: str = "",
    after: str | None = None,
    user: User | None = None,
    released_at: datetime | None = None,
) -> Release | None:
    """Make a release of a manifest, with everything that follows from it, or nothing at all.

    manifest: as the draft stands; a number and hops of its own are written here. level, why: where
    the publisher raises the number, and the sentence that says why. after: the number that the
    publisher saw as the newest ("" for none); None doesn't ask. released_at: aware, now if None.

    Answers None where nothing changed since the highest number, withdrawn or not.

    Raises: NotReleasableError, NumberTooLowError, UnknownLevelError, ReleasedMeanwhileError, and
    whatever a receiver of `released` raises.
    """
    with transaction.atomic():
        # Publishers of one package queue here: PostgreSQL locks the row, SQLite the database.
        package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
        previous = _previous(package, after)
        _check(package, manifest, notes + why)
        base = base_release(manifest)
        manifest = proven(manifest, base)
        old = previous.manifest if previous else None
        proposal = raise_to(propose_number(old, manifest), level, why)
        if not proposal.is_release:
            return None
        blobs = _needed_blobs(manifest)
        new = stamped(manifest, proposal.number)
        release = _write(package, new, proposal, notes, user, released_at)
        _keep(release, blobs, base)
        released.send(sender=Release, release=release, previous=previous)
    return release


def _previous(package: Package, seen: str | None) -> Release | None:
    """The release with the highest number. seen: the one that the publisher knows of, or None.

    Raises: ReleasedMeanwhileError where it is another.
    """
    previous = package_releases(package).first()
    if seen is None or seen == (previous.number if previous else ""):
        return previous
    if previous is None:
        raise ReleasedMeanwhileError("", None, "")
    raise ReleasedMeanwhileError(previous.number, previous.released_at, previous.released_by_name)


def _check(package: Package, manifest: Manifest, said: str) -> None:
    """Refuse what can't be released. said: the publisher's own words."""
    found = [*problems(manifest), *unwritable(said, "notes")]
    if manifest.package != str(package.uuid):
        found.append(("MANIFEST-PACKAGE", "package", "This manifest is of another package."))
    if found:
        raise NotReleasableError(found)


def _needed_blobs(manifest: Manifest) -> dict[str, Blob]:
    """The blobs of a manifest by digest; each is in the storage with all its bytes.

    Raises: NotReleasableError.
    """
    needed = [(file.sha256, file.size, file.name) for file in manifest.files]
    if manifest.cover is not None:
        needed.append((manifest.cover.sha256, manifest.cover.size, "the cover picture"))
    digests = {sha256 for sha256, _, _ in needed}
    # Locked in one order: the collector must not take one of them before this commits.
    rows = Blob.objects.select_for_update(no_key=True).filter(pk__in=digests).order_by("pk")
    blobs = {blob.sha256: blob for blob in rows}
    keeper = blob_keeper()
    # By their size only: `verify_blobs` reads the bytes.
    there = {pk for pk, blob in blobs.items() if keeper.holds(blob_path(pk), blob.size)}
    found = [
        problem
        for sha256, size, name in needed
        if (problem := _blob_problem(blobs.get(sha256), size, name, sha256 in there))
    ]
    if found:
        raise NotReleasableError(found)
    return blobs


def _blob_problem(blob: Blob | None, size: int, name: str, there: bool) -> Problem | None:
    if blob is None:
        return "RELEASE-BLOB-UNKNOWN", name, f"The file {name} was never stored."
    if blob.size != size:
        return "RELEASE-BLOB-SIZE", name, f"The file {name} has another size than was stored."
    if not there:
        return "RELEASE-BLOB-MISSING", name, f"The file {name} is not in the storage."
    if blob.damaged_at is not None:
        return "RELEASE-BLOB-DAMAGED", name, f"The stored file {name} is damaged: upload it again."
    return None


def _write(
    package: Package,
    manifest: Manifest,
    proposal: Proposal,
    notes: str,
    user: User | None,
    released_at: datetime | None,
) -> Release:
    whole, public = to_json(manifest), to_json(public_manifest(manifest))
    version = Version.parse(proposal.number)
    return Release.objects.create(
        package=package,
        number=proposal.number,
        major=version.major,
        minor=version.minor,
        patch=version.patch,
        manifest_text=canonical_bytes(whole).decode(),
        manifest_sha256=digest(whole),
        public_text=canonical_bytes(public).decode(),
        public_sha256=digest(public),
        notes=notes.strip(),
        reasons=[dataclasses.asdict(reason) for reason in proposal.reasons],
        released_at=released_at or clock.now(),
        released_by=user,
        released_by_name=_name(user),
    )


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def _keep(release: Release, blobs: dict[str, Blob], base: Release | None) -> None:
    """Note which bytes the release needs, and what it stands on.

    A blob is public where any public file is made of it.
    """
    if base is not None:
        ReleaseBase.objects.create(release=release, base=base)
    public = set(_digests(release.public_manifest))
    ReleaseBlob.objects.bulk_create(
        ReleaseBlob(release=release, blob=blob, is_public=sha256 in public)
        for sha256, blob in sorted(blobs.items())
    )


def _digests(manifest: Manifest) -> Iterable[str]:
    yield from (file.sha256 for file in manifest.files)
    if manifest.cover is not None:
        yield manifest.cover.sha256


def withdraw_release(*, release: Release, reason: str, user: User | None) -> Withdrawal:
    """Say that a release should not be used any more. The release itself stays as it is.

    Raises: WithdrawalWithoutReasonError, AlreadyWithdrawnError, and whatever a receiver of
    `withdrawn` raises.
    """
    if not reason.strip():
        raise WithdrawalWithoutReasonError
    with transaction.atomic():
        Package.objects.select_for_update().get(pk=release.package_id)
        if Withdrawal.objects.filter(release=release).exists():
            raise AlreadyWithdrawnError(release.number)
        values: dict[str, Any] = {"reason": reason.strip(), "withdrawn_by": user}
        withdrawal = Withdrawal.objects.create(release=release, **values)
        withdrawn.send(sender=Release, release=release, withdrawal=withdrawal)
    return withdrawal


def mark_urgent(
    *,
    release: Release,
    take_over_by: date,
    why: str,
    user: User | None,
    now: datetime | None = None,
) -> Urgency:
    """Say by which day a release should be taken over, and why. Said again, the last word holds.

    Raises: UrgencyWithoutReasonError, and whatever a receiver of `made_urgent` raises.
    """
    if not why.strip():
        raise UrgencyWithoutReasonError
    values = {
        "take_over_by": take_over_by,
        "why": why.strip(),
        "marked_at": now or clock.now(),
        "marked_by": user,
        "marked_by_name": _name(user),
    }
    with transaction.atomic():
        urgency, _ = Urgency.objects.update_or_create(release=release, defaults=values)
        made_urgent.send(sender=Release, release=release, urgency=urgency)
    return urgency
