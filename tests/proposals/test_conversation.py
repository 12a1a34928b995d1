"""Questions and answers about a proposal, and taking an offer back."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from repository.proposals.conversation import say
from repository.proposals.errors import AnsweredMeanwhileError, NothingSaidError
from repository.proposals.models import Proposal, ProposalMessage, State
from repository.proposals.selectors import proposals_for, waiting_count
from repository.proposals.services import (
    accept_proposal,
    decline_proposal,
    offer_component,
    withdraw_proposal,
)
from tests.answers import Callbacks
from tests.factories import Role, user
from tests.offered import a_core, an_offer, college

pytestmark = pytest.mark.django_db


def core_editor() -> User:
    return user(Role.CONTRIBUTOR, college("viu"))


def offerer() -> User:
    return user(Role.CONTRIBUTOR, college("oc"))


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def open_offer() -> Proposal:
    _, core = a_core()
    return an_offer(core)


def test_question_and_answer_each_reach_the_other_side_by_mail(
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    proposal, editor, other = open_offer(), core_editor(), offerer()
    with django_capture_on_commit_callbacks(execute=True):
        say(proposal=proposal, text="Which hoist?", user=editor)
        say(proposal=proposal, text="The blue one.", user=other)
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([other.email], "Question: Lifting people"),
        ([editor.email], "Answer: Lifting people"),
    ]
    assert "Which hoist?" in mail.outbox[0].body
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN


def test_both_sides_read_what_was_said_and_who_said_it() -> None:
    proposal, editor, other = open_offer(), core_editor(), offerer()
    say(proposal=proposal, text="Which hoist?", user=editor)
    say(proposal=proposal, text="The blue one.", user=other)
    for person in (editor, other):
        text = signed_in(person).get(reverse("proposal", args=[proposal.pk])).content.decode()
        assert text.index("Which hoist?") < text.index("The blue one.")
        assert editor.get_username() in text


def test_list_says_that_a_question_waits_until_it_is_answered() -> None:
    proposal, editor, other = open_offer(), core_editor(), offerer()
    say(proposal=proposal, text="Which hoist?", user=editor)
    assert [line.asked for line in proposals_for(other).offered] == [True]
    say(proposal=proposal, text="The blue one.", user=other)
    assert [line.asked for line in proposals_for(other).offered] == [False]


def test_menu_counts_what_waits_for_either_side() -> None:
    proposal, editor, other = open_offer(), core_editor(), offerer()
    assert [waiting_count(editor), waiting_count(other)] == [1, 0]
    say(proposal=proposal, text="Which hoist?", user=editor)
    assert [waiting_count(editor), waiting_count(other)] == [1, 1]
    say(proposal=proposal, text="The blue one.", user=other)
    assert [waiting_count(editor), waiting_count(other)] == [1, 0]


def test_person_of_both_sides_asks_and_then_answers() -> None:
    proposal = open_offer()
    person = user(Role.CONSORTIUM_EDITOR)
    said = [say(proposal=proposal, text=text, user=person) for text in ("What?", "That.")]
    assert [message.by_core for message in said] == [True, False]


def test_nothing_is_said_without_words_or_after_the_answer() -> None:
    proposal, editor = open_offer(), core_editor()
    with pytest.raises(NothingSaidError):
        say(proposal=proposal, text="  ", user=editor)
    decline_proposal(proposal=proposal, reason="Too special.")
    with pytest.raises(AnsweredMeanwhileError):
        say(proposal=proposal, text="Why?", user=editor)
    assert not ProposalMessage.objects.exists()


@pytest.mark.parametrize("action", ["UPDATE", "DELETE", "REPLACE", "EMPTY"])
def test_what_was_said_never_changes_in_the_database(action: str) -> None:
    message = say(proposal=open_offer(), text="Which hoist?", user=core_editor())
    table = ProposalMessage._meta.db_table
    statement = {
        "UPDATE": f"UPDATE {table} SET text = 'Other'",  # noqa: S608 - a model's table
        "DELETE": f"DELETE FROM {table}",  # noqa: S608 - a model's table
        "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608
        "EMPTY": f"INSERT INTO {table} (text) VALUES ('')",  # noqa: S608 - a model's table
    }[action]
    if action == "REPLACE" and connection.vendor != "sqlite":
        statement = f"TRUNCATE {table}"
    connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    message.refresh_from_db()
    assert message.text == "Which hoist?"


def test_account_that_goes_leaves_what_it_said() -> None:
    editor = core_editor()
    message = say(proposal=open_offer(), text="Which hoist?", user=editor)
    name = editor.get_username()
    editor.delete()
    message.refresh_from_db()
    assert message.author_name == name


def test_screen_takes_a_question_and_an_answer() -> None:
    proposal = open_offer()
    address = reverse("proposal_message", args=[proposal.pk])
    editor, other = signed_in(core_editor()), signed_in(offerer())
    assert "Ask The college of oc" in editor.get(address).content.decode()
    assert editor.post(address, {"text": " "}).status_code == 200
    assert editor.post(address, {"text": "Which hoist?"}).status_code == 302
    assert "Send the answer" in other.get(address).content.decode()
    assert other.post(address, {"text": "The blue one."}).status_code == 302
    assert [message.by_core for message in proposal.messages.all()] == [True, False]


def test_stranger_reads_nothing_of_it() -> None:
    address = reverse("proposal_message", args=[open_offer().pk])
    assert signed_in(user(Role.PUBLISHER, college("vcc"))).get(address).status_code in {302, 403}


def test_offer_taken_back_waits_no_more_is_told_and_can_be_made_again(
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    proposal, editor = open_offer(), core_editor()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_proposal(proposal=proposal, user=offerer())
    assert mail.outbox[-1].to == [editor.email]
    assert proposals_for(editor).waiting == []
    with pytest.raises(AnsweredMeanwhileError):
        accept_proposal(proposal=proposal)
    again = offer_component(release=proposal.release, key="c2", comment="Better.")
    assert again.state == State.OPEN


def test_only_those_who_offered_take_it_back_on_the_screen() -> None:
    proposal = open_offer()
    address = reverse("proposal_withdraw", args=[proposal.pk])
    assert signed_in(core_editor()).post(address).status_code in {302, 403}
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN
    assert signed_in(offerer()).post(address).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
