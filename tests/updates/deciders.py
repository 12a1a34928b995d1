"""People who answer one core update at once, each over a connection of their own: a program.

    python -m tests.updates.deciders COMMAND UPDATE PERSON…

DATABASE_URL and DATA_DIR say where; UPDATE and PERSON are primary keys. Answers JSON lines, one for
each who tried: {"who", "done"} or {"who", "error"}. `run_deciders` starts it on the database of the
test that calls it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from tests.publishers import ROOT, database_url

Act = Callable[[], Any]


def at_once(acts: list[Act]) -> list[dict[str, Any]]:
    """Everybody begins in the same moment; who fails says with what."""
    start = threading.Barrier(len(acts))
    lines: list[dict[str, Any]] = []

    def run(who: int, act: Act) -> None:
        from django.db import connection

        connection.ensure_connection()
        start.wait()
        try:
            lines.append({"who": who, "done": act()})
        except Exception as error:  # noqa: BLE001 - it is what the test asks for
            lines.append({"who": who, "error": type(error).__name__})
        connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return lines


def acts_of(command: str, update: Any, people: list[Any]) -> list[Act]:
    from repository.releases.rebase import Choice
    from repository.updates.answers import Answer
    from repository.updates.reporting import report_core
    from repository.updates.services import accept_update, save_answers
    from tests.layered import next_core_release
    from tests.updates.moved import question_of

    core = update.to_release.package

    def accepting(person: Any) -> Act:
        return lambda: bool(accept_update(update=update, turn=update.turn, user=person))

    def saving(person: Any) -> Act:
        asked = question_of(update)
        given = {asked.name: Answer(Choice.TAKE, seen=asked.seen)}
        return lambda: bool(
            save_answers(update=update, turn=update.turn, answers=given, user=person)
        )

    def releasing() -> str:
        return next_core_release(update.to_release, title="Cleaning, the third").number

    if command == "accept":
        return [accepting(person) for person in people]
    if command == "save":
        return [saving(person) for person in people]
    if command == "report":
        return [lambda: len(report_core(core).failed) for _ in people]
    return [releasing, *(accepting(person) for person in people)]


def run_deciders(
    command: str, update: Any, people: list[Any], directory: Path
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run this program; its lines, and what the database holds afterwards.

    directory: for a copy of the database, where the suite's is in memory. What the test wrote must
    be committed.
    """
    from django.conf import settings

    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "repository.settings.development",
        "DATABASE_URL": database_url(directory),
        "DATA_DIR": str(settings.DATA_DIR),
    }
    program = [sys.executable, "-m", "tests.updates.deciders", command, str(update.pk)]
    program += [str(person.pk) for person in people]
    done = subprocess.run(
        program, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    *lines, after = [json.loads(line) for line in done.stdout.splitlines()]
    return lines, after


def after_all(update: Any) -> dict[str, Any]:
    """What there is of the layer's updates and draft when everybody has finished."""
    from repository.pages.models import SpecialisationPage
    from repository.updates.models import CoreUpdate

    page = SpecialisationPage.objects.get(package=update.package_id)
    draft = page.get_latest_revision_as_object()
    rows = CoreUpdate.objects.filter(package=update.package_id).order_by("pk")
    return {
        "states": list(rows.values_list("state", flat=True)),
        "stands_on": draft.base_release.number,
        "revisions": page.revisions.count(),
    }


def main(command: str, update: str, *people: str) -> None:
    from django.contrib.auth.models import User

    from repository.updates.models import CoreUpdate

    row = CoreUpdate.objects.select_related("to_release__package").get(pk=update)
    acts = acts_of(command, row, list(User.objects.filter(pk__in=people)))
    for line in at_once(acts):
        sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.write(json.dumps(after_all(row)) + "\n")


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
