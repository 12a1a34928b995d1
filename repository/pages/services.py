"""Making and changing drafts of packages without an editor: intake and demonstration use these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log

from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.pages import identity
from repository.pages.draft_data import DraftFields
from repository.pages.errors import NoInstitutionAboveError, UnknownFieldError, UnknownLicenceError
from repository.pages.models import InstitutionPage, PackageOccupation, PackagePage
from repository.pages.publishing import releasing_at
from repository.pages.rich_text import as_edited
from repository.pages.stream_rows import (
    Row,
    rows_of_components,
    rows_of_contributors,
    rows_of_duties,
)
from repository.releases.models import Release
from repository.releases.selectors import package_releases

PLAIN = frozenset(
    {
        "title",
        "summary",
        "description",
        "language",
        "for_whom",
        "prerequisites",
        "effort_hours",
        "delivery",
        "facilitation",
        "credit_status",
        "funder",
        "acknowledgement",
        "territory",
        "cover",
        "cover_alt",
        "next_review",
        "release_notes",
        "release_level",
        "release_why",
    }
)
STREAMS: dict[str, Callable[[Any], list[Row]]] = {
    "components": rows_of_components,
    "duties": rows_of_duties,
    "contributors": rows_of_contributors,
}
RELATED = frozenset({"licence", "partners", "subjects", "skills", "occupations"})


@transaction.atomic
def create_package_draft(
    *,
    institution: Institution,
    title: str,
    kind: str,
    slug: str = "",
    user: User | None = None,
    fields: DraftFields | None = None,
) -> PackagePage:
    """A new package with its draft page under the institution's own.

    slug: the wish; where another package has it, a number is added. Fields left out have their
    defaults.

    Raises: NoInstitutionAboveError where the institution has no page, UnknownFieldError,
    UnknownLicenceError.
    """
    parent = InstitutionPage.objects.filter(institution=institution).first()
    if parent is None:
        raise NoInstitutionAboveError(title)
    page = PackagePage(
        title=title,
        kind=kind,
        slug=identity.free_slug(slug or title),
        owner=user,
        live=False,
        has_unpublished_changes=True,
        locale=parent.locale,
    )
    set_fields(page, fields or {})
    add_draft(page=page, parent=parent, user=user)
    return page


def add_draft(*, page: PackagePage, parent: InstitutionPage, user: User | None) -> None:
    """Put a new page below its institution's, with its first revision and a line in its history."""
    parent.add_child(instance=page)
    page.save_revision(user=user, clean=False)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)


@transaction.atomic
def update_package_draft(
    *, page: PackagePage, fields: DraftFields, user: User | None = None
) -> PackagePage:
    """Change fields of the draft; what is public stays until the next release.

    Answers the draft as it is now. Raises: UnknownFieldError, UnknownLicenceError.
    """
    stored = PackagePage.objects.get(pk=page.pk)  # the caller's may have been published since
    draft = cast(PackagePage, stored.get_latest_revision_as_object())
    set_fields(draft, fields)
    if not draft.live:
        draft.save()
    draft.save_revision(user=user, clean=False, log_action=True)
    return draft


def set_fields(page: PackagePage, fields: DraftFields) -> None:
    """Set fields of a page; nothing is saved. Raises: UnknownFieldError, UnknownLicenceError."""
    values = cast("Mapping[str, Any]", fields)
    unknown = sorted(set(values) - PLAIN - STREAMS.keys() - RELATED)
    if unknown:
        raise UnknownFieldError(unknown)
    for name in PLAIN & values.keys():
        setattr(page, name, values[name])
    if "description" in values:
        page.description = as_edited(values["description"])
    for name, rows in STREAMS.items():
        if name in values:
            setattr(page, name, rows(values[name]))
    _set_related(page, values)


def _set_related(page: PackagePage, values: Mapping[str, Any]) -> None:
    if "licence" in values:
        page.licence = _licence(values["licence"])
    if "partners" in values:
        page.partners = list(values["partners"])
    if "subjects" in values:
        page.subjects.set(list(values["subjects"]))
    if "skills" in values:
        page.skills.set(list(values["skills"]))
    if "occupations" in values:
        page.occupations = [
            PackageOccupation(noc=occupation.noc, title=occupation.title, sort_order=place)
            for place, occupation in enumerate(values["occupations"])
        ]


def _licence(spdx: str) -> Licence | None:
    if not spdx:
        return None
    licence = Licence.objects.filter(spdx=spdx).first()
    if licence is None:
        raise UnknownLicenceError(spdx)
    return licence


def publish_package(
    *,
    page: PackagePage,
    user: User | None = None,
    notes: str = "",
    released_at: datetime | None = None,
) -> Release | None:
    """Publish the newest draft of a package, as the editor's button does.

    Answers the release, or None where nothing has changed since the last one. released_at: aware,
    now if None.

    Raises: NotReleasableError, with every problem; then nothing is published.
    """
    with transaction.atomic(), releasing_at(released_at):
        if notes:
            update_package_draft(page=page, user=user, fields={"release_notes": notes})
        page = PackagePage.objects.get(pk=page.pk).specific
        before = page.package.releases.count()
        revision = page.get_latest_revision() or page.save_revision(user=user)
        revision.publish(user=user, skip_permission_checks=True)
        if page.package.releases.count() == before:
            return None
        return package_releases(page.package).first()
