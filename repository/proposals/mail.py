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
from repository.proposals.models import Proposal, ProposalMessage, State
from repository.proposals.selectors import last_hop, people_of
from repository.releases.manifest import Component, component_from_json

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
        "own copy gives way to it when you take that release over, unless yours does more"
        if taken
        else "was declined. Your own package keeps it"
    )
    said = f"{proposal.answer}\n\n" if proposal.answer else ""
    if proposal.declined_for:
        said = f"{proposal.get_declined_for_display()}. {said}"
    if proposal.accepted_as:
        words += ". The core’s editors changed words of it"
        said = _in_other_words(component_from_json(proposal.accepted_as))
    text = f"“{proposal.title}” {words}.\n\n{said}{_address(proposal)}\n"
    subject = f"{'Accepted' if taken else 'Declined'}: {proposal.title}"
    _tell(proposal.release.package.owner, subject, text)


def _in_other_words(part: Component) -> str:
    hours = f"Hours of work: {part.effort_minutes / 60:g}\n" if part.effort_minutes else ""
    return f"As they accept it:\n\n{part.title}\n{part.description}\n{hours}\n"


def tell_of_withdrawal(proposal: Proposal) -> None:
    """To the people of the institution that leads the core."""
    name = last_hop(proposal).get("institution_name", "The institution")
    text = (
        f"{name} took back its offer of “{proposal.title}”. There is nothing to answer any more."
        f"\n\n{_address(proposal)}\n"
    )
    _tell(proposal.core.owner, f"Withdrawn: {proposal.title}", text)


def tell_of_message(message: ProposalMessage) -> None:
    """To the people of the other side."""
    proposal = message.proposal
    does = "asks about" if message.by_core else "answers about"
    text = (
        f"{message.institution_name} {does} “{proposal.title}”.\n\n{message.text}\n\n"
        f"Answer there, where both sides see it:\n{_address(proposal)}\n"
    )
    other = proposal.release.package.owner if message.by_core else proposal.core.owner
    subject = f"{'Question' if message.by_core else 'Answer'}: {proposal.title}"
    _tell(other, subject, text)


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
