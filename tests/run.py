"""`make test`: the whole suite on SQLite, then all that uses a database on PostgreSQL.

Says what it could not run.

REQUIRE_ALL=1 (as in CI): a missing PostgreSQL or Chromium is a failure, not a remark.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests import postgresql
from tests.browser.chromium import chromium

PYTEST = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "auto")]


def run(title: str, command: list[str], **environment: str) -> bool:
    sys.stdout.write(f"\n== {title}\n")
    sys.stdout.flush()
    return subprocess.run(command, env=os.environ | environment, check=False).returncode == 0


def main() -> int:
    arguments = sys.argv[1:]
    skipped = []
    if chromium() is None:
        skipped.append("browser tests: no Chromium was found (set CHROMIUM to its path)")
    passed = run("SQLite", [*PYTEST, *arguments], DATABASE_URL="")
    if postgresql.programs() is None:
        skipped.append("PostgreSQL: no server programs were found (initdb, pg_ctl)")
    else:
        # What sees no database runs once, on SQLite: pure tests, and journeys in a browser.
        command = [*PYTEST, "--with-database", "-m", "not browser", *arguments]
        with postgresql.server() as url:
            passed = run("PostgreSQL", command, DATABASE_URL=url) and passed
    for remark in skipped:
        sys.stdout.write(f"SKIPPED {remark}\n")
    if skipped and os.environ.get("REQUIRE_ALL"):
        sys.stdout.write("Nothing may be skipped here.\n")
        return 1
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
