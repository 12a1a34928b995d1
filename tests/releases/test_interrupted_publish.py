"""Whatever happens to a process that publishes, readers find the old state or the new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repository.releases.models import Package
from repository.releases.services import publish_release
from tests.manifests import a_component, a_file
from tests.publishers import run_publishers
from tests.released import a_package, manifest_of, stored

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(900),
]

Publishers = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def package() -> Package:
    """A package with release 1.0.0, of two files."""
    stored(b"one.pdf")
    stored(b"two.pdf")
    files = (a_file("one.pdf"), a_file("two.pdf"))
    package = a_package("core")
    manifest = manifest_of(package, components=(a_component(files=files),))
    assert publish_release(package=package, manifest=manifest) is not None
    return package


@pytest.fixture
def publishers(package: Package, tmp_path: Path) -> Publishers:
    return lambda command: run_publishers(command, package.slug, tmp_path)


def test_publish_killed_at_every_statement_leaves_the_old_or_the_new_state(
    publishers: Publishers,
) -> None:
    lines = publishers("kill")

    *killed, last = lines
    assert len(killed) > 8
    assert last["survived"]
    assert not any(line["survived"] for line in killed)
    old = [line for line in lines if line["unchanged"]]
    new = [line for line in lines if not line["unchanged"]]
    # Before the commit ends nothing is there, from then on all of it.
    assert lines == old + new
    assert len(old) > len(new) > 1
    assert all(line["found"]["title"] != f"Attempt {line['attempt']}" for line in old)
    assert all(line["found"]["catalogue"] == line["found"]["number"] for line in lines)
    for line in new:
        assert line["found"]["title"] == f"Attempt {line['attempt']}"
        assert line["added"] == last["added"]
        assert line["replaced"] == last["replaced"]
        assert line["found"]["whole"]
        assert line["found"]["blobs"]
    assert last["added"]["repository_release"] == 1
    assert last["added"]["repository_releaseblob"] == 2
    assert last["found"]["number"] == f"1.0.{len(new)}"


def test_publishers_at_once_get_a_number_each(publishers: Publishers) -> None:
    lines = publishers("race")

    assert sorted(line["number"] for line in lines) == ["1.0.1", "1.0.2", "1.0.3", "1.0.4"]


def test_publishers_of_the_same_at_once_make_one_release(publishers: Publishers) -> None:
    lines = publishers("race-same")

    assert [line["number"] for line in lines if line["number"]] == ["1.0.1"]


def test_publishers_who_saw_the_same_number_are_told_but_for_the_first(
    publishers: Publishers,
) -> None:
    lines = publishers("race-after")

    assert [line["number"] for line in lines if "number" in line] == ["1.0.1"]
    errors = [line["error"] for line in lines if "error" in line]
    assert errors == ["ReleasedMeanwhileError"] * 3
