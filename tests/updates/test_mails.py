"""Who is told of a core update by e-mail, once, and what happens when the mail server fails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from repository.releases.models import Release
from repository.releases.services import mark_urgent
from repository.updates.models import CoreUpdate
from repository.updates.reporting import report_core
from repository.updates.services import decline_update
from tests.factories import Role, user
from tests.layered import a_core_release, a_layer, next_core_release
from tests.updates.moved import (
    a_layer_with_a_replacement,
    changed_lifting,
    reported,
    update_of,
)

pytestmark = pytest.mark.django_db


class BrokenBackend(BaseEmailBackend):
    """A mail server that can't be reached."""

    def open(self) -> bool:
        raise OSError("no route to the mail server")

    def send_messages(self, messages: Any) -> int:
        raise OSError("no route to the mail server")


BROKEN = "tests.updates.test_mails.BrokenBackend"


def urgent(release: Release, days: int = 54) -> None:
    by = timezone.localdate() + timedelta(days=days)
    mark_urgent(release=release, take_over_by=by, why="New contact times.", user=None)


def test_publishers_of_the_layer_are_told_in_one_mail_and_nobody_else() -> None:
    core = a_core_release()
    page = a_layer_with_a_replacement(core)
    owner = page.package.owner
    user(Role.PUBLISHER, owner, "pat")
    user(Role.PUBLISHER, owner, "kim")
    user(Role.CONTRIBUTOR, owner, "con")
    user(Role.PUBLISHER, core.package.owner, "viu")
    reported(next_core_release(core, changed_lifting()))
    (message,) = mail.outbox
    assert sorted(message.to) == ["kim@example.org", "pat@example.org"]
    assert message.subject == "cleaning-1 moved to 1.0.1: 1 decision for Food plants"
    assert f"/admin/core-updates/{update_of(page).pk}/" in message.body
    assert "1 needs your decision" in message.body
    assert update_of(page).told_at is not None


def test_second_run_tells_nobody_again() -> None:
    core = a_core_release()
    user(Role.PUBLISHER, a_layer(core).package.owner)
    reported(next_core_release(core, changed_lifting()))
    reported(core)
    assert len(mail.outbox) == 1


def test_urgent_says_by_when_and_why_also_after_people_were_told() -> None:
    core = a_core_release()
    user(Role.PUBLISHER, a_layer(core).package.owner)
    second = next_core_release(core, changed_lifting())
    reported(core)
    urgent(second)
    reported(core)
    reported(core)
    plain, pressing = mail.outbox
    assert not plain.subject.startswith("Urgent")
    assert pressing.subject.startswith("Urgent: cleaning-1 moved to")
    assert "54 days left" in pressing.body
    assert "New contact times." in pressing.body


def test_release_after_an_urgent_one_is_as_urgent() -> None:
    core = a_core_release()
    user(Role.PUBLISHER, a_layer(core).package.owner)
    second = next_core_release(core, changed_lifting())
    urgent(second)
    next_core_release(second, title="Cleaning, the third")
    reported(core)
    assert mail.outbox[-1].subject.startswith("Urgent")


def test_layer_that_has_the_urgent_release_is_not_told_of_it() -> None:
    core = a_core_release()
    second = next_core_release(core, changed_lifting())
    urgent(second)
    user(Role.PUBLISHER, a_layer(second).package.owner)
    next_core_release(second, title="Cleaning, the third")
    reported(core)
    assert not mail.outbox[-1].subject.startswith("Urgent")


def test_mail_server_that_fails_fails_nothing_else_and_is_tried_by_the_next_run(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    core = a_core_release()
    first, second = a_layer(core, title="First"), a_layer(core, title="Second")
    user(Role.PUBLISHER, first.package.owner)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, BROKEN
    next_core_release(core, changed_lifting())
    run = report_core(core.package)
    assert (run.clean, run.told, run.failed) == (2, 0, ())
    assert update_of(first).told_at is None
    assert caplog.text.count("could not be sent") == 1  # the second isn't tried
    settings.EMAIL_BACKEND = working
    assert report_core(core.package).told == 2
    assert update_of(second).told_at is not None


def test_release_is_made_although_nobody_can_be_told(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    core = a_core_release()
    user(Role.PUBLISHER, a_layer(core).package.owner)
    settings.EMAIL_BACKEND = BROKEN
    with django_capture_on_commit_callbacks(execute=True):
        second = next_core_release(core, changed_lifting())
    assert CoreUpdate.objects.get().to_release == second


def test_institution_without_a_publisher_is_reported_all_the_same() -> None:
    core = a_core_release()
    page = a_layer(core)
    reported(next_core_release(core, changed_lifting()))
    assert mail.outbox == []
    assert update_of(page).told_at is None


def test_declined_update_is_told_again_by_the_next_release_only() -> None:
    core = a_core_release()
    page = a_layer(core)
    person = user(Role.PUBLISHER, page.package.owner)
    second = next_core_release(core, changed_lifting())
    reported(core)
    update = update_of(page)
    decline_update(update=update, turn=update.turn, reason="Exams.", user=person)
    reported(core)
    assert len(mail.outbox) == 1
    reported(next_core_release(second, title="Cleaning, the third"))
    assert len(mail.outbox) == 2


def test_subject_is_one_line_whatever_the_title() -> None:
    core = a_core_release()
    user(Role.PUBLISHER, a_layer(core, title="Food\nplants " + "x" * 200).package.owner)
    reported(next_core_release(core, changed_lifting()))
    assert "\n" not in mail.outbox[0].subject
