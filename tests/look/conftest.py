"""Templates that show an undefined variable instead of hiding it."""

from __future__ import annotations

import copy

import pytest
from pytest_django import Settings

UNDEFINED = "«undefined %s»"


@pytest.fixture(autouse=True)
def strict_templates(settings: Settings) -> None:
    """A variable that nobody gave appears in the page, where the tests find it."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = UNDEFINED
    settings.TEMPLATES = templates
