"""What the editor tells of a package's releases: the newest, the next, and what is in its way."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.cache import cache

from repository.blobs.errors import BlobError
from repository.institutions.selectors import is_publisher
from repository.pages.draft import draft_manifest, read_draft
from repository.pages.problems import problems_in
from repository.pages.publishing import published_cover
from repository.pages.rules import WARNING, Draft, Problem
from repository.releases.audience import closed_parts
from repository.releases.errors import NotReleasableError
from repository.releases.manifest import Cover, Manifest
from repository.releases.models import Release
from repository.releases.numbering import Line, Proposal, lines, propose_number, suggested_notes
from repository.releases.selectors import newest_release, package_releases, release_line
from repository.releases.wording import quoted

if TYPE_CHECKING:
    from repository.pages.package_page import PackagePage

COVER_KEPT_SECONDS = 24 * 3600


@dataclasses.dataclass(frozen=True, slots=True)
class ReleaseState:
    """proposal: None for a page that isn't saved yet. newest: not withdrawn."""

    problems: Sequence[Problem] = ()
    proposal: Proposal | None = None
    why: Sequence[Line] = ()
    notes: str = ""
    newest: Release | None = None
    releases: Sequence[Release] = ()
    address: str = ""
    may_withdraw: bool = False

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.blocks]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.blocks]


def release_state(page: PackagePage, user: Any) -> ReleaseState:
    """Everything that the Release tab shows."""
    if page.package_id is None:
        return ReleaseState()
    draft = read_draft(page)
    previous = package_releases(page.package).first()
    manifest = draft_manifest(page, draft=draft, cover=_cover(page))
    proposal = propose_number(previous.manifest if previous else None, manifest)
    newest = newest_release(page.package)
    return ReleaseState(
        problems=[*problems_in(draft), *_still_shown(newest, manifest, draft)],
        proposal=proposal,
        why=lines(proposal.changes),
        notes=suggested_notes(proposal),
        newest=newest,
        releases=release_line(page.package),
        address=page.package.get_absolute_url(),
        may_withdraw=is_publisher(user, page.package.owner),
    )


def _still_shown(newest: Release | None, manifest: Manifest, draft: Draft) -> list[Problem]:
    """What the draft keeps for members, and the newest release gives to everybody."""
    if newest is None:
        return []
    message = (
        f"It is for members now, and release {newest.number} gave it to everybody. A release never "
        "changes: withdraw that one, and older ones that have it, if nobody may have it any more."
    )
    own = {component.key for component in draft.components}
    return [
        Problem(
            "STILL-SHOWN",
            WARNING,
            quoted(part.title),
            message,
            "components" if part.key in own else "layer",
            key=part.key,
        )
        for part in closed_parts(newest.manifest, manifest)
    ]


def _cover(page: PackagePage) -> Cover | None:
    """The cover as it would be published, made once for a picture and kept for a day."""
    if page.cover is None:
        return None
    key = f"published-cover-{page.cover.pk}-{page.cover.get_file_hash()}"
    found: Cover | None = cache.get(key)
    if found is None:
        try:
            found = published_cover(page)
        except (NotReleasableError, BlobError):
            return None  # publishing tells of it; this only looks ahead
        cache.set(key, found, COVER_KEPT_SECONDS)
    return dataclasses.replace(found, alt=page.cover_alt.strip()) if found else None
