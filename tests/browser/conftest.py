"""A browser and a site that it can visit.

`SCREENSHOTS=folder pytest tests/browser` keeps a picture of each step.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import factories

# Playwright runs an event loop in this thread; Django would refuse to touch the database then.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PATIENCE = 60_000  # milliseconds; machines that test are busy
# Wagtail's blocks slide open: on a busy machine a click lands where a button was a frame ago.
PREPARED = """addEventListener("DOMContentLoaded", () => {
  if (window.jQuery) window.jQuery.fx.off = true;
});
"""

expect.set_options(timeout=PATIENCE)

Enter = Callable[[User | None], Page]
Shoot = Callable[[Page, str], None]


class OneAtATime(StaticFilesHandler):
    """Requests in turn: on SQLite in memory all threads share one connection to the database."""

    turn = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        with self.turn:
            return super().__call__(environ, start_response)


class TidyServer(ThreadedWSGIServer):
    """Ends with its last connection: none is left open."""

    daemon_threads = False
    block_on_close = True


class TidyServerThread(LiveServerThread):
    server_class = TidyServer


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The address of the running site, without a slash at its end."""
    shared: dict[str, BaseDatabaseWrapper] = {
        c.alias: c
        for c in connections.all()
        if isinstance(c, DatabaseWrapper) and c.is_in_memory_db()
    }
    for connection in shared.values():
        connection.inc_thread_sharing()
    server = TidyServerThread("127.0.0.1", OneAtATime, connections_override=shared)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()
        for connection in shared.values():
            connection.dec_thread_sharing()


@pytest.fixture
def enter(browser: Browser, site: str) -> Iterator[Enter]:
    """A window of the site for a person, signed in through the form; None for anybody."""
    contexts: list[BrowserContext] = []

    def enter(person: User | None) -> Page:
        context = browser.new_context(
            base_url=site, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        context.add_init_script(PREPARED)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if person is not None:
            page.goto("/admin/login/")
            page.get_by_label("Username").fill(person.get_username())
            page.get_by_label("Password").fill(factories.PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/admin/")
        return page

    yield enter
    for place, context in enumerate(contexts, start=1):
        if folder := os.environ.get("SCREENSHOTS", ""):
            context.pages[-1].screenshot(path=Path(folder) / f"last-{place}.png")
        context.close()


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Shoot:
    """Keep a picture of a window where the run asks for pictures."""
    folder = os.environ.get("SCREENSHOTS", "")

    def shoot(page: Page, name: str) -> None:
        if folder:
            test = re.sub(r"\W+", "-", request.node.name)
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{test}-{name}.png")

    return shoot
