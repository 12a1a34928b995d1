"""What is typed is saved, whenever it is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Response, Route, expect

from tests import factories
from tests.browser.chromium import chromium
from tests.browser.conftest import Enter
from tests.layered import a_core_release, a_layer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium found"),
]

LONGER_THAN_WAGTAIL_WAITS = 6_000  # milliseconds


def open_draft(enter: Enter) -> Page:
    draft = a_layer(a_core_release(), title="Food plants")
    page = enter(factories.user(factories.Role.CONTRIBUTOR, draft.package.owner, "mina"))
    page.goto(f"/admin/pages/{draft.pk}/edit/", wait_until="commit")
    return page


def saves(request: Request, words: str = "") -> bool:
    return (
        request.method == "POST" and "/edit/" in request.url and words in (request.post_data or "")
    )


def saved(words: str) -> Callable[[Response], bool]:
    return lambda response: response.ok and saves(response.request, words)


def test_words_typed_before_wagtail_watches_the_form_are_saved(enter: Enter) -> None:
    page = open_draft(enter)
    with page.expect_response(saved("Fish plants")):
        page.get_by_placeholder("Title").fill("Fish plants")


def test_words_typed_while_a_saving_is_on_its_way_are_saved(enter: Enter) -> None:
    page = open_draft(enter)
    title = page.get_by_placeholder("Title")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if saves(route.request, "Fish plants") and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/edit/", hold)
    with page.expect_request(lambda request: saves(request, "Fish plants")):
        title.fill("Fish plants")
    title.fill("Fruit plants")
    with page.expect_response(saved("Fruit plants")):
        held[0].continue_()


def test_form_that_is_only_looked_at_is_not_saved(enter: Enter) -> None:
    page = open_draft(enter)
    sent: list[Request] = []

    def note(request: Request) -> None:
        if saves(request):
            sent.append(request)

    page.on("request", note)
    page.get_by_role("tab", name="About").click()
    page.wait_for_timeout(LONGER_THAN_WAGTAIL_WAITS)
    assert not sent


def test_release_tab_says_that_the_draft_was_saved_since_it_was_loaded(enter: Enter) -> None:
    page = open_draft(enter)
    outdated = page.get_by_text("The draft has been saved since")
    with page.expect_response(saved("Fish plants")):
        page.get_by_placeholder("Title").fill("Fish plants")
    page.get_by_role("tab", name="Release").click()
    expect(outdated).to_be_visible()
    page.get_by_role("button", name="Load it again").click()
    expect(outdated).to_be_hidden()
    expect(page.get_by_role("tab", name="Release")).to_have_attribute("aria-selected", "true")
