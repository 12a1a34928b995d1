"""The dashboard: the drafts that somebody works on, and what is in their way."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from repository.institutions.selectors import editable_institutions, institutions_of
from repository.licences.selectors import all_terms
from repository.pages.draft import read_draft
from repository.pages.package_page import PackagePage
from repository.pages.problems import problems_in

# Each draft shown is read whole: a dashboard is for what one is at, the list has the rest.
SHOWN = 6


@dataclasses.dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft on the dashboard. errors, warnings: how many; first: the first error in words."""

    pk: int
    title: str
    kind: str
    is_released: bool
    edited_at: datetime | None
    errors: int
    warnings: int
    institution: str = ""
    first: str = ""
    waits: bool = False


def drafts_of(user: Any) -> list[DraftLine]:
    """Unreleased work that the person began or touched last, the newest first."""
    mine = Q(owner=user) | Q(latest_revision__user=user)
    return _lines(_changed(user).filter(mine))


def other_drafts(user: Any) -> list[DraftLine]:
    """Unreleased work of others: of the person's own institutions; of all that they may edit for
    somebody who belongs to none."""
    mine = Q(owner=user) | Q(latest_revision__user=user)
    own = institutions_of(user)
    others = _changed(user).exclude(mine)
    return _lines(others.filter(package__owner__in=own) if own.exists() else others)


def _changed(user: Any) -> Any:
    return (
        PackagePage.objects.filter(
            has_unpublished_changes=True, package__owner__in=editable_institutions(user)
        )
        .select_related("package__owner", "latest_revision")
        .prefetch_workflow_states()
        .order_by("-latest_revision_created_at", "-pk")
    )


def _lines(pages: Any) -> list[DraftLine]:
    terms = all_terms()
    lines = []
    for page in pages[:SHOWN]:
        problems = problems_in(read_draft(page.get_latest_revision_as_object()), terms)
        errors = [problem for problem in problems if problem.blocks]
        lines.append(
            DraftLine(
                pk=page.pk,
                title=page.draft_title or page.title,
                kind=page.get_kind_display(),
                is_released=page.live,
                edited_at=page.latest_revision_created_at,
                errors=len(errors),
                warnings=len(problems) - len(errors),
                institution=page.package.owner.short_name,
                first=f"{errors[0].place}: {errors[0].message}" if errors else "",
                waits=bool(page.current_workflow_state),
            )
        )
    return lines


class DraftsPanel(Component):
    """A table of drafts."""

    name = "package_drafts"
    template_name = "pages/dashboard/drafts.html"

    def __init__(
        self, heading: str, drafts: Sequence[DraftLine], *, order: int, empty: str
    ) -> None:
        self.heading = heading
        self.drafts = drafts
        self.order = order
        self.empty = empty

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"heading": self.heading, "drafts": self.drafts, "empty": self.empty}


def draft_panels(user: AbstractUser) -> list[DraftsPanel]:
    """The panels of a person: their own drafts, and those of their colleagues where there are."""
    panels = [
        DraftsPanel(
            "My drafts",
            drafts_of(user),
            order=110,
            empty=(
                "No draft is waiting for you. Begin with “New package” under Packages, or with "
                "“Specialise this package” on the page of a core."
            ),
        )
    ]
    others = other_drafts(user)
    if others:
        of_own = institutions_of(user).exists()
        heading = "Drafts of my colleagues" if of_own else "Drafts of institutions"
        panels.append(DraftsPanel(heading, others, order=120, empty=""))
    return panels


class PackagesSummaryItem(SummaryItem):
    """How many packages the person may edit, on top of the dashboard."""

    order = 100
    template_name = "pages/dashboard/summary.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        pages = PackagePage.objects.filter(
            package__owner__in=editable_institutions(self.request.user)
        )
        return {"total": pages.count(), "released": pages.filter(live=True).count()}
