"""What can keep an answer to a core update from being carried out."""

from __future__ import annotations

from datetime import datetime


class UpdateError(Exception):
    """Base of this room's errors. `code` is stable; the text is for people."""

    code = "UPDATE"


class AnsweredMeanwhileError(UpdateError):
    """Somebody else changed the answers, or gave the last one, since the person looked.

    by: their name, empty where nobody knows. at: when, aware; None where nobody knows.
    """

    code = "UPDATE-ANSWERED-MEANWHILE"

    def __init__(self, what: str, by: str, at: datetime | None) -> None:
        self.what = what
        self.by = by
        self.at = at
        super().__init__(f"{by or 'Somebody'} {what} while you had this page open.".strip())


class CoreMovedOnError(UpdateError):
    """The release is not the newest that stands any more. `number`: which one is, or empty."""

    code = "UPDATE-CORE-MOVED-ON"

    def __init__(self, number: str) -> None:
        self.number = number
        said = f"It is on {number} now" if number else "It has no release that stands now"
        super().__init__(f"The core moved on while you were deciding. {said}.")


class DraftMovedError(UpdateError):
    """The draft doesn't stand where the report began. `number`: where it stands."""

    code = "UPDATE-DRAFT-MOVED"

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"The draft stands on {number} already, so this report is not about it.")


class DraftLockedError(UpdateError):
    """Nobody may change the draft now: it is locked, scheduled or with its reviewers."""

    code = "UPDATE-DRAFT-LOCKED"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"The draft can’t be changed now. {why}".strip())


class DeclineWithoutReasonError(UpdateError):
    """Whoever reads the record later wants to know why."""

    code = "UPDATE-DECLINE-REASON"

    def __init__(self) -> None:
        super().__init__("Say in a sentence why you decline it: the core’s editors read it.")


class NotToBeReopenedError(UpdateError):
    """Only an update that was answered, and still is one, can be taken up again."""

    code = "UPDATE-NOT-TO-REOPEN"

    def __init__(self) -> None:
        super().__init__("There is nothing to take up again: the layer or the core moved on.")
