"""“Specialise this package”: a draft of one's own over the newest release of somebody's package."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.licences.rules import Answer, Terms, may_adapt, may_combine, may_release_under
from repository.licences.selectors import licence_terms, licences, terms_of
from repository.pages import identity
from repository.pages.draft_data import DraftFields
from repository.pages.errors import NoInstitutionAboveError, NotToBeSpecialisedError
from repository.pages.models import InstitutionPage, SpecialisationPage
from repository.pages.services import add_draft, set_fields
from repository.pages.taking import hours
from repository.releases.manifest import (
    LEVEL_1_CORE,
    LEVEL_2_SPECIALISATION,
    STANDALONE,
    Manifest,
)
from repository.releases.models import Package, Release
from repository.releases.selectors import newest_release

TITLE_LENGTH = 255


def base_to_specialise(package: Package, licence: str = "") -> Release:
    """The release that a new layer over a package pins: the newest.

    licence: SPDX identifier of the layer, empty for the package's own.

    Raises: NotToBeSpecialisedError, with the reason, before any work is done.
    """
    release = newest_release(package)
    if release is None:
        said = "It has no release that stands. A specialisation builds on a release."
        raise NotToBeSpecialisedError("SPECIALISE-NO-RELEASE", said)
    answer = may_build_on(release.manifest.licence, licence or release.manifest.licence)
    if not answer.yes:
        raise NotToBeSpecialisedError(answer.code, answer.reason)
    return release


def may_build_on(base: str, layer: str) -> Answer:
    """May a layer under one licence stand on a package under another? SPDX identifiers.

    The effective package is an adaptation of its base: the base must permit one, the layer's
    licence must be one under which it may be released, and both must go together.
    """
    return _may_build(licence_terms(base), licence_terms(layer))


def _may_build(a: Terms, c: Terms) -> Answer:
    for answer in (may_adapt(a), may_release_under(a, c), may_combine(a, c)):
        if not answer.yes:
            return answer
    return answer


def licences_to_choose(base: str) -> list[Licence]:
    """The licences under which a layer over a package may stand, the base's own first."""
    offered = licences()
    terms = terms_of(next(licence for licence in offered if licence.spdx == base))
    allowed = [licence for licence in offered if _may_build(terms, terms_of(licence)).yes]
    return sorted(allowed, key=lambda licence: licence.spdx != base)


def proposed_title(base: Manifest, institution: Institution) -> str:
    """What a specialisation is called until somebody names it better."""
    short = f", {institution.short_name}"
    return f"{base.title[: TITLE_LENGTH - len(short)]}{short}"


@transaction.atomic
def create_specialisation_draft(
    *,
    package: Package,
    institution: Institution,
    title: str = "",
    slug: str = "",
    licence: str = "",
    base: Release | None = None,
    user: User | None = None,
    fields: DraftFields | None = None,
) -> SpecialisationPage:
    """A draft under an institution, over the newest release of a package, which stays pinned.

    A core makes it a Level 2; any other package makes it an adaptation, which may change
    everything and claims no harmony. base: another release to pin. fields: over what is taken from
    the base.

    Raises: NotToBeSpecialisedError, NoInstitutionAboveError, UnknownFieldError,
    UnknownLicenceError.
    """
    newest = base_to_specialise(package, licence)
    release = base or newest
    manifest = release.manifest
    parent = InstitutionPage.objects.filter(institution=institution).first()
    if parent is None:
        raise NoInstitutionAboveError(title)
    title = title or proposed_title(manifest, institution)
    page = SpecialisationPage(
        title=title,
        kind=LEVEL_2_SPECIALISATION if manifest.kind == LEVEL_1_CORE else STANDALONE,
        slug=identity.free_slug(slug or title),
        base_release=release,
        owner=user,
        live=False,
        has_unpublished_changes=True,
        locale=parent.locale,
    )
    set_fields(page, _taken_from(manifest, licence) | (fields or {}))
    add_draft(page=page, parent=parent, user=user)
    return page


def _taken_from(manifest: Manifest, licence: str) -> DraftFields:
    """What a layer begins with of its base. licence: of the layer, empty for the base's."""
    return {
        "language": manifest.language,
        "licence": licence or manifest.licence,
        "subjects": manifest.subjects,
        "skills": manifest.skills,
        "occupations": manifest.occupations,
        "for_whom": manifest.for_whom,
        "prerequisites": manifest.prerequisites,
        "effort_hours": hours(manifest.effort_minutes),
        "delivery": manifest.delivery,
        "facilitation": manifest.facilitation,
        "credit_status": manifest.credit_status,
    }
