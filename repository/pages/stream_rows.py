"""Between plain values and the JSON that the stream fields store. Pure, and inverse of each other.

A row is `{"type": block name, "value": …, "id": key}`. Reading takes whatever an editor may have
left behind: missing values are empty, and a row without an id gets none (its key is "").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from repository.pages.draft_data import DraftCompetency, DraftComponent, DraftDuty
from repository.releases.manifest import ADAPTABLE, PUBLIC, Attribution, Contributor

Row = dict[str, Any]

# "A1, A2; B3" and "A1 A2" are typed alike.
SEPARATORS = re.compile(r"[\s,;]+")


def split_codes(text: str) -> tuple[str, ...]:
    """The codes that somebody typed, in order, each once."""
    return tuple(dict.fromkeys(code for code in SEPARATORS.split(text) if code))


def join_codes(codes: Iterable[str]) -> str:
    return ", ".join(codes)


def block_name(component_type: str) -> str:
    """The name of the block that holds a type of component: "scorm-module" is `scorm_module`."""
    return component_type.replace("-", "_")


def component_type(block: str) -> str:
    """The type of component that a block holds."""
    return block.replace("_", "-")


def rows_of_components(components: Iterable[DraftComponent]) -> list[Row]:
    return [_row_of_component(component) for component in components]


def _row_of_component(component: DraftComponent) -> Row:
    attribution = component.attribution
    hours = component.effort_hours
    return {
        "type": block_name(component.type),
        "id": component.key,
        "value": {
            "title": component.title,
            "description": component.description,
            "section": component.section,
            "effort_hours": None if hours is None else str(hours),
            "audience": component.audience,
            "policy": component.policy,
            "policy_reason": component.policy_reason,
            "files": [
                {"type": "item", "value": pk, "id": f"{component.key}-{place}"}
                for place, pk in enumerate(component.documents, start=1)
            ],
            "teaches": join_codes(component.teaches),
            "practises": join_codes(component.practises),
            "assesses": join_codes(component.assesses),
            "licence": component.licence,
            "attribution": {
                "title": attribution.title,
                "author": attribution.author,
                "source": attribution.source,
                "licence": attribution.licence,
            },
        },
    }


def components_of_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[DraftComponent, ...]:
    return tuple(_component_of_row(row) for row in rows)


def _component_of_row(row: Mapping[str, Any]) -> DraftComponent:
    value = row.get("value") or {}
    return DraftComponent(
        key=_text(row, "id"),
        type=component_type(str(row["type"])),
        title=_text(value, "title"),
        description=_text(value, "description"),
        section=_text(value, "section"),
        effort_hours=_hours(value.get("effort_hours")),
        audience=_text(value, "audience") or PUBLIC,
        policy=_text(value, "policy") or ADAPTABLE,
        policy_reason=_text(value, "policy_reason"),
        documents=tuple(pk for pk in _items(value.get("files")) if isinstance(pk, int)),
        teaches=split_codes(_text(value, "teaches")),
        practises=split_codes(_text(value, "practises")),
        assesses=split_codes(_text(value, "assesses")),
        licence=_text(value, "licence"),
        attribution=_attribution(value.get("attribution") or {}),
    )


def _attribution(value: Mapping[str, Any]) -> Attribution:
    return Attribution(
        title=_text(value, "title"),
        author=_text(value, "author"),
        source=_text(value, "source"),
        licence=_text(value, "licence"),
    )


def rows_of_duties(duties: Iterable[DraftDuty]) -> list[Row]:
    return [
        {
            "type": "duty",
            "id": duty.key,
            "value": {
                "code": duty.code,
                "title": duty.title,
                "competencies": [
                    {
                        "type": "item",
                        "id": competency.key,
                        "value": {
                            "code": competency.code,
                            "statement": competency.statement,
                            "level": competency.level,
                        },
                    }
                    for competency in duty.competencies
                ],
            },
        }
        for duty in duties
    ]


def duties_of_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[DraftDuty, ...]:
    duties = []
    for row in rows:
        value = row.get("value") or {}
        duties.append(
            DraftDuty(
                key=_text(row, "id"),
                code=_text(value, "code"),
                title=_text(value, "title"),
                competencies=tuple(
                    _competency_of_row(item) for item in value.get("competencies") or ()
                ),
            )
        )
    return tuple(duties)


def _competency_of_row(row: Mapping[str, Any]) -> DraftCompetency:
    value = row.get("value") or {}
    return DraftCompetency(
        key=_text(row, "id"),
        code=_text(value, "code"),
        statement=_text(value, "statement"),
        level=_text(value, "level"),
    )


def rows_of_contributors(contributors: Sequence[Contributor]) -> list[Row]:
    """Contributors have no key of their own: nothing ever points at one."""
    return [
        {
            "type": "contributor",
            "id": f"contributor-{place}",
            "value": {
                "name": contributor.name,
                "role": contributor.role,
                "institution": contributor.institution,
            },
        }
        for place, contributor in enumerate(contributors, start=1)
    ]


def contributors_of_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Contributor, ...]:
    values = [row.get("value") or {} for row in rows]
    return tuple(
        Contributor(_text(value, "name"), _text(value, "role"), _text(value, "institution"))
        for value in values
    )


def _text(value: Mapping[str, Any], name: str) -> str:
    """A text without the white space around it, empty where there is none."""
    found = value.get(name)
    return "" if found is None else str(found).strip()


def _hours(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        hours = Decimal(str(value))
    except InvalidOperation:
        return None
    return hours if hours.is_finite() else None


def _items(value: Any) -> list[Any]:
    """The values of a list block's rows."""
    return [item.get("value") for item in value or () if isinstance(item, Mapping)]
