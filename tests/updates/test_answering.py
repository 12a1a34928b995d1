"""Deciding a core update: saved as one goes, a draft at the end, never a release."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth.models import User
from wagtail.models import PageLogEntry

from repository.pages.draft import draft_manifest
from repository.pages.layer_service import add_component, omit_component, restore_component
from repository.pages.models import SpecialisationPage
from repository.pages.problems import draft_problems
from repository.releases.decisions import UndecidedError
from repository.releases.manifest import LOCKED
from repository.releases.models import Release
from repository.releases.rebase import Choice
from repository.releases.services import withdraw_release
from repository.updates.answers import Answer, answers_from
from repository.updates.errors import (
    AnsweredMeanwhileError,
    CoreMovedOnError,
    DeclineWithoutReasonError,
    DraftLockedError,
    DraftMovedError,
    NotToBeReopenedError,
)
from repository.updates.models import CoreUpdate, State
from repository.updates.services import (
    accept_update,
    decline_update,
    reopen_update,
    save_answers,
)
from tests.factories import Role, user
from tests.layered import a_core_release, a_layer, newest_draft, next_core_release
from tests.manifests import a_component
from tests.updates.moved import (
    an_open_question,
    changed_lifting,
    question_of,
    reported,
    update_of,
)

pytestmark = pytest.mark.django_db


def a_publisher(page: SpecialisationPage, name: str = "") -> User:
    return user(Role.PUBLISHER, page.package.owner, name)


def given(update: CoreUpdate, choice: Choice, **said: str) -> dict[str, Answer]:
    """The answer to the one question of an update, as its screen would send it."""
    asked = question_of(update)
    return {asked.name: Answer(choice, seen=asked.seen, **said)}


def decided(update: CoreUpdate, person: User, choice: Choice, **said: str) -> CoreUpdate:
    return save_answers(
        update=update, turn=update.turn, answers=given(update, choice, **said), user=person
    )


def test_clean_update_is_accepted_at_once_and_makes_a_draft_not_a_release() -> None:
    core = a_core_release()
    page = a_layer(core)
    second = next_core_release(core, changed_lifting())
    reported(core)
    update = update_of(page)
    person = a_publisher(page)
    revision = accept_update(update=update, turn=update.turn, user=person)
    update.refresh_from_db()
    draft = newest_draft(page)
    assert (update.state, update.answered_by) == (State.ACCEPTED, person)
    assert draft.base_release == second
    assert draft_manifest(draft).components[1].description == "Ask for help above 16 kg."
    assert page.revisions.order_by("pk").last() == revision
    assert not Release.objects.filter(package=page.package_id).exists()


def test_accepting_writes_a_line_into_the_history() -> None:
    page, update = an_open_question(a_core_release())
    person = a_publisher(page)
    update = decided(update, person, Choice.KEEP, reason="Ours is about patients.")
    accept_update(update=update, turn=update.turn, user=person)
    entry = PageLogEntry.objects.get(page=page.pk, action="headwaters.core_update.accept")
    assert (entry.data["from"], entry.data["to"]) == ("1.0.0", update.to_release.number)
    assert entry.data["decisions"][0]["reason"] == "Ours is about patients."


@pytest.mark.parametrize(
    ("choice", "said", "title", "files", "origin"),
    [
        (Choice.KEEP, {"reason": "Ours."}, "Lifting and carrying", ["c2.pdf"], "replaced"),
        (Choice.TAKE, {}, "Lifting and carrying", ["lifting-v2.pdf"], ""),
        (
            Choice.MERGE,
            {"title": "Lifting patients", "description": "Above 16 kg.", "files": "both"},
            "Lifting patients",
            ["c2.pdf", "lifting-v2.pdf"],
            "replaced",
        ),
        (
            Choice.MERGE,
            {"title": "Lifting patients", "files": "core"},
            "Lifting patients",
            ["lifting-v2.pdf"],
            "replaced",
        ),
    ],
)
def test_each_answer_becomes_what_it_says(
    choice: Choice, said: dict[str, str], title: str, files: list[str], origin: str
) -> None:
    page, update = an_open_question(a_core_release())
    person = a_publisher(page)
    update = decided(update, person, choice, **said)
    accept_update(update=update, turn=update.turn, user=person)
    draft = newest_draft(page)
    part = draft_manifest(draft).components[1]
    assert (part.title, [file.name for file in part.files], part.origin) == (title, files, origin)
    assert {problem.code for problem in draft_problems(draft) if problem.field == "layer"} == set()


def test_answer_without_its_reason_is_kept_but_does_not_count() -> None:
    page, update = an_open_question(a_core_release())
    person = a_publisher(page)
    update = decided(update, person, Choice.KEEP)
    assert answers_from(update.answers)
    with pytest.raises(UndecidedError, match="say in a sentence why"):
        accept_update(update=update, turn=update.turn, user=person)
    assert newest_draft(page).base_release == update.from_release


def test_answer_that_is_not_open_is_not_kept() -> None:
    page, update = an_open_question(a_core_release())
    assert decided(update, a_publisher(page), Choice.OMIT, reason="No.").answers == {}


def test_second_of_two_publishers_is_told_who_was_first() -> None:
    page, update = an_open_question(a_core_release())
    first, second = a_publisher(page, "Maria"), a_publisher(page, "Nadia")
    decided(update, first, Choice.TAKE)
    stale = CoreUpdate(pk=update.pk, turn=update.turn, package=update.package)
    stale.from_release, stale.to_release = update.from_release, update.to_release
    with pytest.raises(AnsweredMeanwhileError, match="Maria saved decisions") as caught:
        save_answers(
            update=stale,
            turn=1,
            answers=given(update, Choice.KEEP, reason="Ours."),
            user=second,
        )
    assert caught.value.at is not None
    update.refresh_from_db()
    assert [a.choice for a in answers_from(update.answers).values()] == [Choice.TAKE]


def test_second_acceptance_is_refused_and_makes_nothing() -> None:
    core = a_core_release()
    page = a_layer(core)
    reported(next_core_release(core, changed_lifting()))
    update = update_of(page)
    accept_update(update=update, turn=update.turn, user=a_publisher(page, "Maria"))
    revisions = page.revisions.count()
    with pytest.raises(AnsweredMeanwhileError, match="Maria made the draft"):
        accept_update(update=update, turn=update.turn, user=a_publisher(page, "Nadia"))
    assert page.revisions.count() == revisions


def test_core_released_meanwhile_refuses_and_keeps_the_answers_that_fit() -> None:
    core = a_core_release()
    page, update = an_open_question(core)
    person = a_publisher(page)
    update = decided(update, person, Choice.TAKE)
    third = next_core_release(update.to_release, title="Cleaning, the third")
    with pytest.raises(CoreMovedOnError) as caught:
        accept_update(update=update, turn=update.turn, user=person)
    assert caught.value.number == third.number
    assert newest_draft(page).base_release == core
    reported(core)
    newer = update_of(page)
    assert newer.to_release == third
    accept_update(update=newer, turn=newer.turn, user=person)
    assert newest_draft(page).base_release == third


def test_answer_to_a_part_that_the_core_changed_again_is_asked_again() -> None:
    core = a_core_release()
    page, update = an_open_question(core)
    person = a_publisher(page)
    decided(update, person, Choice.TAKE)
    next_core_release(update.to_release, changed_lifting(description="Above 12 kg."))
    reported(core)
    newer = update_of(page)
    with pytest.raises(UndecidedError):
        accept_update(update=newer, turn=newer.turn, user=person)


def test_answer_whose_question_is_gone_is_dropped() -> None:
    page, update = an_open_question(a_core_release())
    person = a_publisher(page)
    update = decided(update, person, Choice.TAKE)
    restore_component(page=page, target="c2", user=person)
    update = save_answers(update=update, turn=update.turn, answers={}, user=person)
    assert (update.answers, update.to_decide) == ({}, 0)


def test_answer_after_one_s_own_part_changed_is_asked_again() -> None:
    page, update = an_open_question(a_core_release())
    person = a_publisher(page)
    update = decided(update, person, Choice.TAKE)
    draft = newest_draft(page)
    rows = [dict(row) for row in draft.components.get_prep_value()]
    rows[0]["value"] = {**rows[0]["value"], "title": "Lifting patients"}
    draft.components = rows
    draft.save()
    draft.save_revision()
    with pytest.raises(UndecidedError):
        accept_update(update=update, turn=update.turn, user=person)


def test_draft_that_moved_already_is_left_alone() -> None:
    page, update = an_open_question(a_core_release())
    draft = newest_draft(page)
    draft.base_release = update.to_release
    draft.save()
    draft.save_revision()
    with pytest.raises(DraftMovedError):
        accept_update(update=update, turn=update.turn, user=a_publisher(page))


def test_locked_draft_is_left_alone() -> None:
    page, update = an_open_question(a_core_release())
    SpecialisationPage.objects.filter(pk=page.pk).update(
        locked=True, locked_by=user(Role.SUPERUSER)
    )
    with pytest.raises(DraftLockedError):
        accept_update(update=update, turn=update.turn, user=a_publisher(page))


def test_release_that_was_withdrawn_is_not_taken_over() -> None:
    core = a_core_release()
    page = a_layer(core)
    second = next_core_release(core, changed_lifting())
    reported(core)
    update = update_of(page)
    withdraw_release(release=second, reason="The weight is wrong.", user=None)
    with pytest.raises(CoreMovedOnError):
        accept_update(update=update, turn=update.turn, user=a_publisher(page))
    assert newest_draft(page).base_release == core


def test_declining_needs_a_reason_and_is_recorded() -> None:
    page, update = an_open_question(a_core_release())
    person = a_publisher(page, "Maria")
    with pytest.raises(DeclineWithoutReasonError):
        decline_update(update=update, turn=update.turn, reason=" ", user=person)
    decline_update(update=update, turn=update.turn, reason="After the exams.", user=person)
    update.refresh_from_db()
    assert (update.state, update.reason) == (State.DECLINED, "After the exams.")
    assert update.answered_by_name == "Maria"
    assert PageLogEntry.objects.filter(action="headwaters.core_update.decline").exists()


def test_declined_update_can_be_taken_up_again() -> None:
    page, update = an_open_question(a_core_release())
    person = a_publisher(page)
    decline_update(update=update, turn=update.turn, reason="After the exams.", user=person)
    update.refresh_from_db()
    reopen_update(update=update, turn=update.turn, user=person)
    update.refresh_from_db()
    assert (update.state, update.answered_at) == (State.OPEN, None)


def test_accepted_update_is_not_taken_up_again_while_the_draft_stands_there() -> None:
    core = a_core_release()
    page = a_layer(core)
    reported(next_core_release(core, changed_lifting()))
    update, person = update_of(page), a_publisher(page)
    accept_update(update=update, turn=update.turn, user=person)
    update.refresh_from_db()
    with pytest.raises(NotToBeReopenedError):
        reopen_update(update=update, turn=update.turn, user=person)


def test_omission_and_addition_go_over_as_they_are() -> None:
    core = a_core_release()
    page = a_layer(core)
    omit_component(page=page, target="c4", reason="We have no poster.")
    add_component(page=page, after="c1", type="lesson-plan", title="Foam and rinse")
    reported(next_core_release(core, changed_lifting()))
    update = update_of(page)
    accept_update(update=update, turn=update.turn, user=a_publisher(page))
    manifest = draft_manifest(newest_draft(page))
    assert [c.title for c in manifest.components][:2] == ["Working safely", "Foam and rinse"]
    assert [omission.key for omission in manifest.omissions] == ["c4"]


def test_part_that_the_core_locked_comes_in_and_yours_goes_on_beside_it() -> None:
    core = a_core_release()
    page, _ = an_open_question(core)
    locked = dataclasses.replace(
        a_component("c2", "Lifting and carrying", teaches=("k1",)), policy=LOCKED
    )
    newest = core.package.releases.newest_first().first()
    assert newest is not None
    next_core_release(newest, locked)
    reported(core)
    update, person = update_of(page), a_publisher(page)
    update = decided(update, person, Choice.RENEW)
    accept_update(update=update, turn=update.turn, user=person)
    origins = [c.origin for c in draft_manifest(newest_draft(page)).components]
    assert origins[:3] == ["", "", "added"]
