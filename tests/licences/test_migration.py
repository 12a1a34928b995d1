"""The licences come and go with their migration, and not from under a package."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ProtectedError

from repository.licences.models import Licence
from repository.pages.services import create_package_draft
from tests import factories

pytestmark = pytest.mark.django_db

migration = import_module("repository.migrations.0002_licences")
EDITOR = SimpleNamespace(connection=connection)


def test_migration_undone_and_done_again_gives_the_same_licences() -> None:
    before = list(Licence.objects.values())
    migration.remove(apps, EDITOR)
    assert not Licence.objects.exists()
    migration.add(apps, EDITOR)
    assert list(Licence.objects.values()) == before


def test_migration_done_twice_doubles_nothing() -> None:
    migration.add(apps, EDITOR)
    assert Licence.objects.count() == 9


def test_migration_undone_leaves_a_licence_that_a_package_carries() -> None:
    create_package_draft(
        institution=factories.institution(),
        title="Food safety",
        kind="standalone",
        fields={"licence": "CC-BY-4.0"},
    )
    with pytest.raises(ProtectedError):
        migration.remove(apps, EDITOR)
    assert Licence.objects.count() == 9
