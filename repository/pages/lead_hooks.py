"""What a change of lead adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from repository.institutions.selectors import is_consortium_editor
from repository.pages.lead_service import LEAD_CHANGED
from repository.pages.lead_views import ChangeLeadView
from repository.pages.package_page import PackagePage


@hooks.register("register_admin_urls")
def register_lead_screen() -> list[URLPattern]:
    return [
        path("packages/<int:package_id>/lead/", ChangeLeadView.as_view(), name="change_lead"),
    ]


@hooks.register("register_page_header_buttons")
def add_header_button(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from _lead_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def add_listing_button(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _lead_button(page, user)


def _lead_button(page: Page, user: User) -> Iterator[Button]:
    if isinstance(page, PackagePage) and _coordinates(user):
        address = reverse("change_lead", args=[page.package_id])
        yield Button("Change the lead", address, icon_name="group", priority=45)


def _coordinates(user: User) -> bool:
    """Asked once for a list, whose rows are all shown to one person."""
    known = getattr(user, "_coordinates", None)
    if known is None:
        known = is_consortium_editor(user)
        user._coordinates = known  # type: ignore[attr-defined]  # a note on this request's own copy
    return bool(known)


@hooks.register("register_log_actions")
def register_lead_action(actions: Any) -> None:
    @actions.register_action(LEAD_CHANGED)
    class LeadChanged(LogFormatter):
        label = "Change the lead"

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            return f"{data.get('to', '?')} took over the lead from {data.get('from', '?')}"

        def format_comment(self, log_entry: Any) -> str:
            said = str(log_entry.data.get("reason", ""))
            off = " The release that was scheduled was called off."
            return said + (off if log_entry.data.get("called_off") else "")
