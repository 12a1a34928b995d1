"""What both sides say to each other about a proposal while it waits for its answer."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from repository.lib import clock
from repository.proposals.errors import NothingSaidError
from repository.proposals.mail import tell_of_message
from repository.proposals.models import Proposal, ProposalMessage
from repository.proposals.selectors import may_answer, may_withdraw
from repository.proposals.services import name_of, waiting


def speaks_for_the_core(proposal: Proposal, user: User) -> bool:
    """Whether what this person says is the core's editors'.

    Who belongs to both sides asks first, and then answers what was asked.
    """
    if not may_answer(user, proposal):
        return False
    last = proposal.messages.order_by("-said_at", "-pk").first()
    return not (may_withdraw(user, proposal) and last is not None and last.by_core)


def say(*, proposal: Proposal, text: str, user: User) -> ProposalMessage:
    """Ask the other side, or answer it. The proposal stays open; the other side gets a mail.

    user: of either side. What was said never changes.

    Raises: NothingSaidError, AnsweredMeanwhileError.
    """
    if not text.strip():
        raise NothingSaidError
    with transaction.atomic():
        found = waiting(proposal)
        by_core = speaks_for_the_core(found, user)
        institution = found.core.owner if by_core else found.release.package.owner
        message = ProposalMessage.objects.create(
            proposal=found,
            by_core=by_core,
            institution_name=institution.name,
            text=text.strip(),
            said_at=clock.now(),
            author=user,
            author_name=name_of(user),
        )
        tell_of_message(message)
    return message
