"""Several people and a release at the same moment, each over a connection of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from repository.pages.models import SpecialisationPage
from repository.updates.models import CoreUpdate
from tests.factories import Role, user
from tests.layered import a_core_release, a_layer, next_core_release
from tests.updates.deciders import run_deciders
from tests.updates.moved import an_open_question, changed_lifting, reported, update_of

pytestmark = pytest.mark.django_db(transaction=True)


def publishers(page: SpecialisationPage, count: int) -> list[User]:
    """Without an address: their mails would stand among the program's lines."""
    people = [user(Role.PUBLISHER, page.package.owner) for _ in range(count)]
    User.objects.update(email="")
    return people


def a_clean_update() -> tuple[SpecialisationPage, CoreUpdate]:
    core = a_core_release()
    page = a_layer(core)
    reported(next_core_release(core, changed_lifting()))
    return page, update_of(page)


def test_of_publishers_who_accept_at_once_one_makes_the_draft(tmp_path: Path) -> None:
    page, update = a_clean_update()
    before = page.revisions.count()
    lines, after = run_deciders("accept", update, publishers(page, 3), tmp_path)
    assert [line["done"] for line in lines if "done" in line] == [True]
    assert {line["error"] for line in lines if "error" in line} == {"AnsweredMeanwhileError"}
    assert after["states"] == ["accepted"]
    assert after["revisions"] == before + 1


def test_of_publishers_who_decide_at_once_one_is_kept_and_the_others_told(tmp_path: Path) -> None:
    page, update = an_open_question(a_core_release())
    lines, after = run_deciders("save", update, publishers(page, 3), tmp_path)
    assert [line["done"] for line in lines if "done" in line] == [True]
    assert {line["error"] for line in lines if "error" in line} == {"AnsweredMeanwhileError"}
    assert after["states"] == ["open"]


def test_runs_at_once_leave_one_open_update(tmp_path: Path) -> None:
    page, update = a_clean_update()
    lines, after = run_deciders("report", update, publishers(page, 3), tmp_path)
    assert [line.get("done") for line in lines] == [0, 0, 0]
    assert after["states"] == ["open"]


def test_core_released_while_a_publisher_accepts_leaves_one_of_two_sound_states(
    tmp_path: Path,
) -> None:
    page, update = a_clean_update()
    number = update.to_release.number
    lines, after = run_deciders("release", update, publishers(page, 1), tmp_path)
    release, acceptance = sorted(lines, key=lambda line: line["who"])
    assert "done" in release
    if "done" in acceptance:
        # The draft stands on what was newest then; the report to the third begins there.
        assert (after["stands_on"], after["states"]) == (number, ["accepted", "open"])
    else:
        assert acceptance["error"] == "CoreMovedOnError"
        assert (after["stands_on"], after["states"]) == ("1.0.0", ["superseded", "open"])
