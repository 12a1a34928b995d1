"""Names of one institution in a part that is meant for everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from repository.proposals.rules import local_words
from tests.factories import Role, user
from tests.manifests import a_component
from tests.offered import a_core, a_replacing_layer, college

NAMES = ["Okanagan College", "OC", "Kelowna"]


@pytest.mark.parametrize(
    ("title", "description", "found"),
    [
        ("Contact times", "At the Kelowna site.", ("Kelowna",)),
        ("Contact times at Okanagan College", "As OC does.", ("Okanagan College", "OC")),
        ("Cocoa", "Kelownan habits, an octopus.", ()),
        ("In KELOWNA", "", ("KELOWNA",)),
        ("", "", ()),
    ],
)
def test_names_are_found_as_words_of_their_own(
    title: str, description: str, found: tuple[str, ...]
) -> None:
    assert local_words(a_component("c", title, description=description), NAMES) == found


def test_institution_without_a_region_finds_nothing_by_it() -> None:
    assert local_words(a_component("c", "Anything at all"), ["", " "]) == ()


@pytest.mark.django_db
def test_screen_of_the_offer_names_them() -> None:
    _, core = a_core()
    release = a_replacing_layer(core, description="As the college of oc does.")
    client = Client()
    client.force_login(user(Role.CONTRIBUTOR, college("oc")))
    text = client.get(reverse("offer", args=[release.package_id, "c2"])).content.decode()
    assert "Words of your own" in text
    assert "the college of oc" in text
