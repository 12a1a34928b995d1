"""The one way in which an institution comes into being, and stays in order."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from typing import Any, TypedDict, Unpack, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from repository.blobs.errors import PictureUnreadableError
from repository.blobs.models import Picture
from repository.blobs.pictures import store_published_picture
from repository.institutions import grants, services
from repository.institutions.errors import InstitutionInvalidError, InstitutionsIndexMissingError
from repository.institutions.models import Institution
from repository.institutions.rules import GRANTS
from repository.pages.institution_page import InstitutionIndexPage, InstitutionPage

LOGO_WIDTH = 480  # pixels; twice what the page shows, for fine screens


class IdentityFacts(TypedDict, total=False):
    """What the site knows of an institution beside its names."""

    region: str
    website: str
    ror: str
    email_domains: Iterable[str]
    joined_on: datetime.date | None


class InstitutionFacts(IdentityFacts, total=False):
    """The same with what its page says. about: HTML of Wagtail's rich text."""

    about: str
    contact_name: str
    contact_email: str
    territory: str
    logo: Picture | None


@transaction.atomic
def create_institution(
    *,
    slug: str,
    name: str,
    short_name: str = "",
    user: User | None = None,
    **facts: Unpack[InstitutionFacts],
) -> InstitutionPage:
    """An institution with its page (public at once), collection, groups and permissions.

    slug: of its address, such as "viu"; never changes. short_name: empty for the slug in capitals.
    user: who is said to have done it. facts: what is left out stays empty.

    Raises: InstitutionInvalidError, with every problem by the name of its argument;
    InstitutionsIndexMissingError.
    """
    index = InstitutionIndexPage.objects.first()
    if index is None:
        raise InstitutionsIndexMissingError
    values = cast("dict[str, Any]", facts)
    known = {key: values.pop(key) for key in IdentityFacts.__annotations__ if key in values}
    institution = services.create_identity(
        slug=slug, name=name, short_name=short_name or slug.upper(), **known
    )
    page = _page_of(institution, owner=user, **values)
    _check(page)
    index.add_child(instance=page)
    ensure_permissions(institution)
    page.save_revision(user=user, log_action=False).publish(user=user)
    page.refresh_from_db()
    return page


def _page_of(institution: Institution, **said: Any) -> InstitutionPage:
    """The page of a new institution, not saved yet."""
    return InstitutionPage(
        institution=institution,
        title=institution.name,
        slug=institution.slug,
        short_name=institution.short_name,
        region=institution.region,
        website=institution.website,
        ror=institution.ror,
        email_domains=", ".join(institution.email_domains),
        live=False,
        **said,
    )


def _check(page: InstitutionPage) -> None:
    """What only the page holds; the rest was checked with the identity.

    Wagtail checks a page that isn't live for its title alone.
    """
    own = {"contact_name", "contact_email", "territory", "about"}
    others = {field.name for field in page._meta.get_fields() if field.name not in own}
    try:
        page.clean_fields(exclude=others)
    except ValidationError as error:
        raise InstitutionInvalidError(error.message_dict) from error


@transaction.atomic
def ensure_permissions(institution: Institution) -> None:
    """Set what the institution's groups may do, exactly as the rules say, and its workflow.

    Can be run again at any time; it takes away what was added by hand. An institution whose page is
    gone keeps its collection only.
    """
    services.ensure_file_permissions(institution)
    page = InstitutionPage.objects.filter(institution=institution).first()
    if page is None:
        return
    for role, group in services.groups_of(institution).items():
        grants.set_on_page(group, page, GRANTS[role])
    _ensure_workflow(institution, page)


def _ensure_workflow(institution: Institution, page: InstitutionPage) -> None:
    """What contributors submit goes to their own publishers; consortium editors may stand in."""
    if WorkflowPage.objects.filter(page=page).exists():
        return
    title = f"{institution.short_name} publishers"
    workflow = Workflow.objects.create(name=title, active=True)
    task = GroupApprovalTask.objects.create(name=title, active=True)
    # Whoever is not in one of the groups finds the page locked while it waits.
    task.groups.add(institution.publishers, services.consortium_editors())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=page)


def take_over_facts(page: InstitutionPage) -> None:
    """What a published page says becomes what the site knows of the institution.

    A logo that can't be read leaves the one that is there.
    """
    with contextlib.suppress(PictureUnreadableError):
        _take_over_logo(page)
    services.update_facts(
        institution=page.institution,
        name=page.title,
        short_name=page.short_name,
        region=page.region,
        website=page.website,
        ror=page.ror,
        email_domains=[page.email_domains],
    )


def _take_over_logo(page: InstitutionPage) -> None:
    """Raises: PictureUnreadableError."""
    institution = page.institution
    if page.logo is None:
        institution.logo_sha256 = institution.logo_media_type = institution.logo_alt = ""
        return
    published = store_published_picture(picture=page.logo, max_width=LOGO_WIDTH)
    institution.logo_sha256 = published.sha256
    institution.logo_media_type = published.media_type
    institution.logo_alt = page.logo.alt
