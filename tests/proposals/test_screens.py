"""The screens of proposals, as people of both sides see them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from repository.pages.layer_extensions import part_actions_for
from repository.pages.models import SpecialisationPage
from repository.proposals.models import Proposal, State
from repository.proposals.selectors import proposals_for
from repository.proposals.services import accept_proposal, decline_proposal, offer_component
from repository.proposals.wagtail_hooks import proposals_in_the_menu
from repository.releases.manifest import Attribution
from repository.releases.models import Release
from tests.factories import Role, user
from tests.layered import newest_draft
from tests.offered import (
    a_core,
    a_replacing_layer,
    an_adding_layer,
    an_offer,
    change_part,
    college,
)

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def core_editor() -> User:
    return user(Role.CONTRIBUTOR, college("viu"))


def offerer() -> User:
    return user(Role.CONTRIBUTOR, college("oc"))


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def address_of(proposal: Proposal) -> str:
    return reverse("proposal", args=[proposal.pk])


def offer_address(release: Release, key: str) -> str:
    return reverse("offer", args=[release.package_id, key])


def test_lists_are_told_to_be_empty() -> None:
    text = text_of(signed_in(core_editor()), reverse("proposals"))
    assert "Nothing waits for your answer" in text
    assert "has offered nothing yet" in text


def test_each_side_finds_the_proposal_in_its_own_list() -> None:
    _, core = a_core()
    an_offer(core)
    inbox, offered = proposals_for(core_editor()), proposals_for(offerer())
    assert ([line.title for line in inbox.waiting], inbox.offered) == (["Lifting people"], [])
    assert (offered.waiting, [line.core_title for line in offered.offered]) == (
        [],
        ["Cleaning, Level 1"],
    )
    assert proposals_for(user(Role.PUBLISHER, college("vcc"))).empty


@pytest.mark.parametrize("count", [1, 4])
def test_lists_ask_the_same_number_of_questions_for_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, core = a_core()
    proposal = an_offer(core)
    for number in range(1, count):
        proposal.pk, proposal.key, proposal.title = None, f"more-{number}", f"More {number}"
        proposal.save()
    person = core_editor()
    with django_assert_num_queries(3):
        lists = proposals_for(person)
    assert len(lists.waiting) == count


def test_screen_shows_the_draft_beside_what_is_offered_word_by_word() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    change_part(page, "c2", description="Bend your knees slowly.")
    text = text_of(signed_in(core_editor()), address_of(proposal))
    assert "your draft" in text
    assert "Bend your knees slowly." in text
    assert "<del>" in text
    assert "The licence fits." in text
    assert "College of oc" in text or "college of oc" in text
    assert "the next release would be 1." in text


def test_those_who_offered_don_t_see_the_core_s_draft() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    change_part(page, "c2", description="A secret of the draft.")
    text = text_of(signed_in(offerer()), address_of(proposal))
    assert "secret" not in text
    assert "Accept into the draft" not in text
    assert "release 1.0.0" in text


def test_accepting_on_the_screen_puts_it_into_the_draft() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    client = signed_in(core_editor())
    response = client.post(address_of(proposal), {"answer": "accept"}, follow=True)
    assert "is in the draft now" in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.ACCEPTED


def test_declining_on_the_screen_asks_for_the_reason() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    client = signed_in(core_editor())
    response = client.post(address_of(proposal), {"answer": "decline"})
    assert "Say in a sentence why you decline." in response.content.decode()
    client.post(address_of(proposal), {"answer": "decline", "reason": "Too special."})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == (State.DECLINED, "Too special.")


def test_second_editor_is_told_that_it_was_answered() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    decline_proposal(proposal=proposal, reason="No.")
    client = signed_in(core_editor())
    response = client.post(address_of(proposal), {"answer": "accept"}, follow=True)
    assert "answered meanwhile" in response.content.decode()


def test_nobody_but_the_core_s_people_answers() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    assert signed_in(offerer()).post(address_of(proposal), {"answer": "accept"}).status_code in {
        302,
        403,
    }
    stranger = signed_in(user(Role.PUBLISHER, college("vcc")))
    assert stranger.get(address_of(proposal)).status_code in {302, 403}
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN


def test_part_that_can_t_be_accepted_says_why_and_has_no_button() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    change_part(page, "c2", key="other")
    text = text_of(signed_in(core_editor()), address_of(proposal))
    assert "It can’t be accepted as it is" in text
    assert "disabled" in text


def test_offer_form_tells_what_goes_and_sends_it() -> None:
    _, core = a_core()
    key, release = an_adding_layer(core)
    client = signed_in(offerer())
    assert "As a new part after “Lifting”" in text_of(client, offer_address(release, key))
    response = client.post(offer_address(release, key), {"comment": "Needed."}, follow=True)
    assert "Offered. You hear of the answer" in response.content.decode()
    assert Proposal.objects.get().offered_by is not None


@pytest.mark.parametrize("key", ["c1", "nothing"])
def test_offer_form_says_up_front_why_not(key: str) -> None:
    _, core = a_core()
    release = a_replacing_layer(core)
    text = text_of(signed_in(offerer()), offer_address(release, key))
    assert "It can’t be offered" in text
    assert "<textarea" not in text


def test_menu_counts_what_waits_and_hides_from_those_without_business() -> None:
    _, core = a_core()
    an_offer(core)
    item, request = proposals_in_the_menu(), RequestFactory().get("/admin/")
    request.user = core_editor()
    assert item.is_shown(request)
    assert item.render_component(request).label == "Proposals (1)"
    request.user = offerer()
    assert item.render_component(request).label == "Proposals"
    request.user = user(Role.PUBLISHER, college("vcc"))
    assert not item.is_shown(request)


def test_own_part_of_a_layer_has_the_action_until_it_is_offered() -> None:
    _, core = a_core()
    release = a_replacing_layer(core)

    def labels() -> list[str]:
        page = SpecialisationPage.objects.get(package=release.package)
        return [action.label for action in part_actions_for(newest_draft(page), "c2", offerer())]

    assert labels() == ["Offer to the core"]
    proposal = offer_component(release=release, key="c2", comment="Safer.")
    assert labels() == ["Offered to the core"]
    accept_proposal(proposal=proposal)
    assert labels() == ["Accepted by the core"]


def test_actions_of_many_own_parts_are_asked_for_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    _, core = a_core()
    release = a_replacing_layer(core)
    page = newest_draft(SpecialisationPage.objects.get(package=release.package))
    person = offerer()
    with django_assert_num_queries(3):
        for key in ("c2", "c1", "c2", "nothing"):
            part_actions_for(page, key, person)


def test_screen_names_credit_hours_and_licence_of_both_sides() -> None:
    _, core = a_core()
    work = Attribution(title="The hoist", author="A. Nurse")
    proposal = an_offer(core, effort_hours=Decimal("1.5"), attribution=work)
    text = text_of(signed_in(core_editor()), address_of(proposal))
    assert "1.5 h of work" in text
    assert "Made from" in text
    assert "A. Nurse" in text
    assert text.count("Licence CC BY 4.0") == 2


def test_history_of_the_core_tells_of_the_proposal() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    accept_proposal(proposal=proposal)
    text = text_of(signed_in(core_editor()), reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "Accepted into the core’s draft: “Lifting people”" in text
