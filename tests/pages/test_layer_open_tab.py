"""An editor's tab of a layer that was open while something was decided doesn't undo it unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from repository.pages.layer_service import (
    add_component,
    annotate_component,
    replace_component,
    restore_component,
)
from repository.pages.models import SpecialisationPage
from repository.updates.services import accept_update
from tests import factories
from tests.layered import a_core_release, a_layer, newest_draft, next_core_release
from tests.pages.forms import edit_address, package_form
from tests.updates.moved import reported, update_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def layer() -> SpecialisationPage:
    page = a_layer(a_core_release())
    replace_component(page=page, target="c3", reason="Ours.", copy=False)
    return page


def replaced(page: SpecialisationPage) -> None:
    replace_component(page=page, target="c2", reason="Ours.", copy=False)


def added(page: SpecialisationPage) -> None:
    add_component(page=page, after="c1", type="lesson-plan", title="Foam")


def restored(page: SpecialisationPage) -> None:
    restore_component(page=page, target="c3")


def noted(page: SpecialisationPage) -> None:
    annotate_component(page=page, target="c1", note="At the gate.")


def moved(page: SpecialisationPage) -> None:
    core = newest_draft(page).base_release
    reported(next_core_release(core, title="Cleaning, the second"))
    update = update_of(page)
    person = factories.user(factories.Role.PUBLISHER, page.package.owner, "Maria")
    accept_update(update=update, turn=update.turn, user=person)


def newest(page: SpecialisationPage) -> int | None:
    found: int | None = SpecialisationPage.objects.get(pk=page.pk).latest_revision_id
    return found


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [(replaced, True), (added, True), (restored, True), (moved, True), (noted, False)],
)
def test_form_from_before_is_told_once_where_it_would_undo_something(
    layer: SpecialisationPage,
    client: Client,
    meanwhile: Callable[[SpecialisationPage], None],
    told: bool,
) -> None:
    client.force_login(factories.user(factories.Role.CONTRIBUTOR, layer.package.owner))
    loaded = newest(layer)
    meanwhile(layer)
    before = newest(layer)
    form = package_form(title="Food plants", slug=layer.slug)
    address = edit_address(layer)
    text = client.post(address, form | {"loaded_revision_id": str(loaded)}).content.decode()
    assert ("moved it to another release of the core" in text) == told
    assert (newest(layer) == before) == told
    if told:
        client.post(address, form | {"loaded_revision_id": str(before)})
        assert newest(layer) != before
