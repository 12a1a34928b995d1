"""From a file to the public, by hand: a contributor, a publisher, and anybody."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.chromium import chromium
from tests.browser.conftest import Enter, Shoot
from tests.packages import zip_package

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium found"),
]


def add_module(page: Page, title: str, file: Path) -> None:
    """Add a SCORM module with an uploaded file to the components."""
    components = page.get_by_role("region", name="Components")
    components.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="SCORM module").click()
    components.locator("[name=components-0-value-title]").fill(title)
    components.get_by_role("button", name="Add", exact=True).click()
    choose = components.get_by_role("button", name="Choose a document")
    expect(choose).to_be_visible()
    choose.click()
    modal = page.get_by_role("dialog")
    modal.get_by_role("tab", name="Upload").click()
    modal.locator("input[type=file]").set_input_files(file)
    expect(modal.locator("[name$=-title]")).to_have_value(file.stem)
    modal.get_by_role("button", name="Upload").click()
    expect(modal).to_be_hidden()


def test_package_by_hand_from_upload_to_download(
    enter: Enter, shoot: Shoot, tmp_path: Path
) -> None:
    viu = factories.institution("viu", name="Vancouver Island University")
    mina = factories.user(factories.Role.CONTRIBUTOR, viu, "mina")
    ana = factories.user(factories.Role.PUBLISHER, viu, "ana")
    module = tmp_path / "mopping.zip"
    module.write_bytes(zip_package("scorm12-mopping"))

    # A contributor writes it.
    page = enter(mina)
    page.get_by_role("link", name="Packages", exact=True).click()
    page.get_by_role("link", name="New package").click()
    page.get_by_placeholder("Title").fill("Figure-eight mopping")
    page.get_by_role("textbox", name="Summary").fill("Mop a corridor without leaving a footprint.")
    add_module(page, "Figure eight", module)
    page.wait_for_url("**/edit/**")  # Wagtail saves by itself, and goes on as the editor
    shoot(page, "1-written")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    page.get_by_role("tab", name="Release").click()
    expect(page.get_by_text("First release", exact=True)).to_be_visible()
    shoot(page, "2-saved")
    assert page.get_by_role("button", name="Publish").count() == 0

    # A publisher of the institution publishes it.
    page = enter(ana)
    page.get_by_role("link", name="Figure-eight mopping").first.click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("is released as 1.0.0")).to_be_visible()
    shoot(page, "3-published")

    # Anybody finds it and takes exactly what was uploaded.
    page = enter(None)
    page.goto("/catalogue/?q=mopping")
    shoot(page, "4-found")
    page.get_by_role("link", name="Figure-eight mopping").first.click()
    with page.expect_download() as download:
        page.locator('a[href$="/mopping.zip"]').first.click()
    shoot(page, "5-page")
    taken = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(taken).hexdigest() == hashlib.sha256(module.read_bytes()).hexdigest()
