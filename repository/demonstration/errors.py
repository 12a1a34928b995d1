"""What can be wrong with the readable sources."""

from __future__ import annotations


class DemoContentError(ValueError):
    """A source says something that the demonstration content can't mean.

    place: file and field, as a person would look for them. code: stable, for tests.
    """

    def __init__(self, place: str, reason: str, *, code: str = "demo.source") -> None:
        self.place = place
        self.reason = reason
        self.code = code
        super().__init__(f"{place}: {reason}")
