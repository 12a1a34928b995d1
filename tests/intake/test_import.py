"""A file becomes a draft, or a release; a refused one leaves nothing."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from repository.blobs.models import Blob, StoredDocument
from repository.intake.services import import_file
from repository.pages.models import PackagePage
from repository.releases.models import Package, Release
from tests.factories import institution
from tests.packages import zip_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A whole SCORM 1.2 module."""
    path = tmp_path / "mopping.zip"
    path.write_bytes(zip_package("scorm12-mopping"))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A SCORM module whose launch file is missing: kept, but not to be published."""
    path = tmp_path / "broken.zip"
    path.write_bytes(zip_package("scorm12-mopping", {"pages/quiz.html": None}))
    return path


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    path = tmp_path / "refused.zip"
    path.write_bytes(zip_package("scorm12-mopping", {"../../outside.txt": b"out"}))
    return path


def test_import_without_publish_is_a_draft_that_nobody_else_sees(
    module: Path, client: Client
) -> None:
    result = import_file(path=module, institution=institution(), licence="CC-BY-4.0")
    assert (result.outcome, result.release) == ("clean", "")
    assert PackagePage.objects.get().live is False
    assert client.get(f"/packages/{result.slug}/").status_code == 404


def test_import_with_publish_gives_the_public_the_very_bytes(module: Path, client: Client) -> None:
    result = import_file(path=module, institution=institution(), licence="CC-BY-4.0", publish=True)
    assert result.release == "1.0.0"
    (component,) = Release.objects.get().public_manifest.components
    assert component.type == "scorm-module"
    file = component.files[0]
    address = f"/packages/{result.slug}/releases/1.0.0/files/{component.key}/{file.name}"
    body = b"".join(client.get(address))
    assert hashlib.sha256(body).hexdigest() == hashlib.sha256(module.read_bytes()).hexdigest()


def test_import_takes_the_title_that_was_said(module: Path) -> None:
    import_file(path=module, institution=institution(), title="Wet floors")
    page = PackagePage.objects.get()
    assert (page.title, page.slug, page.components[0].value["title"]) == (
        "Wet floors",
        "wet-floors",
        "Wet floors",
    )


def test_import_of_the_same_file_twice_shares_its_bytes(module: Path) -> None:
    owner = institution()
    first = import_file(path=module, institution=owner)
    second = import_file(path=module, institution=owner)
    assert first.slug != second.slug
    assert Blob.objects.filter(documents__isnull=False).distinct().count() == 1


def test_publish_without_a_licence_stays_a_draft_and_says_why(module: Path) -> None:
    result = import_file(path=module, institution=institution(), publish=True)
    assert result.release == ""
    assert result.slug
    assert not Release.objects.exists()
    assert any("licence" in found["message"].lower() for found in result.findings)


def test_a_file_with_errors_stays_a_draft(broken: Path) -> None:
    result = import_file(path=broken, institution=institution(), licence="CC-BY-4.0", publish=True)
    assert (result.outcome, result.release) == ("errors", "")
    assert PackagePage.objects.count() == 1
    assert not Release.objects.exists()


def test_a_refused_file_leaves_nothing(refused: Path) -> None:
    owner = institution()
    blobs = set(Blob.objects.values_list("pk", flat=True))
    result = import_file(path=refused, institution=owner, licence="CC-BY-4.0", publish=True)
    assert (result.outcome, result.slug, result.uuid, result.release) == ("refused", "", "", "")
    assert "ZIP-UNSAFE-PATH" in {found["code"] for found in result.findings}
    assert not PackagePage.objects.exists()
    assert not Package.objects.exists()
    assert not StoredDocument.objects.exists()
    assert set(Blob.objects.values_list("pk", flat=True)) == blobs


def test_an_unknown_licence_leaves_no_draft(module: Path) -> None:
    with pytest.raises(CommandError, match="WTFPL is not registered"):
        command(module, licence="WTFPL")
    assert not StoredDocument.objects.exists()
    assert not Package.objects.exists()


def command(*files: Path, **options: Any) -> list[dict[str, Any]]:
    """What `import_package --json` prints."""
    out = StringIO()
    slug = options.pop("institution", None) or institution().slug
    names = [str(file) for file in files]
    call_command("import_package", *names, institution=slug, as_json=True, stdout=out, **options)
    printed: list[dict[str, Any]] = json.loads(out.getvalue())
    return printed


def test_command_prints_what_became_of_each_file(module: Path) -> None:
    (printed,) = command(module, licence="CC-BY-4.0", publish=True)
    assert set(printed) == {"file", "slug", "uuid", "release", "outcome", "findings"}
    assert (printed["file"], printed["release"], printed["outcome"]) == (
        str(module),
        "1.0.0",
        "clean",
    )


def test_command_prints_what_is_done_where_a_later_file_cannot_be_read(
    module: Path, tmp_path: Path
) -> None:
    out = StringIO()
    files = (str(module), str(tmp_path / "gone.zip"))
    with pytest.raises(CommandError, match=r"gone\.zip can't be read"):
        call_command(
            "import_package", *files, institution=institution().slug, as_json=True, stdout=out
        )
    (printed,) = json.loads(out.getvalue())
    assert printed["slug"] == PackagePage.objects.get().slug


@pytest.mark.parametrize(("name", "status"), [("broken", 1), ("refused", 2)])
def test_command_ends_with_the_status_of_the_worst_file(
    name: str, status: int, request: pytest.FixtureRequest, module: Path
) -> None:
    with pytest.raises(SystemExit) as caught:
        command(module, request.getfixturevalue(name), licence="CC-BY-4.0")
    assert caught.value.code == status


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"institution": "nobody"}, "No institution has the short name nobody"),
        ({"title": "One for both"}, "one file only"),
    ],
)
def test_command_refuses_what_makes_no_sense(
    options: dict[str, str], message: str, module: Path, broken: Path
) -> None:
    with pytest.raises(CommandError, match=message):
        command(module, broken, **options)


def test_command_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.zip can't be read"):
        command(tmp_path / "absent.zip")
