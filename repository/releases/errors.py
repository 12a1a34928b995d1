"""What can go wrong with a release."""

from __future__ import annotations

from datetime import datetime


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
    """The release was withdrawn before. `number`: of the release."""

    code = "RELEASE-ALREADY-WITHDRAWN"

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"{number} was withdrawn already.")


class WithdrawalWithoutReasonError(ReleaseError):
    """Nobody is helped by a withdrawal that doesn't say why."""

    code = "RELEASE-WITHDRAWAL-REASON"

    def __init__(self) -> None:
        super().__init__("Say why the release should not be used any more.")


class ReleasedMeanwhileError(ReleaseError):
    """Another release was made since the publisher looked.

    `number`, `released_at` (aware), `released_by`: of the newest release; empty and None where
    there is none.
    """

    code = "RELEASE-MEANWHILE"

    def __init__(self, number: str, released_at: datetime | None, released_by: str) -> None:
        self.number = number
        self.released_at = released_at
        self.released_by = released_by
        by = f" by {released_by}" if released_by else ""
        what = f"{number} was released{by}" if number else "There is no release any more"
        super().__init__(f"{what} since you looked. Look at the changes again.")


class UnknownLevelError(ReleaseError):
    """A level that doesn't exist was asked for. `level`: as it came in."""

    code = "RELEASE-LEVEL-UNKNOWN"

    def __init__(self, level: str) -> None:
        self.level = level
        super().__init__(f"{level!r} is not one of patch, minor and major.")


class UrgencyWithoutReasonError(ReleaseError):
    """A release was marked urgent without a word why."""

    code = "URGENCY-WITHOUT-REASON"

    def __init__(self) -> None:
        super().__init__("Say in a sentence why it is urgent: every institution reads it.")
