"""A release with everything that its public pages need, read in a few statements.

How many there are doesn't depend on how many components, files or releases a package has. Nothing
here reads the whole manifest: members-only components are not even in memory.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.releases.manifest import InstitutionRef, Manifest, from_json
from repository.releases.models import Release, ReleaseBlob


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """A release in the row of its package's releases. reason: why it is withdrawn, or empty.

    take_over_by, urgent_because: where its package's editors call it urgent.
    """

    id: int
    number: str
    released_at: datetime
    notes: str
    reason: str = ""
    withdrawn_at: datetime | None = None
    take_over_by: date | None = None
    urgent_because: str = ""
    marked_at: datetime | None = None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_urgent(self) -> bool:
        return self.take_over_by is not None and not self.is_withdrawn


@dataclasses.dataclass(frozen=True, slots=True)
class History:
    """A package and its releases, the highest number first. There is always one.

    lead: who leads it now, whoever made the releases (ADR 0018); None for a draft.
    """

    slug: str
    uuid: str
    releases: tuple[Standing, ...]
    lead: InstitutionRef | None = None

    @property
    def newest(self) -> Standing | None:
        """The highest number that isn't withdrawn."""
        return next((release for release in self.releases if not release.is_withdrawn), None)

    def numbered(self, number: str) -> Standing | None:
        return next((release for release in self.releases if release.number == number), None)

    def newer(self, standing: Standing) -> tuple[Standing, ...]:
        """The releases above this one that stand, the highest number first."""
        above = self.releases[: self.releases.index(standing)]
        return tuple(release for release in above if not release.is_withdrawn)

    def before(self, standing: Standing) -> Standing | None:
        """What this one is read against: the next lower release that stands, or that is there."""
        below = self.releases[self.releases.index(standing) + 1 :]
        return next((release for release in below if not release.is_withdrawn), None) or next(
            iter(below), None
        )

    @property
    def changed_at(self) -> datetime:
        """When anything here last changed."""
        moments = [release.released_at for release in self.releases]
        moments += [r.withdrawn_at for r in self.releases if r.withdrawn_at is not None]
        moments += [r.marked_at for r in self.releases if r.marked_at is not None]
        return max(moments)


@dataclasses.dataclass(frozen=True, slots=True)
class BaseRecord:
    """The release that another one stands on. manifest: the public one."""

    history: History
    standing: Standing
    manifest: Manifest


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One release of a package, and what its manifest refers to.

    manifest: the public one. institutions: by slug; those that it names and that are members now.
    licences: by SPDX identifier. available: digests of the files whose bytes are stored and sound.
    is_draft: no release yet, so none of its addresses answers. base: what it stands on.
    """

    history: History
    standing: Standing
    manifest: Manifest
    digest: str
    institutions: Mapping[str, Institution]
    licences: Mapping[str, Licence]
    available: frozenset[str]
    is_draft: bool = False
    base: BaseRecord | None = None


def history_of(slug: str) -> History | None:
    """The releases of a package, or None where it has none. One statement."""
    return _history(package__slug=slug)


def _history(**package: Any) -> History | None:
    releases = (
        Release.objects.filter(**package)
        .newest_first()
        .values_list(
            "pk",
            "number",
            "released_at",
            "notes",
            "withdrawal__reason",
            "withdrawal__withdrawn_at",
            "urgency__take_over_by",
            "urgency__why",
            "urgency__marked_at",
            "package__slug",
            "package__uuid",
            "package__owner__slug",
            "package__owner__name",
            "package__owner__short_name",
        )
    )
    rows = list(releases)
    if not rows:
        return None
    standings = tuple(
        Standing(pk, number, released_at, notes, reason or "", withdrawn_at, by, why or "", marked)
        for pk, number, released_at, notes, reason, withdrawn_at, by, why, marked, *_ in rows
    )
    slug, uuid, *lead = rows[0][-5:]
    return History(slug, str(uuid), standings, InstitutionRef(*lead))


def base_of(manifest: Manifest) -> BaseRecord | None:
    """The release that a manifest stands on; None where it stands on none. Two statements."""
    if manifest.base is None:
        return None
    history = _history(package__uuid=manifest.base.package)
    standing = history.numbered(manifest.base.number) if history else None
    if history is None or standing is None:
        return None
    text, _ = public_text_of(standing)
    return BaseRecord(history, standing, from_json(json.loads(text)))


def public_text_of(standing: Standing) -> tuple[str, str]:
    """The canonical text of the public manifest, and its sha256."""
    text, digest = Release.objects.values_list("public_text", "public_sha256").get(pk=standing.id)
    return text, digest


def record_of(history: History, standing: Standing) -> Record:
    """Everything for the page of a release. Four statements, and two more where it has a base."""
    text, digest = public_text_of(standing)
    manifest = from_json(json.loads(text))
    return Record(
        history=history,
        standing=standing,
        manifest=manifest,
        digest=digest,
        institutions=institutions_of(manifest),
        licences=licences_by_spdx(),
        available=frozenset(
            ReleaseBlob.objects.filter(
                release=standing.id, is_public=True, blob__damaged_at=None
            ).values_list("blob_id", flat=True)
        ),
        base=base_of(manifest),
    )


def institutions_of(manifest: Manifest) -> dict[str, Institution]:
    """The institutions that a manifest names, by slug, as far as they are members now."""
    slugs = {manifest.owner.slug, *(partner.slug for partner in manifest.partners)}
    slugs |= {person.institution for person in manifest.contributors if person.institution}
    return {found.slug: found for found in Institution.objects.filter(slug__in=slugs)}


def licences_by_spdx() -> dict[str, Licence]:
    return {licence.spdx: licence for licence in Licence.objects.all()}
