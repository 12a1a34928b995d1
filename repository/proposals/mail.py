"""Mail about proposals. It leaves after the transaction; one that can't be sent changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from repository.institutions.models import Institution
from repository.proposals.models import Proposal, State
from repository.proposals.selectors import last_hop, people_of

logger = logging.getLogger(__name__)


def tell_of_offer(proposal: Proposal) -> None:
    """To the people of the institution that leads the core."""
    hop = last_hop(proposal)
    text = (
        f"{hop.get('institution_name', 'An institution')} offers a part to your package.\n\n"
        f"{proposal.title}\n"
        f"From “{hop.get('title', '')}”, release {proposal.release.number}.\n\n"
        f"{proposal.comment}\n\n"
        f"See the difference, accept or decline:\n{_address(proposal)}\n"
    )
    _tell(proposal.core.owner, f"Offered to your core: {proposal.title}", text)


def tell_of_answer(proposal: Proposal) -> None:
    """To the people of the institution that offered it."""
    taken = proposal.state == State.ACCEPTED
    words = (
        "was accepted. It stands in the draft of the core and comes with its next release. Your "
        "own copy gives way to it when you take that release over"
        if taken
        else "was declined. Your own package keeps it"
    )
    said = f"{proposal.answer}\n\n" if proposal.answer else ""
    text = f"“{proposal.title}” {words}.\n\n{said}{_address(proposal)}\n"
    subject = f"{'Accepted' if taken else 'Declined'}: {proposal.title}"
    _tell(proposal.release.package.owner, subject, text)


def _address(proposal: Proposal) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('proposal', args=[proposal.pk])}"


def _tell(institution: Institution, subject: str, text: str) -> None:
    people = people_of(institution)
    if people:
        transaction.on_commit(partial(_send, people, subject, text), robust=True)


def _send(people: Sequence[str], subject: str, text: str) -> None:
    """One message to each, so that nobody reads the addresses of the others."""
    line = " ".join(subject.split())
    for address in people:
        try:
            EmailMessage(line, text, to=[address]).send()
        except OSError:  # what smtplib and sockets raise
            logger.warning("A mail about a proposal could not be sent.", exc_info=True)
            return
