"""Processes that publish, to be killed half-way or to race: run as a program by the tests.

    python -m tests.publishers COMMAND SLUG

DATABASE_URL and DATA_DIR say where. Answers JSON lines. `kill`, `kill-page`: for n = 1, 2, … a
child publishes (by the service of releases, or the page) and kills itself at the n-th place, before
a statement, before or after the commit, until one child comes through; a line for each child.
`race…`: several publish at once; a line for each.

`run_publishers` starts it on the database of the test that calls it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django

Publish = Callable[[int], Any]
RACERS = 4
ROOT = Path(__file__).resolve().parents[1]


@dataclasses.dataclass
class Killer:
    """Counts places and ends the process at one of them, as a power cut would."""

    at: int
    passed: int = 0

    def place(self) -> None:
        self.passed += 1
        if self.passed == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around_statement(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.place()
        return execute(sql, params, many, context)

    def around_commit(self, commit: Callable[[], None]) -> Callable[[], None]:
        def killing() -> None:
            self.place()
            commit()
            self.place()

        return killing


def rows() -> dict[str, list[str]]:
    """Every row of every table, as digests: what the database holds, in full."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database
            found[table] = sorted(sha256(repr(row).encode()).hexdigest() for row in cursor)
    connection.close()
    return found


def publish_and_die(publish: Publish, attempt: int) -> None:
    """In a child: publish with a killer at the n-th place; comes back where there are fewer."""
    from django.db import connection

    killer = Killer(at=attempt)
    connection.ensure_connection()
    connection._commit = killer.around_commit(connection._commit)  # type: ignore[attr-defined]
    with connection.execute_wrapper(killer.around_statement):
        publish(attempt)
    connection.close()


def kill_at_every_place(
    publish: Publish, look: Callable[[], Any], prepare: Publish = lambda attempt: None
) -> Iterator[dict[str, Any]]:
    """One line for each place: what the rows were before and after, and what `look` finds."""
    attempt, survived, changed = 0, False, True
    before: dict[str, list[str]] = {}
    while not survived:
        attempt += 1
        if changed:
            prepare(attempt)
            before = rows()
        child = os.fork()
        if child == 0:
            publish_and_die(publish, attempt)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        survived = status == 0
        assert survived or os.WTERMSIG(status) == signal.SIGKILL, f"the child failed: {status}"
        after = rows()
        changed = before != after
        yield {
            "attempt": attempt,
            "survived": survived,
            "unchanged": not changed,
            "added": {t: len(after[t]) - len(before[t]) for t in after if after[t] != before[t]},
            "replaced": [t for t in before if set(before[t]) - set(after[t])],
            "found": look(),
        }


def race(publish: Publish) -> list[dict[str, Any]]:
    """Several threads publish at once, each with a connection of its own."""
    start = threading.Barrier(RACERS)
    lines: list[dict[str, Any]] = []

    def run(racer: int) -> None:
        from django.db import connection

        connection.ensure_connection()
        start.wait()
        try:
            release = publish(racer)
            lines.append({"racer": racer, "number": release.number if release else None})
        except Exception as error:  # noqa: BLE001 - it is what the test asks for
            lines.append({"racer": racer, "error": type(error).__name__})
        connection.close()

    threads = [threading.Thread(target=run, args=(racer,)) for racer in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return lines


def publishing(slug: str, **options: Any) -> Publish:
    """Publishing the package with another title each time."""
    from repository.releases.models import Package
    from repository.releases.selectors import newest_release
    from repository.releases.services import publish_release

    def publish(attempt: int) -> Any:
        package = Package.objects.get(slug=slug)
        newest = newest_release(package)
        assert newest is not None
        title = options.get("title") or f"Attempt {attempt}"
        manifest = dataclasses.replace(newest.manifest, title=title)
        after = options.get("after")
        return publish_release(package=package, manifest=manifest, after=after)

    return publish


def publishing_page(slug: str) -> tuple[Publish, Publish]:
    """Publishing the package's page, and before that, giving its draft another title."""
    from repository.pages.models import PackagePage
    from repository.pages.services import publish_package, update_package_draft

    def prepare(attempt: int) -> None:
        page = PackagePage.objects.get(package__slug=slug)
        update_package_draft(page=page, fields={"title": f"Attempt {attempt}"})

    def publish(attempt: int) -> Any:
        return publish_package(page=PackagePage.objects.get(package__slug=slug))

    return publish, prepare


def looking_at(slug: str) -> Callable[[], dict[str, Any]]:
    """What readers and the catalogue find of the newest release, and the editor of the page."""
    from django.db import connection

    from repository.lib.canonical_json import digest
    from repository.pages.models import PackagePage
    from repository.releases.manifest import to_json
    from repository.releases.selectors import newest_public_release
    from search.models import Entry

    def look() -> dict[str, Any]:
        release = newest_public_release(slug)
        assert release is not None
        page = PackagePage.objects.filter(package__slug=slug).first()
        found = {
            "title": release.public_manifest.title,
            "number": release.number,
            "catalogue": Entry.objects.get(package__slug=slug).number,
            "page": page.title if page else None,
            "whole": digest(to_json(release.manifest)) == release.manifest_sha256,
            "blobs": sorted(release.blobs.values_list("blob_id", flat=True))
            == sorted({file.sha256 for file in release.manifest.files}),
        }
        connection.close()
        return found

    return look


def run_publishers(command: str, slug: str, directory: Path) -> list[dict[str, Any]]:
    """Run this program on a package of the test's own database; its lines.

    directory: for a copy of the database, where the suite's is in memory. What the test wrote must
    be committed.
    """
    from django.conf import settings

    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "repository.settings.development",
        "DATABASE_URL": database_url(directory),
        "DATA_DIR": str(settings.DATA_DIR),
    }
    program = [sys.executable, "-m", "tests.publishers", command, slug]
    done = subprocess.run(
        program, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def database_url(directory: Path) -> str:
    """A database that other processes see; SQLite in memory is copied into a file."""
    from django.db import connection

    values = connection.settings_dict
    if connection.vendor == "sqlite":
        path = directory / "copy.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        return f"sqlite://{quote(str(path))}"
    user = quote(values["USER"]) + (f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else "")
    port = f":{values['PORT']}" if values["PORT"] else ""
    return f"postgresql://{user}@{values['HOST']}{port}/{quote(values['NAME'])}"


def main(command: str, slug: str) -> Iterator[dict[str, Any]]:
    if command == "kill":
        yield from kill_at_every_place(publishing(slug), looking_at(slug))
    elif command == "kill-page":
        publish, prepare = publishing_page(slug)
        yield from kill_at_every_place(publish, looking_at(slug), prepare)
    elif command == "race":
        yield from race(publishing(slug))
    elif command == "race-same":
        yield from race(publishing(slug, title="The same"))
    elif command == "race-after":
        yield from race(publishing(slug, after="1.0.0"))


if __name__ == "__main__":
    django.setup()
    for line in main(*sys.argv[1:]):
        sys.stdout.write(json.dumps(line) + "\n")
