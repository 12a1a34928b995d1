"""Addresses are there for whoever asks first: a request, or a mail that a command sends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from repository.settings.env import PROJECT

ASK = "import django; django.setup(); from django.urls import reverse; print(reverse('proposals'))"


@pytest.mark.parametrize("settings", ["development", "test"])
def test_process_that_first_asks_for_an_address_gets_it(settings: str) -> None:
    """Nothing that the addresses are made of asks for one while it is loaded."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": f"repository.settings.{settings}"}
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        check=False,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (ended.stdout.strip(), ended.returncode) == ("/admin/proposals/", 0), ended.stderr
