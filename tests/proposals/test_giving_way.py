"""From the offer to the rebase: a part that the core took over gives way to it, by itself."""

from __future__ import annotations

import pytest

from repository.pages.draft import own_components, own_duties, read_draft
from repository.pages.layer_rows import layer_of
from repository.pages.layer_service import replace_component, revise, write_layer
from repository.pages.models import SpecialisationPage
from repository.proposals.services import accept_proposal, offer_component
from repository.releases.decisions import decide
from repository.releases.layer import Layer, apply_layer
from repository.releases.models import Release
from repository.releases.rebase import Code, State, rebase
from tests.layered import newest_draft
from tests.offered import (
    a_core,
    a_replacing_layer,
    an_adding_layer,
    change_part,
    own_part,
    published,
    released_core,
)

pytestmark = pytest.mark.django_db


def layer_now(release: Release) -> Layer:
    """The layer of a package as its newest draft means it."""
    draft = newest_draft(SpecialisationPage.objects.get(package=release.package))
    read = read_draft(draft)
    assert read.over is not None
    return layer_of(read.over, own_components(draft, read), own_duties(read))


def test_accepted_replacement_gives_way_and_the_core_s_part_comes_in() -> None:
    page, core = a_core()
    release = a_replacing_layer(core)
    accept_proposal(proposal=offer_component(release=release, key="c2", comment="Safer."))
    newer = released_core(page)
    layer = layer_now(release)
    report = rebase(core.manifest, newer.manifest, layer)
    found = next(outcome for outcome in report.outcomes if outcome.key == "c2")
    assert report.clean
    assert (found.state, "gives way" in found.reason) == (State.TAKEN_OVER, True)
    moved = decide(core.manifest, newer.manifest, layer, ())
    assert moved.operations == ()
    effective = apply_layer(newer.manifest, moved).components[1]
    assert (effective.title, effective.origin) == ("Lifting people", "")


def test_accepted_addition_gives_way_under_its_own_key() -> None:
    page, core = a_core()
    key, release = an_adding_layer(core)
    accept_proposal(proposal=offer_component(release=release, key=key, comment="New."))
    newer = released_core(page)
    layer = layer_now(release)
    assert rebase(core.manifest, newer.manifest, layer).clean
    moved = decide(core.manifest, newer.manifest, layer, ())
    assert moved.operations == ()
    assert [c.key for c in apply_layer(newer.manifest, moved).components].count(key) == 1


def test_replacement_that_the_editors_changed_before_releasing_is_a_question() -> None:
    page, core = a_core()
    release = a_replacing_layer(core)
    accept_proposal(proposal=offer_component(release=release, key="c2", comment="Safer."))
    change_part(page, "c2", description="Use the hoist, always.")
    newer = released_core(page)
    report = rebase(core.manifest, newer.manifest, layer_now(release))
    assert [q.code for o in report.open for q in o.questions] == [Code.CORE_CHANGED_REPLACED]


def test_addition_that_the_editors_changed_before_releasing_is_a_question() -> None:
    page, core = a_core()
    key, release = an_adding_layer(core)
    accept_proposal(proposal=offer_component(release=release, key=key, comment="New."))
    change_part(page, key, title="Foam, rinse, dry")
    newer = released_core(page)
    report = rebase(core.manifest, newer.manifest, layer_now(release))
    assert [q.code for o in report.open for q in o.questions] == [Code.KEY_COLLIDES]


def test_copy_that_went_on_after_the_offer_is_a_question() -> None:
    page, core = a_core()
    key, release = an_adding_layer(core)
    accept_proposal(proposal=offer_component(release=release, key=key, comment="New."))
    newer = released_core(page)
    own_part(SpecialisationPage.objects.get(package=release.package), key, title="Foam twice")
    report = rebase(core.manifest, newer.manifest, layer_now(release))
    assert not report.clean


def test_white_space_and_sections_of_the_core_s_own_don_t_make_it_another_part() -> None:
    page, core = a_core()
    release = a_replacing_layer(core, description="  Use the hoist.\n\nTwice. \n", section="Ours")
    accept_proposal(proposal=offer_component(release=release, key="c2", comment="Safer."))
    newer = released_core(page)
    assert newer.manifest.components[1].section == "Body"
    assert rebase(core.manifest, newer.manifest, layer_now(release)).clean


def test_part_offered_a_second_time_gives_way_a_second_time() -> None:
    """Between two offers the layer stood on the core's own; the newer hop tells them apart."""
    page, core = a_core()
    release = a_replacing_layer(core)
    accept_proposal(proposal=offer_component(release=release, key="c2", comment="Safer."))
    second = released_core(page)
    again = a_replacing_layer_again(release, second)
    accept_proposal(proposal=offer_component(release=again, key="c2", comment="Safer still."))
    third = released_core(page)
    assert rebase(second.manifest, third.manifest, layer_now(again)).clean


def a_replacing_layer_again(release: Release, core: Release) -> Release:
    """The layer moved to a newer core, where it replaces the part once more."""
    page = SpecialisationPage.objects.get(package=release.package)
    revise(page, lambda draft: write_layer(draft, layer=Layer(), base=core, user=None), None)
    key = replace_component(page=page, target="c2")
    own_part(page, key, title="Lifting people, with two")
    return published(page)
