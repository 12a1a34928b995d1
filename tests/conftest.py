"""What holds for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from repository.pages.models import InstitutionIndexPage
from tests.browser.chromium import chromium
from tests.flushing import flushes_that_work, keep_rows

# A busy machine is slow now and then; what a rule answers doesn't depend on that.
hypothesis.settings.register_profile(
    "headwaters", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("headwaters")


CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database; tests that commit leave it as they found it."""
    with django_db_blocker.unblock():
        keep_rows(connection)
    with flushes_that_work():
        yield


@pytest.fixture(autouse=True)
def bytes_of_one_test() -> Iterator[None]:
    """No test finds bytes that another stored: rows are rolled back, files aren't."""
    yield
    shutil.rmtree(settings.DATA_DIR / "blobs", ignore_errors=True)


@pytest.fixture
def index_page(db: None) -> InstitutionIndexPage:
    """The page under which the institutions stand."""
    return InstitutionIndexPage.objects.get()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium. One for the whole process: two would quarrel about its event loop."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--with-database",
        action="store_true",
        help="only tests that use the database: the others say the same on every one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--with-database"):
        return
    fixtures = {"db", "transactional_db", "live_server"}
    chosen: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        uses = bool(fixtures & set(getattr(item, "fixturenames", ())))
        chosen[uses or item.get_closest_marker("django_db") is not None].append(item)
    config.hook.pytest_deselected(items=chosen[False])
    items[:] = chosen[True]
