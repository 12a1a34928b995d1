"""Layers: putting them over a core, moving them, and re-reporting a thousand after a release.

    .venv/bin/python -m benchmarks.layers [--pure]

The pure part is one process and no database, in seconds of the processor. The second part makes a
site of its own on SQLite in a temporary directory. Figures as a table, and as JSON under
`benchmarks/results/`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from repository.releases.layer import Add, Annotate, Layer, Omit, Operation, Replace, apply_layer
from repository.releases.manifest import (
    ADAPTABLE,
    LEVEL_1_CORE,
    LOCKED,
    OPTIONAL,
    Competency,
    Component,
    Duty,
    File,
    Manifest,
)
from repository.releases.rebase import rebase
from repository.releases.step import step_between

PROJECT = Path(__file__).resolve().parent.parent
RESULTS = PROJECT / "benchmarks" / "results"
TEXT = "Learners plan the task, choose the product and the tool, and leave the room safe. " * 4
# One part in ten changed in the later release, one in fifty went and came.
CHANGED, GONE = 10, 50


def a_core(components: int) -> Manifest:
    """A core whose parts are locked, adaptable and optional in turn."""
    policies = (LOCKED, ADAPTABLE, OPTIONAL)
    duties = tuple(
        Duty(f"d{d}", f"{d}", f"Duty {d}", tuple(_competency(d, c) for c in range(10)))
        for d in range(max(components // 20, 1))
    )
    keys = [competency.key for duty in duties for competency in duty.competencies]
    parts = tuple(
        Component(
            key=f"c{n}",
            type="lesson-plan",
            title=f"Part {n}",
            description=TEXT,
            policy=policies[n % 3],
            licence="CC-BY-4.0",
            files=(_file(f"c{n}.pdf"),),
            teaches=(keys[n % len(keys)],),
        )
        for n in range(components)
    )
    return Manifest("p", LEVEL_1_CORE, "Core", duties=duties, components=parts, number="1.0.0")


def _competency(duty: int, number: int) -> Competency:
    return Competency(f"k{duty}-{number}", f"{duty}.{number}", f"Do thing {number} of {duty}")


def _file(name: str) -> File:
    return File(name, sha256(name.encode()).hexdigest(), 1000, "application/pdf")


def later(core: Manifest) -> Manifest:
    """The core's next release."""
    parts = [
        dataclasses.replace(part, description=part.description.replace("safe", "clean and safe"))
        if index % CHANGED == 1
        else part
        for index, part in enumerate(core.components)
        if index % GONE != GONE - 1
    ]
    new = (
        dataclasses.replace(part, key=f"{part.key}-new", title=f"New {part.title}")
        for part in core.components[GONE - 1 :: GONE]
    )
    return dataclasses.replace(core, components=(*parts, *new), number="2.0.0")


def a_layer(core: Manifest, operations: int) -> Layer:
    """As many operations as asked for, of every kind, spread over the whole core."""
    step = max(len(core.components) // operations, 1)
    made: list[Operation] = []
    for number in range(operations):
        part = core.components[(number * step) % len(core.components)]
        own = dataclasses.replace(part, key=f"own{number}", title=f"Own {number}")
        if part.policy == OPTIONAL and number % 2:
            made.append(Omit(part.key, "Others do it."))
        elif part.policy != LOCKED and number % 4 < 2:
            made.append(Replace(part.key, own, "Ours."))
        elif number % 3:
            made.append(Add(own, part.key))
        else:
            made.append(Annotate(part.key, "Mind the step.", "college"))
    return Layer(tuple(_once(made)))


def _once(operations: list[Operation]) -> list[Operation]:
    """Two operations on one part exclude each other: the first counts."""
    seen: set[str] = set()
    kept = []
    for operation in operations:
        target = "" if isinstance(operation, Add) else operation.target
        if not target or target not in seen:
            seen.add(target)
            kept.append(operation)
    return kept


def seconds(act: Callable[[], Any], repeat: int = 5) -> float:
    """Of the processor, the least of several times: what else the machine does is left out."""
    found = []
    for _ in range(repeat):
        start = time.process_time()
        act()
        found.append(time.process_time() - start)
    return min(found)


def one_layer(components: int = 500, operations: int = 200) -> dict[str, float]:
    """Milliseconds for one layer, with what a run over many layers finds only once."""
    core = a_core(components)
    new, layer = later(core), a_layer(core, operations)
    step = step_between(core, new)
    return {
        "apply_layer": 1000 * seconds(lambda: apply_layer(core, layer)),
        "step_between": 1000 * seconds(lambda: step_between(core, new)),
        "rebase": 1000 * seconds(lambda: rebase(core, new, layer)),
        "rebase, step known": 1000 * seconds(lambda: rebase(core, new, layer, step)),
    }


def grid(components: list[int], layers: list[int]) -> dict[str, dict[str, float]]:
    """Seconds to rebase so many layers over a core of so many components, two in five of them
    with an operation."""
    found: dict[str, dict[str, float]] = {}
    for size in components:
        core = a_core(size)
        new, layer = later(core), a_layer(core, size * 2 // 5)
        found[str(size)] = {
            str(count): seconds(partial(_many, core, new, layer, count), 1) for count in layers
        }
    return found


def _many(core: Manifest, new: Manifest, layer: Layer, count: int) -> None:
    step = step_between(core, new)
    for _ in range(count):
        rebase(core, new, layer, step)


def reported(layers: int) -> dict[str, Any]:
    """Seconds to report a core's next release to so many layers, database included."""
    with tempfile.TemporaryDirectory(prefix="headwaters-bench-") as name:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "repository.settings.development",
            "DATA_DIR": name,
            "LOG_LEVEL": "ERROR",
        }
        program = [sys.executable, "-W", "ignore", "-m", "benchmarks.layer_site", str(layers)]
        done = subprocess.run(
            program, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def print_tables(results: dict[str, Any]) -> None:
    print("\nOne layer: 500 components, 200 operations")
    for name, milliseconds in results["one_layer"].items():
        print(f"{name:24}{milliseconds:9.2f} ms")
    print("\nSeconds to rebase: components × layers; and µs for one component of one layer")
    sizes = results["grid"]
    counts = list(next(iter(sizes.values())))
    print(f"{'':12}" + "".join(f"{int(count):>10,}" for count in counts) + f"{'µs each':>12}")
    for size, row in sizes.items():
        last = row[counts[-1]] / int(counts[-1]) / int(size) * 1_000_000
        print(f"{size:12}" + "".join(f"{row[count]:10.3f}" for count in counts) + f"{last:12.2f}")
    if not results["reported"]:
        return
    print("\nReported after a release, database included, as the clock says")
    print(f"{'layers':>8}{'seconds':>10}{'ms a layer':>12}{'again':>10}{'statements':>12}")
    for run in results["reported"]:
        print(
            f"{run['layers']:8,}{run['seconds']:10.1f}{1000 * run['seconds'] / run['layers']:12.1f}"
            f"{run['again']:10.1f}{run['statements'] / run['layers']:12.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pure", action="store_true", help="without the database")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    results: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "load_before": before,
        "one_layer": one_layer(),
        "grid": grid([100, 200, 500], [10, 100, 1000]),
        "reported": [reported(count) for count in ([] if options.pure else [10, 100, 1000])],
    }
    print_tables(results)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-layers.json"
    path.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\n{path.relative_to(PROJECT)}; load of the machine before: {before:.1f}")


if __name__ == "__main__":
    main()
