"""A core that goes on under another licence: its layers are told before they do any work."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from repository.licences import reasons
from repository.updates.mails import Post
from repository.updates.models import CoreUpdate
from repository.updates.screen import Screen, live_screen
from tests.factories import Role, user
from tests.layered import a_core_release, a_layer, next_core_release
from tests.updates.moved import changed_lifting, reported, update_of

pytestmark = pytest.mark.django_db

BY, SA, ND, ZERO = "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC0-1.0"


def moved(before: str, after: str) -> tuple[Screen, str]:
    """The screen of a layer under the licence of its core, which then changes; and its page."""
    core = a_core_release(licence=before)
    page = a_layer(core)
    reported(next_core_release(core, changed_lifting(), licence=after))
    update = update_of(page)
    screen, _ = live_screen(update)
    assert screen is not None
    client = Client()
    client.force_login(user(Role.PUBLISHER, page.package.owner))
    shown = client.get(f"/admin/core-updates/{update.pk}/").content.decode()
    return screen, " ".join(shown.split())


@pytest.mark.parametrize(
    ("before", "after", "code", "others"),
    [
        (BY, ZERO, reasons.OK, "CC BY 4.0"),
        (BY, SA, reasons.SA, "CC BY-SA 4.0"),
        (BY, ND, reasons.ND, ""),
        (SA, BY, reasons.OK, "CC BY 4.0"),
    ],
)
def test_licence_of_the_layer_is_asked_against_the_new_one(
    before: str, after: str, code: str, others: str
) -> None:
    change = moved(before, after)[0].licence
    assert change is not None
    assert change.answer is not None
    assert (change.answer.code, change.fits) == (code, code == reasons.OK)
    assert others in change.others or (not others and not change.others)


def test_same_licence_is_no_news() -> None:
    screen, page = moved(BY, BY)
    assert screen.licence is None
    assert "was under" not in page


def test_page_says_what_to_do_about_it() -> None:
    page = moved(BY, SA)[1]
    assert "is under CC BY-SA 4.0, 1.0.0 was under CC BY 4.0" in page
    assert "needs a licence that goes with it: CC BY-SA 4.0." in page


def test_page_says_when_nothing_can_be_done() -> None:
    page = moved(BY, ND)[1]
    assert "Nothing that builds on" in page
    assert "Or decline, and stay on 1.0.0" in page


def test_draft_without_a_licence_is_told_which_would_do() -> None:
    core = a_core_release(licence=BY)
    page = a_layer(core)
    draft = page.get_latest_revision_as_object()
    draft.licence = None
    draft.save_revision()
    reported(next_core_release(core, changed_lifting(), licence=SA))
    screen, _ = live_screen(update_of(page))
    assert screen is not None
    assert screen.licence is not None
    assert (screen.licence.own, screen.licence.answer) == ("", None)


def test_mail_names_both_licences() -> None:
    core = a_core_release(licence=BY)
    page = a_layer(core)
    user(Role.PUBLISHER, page.package.owner, "ana")
    reported(next_core_release(core, changed_lifting(), licence=SA))
    assert "Its licence changes from CC BY 4.0 to CC BY-SA 4.0" in mail.outbox[-1].body


def test_manifests_are_read_once_for_the_mails_of_a_run() -> None:
    core = a_core_release(licence=BY)
    for slug in ("oc", "vcc", "nic"):
        page = a_layer(core, slug)
        user(Role.PUBLISHER, page.package.owner, slug)
    reported(next_core_release(core, changed_lifting(), licence=SA))
    CoreUpdate.objects.update(told_at=None)
    with CaptureQueriesContext(connection) as queries, Post() as post:
        told = [post.tell(update) for update in CoreUpdate.objects.all()]
    assert told == [True] * 3
    assert sum('"manifest_text"' in query["sql"] for query in queries) == 2
