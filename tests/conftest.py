"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from repository.pages.models import InstitutionIndexPage
from tests.flushing import flushes_that_work, keep_rows

# A busy machine is slow now and then; what a rule answers doesn't depend on that.
hypothesis.settings.register_profile(
    "headwaters", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("headwaters")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database; tests that commit leave it as they found it."""
    with django_db_blocker.unblock():
        keep_rows(connection)
    with flushes_that_work():
        yield


@pytest.fixture
def index_page(db: None) -> InstitutionIndexPage:
    """The page under which the institutions stand."""
    return InstitutionIndexPage.objects.get()
