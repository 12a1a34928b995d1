"""Forms of our own screens in the admin: posted once, and not left by mistake."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, Request, Route, expect

from tests import factories
from tests.browser.chromium import chromium
from tests.browser.conftest import Enter
from tests.layered import a_core_release, a_layer
from tests.updates.moved import an_open_question

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium found"),
]


def a_note(enter: Enter) -> Page:
    """The small page on which a note is written about a part of the core."""
    draft = a_layer(a_core_release())
    page = enter(factories.user(factories.Role.CONTRIBUTOR, draft.package.owner, "mina"))
    page.goto(f"/admin/packages/{draft.package_id}/layer/c1/note/")
    return page


def a_decision(enter: Enter) -> Page:
    """The screen of a core update with one question."""
    draft, update = an_open_question(a_core_release())
    page = enter(factories.user(factories.Role.CONTRIBUTOR, draft.package.owner, "mina"))
    page.goto(f"/admin/core-updates/{update.pk}/")
    return page


def asked_before_leaving(page: Page) -> list[str]:
    """What the browser asks from now on; it stays each time."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def test_second_click_on_the_way_posts_nothing(enter: Enter) -> None:
    page = a_decision(enter)
    page.get_by_text("Keep yours").click()
    sent: list[Request] = []
    held: list[Route] = []

    def hold(route: Route) -> None:
        sent.append(route.request)
        if len(sent) == 1:
            held.append(route)
        else:
            route.continue_()

    page.route(lambda url: "/core-updates/" in url, hold)
    save = page.get_by_role("button", name="Save", exact=True)
    save.scroll_into_view_if_needed()
    box = save.bounding_box()
    assert box is not None
    with page.expect_request(lambda request: request.method == "POST"):
        page.mouse.click(box["x"] + 5, box["y"] + 5)
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    held[0].continue_()
    expect(page.get_by_text("Nothing of yours changes before the draft is made")).to_be_visible()
    assert [request.method for request in sent] == ["POST"]


def test_decision_that_is_written_is_not_left_without_a_question(enter: Enter) -> None:
    page = a_decision(enter)
    asked = asked_before_leaving(page)
    page.get_by_text("Keep yours").click()
    reason = page.get_by_role("textbox", name="Reason")
    reason.click()
    page.keyboard.type("Crates are lifted by two.")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Packages", exact=True).click(no_wait_after=True)
    assert asked == ["beforeunload"]
    expect(reason).to_have_value("Crates are lifted by two.")
    # Who stays can save.
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Nothing of yours changes before the draft is made")).to_be_visible()
    assert asked == ["beforeunload"]


def test_words_that_came_back_with_an_error_are_not_left_without_a_question(enter: Enter) -> None:
    page = enter(factories.user(factories.Role.CONSORTIUM_EDITOR, name="ed"))
    asked = asked_before_leaving(page)
    page.goto("/admin/institutions/new/")
    page.locator("[data-guarded] input[type=text]").first.fill("Okanagan College")
    page.locator("[data-guarded] button[type=submit]").click()
    expect(page.get_by_text("This field is required").first).to_be_visible()
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Packages", exact=True).click(no_wait_after=True)
    assert asked == ["beforeunload"]


def test_cancelling_a_small_page_asks_nothing(enter: Enter) -> None:
    page = a_note(enter)
    asked = asked_before_leaving(page)
    page.get_by_label("Note", exact=True).click()
    page.keyboard.type("Boots are kept at the gate.")
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**/edit/**")
    assert not asked
