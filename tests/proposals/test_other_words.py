"""Accepting a part in words of the core's editors: kept, told, and given way to all the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from repository.pages.models import SpecialisationPage
from repository.proposals.errors import NotToBeAcceptedError
from repository.proposals.models import Proposal, State
from repository.proposals.rules import Words
from repository.proposals.services import accept_proposal, decline_proposal, offer_component
from repository.releases.models import Release
from repository.releases.rebase import Choice
from repository.updates.answers import Answer
from repository.updates.models import CoreUpdate
from repository.updates.reporting import report_core
from repository.updates.screen import live_screen, stored_screen
from repository.updates.services import accept_update, reopen_update, save_answers
from tests.answers import Callbacks
from tests.factories import Role, user
from tests.layered import newest_draft
from tests.offered import (
    a_core,
    a_replacing_layer,
    an_adding_layer,
    an_offer,
    change_part,
    college,
    own_part,
    released_core,
)
from tests.updates.moved import question_of

pytestmark = pytest.mark.django_db

WORDS = Words("Lifting people safely", "Bend your knees and use the hoist, every time.", 90)


def in_other_words(core: Release) -> Proposal:
    return accept_proposal(proposal=an_offer(core), words=WORDS)


def update_after(proposal: Proposal) -> CoreUpdate:
    """The report to the layer of a proposal on the core's newest release."""
    report_core(proposal.core)
    return CoreUpdate.objects.get(package=proposal.release.package)


def test_editors_words_are_in_the_draft_with_the_offered_files_and_hops() -> None:
    page, core = a_core()
    in_other_words(core)
    part = released_core(page).manifest.components[1]
    assert (part.title, part.description, part.effort_minutes) == (
        "Lifting people safely",
        "Bend your knees and use the hoist, every time.",
        90,
    )
    assert [file.name for file in part.files] == ["patients.txt"]
    assert [hop.institution for hop in part.hops] == ["viu", "oc", "viu"]


def test_proposal_keeps_both_the_offered_and_the_accepted_words() -> None:
    _, core = a_core()
    proposal = in_other_words(core)
    proposal.refresh_from_db()
    assert proposal.component["title"] == "Lifting people"
    assert proposal.accepted_as is not None
    assert proposal.accepted_as["title"] == "Lifting people safely"


def test_words_that_only_differ_in_white_space_are_no_change() -> None:
    _, core = a_core()
    same = Words(" Lifting  people ", "Bend your knees\n\nand use the hoist. ", 0)
    assert accept_proposal(proposal=an_offer(core), words=same).accepted_as is None


def test_part_without_a_title_isn_t_accepted() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    with pytest.raises(NotToBeAcceptedError, match="title"):
        accept_proposal(proposal=proposal, words=Words(" ", "", 0))
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN


