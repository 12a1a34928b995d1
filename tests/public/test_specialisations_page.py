"""/packages/<slug>/specialisations/: a core and what institutions add to it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from repository.public.matrix_cards import SpecialisationMatrix
from repository.public.samples_layers import family
from repository.releases.manifest import InstitutionRef
from repository.releases.services import withdraw_release
from tests.layered import DUTIES, a_core_release, next_core_release
from tests.level2 import a_level_2
from tests.manifests import a_competency, a_duty
from tests.public.test_level_2_page import page, urgent
from tests.publications import a_release

PATH = "/packages/cleaning-1/specialisations/"
PARTNERS = (InstitutionRef("vcc", "College VCC", "VCC"), InstitutionRef("oc", "College OC", "OC"))
NEW_DUTIES = (
    a_duty(
        "d1",
        code="A",
        competencies=(
            *DUTIES[0].competencies,
            a_competency("k3", "Ventilate a room", code="A3"),
        ),
    ),
)
pytestmark = pytest.mark.django_db


def marks(matrix: SpecialisationMatrix, text: str) -> str:
    """The row of a competency, a character for each column: c core, o own, . nothing."""
    lines = [line for group in matrix.groups for line in group.lines if text in line.text]
    return "".join(cell.mark[:1] or "." for cell in lines[0].cells)


def test_matrix_core_in_some_releases_is_shown_at_those_that_have_it() -> None:
    matrix = family(4, 5).matrix
    bands = [line.band for line in matrix.groups[0].lines if line.band]
    assert bands == [f"{n} competencies, the same at all five" for n in (5, 4, 3)]
    # Streams 0 and 2 stand on the older release, 1 and 3 on the newer; the fifth has no stream.
    assert marks(matrix, "Control infection, task number 4") == ".c.cc"
    (line,) = [line for line in matrix.groups[0].lines if not line.band]
    assert line.note == "in core 2.2.0 only"


def test_matrix_what_several_add_stands_once() -> None:
    matrix = family(4, 5).matrix
    assert marks(matrix, "Work in place 1, task number 1") == ".o..."
    assert marks(matrix, "blood and body fluids") == "oooo."
    assert [count for _, count in matrix.totals] == [5, 5, 5, 5, 0]


def test_page_without_specialisations_says_so(client: Client) -> None:
    a_core_release(partners=PARTNERS)
    markup = page(client, PATH)
    assert "One core, three institutions" in markup
    assert "2 competencies, the same at all three" in markup
    assert "No specialisation yet" in markup


def test_page_shows_columns_additions_and_states(client: Client) -> None:
    core = a_core_release(partners=PARTNERS)
    a_level_2(core)
    newer = next_core_release(core, duties=NEW_DUTIES)
    a_level_2(newer, slug="hotels", owner="nic", title="Hotels", duties=())
    markup = page(client, PATH)
    heads = re.findall(r'<abbr title="([^"]+)">', markup)
    assert len(heads) == 4
    for said in (
        "One core, four institutions",
        "Two share Level 1 as it is; two have a Level 2.",
        "Foam a processing line",
        "A3 Ventilate a room",
        f"(in core {newer.number} only)",
        "Core update waiting",
        "On the newest core",
        "Adds no competency",
    ):
        assert said in markup


def test_page_layer_two_releases_behind_or_urgent_says_so(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    second = next_core_release(core, summary="Two")
    next_core_release(second, summary="Three")
    assert "Two core releases behind" in page(client, PATH)
    urgent(second)
    assert "Urgent core update waiting" in page(client, PATH)
    withdraw_release(release=core, reason="Wrong.", user=None)
    assert "On a withdrawn core release" in page(client, PATH)


def test_page_of_what_is_no_core_is_not_there(client: Client) -> None:
    a_release(slug="food", kind="standalone")
    assert client.get("/packages/food/specialisations/").status_code == 404
    assert client.get("/packages/none/specialisations/").status_code == 404


def test_page_of_a_withdrawn_core_says_why(client: Client) -> None:
    withdraw_release(release=a_core_release(), reason="The dilution is wrong.", user=None)
    assert "The dilution is wrong." in page(client, PATH, 410)


def test_page_statements_are_as_many_for_many_layers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    core = a_core_release(partners=PARTNERS)
    a_level_2(core)
    with django_assert_num_queries(3):
        client.get(PATH)
    for number in range(5):
        core = next_core_release(core, summary=f"{number}")
        a_level_2(core, slug=f"layer-{number}", owner=f"c{number}", title=f"Layer {number}")
    with django_assert_num_queries(3):
        client.get(PATH)


def test_page_changes_with_its_layers(client: Client) -> None:
    core = a_core_release()
    before = {"If-None-Match": client.get(PATH).headers["ETag"]}
    assert client.get(PATH, headers=before).status_code == 304
    a_level_2(core)
    assert client.get(PATH, headers=before).status_code == 200
