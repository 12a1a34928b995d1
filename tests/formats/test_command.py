"""The command inspect_package: output, exit status, no database."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.formats import documents as make
from tests.packages import zip_package


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "clean": ("mopping.zip", zip_package("scorm12-mopping")),
        "warnings": ("page.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'),
        "errors": ("lesson.docx", make.pdf()),
        "refused": ("slip.zip", zip_package("scorm12-mopping", {"../x": "y"})),
    }
    paths = {outcome: tmp_path / name for outcome, (name, _) in contents.items()}
    for outcome, (_, content) in contents.items():
        paths[outcome].write_bytes(content)
    return paths


def run(*arguments: str) -> tuple[str, int]:
    """What the command prints, and its exit status."""
    out = io.StringIO()
    try:
        call_command("inspect_package", *arguments, stdout=out)
    except SystemExit as exit_:
        assert isinstance(exit_.code, int)
        return out.getvalue(), exit_.code
    return out.getvalue(), 0


STATUS = {"clean": 0, "warnings": 0, "errors": 1, "refused": 2}


@pytest.mark.parametrize(("outcome", "status"), STATUS.items())
def test_inspect_package_exits_by_outcome(
    files: dict[str, Path], outcome: str, status: int
) -> None:
    text, code = run(str(files[outcome]))
    assert code == status
    assert f"{files[outcome]}: {outcome}" in text


def test_inspect_package_exits_by_the_worst_of_several_files(files: dict[str, Path]) -> None:
    assert run(*(str(files[name]) for name in ("refused", "clean", "errors")))[1] == 2
    assert run(*(str(files[name]) for name in ("errors", "clean")))[1] == 1


def test_inspect_package_prints_one_json_list(files: dict[str, Path]) -> None:
    text, status = run("--json", str(files["clean"]), str(files["refused"]))
    reports: list[dict[str, Any]] = json.loads(text)
    assert status == 2
    assert [report["file"] for report in reports] == [str(files["clean"]), str(files["refused"])]
    assert [report["outcome"] for report in reports] == ["clean", "refused"]
    assert (reports[0]["kind"], reports[0]["version"], reports[0]["items"]) == ("scorm", "1.2", 5)
    assert reports[1]["findings"][0]["code"] == "ZIP-UNSAFE-PATH"


def test_inspect_package_prints_findings_with_their_place(files: dict[str, Path]) -> None:
    text, _ = run(str(files["refused"]))
    assert "refused ZIP-UNSAFE-PATH: ../x: This name leads out" in text


@pytest.mark.parametrize("path", ["gone.zip", ".", "a\0b.zip", "x" * 5000])
def test_inspect_package_of_what_cannot_be_read_says_so(tmp_path: Path, path: str) -> None:
    text, status = run("--json", str(tmp_path / path))
    assert status == 2
    assert json.loads(text)[0]["findings"][0]["code"] == "FILE-UNREADABLE"
