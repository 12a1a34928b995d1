"""`make bench`: pages, search, downloads and imports, at 1,000 and at 10,000 packages.

A table with ratios on the screen, all figures as JSON under `benchmarks/results/`.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.load import CONNECTIONS, answer_of, fetch, load
from benchmarks.scorm_zip import write_module
from benchmarks.site import PROJECT, Site
from benchmarks.table import print_pages, print_streams
from tests import postgresql

MEGABYTE = 1_000_000
RESULTS = PROJECT / "benchmarks" / "results"
INSTITUTION = "alder-bay-college"
WORDS = "infection+control"


def main() -> None:
    options = _options()
    results: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}",
        "database": options.database,
        "connections": CONNECTIONS,
        "load_before": os.getloadavg()[0],
    }
    with _site(options.database) as site:
        site.manage("migrate", "--verbosity", "0")
        site.manage("collectstatic", "--noinput", "--verbosity", "0")
        results["pages"] = {
            str(count): _pages(site, count, options.seconds) for count in options.packages
        }
        results["streams"] = _streams(site, options.megabytes * MEGABYTE)
    print_pages(results["pages"])
    print_streams(results["streams"])
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{options.database}.json"
    path.write_text(json.dumps(results, indent=2) + "\n")
    print(
        f"\n{path.relative_to(PROJECT)}; load of the machine before: {results['load_before']:.1f}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--seconds", type=float, default=5.0, help="for each page")
    parser.add_argument("--megabytes", type=int, default=200, help="of the imported module")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args()


@contextlib.contextmanager
def _site(database: str) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="headwaters-bench-") as name:
        if database == "sqlite":
            yield Site(Path(name))
            return
        with postgresql.server() as url:
            yield Site(Path(name), url)


def _pages(site: Site, count: int, seconds: float) -> dict[str, Any]:
    """Rates and statements of each page in a catalogue of so many packages."""
    print(f"Making {count} packages …", flush=True)
    _, made_in = site.manage("make_catalogue", "--packages", str(count), "--verbosity", "0")
    samples = site.samples()
    pages: dict[str, list[str]] = {
        "nothing but an answer": ["/healthz"],
        "home": ["/"],
        "catalogue": ["/catalogue/"],
        "catalogue, filtered": ["/catalogue/?licence=CC-BY-4.0&subject=forestry"],
        "catalogue, words": [f"/catalogue/?q={WORDS}"],
        "package": samples["packages"],
        "release": samples["releases"],
    }
    counted = site.statements([paths[0] for paths in pages.values()])
    measured = {}
    with site.serving():
        for name, paths in pages.items():
            print(f"  {name} …", flush=True)
            load(site.port, paths, min(seconds, 1.0))
            rate = load(site.port, paths, seconds)
            measured[name] = dataclasses.asdict(rate) | {"statements": counted[paths[0]]}
        path = samples["packages"][0]
        condition = {"If-None-Match": answer_of(site.port, path).etag}
        rate = load(site.port, [path], seconds, expected=304, headers=condition)
        measured["package, unchanged"] = dataclasses.asdict(rate) | {"statements": counted[path]}
    return {"listed": samples["total"], "make_catalogue_seconds": made_in, "pages": measured}


def _streams(site: Site, size: int) -> dict[str, Any]:
    """Import of a large module and downloads of it, against `sha256sum` of the same file."""
    with tempfile.TemporaryDirectory(prefix="headwaters-bench-") as name:
        path, small = Path(name) / "module.zip", Path(name) / "small.zip"
        size = write_module(path, size, "A large module")
        write_module(small, 10_000, "A small module")
        print(f"Importing {size / MEGABYTE:.0f} MB …", flush=True)
        start_up = _import(site, small)[1]
        slug, imported = _import(site, path)
        hashed = _shortest(lambda: _sha256sum(path))
    with site.serving():
        file_path = _file_of(site, slug)
        archive = f"/packages/{slug}/download/everything/"
        _, built = fetch(site.port, archive)
        file_size, file_seconds = min(fetch(site.port, file_path) for _ in range(3))
        _, archive_seconds = min(fetch(site.port, archive) for _ in range(3))
    return {
        "bytes": file_size,
        "sha256sum": hashed,
        "import, whole command": imported,
        "import, without start-up": max(imported - start_up, 0.001),
        "archive, built and downloaded": built,
        "download of the archive": archive_seconds,
        "download of the file": file_seconds,
    }


def _import(site: Site, path: Path) -> tuple[str, float]:
    output, seconds = site.manage(
        "import_package", str(path), "--institution", INSTITUTION,
        "--licence", "CC-BY-4.0", "--publish", "--json",
    )  # fmt: skip
    (result,) = json.loads(output)
    return result["slug"], seconds


def _file_of(site: Site, slug: str) -> str:
    path = f"/packages/{slug}/releases/1.0.0/manifest.json"
    manifest = json.loads(answer_of(site.port, path).body)
    component = manifest["components"][0]
    name = component["files"][0]["name"]
    return f"/packages/{slug}/releases/1.0.0/files/{quote(component['key'])}/{quote(name)}"


def _sha256sum(path: Path) -> float:
    start = time.perf_counter()
    subprocess.run(["sha256sum", str(path)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _shortest(measure: Callable[[], float]) -> float:
    return min(measure() for _ in range(3))


if __name__ == "__main__":
    main()
