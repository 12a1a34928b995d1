"""What can go wrong with a release."""

from __future__ import annotations


class ReleaseError(Exception):
    """Base of this room's errors. `code` is stable."""

    code = "RELEASE"


class ReleaseIsImmutableError(ReleaseError):
    """Somebody tried to change or delete a release. `action`: update or delete."""

    code = "RELEASE-IMMUTABLE"

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(f"A release never changes: {action} is refused. Withdraw it instead.")


class NumberTooLowError(ReleaseError):
    """A publisher chose a number below the proposed one. `chosen`, `proposed`: levels."""

    code = "RELEASE-NUMBER-TOO-LOW"

    def __init__(self, chosen: str, proposed: str) -> None:
        self.chosen = chosen
        self.proposed = proposed
        super().__init__(f"The changes make this a {proposed} release; {chosen} is too low for it.")


class NotReleasableError(ReleaseError):
    """The draft isn't complete. `problems`: (code, place, sentence) for each."""

    code = "RELEASE-NOT-COMPLETE"

    def __init__(self, problems: list[tuple[str, str, str]]) -> None:
        self.problems = problems
        super().__init__(" ".join(sentence for _, _, sentence in problems))


class AlreadyWithdrawnError(ReleaseError):
    code = "RELEASE-ALREADY-WITHDRAWN"
