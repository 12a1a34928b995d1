"""What a format's reader tells of a file, before the report is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from repository.formats.findings import Finding


@dataclass(frozen=True, slots=True)
class Description:
    """facts: what else is known by name (`pages`, `width`, `seconds`, …); empty ones are dropped.

    format: the name of the format as people say it, such as "PDF".
    """

    kind: str
    format: str = ""
    version: str = ""
    title: str = ""
    language: str = ""
    items: int = 0
    scos: int = 0
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    media_type: str = ""
