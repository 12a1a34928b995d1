"""What a core's editors see before they release: who will be told, and what that asks of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from repository.pages.services import update_package_draft
from repository.proposals.services import accept_proposal
from repository.updates.forecast import forecast_of
from repository.updates.models import CoreUpdate
from repository.updates.reporting import report_core
from tests.factories import Role, user
from tests.layered import a_layer
from tests.offered import (
    a_core,
    a_replacing_layer,
    an_adding_layer,
    an_offer,
    change_part,
    college,
    released_core,
)

pytestmark = pytest.mark.django_db


def test_draft_that_changes_what_a_layer_replaced_foretells_its_decision() -> None:
    page, core = a_core()
    a_replacing_layer(core)
    an_adding_layer(core, "vcc")
    change_part(page, "c2", description="Bend your knees slowly.")
    forecast = forecast_of(page.package)
    assert (forecast.number, forecast.told, forecast.deciding) == ("1.0.1", 2, 1)
    assert [(line.layer.institution.slug, line.to_decide) for line in forecast.lines] == [
        ("oc", 1),
        ("vcc", 0),
    ]


def test_forecast_is_what_the_reports_say_afterwards() -> None:
    page, core = a_core()
    a_replacing_layer(core)
    an_adding_layer(core, "vcc")
    change_part(page, "c2", description="Bend your knees slowly.")
    foretold = {
        line.layer.package: (line.to_decide, line.taken_over)
        for line in forecast_of(page.package).lines
    }
    release = released_core(page)
    assert forecast_of(page.package).number == ""
    report_core(page.package)
    reports = CoreUpdate.objects.filter(to_release=release)
    assert {row.package_id: (row.to_decide, row.taken_over) for row in reports} == foretold


def test_part_that_was_accepted_foretells_that_the_own_copy_gives_way() -> None:
    page, core = a_core()
    accept_proposal(proposal=an_offer(core))
    forecast = forecast_of(page.package)
    assert [(line.to_decide, line.taken_over) for line in forecast.lines] == [(0, 1)]


def test_draft_without_a_change_tells_nobody() -> None:
    page, core = a_core()
    a_replacing_layer(core)
    assert forecast_of(page.package).number == ""


def test_screen_names_released_layers_only_and_is_the_core_s_people_s() -> None:
    page, core = a_core()
    release = a_replacing_layer(core)
    a_layer(core, "kpu", title="Hidden draft")
    change_part(page, "c2", description="Bend your knees slowly.")
    address = reverse("forecast", args=[page.package_id])
    editor, other = Client(), Client()
    editor.force_login(user(Role.CONTRIBUTOR, college("viu")))
    other.force_login(user(Role.PUBLISHER, college("oc")))
    text = editor.get(address).content.decode()
    assert release.manifest.title in text
    assert "1 decision" in text
    assert "Hidden draft" not in text
    assert other.get(address).status_code in {302, 403}
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert address in edit


@pytest.mark.parametrize(
    ("licence", "barred", "words"),
    [
        ("CC-BY-SA-4.0", {"CC-BY-4.0"}, "Needs another licence"),
        ("CC0-1.0", set(), "can stay under the licence that they have"),
    ],
)
def test_another_licence_of_the_core_tells_whose_does_not_go_with_it(
    licence: str, barred: set[str], words: str
) -> None:
    page, core = a_core()
    a_replacing_layer(core)
    update_package_draft(page=page, fields={"licence": licence})
    assert forecast_of(page.package).barred == barred
    editor = Client()
    editor.force_login(user(Role.CONTRIBUTOR, college("viu")))
    text = editor.get(reverse("forecast", args=[page.package_id])).content.decode()
    assert words in text
    assert "another licence than before" in text
