"""A contributor specialises a core of another institution, by hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from repository.pages.models import SpecialisationPage
from repository.releases.manifest import ADAPTABLE, LOCKED, OPTIONAL
from tests import factories
from tests.browser.chromium import chromium
from tests.browser.conftest import Enter, Shoot
from tests.layered import a_core_release
from tests.manifests import a_component

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium found"),
]

# Without files: a copy of one would have to be a real one.
PARTS = (
    a_component(
        "c1", "Working safely", policy=LOCKED, teaches=("k1", "k2"), assesses=("k1", "k2"), files=()
    ),
    a_component("c2", "Lifting and carrying", policy=ADAPTABLE, files=()),
    a_component("c3", "Glass", policy=OPTIONAL, files=()),
    a_component("c4", "Sorting waste", policy=OPTIONAL, files=()),
)


def begin(page: Page, title: str, action: str) -> None:
    """Go to the small page of an action, from the row of a part."""
    line = page.locator(".hw-item").filter(has=page.get_by_text(title, exact=True))
    line.get_by_role("link", name=action).first.click()


def test_core_is_specialised_from_the_first_click_to_the_preview(
    enter: Enter, shoot: Shoot
) -> None:
    a_core_release(components=PARTS)
    oc = factories.institution("oc", name="Okanagan College", short_name="OC")
    mina = factories.user(factories.Role.CONTRIBUTOR, oc, "mina")

    page = enter(mina)
    page.goto("/admin/specialise/cleaning-1/")
    shoot(page, "1-specialise")
    page.get_by_label("Title").fill("Cleaning in food plants")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("is a draft of yours over release 1.0.0")).to_be_visible()
    expect(page.get_by_text("0 added, 0 replaced", exact=False)).to_be_visible()
    shoot(page, "2-draft")

    begin(page, "Lifting and carrying", "Replace")
    page.get_by_label("Why your own?").fill("We lift crates of fish.")
    page.get_by_role("button", name="Replace it and edit mine").click()
    title = page.locator("[name=components-0-value-title]")
    # Wagtail saves by itself, and the list follows without a load.
    title.fill("Lifting crates")
    listed = page.locator("#layer .hw-item__title").get_by_text("Lifting crates")
    expect(listed).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    expect(page.get_by_text("replaces the core’s “Lifting and carrying”")).to_be_visible()
    shoot(page, "3-replaced")

    begin(page, "Glass", "Leave out")
    page.get_by_label("Reason").select_option("Not done at our sites")
    page.get_by_label("In a sentence").fill("A contractor does our windows.")
    page.get_by_role("button", name="Leave it out").click()
    expect(
        page.get_by_text("Not done at our sites: A contractor does our windows.")
    ).to_be_visible()

    begin(page, "Sorting waste", "Add after")
    page.get_by_label("Title").fill("Foam and rinse")
    page.get_by_label("Lesson plan").check()
    page.get_by_role("button", name="Add and edit it").click()
    expect(page.get_by_text("Yours, added")).to_be_visible()

    begin(page, "Working safely", "Note")
    page.get_by_label("Note", exact=True).fill("Boots are kept at the gate.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("1 added, 1 replaced", exact=False)).to_be_visible()
    expect(page.get_by_text("Contains all 2 core competencies").first).to_be_visible()

    page.get_by_label("Yours only").check()
    expect(page.locator(".hw-item").filter(has_text="Working safely")).to_be_hidden()
    expect(page.locator(".hw-item").filter(has_text="Foam and rinse")).to_be_visible()
    shoot(page, "4-layer")

    page.get_by_role("button", name="Toggle effective package").click()
    link = page.get_by_role("link", name="Open as the public sees it")
    with page.expect_popup() as popup:
        link.click()
    public = popup.value
    for text in ("Lifting crates", "Foam and rinse", "Boots are kept at the gate."):
        expect(public.get_by_text(text).first).to_be_visible()
    assert SpecialisationPage.objects.get().package.owner == oc
    shoot(public, "5-preview")
