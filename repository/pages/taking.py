"""Parts of a release as parts of a draft: the same bytes, as working files of the institution."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from repository.blobs.services import document_of_blob
from repository.institutions.models import Institution
from repository.pages.draft_data import DraftCompetency, DraftComponent, DraftDuty
from repository.releases.manifest import Component, Duty, Manifest


def draft_component(
    component: Component,
    *,
    codes: Mapping[str, str],
    institution: Institution,
    user: User | None,
    licence: str = "",
) -> DraftComponent:
    """A released component as a draft one of an institution, under the same key.

    codes: of competencies by key; what has none is left out. licence: of the draft's package; a
    component under the same one names none of its own.

    Raises: BlobMissingError and what else `document_of_blob` raises.
    """
    return DraftComponent(
        key=component.key,
        type=component.type,
        title=component.title,
        description=component.description,
        section=component.section,
        effort_hours=hours(component.effort_minutes),
        audience=component.audience,
        policy=component.policy,
        policy_reason=component.policy_reason,
        documents=tuple(
            document_of_blob(
                sha256=file.sha256, name=file.name, collection=institution.collection, user=user
            ).pk
            for file in component.files
        ),
        teaches=_codes(component.teaches, codes),
        practises=_codes(component.practises, codes),
        assesses=_codes(component.assesses, codes),
        licence="" if component.licence == licence else component.licence,
        attribution=component.attribution,
    )


def _codes(keys: tuple[str, ...], codes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(codes[key] for key in keys if codes.get(key))


def codes_of(*manifests: Manifest) -> dict[str, str]:
    """Codes of competencies by key; the first manifest that knows a key counts."""
    codes: dict[str, str] = {}
    for manifest in manifests:
        for competency in manifest.competencies:
            codes.setdefault(competency.key, competency.code)
    return codes


def hours(minutes: int) -> Decimal | None:
    """Minutes as hours with two digits, None for none."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01")) if minutes else None


def draft_duties(duties: tuple[Duty, ...]) -> tuple[DraftDuty, ...]:
    return tuple(
        DraftDuty(
            duty.key,
            duty.code,
            duty.title,
            tuple(DraftCompetency(c.key, c.code, c.statement, c.level) for c in duty.competencies),
        )
        for duty in duties
    )


def hops_json(component: Component) -> list[dict[str, Any]]:
    """The hops of a component as plain values, as a page keeps them (`PackagePage.taken`)."""
    return [dataclasses.asdict(hop) for hop in component.hops]
