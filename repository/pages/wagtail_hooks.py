"""What the pages room adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from repository.pages import publishing
from repository.pages.package_views import PackagePageViewSet
from repository.pages.release_views import PackageReleasesView, WithdrawReleaseView


@hooks.register("register_admin_viewset")
def register_package_pages() -> PackagePageViewSet:
    return PackagePageViewSet()


@hooks.register("register_admin_urls")
def register_release_screens() -> list[URLPattern]:
    return [
        path(
            "packages/<int:package_id>/releases/",
            PackageReleasesView.as_view(),
            name="package_releases",
        ),
        path(
            "packages/<int:package_id>/releases/<str:number>/withdraw/",
            WithdrawReleaseView.as_view(),
            name="withdraw_release",
        ),
    ]


@hooks.register("register_log_actions")
def register_release_actions(actions: Any) -> None:
    """The history of a page tells of its releases."""

    @actions.register_action(publishing.RELEASED)
    class Released(LogFormatter):
        label = "Release"

        def format_message(self, log_entry: Any) -> str:
            return f"Released as {log_entry.data.get('number', '?')}"

    @actions.register_action(publishing.WITHDRAWN)
    class Withdrawn(LogFormatter):
        label = "Withdraw a release"

        def format_message(self, log_entry: Any) -> str:
            return f"Withdrew release {log_entry.data.get('number', '?')}"

        def format_comment(self, log_entry: Any) -> str:
            return str(log_entry.data.get("reason", ""))

    @actions.register_action(publishing.REFUSED)
    class Refused(LogFormatter):
        label = "Release refused"
        message = "Scheduled, but not released"

        def format_comment(self, log_entry: Any) -> str:
            return str(log_entry.data.get("reason", ""))
