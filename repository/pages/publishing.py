"""Page and release, in one transaction.

Wagtail publishes in several ways: the editor runs its action directly, an approved workflow and the
schedule call `Page.publish`, a script may save the page itself. All of them end in saving the page
with a new live revision, so the release is made there (`PackagePage.save`), and nowhere else.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from wagtail.log_actions import get_active_log_context, log

from repository.blobs.errors import PictureUnreadableError
from repository.blobs.pictures import store_published_picture
from repository.pages.draft import draft_manifest, read_draft
from repository.pages.problems import require_releasable
from repository.releases.errors import NotReleasableError, NumberTooLowError, ReleaseError
from repository.releases.manifest import Cover
from repository.releases.models import Release
from repository.releases.services import publish_release

if TYPE_CHECKING:
    from wagtail.models import Revision

    from repository.pages.package_page import PackagePage

logger = logging.getLogger(__name__)

COVER_WIDTH = 1600

_publisher: ContextVar[User | None] = ContextVar("publisher", default=None)


_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)

# Actions in the history of a page.
RELEASED = "headwaters.release"
WITHDRAWN = "headwaters.withdraw"
REFUSED = "headwaters.release.refused"


@contextlib.contextmanager
def publishing_as(user: User | None) -> Iterator[None]:
    """Releases made inside are this person's."""
    token = _publisher.set(user)
    try:
        yield
    finally:
        _publisher.reset(token)


@contextlib.contextmanager
def releasing_at(moment: datetime | None) -> Iterator[None]:
    """Releases made inside are dated so: aware, None for now."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def release_page(page: PackagePage, notes: str, level: str, why: str) -> Release | None:
    """The release of a page that goes live; None where nothing has changed since the last one.

    level: the least that the publisher wants ("" for what the changes ask for), with the sentence
    that says why. Runs in the caller's transaction.

    Raises: NotReleasableError.
    """
    draft = read_draft(page)
    require_releasable(draft)
    manifest = draft_manifest(page, draft=draft, cover=published_cover(page))
    # The editor's action says who publishes only in Wagtail's log context.
    user = _publisher.get() or get_active_log_context().user
    make = partial(
        publish_release,
        package=page.package,
        manifest=manifest,
        notes=notes,
        user=user,
        released_at=_moment.get(),
    )
    try:
        release = make(level=level, why=why)
    except NumberTooLowError:
        # "At least minor" is no less than the major that the changes ask for.
        release = make()
    if release is not None:
        log(
            instance=page,
            action=RELEASED,
            user=user,
            data={"number": release.number},
            revision=page.live_revision,
        )
    return release


def published_cover(page: PackagePage) -> Cover | None:
    """The cover as a blob that the public may have. Writes it, if it isn't there yet.

    Raises: NotReleasableError for a picture that can't be read; StorageFailedError and
    BlobDamagedError where the storage fails.
    """
    if page.cover is None:
        return None
    try:
        picture = store_published_picture(picture=page.cover, max_width=COVER_WIDTH)
    except PictureUnreadableError as error:
        message = f"The picture can’t be read ({error.reason}). Choose another."
        raise NotReleasableError([("COVER-UNREADABLE", "Cover image", message)]) from error
    return Cover(
        sha256=picture.sha256,
        size=picture.size,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        alt=page.cover_alt.strip(),
    )


def give_up_schedule(page: PackagePage, revision: Revision, error: ReleaseError) -> None:
    """A scheduled draft can't be released: it stays a draft, and its history says why.

    The schedule is taken off it; otherwise the page would stay locked, and be tried every time.
    """
    logger.error("The scheduled release of %r was not made: %s", page.title, error)
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(
        instance=page,
        action=REFUSED,
        data={"code": error.code, "reason": str(error)},
        revision=revision,
    )
