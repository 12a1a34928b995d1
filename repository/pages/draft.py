"""A draft page as a manifest: what its release would say.

Nothing is written here, and the number of queries doesn't grow with the number of components.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import nh3
from wagtail.rich_text import expand_db_html

from repository.blobs.models import StoredDocument
from repository.pages.draft_data import DraftComponent, DraftDuty
from repository.pages.identity import owner_above
from repository.pages.inspection_facts import facts_of
from repository.pages.layer_rows import Over, applicable, layer_of
from repository.pages.rules import Draft, DraftDocument
from repository.pages.stream_rows import (
    components_of_rows,
    contributors_of_rows,
    duties_of_rows,
)
from repository.releases import manifest as manifests
from repository.releases.layer import apply_layer
from repository.releases.standing import base_of

if TYPE_CHECKING:
    from repository.institutions.models import Institution
    from repository.pages.package_page import PackagePage

# Of a page that isn't saved yet.
NOT_YET = UUID(int=0)
DESCRIPTION_TAGS = {"p", "h3", "b", "strong", "i", "em", "ul", "ol", "li", "a", "br"}


def read_draft(page: PackagePage) -> Draft:
    """What the rules look at, with documents in one query."""
    components = components_of_rows(page.components.get_prep_value())
    return Draft(
        title=page.title,
        summary=page.summary.strip(),
        licence=page.licence_id or "",
        subjects=_tags(page.subjects),
        has_cover=page.cover_id is not None,
        cover_alt=page.cover_alt.strip(),
        effort_hours=page.effort_hours,
        next_review=page.next_review,
        duties=duties_of_rows(page.duties.get_prep_value()),
        components=components,
        documents=read_documents(components),
        over=over_of(page),
        copied_under=copied_under(page),
    )


def copied_under(page: PackagePage) -> dict[str, str]:
    """The licence of what a component was copied from, by the component's key."""
    return {key: str(hops[-1]["licence"]) for key, hops in (page.taken or {}).items() if hops}


def over_of(page: PackagePage) -> Over | None:
    """What the page's layer stands on; None for a package that stands on nothing.

    Raises: TypeError for a page that wasn't read as what it is: its layer would be lost.
    """
    if page.pk and page.specific_class is not type(page):
        raise TypeError(f"{page!r} is a {page.specific_class}: take its `specific`.")
    release = page.stands_on
    if release is None:
        return None
    return Over(
        base=release.manifest,
        rows=tuple(page.layer_rows),
        by=_owner(page).slug,
        package=str(page.package.uuid if page.package_id else NOT_YET),
        withdrawn=release.withdrawal.reason if release.is_withdrawn else "",
    )


def read_documents(components: Iterable[DraftComponent]) -> dict[int, DraftDocument]:
    """The documents of components by primary key, in one query."""
    wanted = {pk for component in components for pk in component.documents}
    if not wanted:
        return {}
    documents = StoredDocument.objects.select_related("blob").in_bulk(wanted)
    return {pk: _document(document) for pk, document in documents.items()}


def _document(document: StoredDocument) -> DraftDocument:
    findings = document.inspection.get("findings") or []
    return DraftDocument(
        name=document.filename,
        sha256=document.blob_id,
        size=document.blob.size,
        media_type=document.content_type,
        outcome=document.outcome,
        finding=str(findings[0].get("message", "")) if findings else "",
        facts=facts_of(document.kind, document.inspection),
    )


def draft_manifest(
    page: PackagePage, *, draft: Draft | None = None, cover: manifests.Cover | None = None
) -> manifests.Manifest:
    """What a release of the page would say; its number is empty.

    draft: where it has been read already. cover: the picture as published; making one writes bytes,
    so it is the caller's to do. Codes that no competency has, and documents that are gone, are left
    out here: `draft_problems` names them.
    """
    draft = read_draft(page) if draft is None else draft
    whole = effective(draft, own_components(page, draft))
    return dataclasses.replace(
        _described(page),
        subjects=draft.subjects,
        cover=cover,
        duties=whole.duties,
        components=whole.components,
        omissions=whole.omissions,
        base=base_of(page.stands_on) if page.stands_on else None,
    )


