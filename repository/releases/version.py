"""Release numbers: three whole numbers, ordered as numbers, never as text. Pure."""

from __future__ import annotations

import dataclasses
import re

# How much a release changes, in rising order. FIRST stands beside them: there is nothing before it.
UNCHANGED = "unchanged"
PATCH = "patch"
MINOR = "minor"
MAJOR = "major"
FIRST = "first"
LEVELS = (PATCH, MINOR, MAJOR)

_RANK = {UNCHANGED: 0, PATCH: 1, MINOR: 2, MAJOR: 3, FIRST: 4}
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


def rank(level: str) -> int:
    """A number by which levels are compared.

    Raises: KeyError for a level that doesn't exist.
    """
    return _RANK[level]


class VersionError(ValueError):
    """The text is not a release number. `found`: the text."""

    code = "RELEASE-NUMBER-UNREADABLE"

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(f"{found!r} is not a release number such as 2.1.0.")


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Version:
    """A release number. Ordered: 2.10.0 comes after 2.9.0.

    Source: Semantic Versioning 2.0.0, clauses 2 and 11, without pre-releases and build metadata.
    """

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read "2.1.0".

        Raises: VersionError.
        """
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise VersionError(text)
        return cls(*(int(part) for part in match.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def after(self, level: str) -> Version:
        """The next number of a level; the same number for UNCHANGED."""
        if level == MAJOR:
            return Version(self.major + 1, 0, 0)
        if level == MINOR:
            return Version(self.major, self.minor + 1, 0)
        if level == PATCH:
            return Version(self.major, self.minor, self.patch + 1)
        return self


INITIAL = Version(1, 0, 0)
