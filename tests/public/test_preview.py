"""A draft as its public page would look."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from repository.pages.draft import draft_manifest
from repository.public.preview import render_package
from repository.releases.manifest import Cover
from tests.layered import a_core_release, a_layer
from tests.manifests import a_component, a_manifest

pytestmark = pytest.mark.django_db


def preview(cover_url: str = "", **changes: object) -> str:
    manifest = a_manifest(**changes)
    response = render_package(RequestFactory().get("/admin/"), manifest, "food", cover_url)
    return response.content.decode()


def test_preview_shows_the_draft_without_its_addresses() -> None:
    markup = preview(title="A draft", components=(a_component(title="First part"),))
    assert "A draft" in markup
    assert "First part" in markup
    assert "Not available now" not in markup
    assert "/files/" not in markup
    assert "/download/" not in markup


def test_preview_of_an_empty_draft_is_a_page() -> None:
    markup = preview(title="", summary="", licence="", duties=(), components=(), language="")
    assert "no public parts" in markup


def test_preview_shows_the_cover_of_the_draft() -> None:
    cover = Cover("0" * 64, 0, "image/jpeg", 800, 400, "A mop")
    markup = preview("/media/mop.jpg", cover=cover)
    assert 'src="/media/mop.jpg"' in markup
    assert 'alt="A mop"' in markup


def test_preview_of_a_layer_shows_what_it_stands_on_and_whose_each_part_is() -> None:
    manifest = draft_manifest(a_layer(a_core_release()))
    request = RequestFactory().get("/admin/")
    markup = render_package(request, manifest, "food-plants", "").content.decode()
    assert "core release 1.0.0" in markup
    assert 'data-origin="core"' in markup
    assert "Everything in Level" in markup
    assert "/compare/core" not in markup
    assert "/admin/specialise/" not in markup
