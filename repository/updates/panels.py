"""What core updates add to the dashboard, the menu and the editor of a layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from repository.pages.layer_extensions import CRITICAL, INFO, WARNING, Notice
from repository.pages.specialisation_page import SpecialisationPage
from repository.updates.models import CoreUpdate, State
from repository.updates.selectors import (
    own_waiting_updates,
    titled_updates,
    update_lines,
    urgency_on_the_way,
    waiting_count,
)

SHOWN = 6


class CoreUpdatesPanel(Component):
    """Core updates that wait, for the people of the layers' institutions."""

    name = "core_updates"
    order = 100
    template_name = "updates/panel.html"

    def __init__(self, updates: Sequence[CoreUpdate], total: int) -> None:
        self.updates = updates
        self.total = total

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"lines": update_lines(self.updates), "total": self.total}


def update_panels(user: User) -> list[CoreUpdatesPanel]:
    """The panel, where anything waits."""
    waiting = own_waiting_updates(user)
    updates = list(waiting[: SHOWN + 1])
    if not updates:
        return []
    total = len(updates) if len(updates) <= SHOWN else waiting.count()
    return [CoreUpdatesPanel(updates[:SHOWN], total)]


class CoreUpdatesMenuItem(MenuItem):
    """“Core updates”, with how many wait."""

    def __init__(self) -> None:
        super().__init__(
            "Core updates", reverse("core_updates"), icon_name="resubmit", name="core-updates"
        )
        self.order = 120

    def render_component(self, request: HttpRequest) -> Any:
        item = super().render_component(request)
        count = waiting_count(request.user)
        if count:
            item.label = f"{self.label} ({count})"
        return item


def notices_of_updates(draft: SpecialisationPage, user: User) -> Iterator[Notice]:
    """“A newer core is there”, above a layer that isn't on it."""
    found = titled_updates().filter(package=draft.package_id, from_release=draft.base_release_id)
    update = found.exclude(state=State.SUPERSEDED).order_by("reported_at", "pk").last()
    if update is None or update.state == State.ACCEPTED:
        return
    urgent = urgency_on_the_way(update)
    link = reverse("core_update", args=[update.pk])
    number = update.to_release.number
    if update.state == State.DECLINED:
        said = f"{update.answered_by_name or 'Somebody'} declined it: {update.reason}"
        yield Notice(INFO, f"The core is on {number}", said, link, "Look at the report")
        return
    work = _work(update)
    if urgent is not None:
        said = f"{urgent.why} {urgent.left.capitalize()}. {work}"
        heading = f"Urgent: take over {number} by {urgent.by:%-d %B %Y}"
        yield Notice(CRITICAL, heading, said, link, "Look at the update")
    elif update.goes_back:
        heading = f"Release {update.from_release.number} of the core is withdrawn"
        yield Notice(CRITICAL, heading, f"The newest that stands is {number}. {work}", link, "Move")
    else:
        yield Notice(WARNING, f"A newer core is there: {number}", work, link, "Look at the update")


def _work(update: CoreUpdate) -> str:
    count = update.to_decide
    if not count:
        return "Nothing is to be decided; one click makes the draft."
    return f"{count} part{' needs' if count == 1 else 's need'} your decision."
