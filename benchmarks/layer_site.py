"""A site of its own with one core and many layers over it: run as a program by `layers`.

    python -m benchmarks.layer_site LAYERS

Tells progress on standard error; the last line of standard output is JSON.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django

COMPONENTS = 40
EVERY_FOURTH = 4


def main(layers: int) -> None:
    from django.db import connection

    from repository.updates.reporting import report_core

    core = moved_core(layers)
    statements = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    begin = time.perf_counter()
    with connection.execute_wrapper(count):
        run = report_core(core.package, tell)
    first = time.perf_counter() - begin
    begin = time.perf_counter()
    report_core(core.package)
    found = {
        "layers": run.layers,
        "with_decisions": run.with_decisions,
        "failed": len(run.failed),
        "seconds": first,
        "again": time.perf_counter() - begin,
        "statements": statements,
    }
    sys.stdout.write(json.dumps(found) + "\n")


def moved_core(layers: int) -> Any:
    """The first release of a core with so many layers on it, and a second that nobody knows of."""
    from django.conf import settings
    from django.core.management import call_command

    from repository.releases.manifest import OPTIONAL
    from repository.releases.signals import released
    from tests.layered import DUTIES, a_core_release, next_core_release
    from tests.manifests import a_component

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    call_command("migrate", verbosity=0)
    # The run is measured afterwards, not while the release is made.
    released.disconnect(dispatch_uid="updates.released")

    def part(number: int, title: str) -> Any:
        alignment = {"teaches": ("k1", "k2"), "assesses": ("k1", "k2")}
        return a_component(f"c{number}", title, policy=OPTIONAL, **alignment)

    parts = tuple(part(number, f"Part {number}") for number in range(COMPONENTS))
    core = a_core_release(components=parts, duties=DUTIES)
    for number in range(layers):
        make_layer(core, number)
    changed = (part(n, f"Part {n}, new") for n in range(0, COMPONENTS, EVERY_FOURTH))
    next_core_release(core, *changed)
    return core


def make_layer(core: Any, number: int) -> None:
    """A draft layer: a replacement that the next release asks about, an omission, an addition."""
    from repository.pages.draft_data import DraftComponent
    from tests.layered import a_layer

    own = [DraftComponent("r", "lesson-plan", "Ours"), DraftComponent("a", "lesson-plan", "Own")]
    page = a_layer(core, "oc", title=f"Layer {number}", fields={"components": own})
    page.operations = [
        {"op": "replace", "target": "c4", "component": "r", "reason": "Ours."},
        {"op": "omit", "target": "c6", "reason": "Others do it."},
        {"op": "add", "component": "a", "after": "c3"},
    ]
    page.save()
    page.save_revision(clean=False)


def tell(done: int, total: int, layer: str) -> None:
    if done % 100 == 0 or done == total:
        sys.stderr.write(f"{done} of {total} layers\n")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
