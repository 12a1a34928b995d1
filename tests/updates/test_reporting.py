"""What a release of a core reports to each layer, again and again without telling twice."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from repository.pages.layer_service import omit_component
from repository.releases.services import withdraw_release
from repository.updates import reporting
from repository.updates.drafts import read_layer
from repository.updates.models import CoreUpdate, State
from repository.updates.reporting import report_core, report_release
from tests.factories import Role, user
from tests.layered import a_core_release, a_layer, next_core_release
from tests.manifests import a_component
from tests.updates.moved import (
    a_layer_with_a_replacement,
    an_open_question,
    changed_lifting,
    reported,
    update_of,
)

pytestmark = pytest.mark.django_db


def test_report_of_an_untouched_layer_is_clean() -> None:
    core = a_core_release()
    page = a_layer(core)
    second = next_core_release(core, changed_lifting())
    run = report_release(second)
    update = update_of(page)
    assert (run.layers, run.clean, run.with_decisions, run.failed) == (1, 1, 0, ())
    assert (update.state, update.from_release, update.to_release) == (State.OPEN, core, second)
    assert (update.taken_over, update.to_decide, update.nature) == (1, 0, "content")
    assert [line["key"] for line in update.report] == ["c2"]


def test_report_of_a_replaced_part_that_changed_asks() -> None:
    _, update = an_open_question(a_core_release())
    assert update.to_decide == 1
    (line,) = [line for line in update.report if line["questions"]]
    assert line["questions"][0]["code"] == "REBASE-CORE-CHANGED-REPLACED"


def test_omitted_lesson_that_the_core_changed_stays_out_and_the_report_says_so() -> None:
    core = a_core_release()
    page = a_layer(core)
    omit_component(page=page, target="c4", reason="We have no poster.")
    poster = a_component("c4", "Poster: sorting", policy="optional", type="learning-resource")
    reported(next_core_release(core, poster))
    (line,) = update_of(page).report
    assert (line["key"], line["state"]) == ("c4", "kept-local")
    assert "stays left out: We have no poster." in line["reason"]


def test_report_goes_by_the_newest_draft_not_by_what_is_released() -> None:
    core = a_core_release()
    page = a_layer(core)
    page.save_revision().publish()
    next_core_release(core, changed_lifting())
    reported(core)
    waiting = update_of(page)
    replaced = a_layer_with_a_replacement(core, title="Another")
    reported(core)
    assert waiting.to_decide == 0
    assert update_of(replaced).to_decide == 1


def test_second_run_changes_nothing() -> None:
    core = a_core_release()
    an_open_question(core)
    before = list(CoreUpdate.objects.values())
    run = report_core(core.package)
    assert run.with_decisions == 1
    assert list(CoreUpdate.objects.values()) == before


def test_newer_release_supersedes_what_waited() -> None:
    core = a_core_release()
    page, first = an_open_question(core)
    third = next_core_release(first.to_release, title="Cleaning, the third")
    reported(core)
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED
    assert (update_of(page).to_release, update_of(page).state) == (third, State.OPEN)


def test_older_release_reported_late_reports_the_newest() -> None:
    core = a_core_release()
    page, first = an_open_question(core)
    third = next_core_release(first.to_release, title="Cleaning, the third")
    run = report_release(first.to_release)
    assert run.number == third.number
    assert update_of(page).to_release == third


def test_withdrawn_base_is_reported_towards_a_lower_number() -> None:
    core = a_core_release()
    second = next_core_release(core, changed_lifting())
    page = a_layer(second)
    withdraw_release(release=second, reason="The weight is wrong.", user=None)
    reported(core)
    update = update_of(page)
    assert (update.from_release, update.to_release) == (second, core)
    assert update.goes_back


def test_nothing_is_reported_where_no_release_stands() -> None:
    core = a_core_release()
    page, update = an_open_question(core)
    for release in (core, update.to_release):
        withdraw_release(release=release, reason="Wrong.", user=None)
    run = report_core(core.package)
    assert (run.number, run.quiet) == ("", 1)
    assert update_of(page).state == State.SUPERSEDED


def test_layer_on_the_newest_release_is_left_alone() -> None:
    core = a_core_release()
    second = next_core_release(core, changed_lifting())
    a_layer(second)
    assert report_core(core.package).quiet == 1
    assert not CoreUpdate.objects.exists()


def test_declined_update_stays_quiet_until_the_next_release() -> None:
    core = a_core_release()
    page, update = an_open_question(core)
    CoreUpdate.objects.filter(pk=update.pk).update(state=State.DECLINED, reason="Exams.")
    assert report_core(core.package).quiet == 1
    next_core_release(update.to_release, title="Cleaning, the third")
    assert report_core(core.package).with_decisions == 1
    assert update_of(page).state == State.OPEN


def test_layer_that_fails_is_named_and_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    core = a_core_release()
    broken, sound = a_layer(core, title="Broken"), a_layer(core, title="Sound")
    next_core_release(core, changed_lifting())
    read = read_layer

    def failing(page: Any, *rest: Any) -> Any:
        if page.pk == broken.pk:
            raise ValueError("unreadable")
        return read(page, *rest)

    monkeypatch.setattr(reporting, "read_layer", failing)
    run = report_core(core.package)
    assert [(f.layer, f.error) for f in run.failed] == [("broken", "ValueError: unreadable")]
    assert "broken" in caplog.text
    assert update_of(sound).state == State.OPEN


def test_statements_of_a_layer_do_not_grow_with_layers() -> None:
    core = a_core_release()
    for number in range(2):
        a_layer_with_a_replacement(core, title=f"Layer {number}")
    next_core_release(core, changed_lifting())
    with CaptureQueriesContext(
        connection,
    ) as few:
        report_core(core.package)
    CoreUpdate.objects.all().delete()
    for number in range(4):
        a_layer_with_a_replacement(core, title=f"Further {number}")
    with CaptureQueriesContext(connection) as many:
        report_core(core.package)
    each = (len(many) - len(few)) / 4
    assert each == int(each)
    assert each <= 30


def test_receiver_reports_when_the_release_is_committed(
    django_capture_on_commit_callbacks: Any,
) -> None:
    core = a_core_release()
    page = a_layer(core)
    with django_capture_on_commit_callbacks(execute=True):
        next_core_release(core, changed_lifting())
        assert not CoreUpdate.objects.exists()
    assert update_of(page).state == State.OPEN


def test_command_tells_progress_and_can_be_run_again() -> None:
    core = a_core_release()
    user(Role.PUBLISHER, a_layer(core).package.owner)
    a_layer(core, title="Another")
    next_core_release(core, changed_lifting())
    first, second = StringIO(), StringIO()
    call_command("report_core_updates", core.package.slug, stdout=first)
    call_command("report_core_updates", core.package.slug, "--json", stdout=second, stderr=first)
    assert "1 of 2 layers: food-plants" in first.getvalue()
    assert "2 layers, 2 clean, 0 with decisions" in first.getvalue()
    assert json.loads(second.getvalue())["told"] == 0
    assert len(mail.outbox) == 2


def test_command_says_when_there_is_no_such_package() -> None:
    with pytest.raises(CommandError, match="no package nowhere"):
        call_command("report_core_updates", "nowhere")
