"""Every page with sample data in a browser: nothing overflows, axe-core finds nothing.

The pages are written to a folder beside the static files and served from there, so that no database
takes part.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page

from repository.public.specimens import pages
from repository.settings.env import PROJECT
from tests.browser.chromium import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium found"),
]
WIDTHS = (360, 768, 880, 1440)
FOLD = """open => {
  for (const fold of document.querySelectorAll("main details")) fold.open = open;
}"""
# One of each template and what is most likely to burst; the others share their parts.
SHOWN = [name for name in pages() if name not in {"package-huge", "400", "403", "403_csrf", "503"}]


# As strict as production's, see settings/base.py.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: requests are not test results."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the sample pages."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "static").symlink_to(PROJECT / "static")
    for name, (template, context) in pages().items():
        html = render_to_string(template, context, RequestFactory().get("/catalogue/"))
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[str, Page]]:
    """A light window that changes its width, and a dark one as narrow as a phone."""
    narrow = browser.new_context(color_scheme="dark", viewport={"width": 360, "height": 700})
    yield {
        "light": browser.new_context(color_scheme="light").new_page(),
        "dark": narrow.new_page(),
    }


def violations(page: Page, options: dict[str, object]) -> list[str]:
    """What axe-core finds, each with the first element that it finds it in."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


@pytest.mark.parametrize("name", SHOWN)
def test_page_in_a_browser_fits_and_is_accessible(
    windows: dict[str, Page], address: str, name: str
) -> None:
    findings: list[str] = []
    light, dark = windows["light"], windows["dark"]
    for page in (light, dark):
        page.once("console", lambda message: findings.append(message.text))
        page.goto(f"{address}/{name}.html")
    for width in WIDTHS:
        light.set_viewport_size({"width": width, "height": 900})
        for opened in (False, True):
            light.evaluate(FOLD, opened)
            if overflow(light):
                findings.append(f"{width} wide, folds open {opened}: overflows")
    # All rules in light and wide; dark and narrow differ in their colours.
    findings += violations(light, {"preload": False})
    findings += violations(dark, {"preload": False, "runOnly": ["color-contrast"]})

    assert findings == []


def test_appearance_that_was_chosen_is_remembered(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/standard.html")
    page.get_by_label("Dark").check()
    page.goto(f"{address}/licences.html")

    assert page.get_by_label("Dark").is_checked()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    context.close()


def test_appearance_without_scripts_holds_for_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/standard.html")
    before = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    page.get_by_label("Dark").check()
    after = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")

    assert before != after
    assert page.get_by_role("button", name="Copy").count() == 0
    context.close()


def test_copy_button_puts_the_text_on_the_clipboard(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/package.html")
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_role("button", name="Copied").wait_for()

    assert "by VIU and others" in page.evaluate("navigator.clipboard.readText()")
    context.close()