def test_institution_is_told_what_was_changed(
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    _, core = a_core()
    user(Role.CONTRIBUTOR, college("oc"))
    with django_capture_on_commit_callbacks(execute=True):
        in_other_words(core)
    told = mail.outbox[-1].body
    assert "changed words of it" in told
    assert "use the hoist, every time" in told


def test_layer_s_own_copy_gives_way_and_the_report_says_what_differs() -> None:
    page, core = a_core()
    proposal = in_other_words(core)
    released_core(page)
    update = update_after(proposal)
    screen, _ = live_screen(update)
    assert screen is not None
    assert (update.is_clean, screen.cards) == (True, ())
    line = next(line for line in screen.taken_over if line.yours)
    assert "with changes of its editors" in line.reason
    words = [
        "".join(span.text for span in spans if span.op != "equal") for spans in line.differences
    ]
    assert ["safely" in words[0], "every time" in words[1]] == [True, True]


def test_taking_it_over_leaves_the_own_copy_and_both_sides_read_when() -> None:
    page, core = a_core()
    proposal = in_other_words(core)
    released_core(page)
    update = update_after(proposal)
    person = user(Role.PUBLISHER, college("oc"))
    accept_update(update=update, turn=update.turn, user=person)
    layer = SpecialisationPage.objects.get(package=proposal.release.package)
    assert newest_draft(layer).operations == []
    proposal.refresh_from_db()
    update.refresh_from_db()
    assert proposal.gave_way_at is not None
    assert any(line.yours for line in stored_screen(update).taken_over)
    client = Client()
    client.force_login(person)
    assert "Your copy gave way on" in client.get(reverse("proposals")).content.decode()


def test_taking_the_update_up_again_undoes_when_it_gave_way() -> None:
    page, core = a_core()
    proposal = in_other_words(core)
    released_core(page)
    update = update_after(proposal)
    person = user(Role.PUBLISHER, college("oc"))
    layer = SpecialisationPage.objects.get(package=proposal.release.package)
    before = layer.latest_revision
    accept_update(update=update, turn=update.turn, user=person)
    before.as_object().save_revision(clean=False)
    update.refresh_from_db()
    reopen_update(update=update, turn=update.turn, user=person)
    proposal.refresh_from_db()
    assert proposal.gave_way_at is None


@pytest.mark.parametrize(("choice", "gave_way"), [(Choice.RENEW, False), (Choice.TAKE, True)])
def test_copy_that_goes_on_under_a_key_of_its_own_didn_t_give_way(
    choice: Choice, gave_way: bool
) -> None:
    page, core = a_core()
    key, release = an_adding_layer(core)
    offer = offer_component(release=release, key=key, comment="New.")
    accept_proposal(proposal=offer)
    change_part(page, key, title="Foam, rinse, dry")
    released_core(page)
    update, person = update_after(offer), user(Role.PUBLISHER, college("oc"))
    asked = question_of(update)
    answers = {asked.name: Answer(choice, seen=asked.seen)}
    update = save_answers(update=update, turn=update.turn, answers=answers, user=person)
    accept_update(update=update, turn=update.turn, user=person)
    offer.refresh_from_db()
    assert (offer.gave_way_at is not None) == gave_way


def test_addition_in_other_words_gives_way_too() -> None:
    page, core = a_core()
    key, release = an_adding_layer(core)
    offer = offer_component(release=release, key=key, comment="New.")
    accept_proposal(proposal=offer, words=Words("Foam, rinse and dry", "", 30))
    released_core(page)
    assert update_after(offer).is_clean


def test_editors_who_change_it_again_after_they_told_leave_it_to_the_institution() -> None:
    page, core = a_core()
    proposal = in_other_words(core)
    change_part(page, "c2", title="Lifting anybody")
    released_core(page)
    assert update_after(proposal).to_decide == 1


def test_own_copy_that_went_on_since_the_offer_isn_t_lost_without_a_question() -> None:
    page, core = a_core()
    proposal = in_other_words(core)
    released_core(page)
    layer = SpecialisationPage.objects.get(package=proposal.release.package)
    own = next(row["component"] for row in newest_draft(layer).operations)
    own_part(layer, own, title="Lifting with two")
    assert update_after(proposal).to_decide == 1


def test_screen_accepts_in_other_words_and_shows_them_to_both_sides() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    editor, offerer = Client(), Client()
    editor.force_login(user(Role.CONTRIBUTOR, college("viu")))
    offerer.force_login(user(Role.CONTRIBUTOR, college("oc")))
    address = reverse("proposal_accept", args=[proposal.pk])
    assert "Lifting people" in editor.get(address).content.decode()
    said = {"title": "Lifting all", "description": "Use\r\nthe hoist.", "effort_hours": "1.5"}
    assert editor.post(address, {**said, "title": " "}).status_code == 200
    assert editor.post(address, said).status_code == 302
    text = offerer.get(reverse("proposal", args=[proposal.pk])).content.decode()
    assert "As accepted into the draft" in text
    assert "all" in text
    assert editor.get(address).status_code == 302


def test_those_who_offered_don_t_accept() -> None:
    _, core = a_core()
    address = reverse("proposal_accept", args=[an_offer(core).pk])
    client = Client()
    client.force_login(user(Role.PUBLISHER, college("oc")))
    assert client.get(address).status_code in {302, 403}


def test_database_refuses_changes_of_what_was_not_accepted() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    changes: tuple[dict[str, Any], ...] = ({"accepted_as": {}}, {"declined_for": "quality"})
    for values in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(**values)


def test_declining_for_a_reason_of_the_list_is_told_with_it(
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    _, core = a_core()
    user(Role.CONTRIBUTOR, college("oc"))
    release = a_replacing_layer(core)
    offer = offer_component(release=release, key="c2", comment="Safer.")
    with django_capture_on_commit_callbacks(execute=True):
        decline_proposal(proposal=offer, reason="Hotels lift nobody.", kind="too-special")
    assert "Too special for the core. Hotels lift nobody." in mail.outbox[-1].body
