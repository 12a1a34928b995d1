"""What the pages room adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from repository.institutions.selectors import is_consortium_editor
from repository.pages import publishing
from repository.pages.dashboard import PackagesSummaryItem, draft_panels
from repository.pages.layer_compare import CompareWithCoreView
from repository.pages.layer_list import LayerListView
from repository.pages.layer_views import PART_ACTIONS, AddFirstView
from repository.pages.listing import PackageListingViewSet
from repository.pages.package_page import PackagePage
from repository.pages.package_views import PackagePageViewSet, SpecialisationPageViewSet
from repository.pages.release_views import PackageReleasesView, WithdrawReleaseView
from repository.pages.specialise_view import SpecialiseView


@hooks.register("register_admin_viewset")
def register_package_pages() -> PackagePageViewSet:
    return PackagePageViewSet()


@hooks.register("register_admin_viewset")
def register_specialisation_pages() -> SpecialisationPageViewSet:
    return SpecialisationPageViewSet()


@hooks.register("register_admin_viewset")
def register_package_list() -> PackageListingViewSet:
    return PackageListingViewSet()


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


@hooks.register("register_admin_urls")
def register_layer_screens() -> list[URLPattern]:
    """The small pages of a layer: /admin/packages/<package_id>/layer/<key>/replace/ and so on."""
    layer = "packages/<int:package_id>/layer/"
    return [
        path("specialise/<slug:slug>/", SpecialiseView.as_view(), name="specialise"),
        path(f"{layer}add/", AddFirstView.as_view(), name="layer_add_first"),
        path(f"{layer}list/", LayerListView.as_view(), name="layer_list"),
        path(f"{layer}compare/", CompareWithCoreView.as_view(), name="layer_compare"),
        *(
            path(f"{layer}<path:key>/{view.name}/", view.as_view(), name=f"layer_{view.name}")
            for view in PART_ACTIONS
        ),
    ]


@hooks.register("register_page_header_buttons")
def add_header_button(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """“Releases” and “Specialise” in the menu above the editor."""
    yield from _package_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def add_listing_button(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    """The same in the menu of each line of a list."""
    yield from _package_buttons(page, user)


def _package_buttons(page: Page, user: User) -> Iterator[Button]:
    if isinstance(page, PackagePage) and page.permissions_for_user(user).can_edit():
        address = reverse("package_releases", args=[page.package_id])
        yield Button("Releases", address, icon_name="tick-inverse", priority=35)
        if page.live:  # it has been released
            address = reverse("specialise", args=[page.slug])
            yield Button("Specialise", address, icon_name="resubmit", priority=36)


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


@hooks.register("insert_global_admin_css")
def add_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def add_script_of_forms() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/guarded-forms.js"))


@hooks.register("insert_editor_js")
def add_editor_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/saving-gaps.js"))


@hooks.register("construct_homepage_panels")
def add_draft_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Drafts in place of Wagtail's list of recent edits, which says less."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != "recent_edits"]
    panels.extend(draft_panels(cast("User", request.user)))


@hooks.register("construct_homepage_summary_items", order=1000)
def summarize_packages(request: HttpRequest, items: list[Any]) -> None:
    """Packages; those who look after the whole site keep Wagtail's figures too."""
    if not is_consortium_editor(request.user):
        items.clear()
    items.append(PackagesSummaryItem(request))


@hooks.register("construct_main_menu")
def shorten_menu(request: HttpRequest, items: list[Any]) -> None:
    """Reports are about the whole site: contributors and publishers have the list of packages."""
    if not is_consortium_editor(request.user):
        items[:] = [item for item in items if item.name != "reports"]


@hooks.register("construct_help_menu")
def shorten_help(request: HttpRequest, items: list[Any]) -> None:
    """What is new in Wagtail is news for those who run it."""
    if not is_consortium_editor(request.user):
        items[:] = [item for item in items if not item.name.startswith("whats-new")]
