"""What proposals add to Wagtail's admin."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from repository.proposals import services
from repository.proposals.proposal_views import (
    AcceptView,
    MessageView,
    ProposalView,
    WithdrawView,
)
from repository.proposals.selectors import has_business, waiting_count
from repository.proposals.views import OfferView, ProposalsView


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    return [
        path("proposals/", ProposalsView.as_view(), name="proposals"),
        path("proposals/<int:pk>/", ProposalView.as_view(), name="proposal"),
        path("proposals/<int:pk>/accept/", AcceptView.as_view(), name="proposal_accept"),
        path("proposals/<int:pk>/message/", MessageView.as_view(), name="proposal_message"),
        path("proposals/<int:pk>/withdraw/", WithdrawView.as_view(), name="proposal_withdraw"),
        path("packages/<int:package_id>/offer/<str:key>/", OfferView.as_view(), name="offer"),
    ]


class ProposalsMenuItem(MenuItem):
    """“Proposals”, with how many wait; for those who ever had any."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_business(cast("User", request.user))

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = waiting_count(cast("User", request.user))
        if waiting:
            component.label = f"{self.label} ({waiting})"
        return component


@hooks.register("register_admin_menu_item")
def proposals_in_the_menu() -> MenuItem:
    return ProposalsMenuItem(
        "Proposals", reverse("proposals"), name="proposals", icon_name="upload", order=125
    )


def _told(said: str) -> type[LogFormatter]:
    class Told(LogFormatter):
        label = said

        def format_message(self, log_entry: Any) -> str:
            number = log_entry.data.get("number", "")
            title = log_entry.data.get("title", "")
            return f"{said}{f' with release {number}' if number else ''}: “{title}”"

        def format_comment(self, log_entry: Any) -> str:
            return str(log_entry.data.get("reason", ""))

    return Told


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """The history of the core's page and of the layer's page tell of proposals."""
    for action, said in (
        (services.OFFERED, "Offered to the core"),
        (services.ACCEPTED, "Accepted into the core’s draft"),
        (services.DECLINED, "Declined for the core"),
        (services.WITHDRAWN, "Taken back from the core"),
        (services.CAME, "Came into the core"),
    ):
        actions.register_action(action)(_told(said))
