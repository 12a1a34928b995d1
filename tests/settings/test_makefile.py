"""`make install`, with a Python that only says what it was asked for."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from repository.settings.env import PROJECT

# Makes an "environment" that holds itself, and does everything else it is asked for.
PYTHON = """#!/bin/sh
case "$*" in *"-m venv"*)
  for folder; do :; done
  mkdir -p "$folder/bin" && cp "$0" "$folder/bin/python" && touch "$folder/made" ;;
esac
"""
WITHOUT_PIP = "#!/bin/sh\nexit 1\n"


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("there", "made"),
    [("", True), (WITHOUT_PIP, True), (PYTHON, False)],
    ids=["none", "half-made", "whole"],
)
def test_install_makes_an_environment_where_none_is_whole(
    there: str, made: bool, tmp_path: Path
) -> None:
    (tmp_path / "Makefile").write_text((PROJECT / "Makefile").read_text())
    (tmp_path / "requirements.txt").touch()
    if there:
        executable(tmp_path / ".venv/bin/python", there)
    python = executable(tmp_path / "python3", PYTHON)

    command = ["make", "install", f"PYTHON={python}"]
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)

    assert (tmp_path / ".venv/made").exists() == made
    assert (tmp_path / ".venv/.installed").exists()
