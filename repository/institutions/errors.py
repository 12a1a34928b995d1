"""What can go wrong when an institution is created."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class InstitutionError(Exception):
    """Base of this room's errors."""

    code = "INSTITUTION"


class InstitutionInvalidError(InstitutionError):
    """Some facts can't be kept. `problems`: sentences by the name of the argument."""

    code = "INSTITUTION-INVALID"

    def __init__(self, problems: Mapping[str, Sequence[str]]) -> None:
        self.problems = {name: list(sentences) for name, sentences in problems.items()}
        super().__init__(
            " ".join(
                f"{name}: {sentence}"
                for name, sentences in self.problems.items()
                for sentence in sentences
            )
        )


class InstitutionsIndexMissingError(InstitutionError):
    """There is no page that institutions stand under."""

    code = "INSTITUTIONS-INDEX-MISSING"

    def __init__(self) -> None:
        super().__init__("There is no page for institutions: has the database been migrated?")
