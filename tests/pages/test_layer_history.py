"""Two revisions of a specialisation side by side: what was done to the core, in words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from repository.pages.layer_service import (
    add_component,
    annotate_component,
    explain_operation,
    move_component,
    omit_component,
    replace_component,
    restore_component,
)
from repository.pages.models import SpecialisationPage
from tests import factories
from tests.layered import a_core_release, a_layer, newest_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def layer() -> SpecialisationPage:
    page = a_layer(a_core_release())
    replace_component(page=page, target="c2", reason="We lift crates.", copy=False)
    omit_component(page=page, target="c4", reason="No bins.")
    return page


def compared(page: SpecialisationPage, client: Client) -> str:
    """What the history says of the last two revisions."""
    client.force_login(factories.user(factories.Role.PUBLISHER, page.package.owner))
    last = list(page.revisions.order_by("-pk")[:2])
    address = reverse(
        "wagtailadmin_pages:revisions_compare", args=[page.pk, last[1].pk, last[0].pk]
    )
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def line(label: str, words: str) -> str:
    return f"<dt>{label}</dt> <dd>{words}</dd>"


def test_part_that_is_now_left_out_is_told_with_its_reason(
    layer: SpecialisationPage, client: Client
) -> None:
    omit_component(page=layer, target="c3", reason="A contractor does it.")
    text = compared(layer, client)
    assert "Your layer over the core:" in text
    assert line("Now left out", "Glass") in text
    assert line("Reason", "A contractor does it.") in text
    assert "No bins." not in text


def test_what_went_back_to_the_core_is_told(layer: SpecialisationPage, client: Client) -> None:
    restore_component(page=layer, target="c4")
    assert line("No longer left out", "Poster: sorting waste") in compared(layer, client)


def test_replacement_and_addition_are_told_with_place_and_title(
    layer: SpecialisationPage, client: Client
) -> None:
    key = add_component(page=layer, after="c1", type="lesson-plan", title="Foam and rinse")
    text = compared(layer, client)
    assert line("Now added", "Foam and rinse") in text
    assert line("Place", "After “Working safely”") in text
    move_component(page=layer, key=key, after="")
    moved = compared(layer, client)
    assert "<dt>Added</dt>" in moved
    assert "beginning" in moved
    replace_component(page=layer, target="c3", reason="Tall.", copy=False)
    text = compared(layer, client)
    assert line("Now replaced", "Glass") in text
    assert line("By yours", "Glass") in text


def test_other_words_of_a_note_or_a_reason_are_told_word_by_word(
    layer: SpecialisationPage, client: Client
) -> None:
    explain_operation(page=layer, target="c4", reason="No bins here.")
    text = compared(layer, client)
    assert line("Left out", "Poster: sorting waste") in text
    assert 'No bins<span class="deletion">.</span><span class="addition"> here.</span>' in text
    annotate_component(page=layer, target="c1", note="At the gate.")
    assert line("New note on", "Working safely") in compared(layer, client)


def test_revisions_with_the_same_layer_say_nothing_of_it(
    layer: SpecialisationPage, client: Client
) -> None:
    draft = newest_draft(layer)
    draft.summary = "Another."
    draft.save_revision()
    assert "Your layer over the core" not in compared(layer, client)


def test_list_by_itself_shows_the_draft_as_it_is_now(
    layer: SpecialisationPage, client: Client
) -> None:
    client.force_login(factories.user(factories.Role.CONTRIBUTOR, layer.package.owner))
    address = reverse("layer_list", args=[layer.package_id])
    assert "Foam and rinse" not in client.get(address).content.decode()
    add_component(page=layer, after="c1", type="lesson-plan", title="Foam and rinse")
    text = client.get(address).content.decode()
    for piece in ('id="layer"', 'id="layer-effective"', 'id="layer-proof"'):
        assert piece in text
    assert text.count("Foam and rinse") > 1
