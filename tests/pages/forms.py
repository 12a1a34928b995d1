"""What the editor would post for a package page."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.test.utils.form_data import rich_text as rich_text_data

from repository.pages.models import PackagePage

COMPONENT: dict[str, Any] = {
    "title": "First lesson",
    "description": "",
    "effort_hours": "",
    "section": "",
    "policy": "adaptable",
    "audience": "public",
    "teaches": "",
    "practises": "",
    "assesses": "",
    "licence": "",
    "attribution": {"title": "", "author": "", "source": "", "licence": ""},
}


def component(*documents: int, **changes: Any) -> dict[str, Any]:
    """The value of a component block with these documents."""
    files = {
        "count": str(len(documents)),
        **{
            str(place): {"value": str(pk), "deleted": "", "order": str(place), "type": "item"}
            for place, pk in enumerate(documents)
        },
    }
    return {**COMPONENT, "files": files, **changes}


def duty(code: str, title: str, *competencies: tuple[str, str]) -> dict[str, Any]:
    """The value of a duty block with competencies of (code, statement)."""
    items = {
        str(place): {
            "value": {"code": own, "statement": statement, "level": ""},
            "deleted": "",
            "order": str(place),
            "type": "item",
        }
        for place, (own, statement) in enumerate(competencies)
    }
    listed = {"count": str(len(competencies)), **items}
    return {"code": code, "title": title, "competencies": listed}


def package_form(**changes: Any) -> dict[str, str]:
    """A whole form that can be published, but for its components."""
    values: dict[str, Any] = {
        "title": "Food safety",
        "slug": "food-safety",
        "kind": "standalone",
        "summary": "Handle food safely.",
        "description": rich_text_data("<p>All of it.</p>"),
        "language": "en-CA",
        "licence": "CC-BY-4.0",
        "subjects": "Food",
        "skills": "",
        "for_whom": "",
        "prerequisites": "",
        "effort_hours": "",
        "delivery": "",
        "facilitation": "",
        "credit_status": "",
        "contributors": streamfield([]),
        "funder": "",
        "acknowledgement": "",
        "territory": "",
        "cover": "",
        "cover_alt": "",
        "next_review": "",
        "duties": streamfield([]),
        "components": streamfield([]),
        "occupations": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
        "release_notes": "",
        "release_level": "",
        "release_why": "",
        "go_live_at": "",
        "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
    }
    data: dict[str, str] = nested_form_data(values | changes)
    return data


def edit_address(page: PackagePage) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def add_address(parent_id: int) -> str:
    return f"/admin/pages/add/repository/packagepage/{parent_id}/"


__all__ = ["add_address", "component", "duty", "edit_address", "package_form", "streamfield"]
