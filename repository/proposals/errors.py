"""What can go wrong with proposals. `code` is stable; the text is for people."""

from __future__ import annotations


class ProposalError(Exception):
    """Base of this room's errors."""

    code = "PROPOSAL"


class NotToBeOfferedError(ProposalError):
    """Something that can't be offered, with the reason."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class NotToBeAcceptedError(ProposalError):
    """Something that can't go into the core's draft as it is now, with the reason."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class AnsweredMeanwhileError(ProposalError):
    """Somebody else answered first. `state`: what became of it, in words; `name`: who."""

    code = "PROPOSAL-ANSWERED"

    def __init__(self, state: str, name: str) -> None:
        self.state = state
        self.name = name
        who = f" by {name}" if name else ""
        super().__init__(f"This proposal has been answered meanwhile{who}: {state}.")


class NothingSaidError(ProposalError):
    """A question or an answer without words."""

    code = "PROPOSAL-NOTHING-SAID"

    def __init__(self) -> None:
        super().__init__("Write what you want to ask or say.")


class DeclinedWithoutReasonError(ProposalError):
    """An institution that offered something hears why it isn't taken."""

    code = "PROPOSAL-NO-REASON"

    def __init__(self) -> None:
        super().__init__("Say in a sentence why: the institution that offered it reads it.")
