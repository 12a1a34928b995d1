"""The static files as production serves them: under names that carry their content."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings


@pytest.fixture
def collected(tmp_path: Path, settings: Settings) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    # Without Wagtail's own files, which take a minute.
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_collected_styles_import_hashed_files_in_their_layers(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    site = (collected / names["css/site.css"]).read_text()
    imports = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', site)

    assert len(imports) == site.count("@import")
    assert {layer for _, layer in imports} <= set(
        re.search(r"@layer ([\w, ]+);", site).group(1).split(", ")  # type: ignore[union-attr]
    )
    for file, _ in imports:
        assert re.fullmatch(r"[\w/-]+\.[0-9a-f]{12}\.css", file)
        assert (collected / "css" / file).is_file()


def test_collected_scripts_and_pictures_are_hashed(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]

    for path in ("js/appearance.js", "js/copy.js", "img/icons.svg", "img/drawings/strip.svg"):
        assert names[path] != path
        assert (collected / names[path]).is_file()
