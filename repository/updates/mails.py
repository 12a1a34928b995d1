"""Telling the publishers of a layer that its core moved, by e-mail.

A mail server that fails delays mails and nothing else: what wasn't sent is sent by the next run.
A process that is killed between sending and noting it sends again; better twice than never.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse

from repository.lib import clock
from repository.updates.licence_change import licences_of
from repository.updates.models import CoreUpdate, State
from repository.updates.selectors import update_with_titles, urgency_on_the_way
from repository.updates.urgency import Urgent

logger = logging.getLogger(__name__)


class Post:
    """The mails of one run, over one connection, opened by the first. Gives up at a failure.

    failed: the server couldn't be reached, or refused; the rest of the run sends nothing.
    """

    def __init__(self) -> None:
        self.failed = False
        self._connection: Any = None
        # By the ends of an update. All layers of a run share few, and each costs two manifests.
        self._licences: dict[tuple[int, int], tuple[str, str] | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connection is None:
            return
        try:
            self._connection.close()
        except (OSError, SMTPException):
            logger.warning("The connection to the mail server could not be closed.", exc_info=True)

    def tell(self, update: CoreUpdate) -> bool:
        """Tell the publishers of the layer's institution; False where nothing was to be sent.

        An update that people know of is told again only where it became urgent since.
        """
        if self.failed:
            return False
        found = update_with_titles(update.pk)
        urgent = urgency_on_the_way(found)
        if not _is_due(found, urgent):
            return False
        people = _publishers(found)
        if not people:
            logger.warning("No publisher with an e-mail address: %s", found.package.slug)
            return False
        try:
            self._send(_message(found, urgent, self._licences_of(found), people))
        except (OSError, SMTPException):
            self.failed = True
            logger.exception("The mail about %s could not be sent.", found.package.slug)
            return False
        CoreUpdate.objects.filter(pk=found.pk).update(told_at=clock.now())
        return True

    def _licences_of(self, update: CoreUpdate) -> tuple[str, str] | None:
        ends = (update.from_release_id, update.to_release_id)
        if ends not in self._licences:
            self._licences[ends] = licences_of(update)
        return self._licences[ends]

    def _send(self, message: EmailMessage) -> None:
        if self._connection is None:
            self._connection = get_connection()
            self._connection.open()
        self._connection.send_messages([message])


def _is_due(update: CoreUpdate, urgent: Urgent | None) -> bool:
    if update.state != State.OPEN:
        return False
    return update.told_at is None or (urgent is not None and urgent.said_at > update.told_at)


def _publishers(update: CoreUpdate) -> list[str]:
    group = update.package.owner.publishers_id
    people = User.objects.filter(groups=group, is_active=True).exclude(email="").order_by("pk")
    return list(people.values_list("email", flat=True))


def _message(
    update: CoreUpdate,
    urgent: Urgent | None,
    licences: tuple[str, str] | None,
    people: list[str],
) -> EmailMessage:
    address = settings.MAIN_ORIGIN + reverse("core_update", args=[update.pk])
    context = {
        "update": update,
        "urgent": urgent,
        "licences": licences,
        "address": address,
        "site": settings.SITE_NAME,
    }
    return EmailMessage(
        subject=" ".join(subject(update, urgent).split()),
        body=render_to_string("updates/mail.txt", context),
        to=people,
    )


def subject(update: CoreUpdate, urgent: Urgent | None) -> str:
    """ "Cleaning, Level 1 moved to 2.1.0: 2 decisions for Hospitals"."""
    count = update.to_decide
    work = f"{count} decision{'' if count == 1 else 's'}" if count else "nothing to decide"
    mark = "Urgent: " if urgent else ""
    core, layer = update.core_title, update.layer_title
    return f"{mark}{core} moved to {update.to_release.number}: {work} for {layer}"
