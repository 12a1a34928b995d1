"""Taking typed values out of YAML, with a message that names the place of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from repository.demonstration.errors import DemoContentError


class Fields:
    """The names and values of one YAML mapping; each is taken once, what is left is a mistake."""

    def __init__(self, values: Any, place: str) -> None:
        if not isinstance(values, Mapping):
            raise DemoContentError(place, "is not a list of names and values")
        self.values = dict(values)
        self.place = place

    def text(self, name: str, default: str | None = None) -> str:
        """Raises: DemoContentError where it is missing and there is no default."""
        value = self.values.pop(name, default)
        if value is None:
            raise DemoContentError(self.place, f"{name} is missing")
        return " ".join(str(value).split())

    def prose(self, name: str) -> str:
        """Markdown, its lines kept. Raises: DemoContentError where it is missing."""
        value = self.values.pop(name, None)
        if not isinstance(value, str):
            raise DemoContentError(self.place, f"{name} is missing")
        return value

    def one_of(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Raises: DemoContentError for a value that isn't in the vocabulary."""
        value = self.text(name, default)
        if value not in allowed:
            raise DemoContentError(self.place, f"{name} is {value!r}, not one of {allowed}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.pop(name, ())
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise DemoContentError(self.place, f"{name} is not a list")
        return tuple(str(item) for item in value)

    def day(self, name: str) -> date:
        """Raises: DemoContentError where it is no date."""
        value = self.values.pop(name, None)
        if not isinstance(value, date):
            raise DemoContentError(self.place, f"{name} is not a date")
        return value

    def inner(self, name: str) -> Fields | None:
        value = self.values.pop(name, None)
        return None if value is None else Fields(value, f"{self.place}, {name}")

    def many(self, name: str) -> tuple[Fields, ...]:
        value = self.values.pop(name, ())
        return tuple(
            Fields(item, f"{self.place}, {name} {number}") for number, item in enumerate(value, 1)
        )

    def done(self) -> None:
        """Raises: DemoContentError where something was written that nobody reads."""
        if self.values:
            raise DemoContentError(self.place, f"unknown: {', '.join(self.values)}")
