"""From a demonstration package or layer to the values that the services of drafts take."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from repository.blobs.models import Picture
from repository.demonstration import shapes
from repository.institutions.models import Institution
from repository.pages.draft_data import (
    DraftCompetency,
    DraftComponent,
    DraftDuty,
    DraftFields,
)
from repository.pages.layer_rows import ADD, NOTE, OMIT, REPLACE
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
    package: shapes.DemoPackage,
    documents: Mapping[shapes.DemoFile, int],
    release: shapes.DemoRelease,
) -> list[DraftComponent]:
    """The components of one release. documents: primary keys."""
    return [
        _component(component, tuple(documents[file] for file in component.files))
        for component in package.components_of(release)
    ]


def draft_rows(layer: shapes.DemoLayer) -> list[dict[str, Any]]:
    """The operations of a layer as a page keeps them."""
    return [_row(operation) for operation in layer.operations]


def _row(operation: shapes.DemoOperation) -> dict[str, Any]:
    if operation.op == shapes.ADD:
        return {"op": ADD, "component": operation.component, "after": operation.target}
    if operation.op == shapes.NOTE:
        return {"op": NOTE, "target": operation.target, "note": operation.text}
    row = {"op": OMIT, "target": operation.target, "reason": operation.text}
    if operation.op == shapes.REPLACE:
        row |= {"op": REPLACE, "component": operation.component}
    return row


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
        policy_reason=component.policy_reason,
        documents=documents,
        teaches=component.teaches,
        practises=component.practises,
        assesses=component.assesses,
        licence=component.licence,
        attribution=Attribution(named.title, named.author, named.source, named.licence),
    )
