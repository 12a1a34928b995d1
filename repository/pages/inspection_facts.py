"""Which facts of an inspection report a manifest keeps. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Facts = tuple[tuple[str, str], ...]


def facts_of(kind: str, report: Mapping[str, Any]) -> Facts:
    """Facts as (name, value) pairs sorted by name, as text; what isn't known is left out.

    report: the JSON of `repository.formats` reports, empty for a file that nobody inspected.
    """
    found = report.get("facts")
    facts = dict(found) if isinstance(found, Mapping) else {}
    if kind:
        facts["kind"] = kind
    return tuple(sorted((str(name), str(value)) for name, value in facts.items() if value != ""))
