"""Offering a part of a layer to its core."""

from __future__ import annotations

import pytest
from django.core import mail
from wagtail.models import PageLogEntry

from repository.pages.models import PackagePage
from repository.proposals.errors import NotToBeOfferedError
from repository.proposals.models import Proposal, State
from repository.proposals.services import decline_proposal, offer_component
from repository.releases.models import Release
from repository.releases.services import withdraw_release
from tests.answers import Callbacks
from tests.factories import Role, user
from tests.offered import a_core, a_replacing_layer, an_adding_layer, college

pytestmark = pytest.mark.django_db


def offer(release: Release, key: str = "c2", comment: str = "Two accidents less.") -> Proposal:
    return offer_component(release=release, key=key, comment=comment)


def test_offer_of_a_replacement_holds_the_part_with_where_it_comes_from() -> None:
    page, core = a_core()
    release = a_replacing_layer(core)
    proposal = offer(release)
    assert (proposal.core, proposal.replaces, proposal.after) == (page.package, True, "")
    assert proposal.title == "Lifting people"
    assert [hop["institution"] for hop in proposal.component["hops"]] == ["viu", "oc"]


def test_offer_of_an_addition_says_which_part_of_the_core_it_follows() -> None:
    _, core = a_core()
    key, release = an_adding_layer(core)
    proposal = offer(release, key)
    assert (proposal.replaces, proposal.after) == (False, "c2")


@pytest.mark.parametrize(("key", "code"), [("c1", "OFFER-NOT-OWN"), ("none", "OFFER-NOT-OWN")])
def test_offer_of_what_is_the_core_s_or_nothing_is_refused(key: str, code: str) -> None:
    _, core = a_core()
    with pytest.raises(NotToBeOfferedError) as refused:
        offer(a_replacing_layer(core), key)
    assert refused.value.code == code


def test_offer_without_a_word_or_from_what_stands_on_nothing_is_refused() -> None:
    _, core = a_core()
    with pytest.raises(NotToBeOfferedError, match="Say why"):
        offer(a_replacing_layer(core), comment="  ")
    with pytest.raises(NotToBeOfferedError, match="builds on no other"):
        offer(core)


def test_part_is_offered_once_at_a_time_and_again_after_it_was_declined() -> None:
    _, core = a_core()
    release = a_replacing_layer(core)
    proposal = offer(release)
    with pytest.raises(NotToBeOfferedError, match="waits for an answer"):
        offer(release)
    decline_proposal(proposal=proposal, reason="Too special.")
    assert offer(release).state == State.OPEN


def test_withdrawn_release_offers_nothing() -> None:
    _, core = a_core()
    release = a_replacing_layer(core)
    withdraw_release(release=release, reason="Wrong.", user=None)
    with pytest.raises(NotToBeOfferedError) as refused:
        offer(release)
    assert refused.value.code == "OFFER-NOT-NEWEST"


@pytest.mark.parametrize(
    ("licence", "of_the_layer"),
    [
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0"),
        ("CC-BY-ND-4.0", "CC-BY-4.0"),
        ("CC-BY-NC-ND-4.0", "CC-BY-NC-4.0"),
    ],
)
def test_part_whose_licence_the_core_can_t_carry_is_refused_up_front(
    licence: str, of_the_layer: str
) -> None:
    _, core = a_core(licence="CC-BY-4.0")
    key, release = an_adding_layer(core, licence=licence, of_the_layer=of_the_layer)
    with pytest.raises(NotToBeOfferedError) as refused:
        offer(release, key)
    assert refused.value.code.startswith("LICENCE")
    assert not Proposal.objects.exists()


def test_offer_is_told_by_mail_and_in_the_history_of_both_pages(
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    _, core = a_core()
    editor = user(Role.CONTRIBUTOR, college("viu"))
    offerer = user(Role.PUBLISHER, college("oc"))
    release = a_replacing_layer(core)
    with django_capture_on_commit_callbacks(execute=True):
        offer_component(release=release, key="c2", comment="Look.", user=offerer)
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert "Lifting people" in mail.outbox[0].subject
    for package in (core.package, release.package):
        page = PackagePage.objects.get(package=package)
        actions = PageLogEntry.objects.filter(page=page).values_list("action", flat=True)
        assert "headwaters.proposal.offered" in actions
