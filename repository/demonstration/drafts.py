"""From a demonstration package to the values that the services of drafts take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from repository.blobs.models import Picture
from repository.demonstration import shapes
from repository.institutions.models import Institution
from repository.pages.draft_data import (
    DraftCompetency,
    DraftComponent,
    DraftDuty,
    DraftFields,
)
from repository.releases.manifest import Attribution, Contributor, Occupation


def draft_fields(
    package: shapes.DemoPackage, members: Mapping[str, Institution], cover: Picture | None
) -> DraftFields:
    """Everything but the components. members: institutions by slug; others are left out."""
    about = package.about
    return DraftFields(
        summary=about.summary,
        description=about.description_html,
        language=about.language,
        licence=package.licence,
        partners=[members[slug] for slug in package.partners if slug in members],
        subjects=about.subjects,
        skills=about.skills,
        occupations=[Occupation(each.noc, each.title) for each in about.occupations],
        for_whom=about.for_whom,
        prerequisites=about.prerequisites,
        effort_hours=Decimal(about.hours),
        delivery=about.delivery,
        facilitation=about.facilitation,
        credit_status=about.credit_status,
        contributors=[Contributor(c.name, c.role, c.institution) for c in about.contributors],
        funder=about.funder,
        acknowledgement=about.acknowledgement,
        territory=about.territory,
        cover=cover,
        cover_alt=about.cover.alt if about.cover else "",
        next_review=about.next_review,
        duties=[_duty(duty) for duty in package.duties],
    )


def draft_components(
    package: shapes.DemoPackage, documents: Mapping[str, Sequence[int]], release: shapes.DemoRelease
) -> list[DraftComponent]:
    """The components of one release. documents: primary keys by the component's key."""
    return [
        _component(component, tuple(documents[component.key]))
        for component in package.components
        if component.name not in release.without
    ]


def _duty(duty: shapes.DemoDuty) -> DraftDuty:
    return DraftDuty(
        duty.key,
        duty.code,
        duty.title,
        tuple(DraftCompetency(c.key, c.code, c.statement, c.level) for c in duty.competencies),
    )


def _component(component: shapes.DemoComponent, documents: tuple[int, ...]) -> DraftComponent:
    named = component.attribution
    return DraftComponent(
        key=component.key,
        type=component.type,
        title=component.title,
        description=component.description,
        section=component.section,
        effort_hours=Decimal(component.hours) if component.hours else None,
        audience=component.audience,
        policy=component.policy,
        documents=documents,
        teaches=component.teaches,
        practises=component.practises,
        assesses=component.assesses,
        licence=component.licence,
        attribution=Attribution(named.title, named.author, named.source, named.licence),
    )
