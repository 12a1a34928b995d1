"""Where the reference packages lie; tests that need them are skipped where they are absent."""

from __future__ import annotations

import csv
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
HOSTILE = SHARED / "hostile"
CORPUS = SHARED / "corpus"


def rows(table: Path) -> list[dict[str, str]]:
    """The rows of a table, none where it is absent."""
    if not table.is_file():
        return []
    with table.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
