"""A core that is itself a layer over another package: accepting is an operation of its layer."""

from __future__ import annotations

import pytest

from repository.pages.draft import draft_manifest
from repository.pages.models import SpecialisationPage
from repository.proposals.acceptance import newest_draft
from repository.proposals.rules import Words, part_of
from repository.proposals.services import accept_proposal, offer_component
from repository.releases.manifest import Component
from repository.releases.models import Release
from repository.updates.models import CoreUpdate
from repository.updates.reporting import report_core
from tests.offered import a_core, a_replacing_layer, an_adding_layer, published, released_core

pytestmark = pytest.mark.django_db


def a_middle(core: Release) -> tuple[SpecialisationPage, Release]:
    """A released Level 2 that adds a part of its own, so that others may adapt it."""
    _, release = an_adding_layer(core, "selkirk")
    return SpecialisationPage.objects.get(package=release.package), release


def in_draft(page: SpecialisationPage, key: str) -> Component:
    draft = newest_draft(page.package)
    assert draft is not None
    part = part_of(draft_manifest(draft), key)
    assert part is not None
    return part


def test_part_that_the_layer_inherits_is_replaced_in_it() -> None:
    _, core = a_core()
    page, middle = a_middle(core)
    adaptation = a_replacing_layer(middle, "oc")
    accept_proposal(proposal=offer_component(release=adaptation, key="c2", comment="Safer."))
    part = in_draft(page, "c2")
    assert (part.title, part.origin, part.in_place_of) == ("Lifting people", "replaced", "Lifting")
    assert [hop.institution for hop in part.hops] == ["viu", "selkirk", "oc"]
    released = published(page)
    assert released.manifest.components[1].title == "Lifting people"


def test_part_that_the_layer_replaced_itself_is_replaced_in_place() -> None:
    _, core = a_core()
    release = a_replacing_layer(core, "selkirk", title="Lifting at Selkirk")
    page = SpecialisationPage.objects.get(package=release.package)
    adaptation = a_replacing_layer(release, "oc")
    accept_proposal(proposal=offer_component(release=adaptation, key="c2", comment="Safer."))
    draft = newest_draft(page.package)
    assert isinstance(draft, SpecialisationPage)
    assert [row["op"] for row in draft.operations] == ["replace"]
    assert in_draft(page, "c2").title == "Lifting people"


def test_inherited_part_accepted_in_other_words_gives_way_all_the_same() -> None:
    _, core = a_core()
    page, middle = a_middle(core)
    adaptation = a_replacing_layer(middle, "oc")
    offer = offer_component(release=adaptation, key="c2", comment="Safer.")
    accept_proposal(proposal=offer, words=Words("Lifting anybody", "Use the hoist.", 30))
    assert in_draft(page, "c2").title == "Lifting anybody"
    newer = published(page)
    report_core(newer.package)
    assert CoreUpdate.objects.get(package=adaptation.package).is_clean


def test_new_part_is_added_behind_the_part_that_it_followed() -> None:
    _, core = a_core()
    page, middle = a_middle(core)
    key, adaptation = an_adding_layer(middle, "oc")
    accept_proposal(proposal=offer_component(release=adaptation, key=key, comment="New."))
    draft = newest_draft(page.package)
    assert draft is not None
    keys = [part.key for part in draft_manifest(draft).components]
    assert keys[keys.index("c2") + 1 :].count(key) == 1
    assert key in {part.key for part in released_core(page).manifest.components}
