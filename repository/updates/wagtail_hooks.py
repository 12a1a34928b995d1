"""What the updates room adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from repository.pages.layer_extensions import register_notice
from repository.updates import core_views, services
from repository.updates.core_views import ForecastView, MarkUrgentView, UptakeView
from repository.updates.panels import CoreUpdatesMenuItem, notices_of_updates, update_panels
from repository.updates.views import CoreUpdatesView, CoreUpdateView

register_notice(notices_of_updates)


@hooks.register("register_admin_urls")
def register_update_screens() -> list[URLPattern]:
    return [
        path("core-updates/", CoreUpdatesView.as_view(), name="core_updates"),
        path("core-updates/<int:pk>/", CoreUpdateView.as_view(), name="core_update"),
        path(
            "packages/<int:package_id>/releases/<str:number>/urgent/",
            MarkUrgentView.as_view(),
            name="mark_urgent",
        ),
        path("packages/<int:package_id>/uptake/", UptakeView.as_view(), name="uptake"),
        path("packages/<int:package_id>/forecast/", ForecastView.as_view(), name="forecast"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> CoreUpdatesMenuItem:
    return CoreUpdatesMenuItem()


@hooks.register("construct_homepage_panels")
def add_update_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend(update_panels(cast("User", request.user)))


@hooks.register("insert_global_admin_css")
def add_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-updates.css"))


@hooks.register("register_log_actions")
def register_update_actions(actions: Any) -> None:
    """The history of a page tells how its core updates were answered."""

    class Step(LogFormatter):
        def format_comment(self, log_entry: Any) -> str:
            return str(log_entry.data.get("reason", ""))

    @actions.register_action(services.TAKEN_OVER)
    class TakenOver(LogFormatter):
        label = "Take over a core release"

        def format_message(self, log_entry: Any) -> str:
            said = log_entry.data
            return f"Moved the draft from core {said.get('from', '?')} to {said.get('to', '?')}"

        def format_comment(self, log_entry: Any) -> str:
            decisions = log_entry.data.get("decisions", [])
            return " ".join(said["reason"] for said in decisions if said.get("reason"))

    @actions.register_action(services.DECLINED)
    class Declined(Step):
        label = "Decline a core release"

        def format_message(self, log_entry: Any) -> str:
            return f"Declined core {log_entry.data.get('to', '?')}"

    @actions.register_action(services.REOPENED)
    class Reopened(LogFormatter):
        label = "Take a core release up again"

        def format_message(self, log_entry: Any) -> str:
            return f"Took core {log_entry.data.get('to', '?')} up again"

    @actions.register_action(core_views.MARKED_URGENT)
    class MarkedUrgent(Step):
        label = "Mark a release urgent"

        def format_message(self, log_entry: Any) -> str:
            said = log_entry.data
            return f"Marked {said.get('number', '?')} urgent, by {said.get('by', '?')}"