def _described(page: PackagePage) -> manifests.Manifest:
    """What the page says of the package as a whole, and nothing of its parts."""
    return manifests.Manifest(
        package=str(page.package.uuid if page.package_id else NOT_YET),
        kind=page.kind,
        title=page.title,
        summary=page.summary.strip(),
        description=description_html(page.description),
        owner=_owner(page),
        partners=_partners(page),
        language=page.language,
        licence=page.licence_id or "",
        skills=_tags(page.skills),
        occupations=tuple(
            manifests.Occupation(occupation.noc, occupation.title)
            for occupation in page.occupations.all()
        ),
        for_whom=page.for_whom.strip(),
        prerequisites=page.prerequisites.strip(),
        effort_minutes=minutes(page.effort_hours),
        delivery=page.delivery,
        facilitation=page.facilitation,
        credit_status=page.credit_status,
        contributors=contributors_of_rows(page.contributors.get_prep_value()),
        funder=page.funder.strip(),
        acknowledgement=page.acknowledgement.strip(),
        territory=page.territory.strip(),
        next_review=page.next_review.isoformat() if page.next_review else "",
    )


def effective(draft: Draft, own: tuple[manifests.Component, ...]) -> manifests.Manifest:
    """Duties, components and omissions as they will be released; nothing else of the manifest.

    own: the draft's own components. What of a layer can't be applied is left out.
    """
    duties = tuple(_duty(duty) for duty in draft.duties)
    over = draft.over
    if over is None:
        return manifests.Manifest("", "", "", duties=duties, components=own)
    layer, _ = applicable(over.base, layer_of(over, own, duties))
    return apply_layer(over.base, layer)


def own_components(page: PackagePage, draft: Draft) -> tuple[manifests.Component, ...]:
    """The draft's own components as the manifest describes them."""
    return _components(draft, page.licence_id or "", page.taken or {})


def draft_components(draft: Draft) -> tuple[manifests.Component, ...]:
    """The same without the hops of what was taken from elsewhere."""
    return _components(draft, draft.licence, {})


def own_duties(draft: Draft) -> tuple[manifests.Duty, ...]:
    return tuple(_duty(duty) for duty in draft.duties)


def minutes(hours: Decimal | None) -> int:
    """Hours as whole minutes: half a minute counts as one."""
    if hours is None:
        return 0
    return int((hours * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def description_html(stored: str) -> str:
    """The rich text of a page as sanitised HTML that stands on its own."""
    html: str = nh3.clean(
        expand_db_html(stored or ""),
        tags=DESCRIPTION_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return html.strip()


def institution_ref(institution: Institution) -> manifests.InstitutionRef:
    return manifests.InstitutionRef(institution.slug, institution.name, institution.short_name)


def _owner(page: PackagePage) -> manifests.InstitutionRef:
    """The owner; of a page that isn't saved yet, the institution that it will stand under."""
    if page.package_id:
        return institution_ref(page.package.owner)
    return institution_ref(owner_above(page))


def _partners(page: PackagePage) -> tuple[manifests.InstitutionRef, ...]:
    """Partners by name; the owner is none of them."""
    owner = page.package.owner_id if page.package_id else None
    partners = [partner for partner in page.partners.all() if partner.pk != owner]
    return tuple(institution_ref(p) for p in sorted(partners, key=lambda p: (p.name, p.slug)))


def _tags(manager: object) -> tuple[str, ...]:
    names = {tag.name for tag in manager.all()}  # type: ignore[attr-defined]  # taggit has no types
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))


def _duty(duty: DraftDuty) -> manifests.Duty:
    return manifests.Duty(
        key=duty.key,
        code=duty.code,
        title=duty.title,
        competencies=tuple(
            manifests.Competency(c.key, c.code, c.statement, c.level) for c in duty.competencies
        ),
    )


def _components(
    draft: Draft, licence: str, taken: Mapping[str, Any]
) -> tuple[manifests.Component, ...]:
    keys = draft.keys_of_codes()

    def aligned(codes: tuple[str, ...]) -> tuple[str, ...]:
        found = (keys.get(code.casefold()) for code in codes)
        return tuple(dict.fromkeys(key for key in found if key))

    return tuple(
        manifests.Component(
            key=component.key,
            type=component.type,
            title=component.title,
            description=component.description,
            section=component.section,
            effort_minutes=minutes(component.effort_hours),
            audience=component.audience,
            policy=component.policy,
            policy_reason=component.policy_reason,
            licence=component.licence or licence,
            attribution=component.attribution,
            files=tuple(
                manifests.File(file.name, file.sha256, file.size, file.media_type, file.facts)
                for file in draft.files_of(component)
            ),
            teaches=aligned(component.teaches),
            practises=aligned(component.practises),
            assesses=aligned(component.assesses),
            hops=tuple(manifests.Hop(**hop) for hop in taken.get(component.key, ())),
        )
        for component in draft.components
    )
