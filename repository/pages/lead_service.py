"""Another institution takes over the lead of a package: address, releases and layers stay."""

from __future__ import annotations

import dataclasses
import io
from datetime import datetime
from pathlib import PurePosixPath
from typing import cast

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import PageSubscription, ReferenceIndex

from repository.blobs.models import Picture, StoredDocument
from repository.blobs.services import document_of_blob
from repository.institutions.models import Institution
from repository.lib import clock
from repository.pages.errors import LeadRefusedError
from repository.pages.institution_page import InstitutionPage
from repository.pages.package_page import PackagePage
from repository.pages.stream_rows import components_of_rows, rows_of_components
from repository.releases.models import LeadChange, Package
from search.indexing import index_packages

# In the history of a page.
LEAD_CHANGED = "headwaters.lead"


def change_lead(
    *, package: Package, institution: Institution, reason: str, user: User | None = None
) -> LeadChange:
    """Give a package to another institution, with its draft and the files of the draft.

    All of it or nothing. Releases say for ever who made them; the catalogue lists the package
    under its new lead at once. What waited for the old institution's publishers is called back,
    and the draft is unlocked: its people don't reach it any more. A release that they scheduled is
    called off (`scheduled_for`): it would publish the draft as it was before.

    Raises: LeadRefusedError with the reason; BlobMissingError and what else `document_of_blob`
    raises.
    """
    parent = _page_of(institution, reason)
    with transaction.atomic():
        package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
        old = package.owner
        if old == institution:
            said = f"{institution} leads it already."
            raise LeadRefusedError("LEAD-THE-SAME", said)
        change = LeadChange.objects.create(
            package=package,
            from_institution=old,
            to_institution=institution,
            reason=reason.strip(),
            changed_at=clock.now(),
            changed_by=user,
            changed_by_name=_name(user),
        )
        package.owner = institution
        package.save(update_fields=["owner"])
        page = PackagePage.objects.filter(package=package).first()
        if page is not None:
            called_off = scheduled_for(package)
            _hand_over(page.specific, parent, old, user)
            _log(page, change, user, called_off)
        index_packages([package.pk])
    return change


def scheduled_for(package: Package) -> datetime | None:
    """When the package's draft is to be released by itself; None where it isn't."""
    page = PackagePage.objects.filter(package=package).first()
    waiting = page.revisions.exclude(approved_go_live_at=None) if page else None
    first = waiting.order_by("approved_go_live_at").first() if waiting else None
    return first.approved_go_live_at if first else None


def _page_of(institution: Institution, reason: str) -> InstitutionPage:
    """Raises: LeadRefusedError where there is no reason, or no page to stand below."""
    parent: InstitutionPage | None = InstitutionPage.objects.filter(institution=institution).first()
    if not reason.strip():
        said = "Say why the lead changes: everybody who relies on the package may read it."
        raise LeadRefusedError("LEAD-NO-REASON", said)
    if parent is None:
        said = f"{institution} has no page, so the package would stand nowhere."
        raise LeadRefusedError("LEAD-NO-PAGE", said)
    return parent


def _hand_over(
    page: PackagePage, parent: InstitutionPage, old: Institution, user: User | None
) -> None:
    """The draft below its new institution, with files of that one's own, as a revision."""
    if page.current_workflow_state:
        page.current_workflow_state.cancel(user=user)
    # With a person named, Wagtail asks whether they may move it: nobody may, but in this way.
    page.move(parent, pos="last-child")
    page.revisions.update(approved_go_live_at=None)
    stored = cast(PackagePage, PackagePage.objects.get(pk=page.pk).specific)
    if stored.locked:
        stored.locked, stored.locked_by, stored.locked_at = False, None, None
        stored.save(update_fields=["locked", "locked_by", "locked_at"])
    draft = cast(PackagePage, stored.get_latest_revision_as_object())
    new = parent.institution
    draft.go_live_at = None
    _take_files(draft, new, user)
    draft.cover = _cover_for(draft, old, new, user)
    draft.partners = [old, *(p for p in draft.partners.all() if p not in (old, new))]
    if not draft.live:
        draft.save()
    draft.save_revision(user=user, clean=False, log_action=True)
    _forget_subscribers(stored)


def _take_files(draft: PackagePage, new: Institution, user: User | None) -> None:
    rows = components_of_rows(draft.components.get_prep_value())
    wanted = {pk for row in rows for pk in row.documents}
    found = StoredDocument.objects.in_bulk(wanted)
    own = {
        pk: document_of_blob(
            sha256=document.blob_id,
            name=document.filename,
            collection=new.collection,
            user=user,
        ).pk
        for pk, document in found.items()
    }
    draft.components = rows_of_components(
        dataclasses.replace(row, documents=tuple(own.get(pk, pk) for pk in row.documents))
        for row in rows
    )


def _cover_for(
    draft: PackagePage, old: Institution, new: Institution, user: User | None
) -> Picture | None:
    """The cover as the new institution's: itself where nobody else uses it, else a copy."""
    picture: Picture | None = draft.cover
    if picture is None or picture.collection_id != old.collection_id:
        return picture
    if _used_elsewhere(picture, draft):
        return _copy(picture, new, user)
    picture.collection = new.collection
    picture.save(update_fields=["collection"])
    return picture


def _used_elsewhere(picture: Picture, draft: PackagePage) -> bool:
    """By another page, as it is public or as its newest draft has it."""
    here = Q(object_id=str(draft.pk), base_content_type__app_label="wagtailcore")
    if ReferenceIndex.get_references_to(picture).exclude(here).exists():
        return True
    covers = PackagePage.objects.exclude(pk=draft.pk).filter(
        latest_revision__content__cover=picture.pk
    )
    logos = InstitutionPage.objects.filter(latest_revision__content__logo=picture.pk)
    return bool(covers.exists() or logos.exists())


def _copy(picture: Picture, new: Institution, user: User | None) -> Picture:
    with picture.file.open("rb") as content:
        name = PurePosixPath(picture.file.name).name
        file = ImageFile(io.BytesIO(content.read()), name=name)
    copy: Picture = Picture.objects.create(
        title=picture.title,
        alt=picture.alt,
        file=file,
        collection=new.collection,
        uploaded_by_user=user,
    )
    return copy


def _forget_subscribers(page: PackagePage) -> None:
    """Nobody hears of comments on a draft that they may not read any more."""
    for subscription in PageSubscription.objects.filter(page=page).select_related("user"):
        if not page.permissions_for_user(subscription.user).can_edit():
            subscription.delete()


def _log(
    page: PackagePage, change: LeadChange, user: User | None, called_off: datetime | None
) -> None:
    data = {
        "called_off": called_off.isoformat() if called_off else "",
        "from": change.from_institution.name,
        "to": change.to_institution.name,
        "reason": change.reason,
    }
    log(instance=PackagePage.objects.get(pk=page.pk), action=LEAD_CHANGED, user=user, data=data)


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
