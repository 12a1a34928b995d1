"""The figures as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MEGABYTE = 1_000_000


def print_pages(results: Mapping[str, Any]) -> None:
    """Pages by size of the catalogue; the last column compares the largest with the smallest."""
    sizes = list(results)
    for size in sizes:
        found = results[size]
        print(
            f"\n{int(size):,} packages ({found['listed']:,} listed), "
            f"made in {found['make_catalogue_seconds']:.0f} s"
        )
        print(f"{'':24}{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'kB':>8}{'statements':>12}", end="")
        print(f"{'p50, to first':>15}")
        for name, page in found["pages"].items():
            ratio = page["p50"] / results[sizes[0]]["pages"][name]["p50"]
            print(
                f"{name:24}{page['requests']:9.0f}{page['p50']:9.1f}{page['p95']:9.1f}"
                f"{page['bytes'] / 1000:8.1f}{page['statements']:12}{ratio:15.2f}"
            )


def print_streams(streams: Mapping[str, Any]) -> None:
    """Seconds, megabytes a second, and how often `sha256sum` would fit into it."""
    size = streams["bytes"]
    print(f"\n{size / MEGABYTE:.0f} MB")
    print(f"{'':32}{'seconds':>9}{'MB/s':>9}{'× sha256sum':>13}")
    for name, seconds in streams.items():
        if name == "bytes":
            continue
        ratio = seconds / streams["sha256sum"]
        print(f"{name:32}{seconds:9.2f}{size / MEGABYTE / seconds:9.0f}{ratio:13.2f}")
