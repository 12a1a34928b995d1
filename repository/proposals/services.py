"""Offering a part of a layer to the core that it builds on, and answering such an offer.

What both sides say to each other before the answer is in `conversation`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log

from repository.lib import clock
from repository.licences.selectors import all_terms
from repository.pages.draft import draft_manifest
from repository.pages.package_page import PackagePage
from repository.proposals.acceptance import (
    NO_DRAFT,
    Place,
    newest_draft,
    place_in_draft,
    put_in,
)
from repository.proposals.errors import (
    AnsweredMeanwhileError,
    DeclinedWithoutReasonError,
    NotToBeAcceptedError,
    NotToBeOfferedError,
)
from repository.proposals.mail import tell_of_answer, tell_of_offer, tell_of_withdrawal
from repository.proposals.models import DeclinedFor, Proposal, State
from repository.proposals.rules import (
    Words,
    followed,
    is_own,
    licence_answer,
    part_of,
    reworded,
    words_of,
)
from repository.releases.layer import REPLACED
from repository.releases.manifest import Component, Manifest, to_json
from repository.releases.models import Package, Release
from repository.releases.selectors import newest_release

# Actions in the history of both pages.
OFFERED = "headwaters.proposal.offered"
ACCEPTED = "headwaters.proposal.accepted"
DECLINED = "headwaters.proposal.declined"
WITHDRAWN = "headwaters.proposal.withdrawn"
CAME = "headwaters.proposal.released"


def to_offer(release: Release, key: str) -> Component:
    """The part that can be offered from a release, before anybody has written a word.

    Raises: NotToBeOfferedError, with the reason.
    """
    stands_on = getattr(release, "stands_on", None)
    if stands_on is None:
        said = "This package builds on no other, so there is nobody to offer it to."
        raise NotToBeOfferedError("OFFER-NO-CORE", said)
    part = part_of(release.manifest, key)
    if part is None or not is_own(part):
        said = (
            "Only a part of your own can be offered: one that you added or put in the place of the "
            f"core’s, as released. Release {release.number} has no such part."
        )
        raise NotToBeOfferedError("OFFER-NOT-OWN", said)
    waiting = open_offer(release.package, key)
    if waiting is not None:
        said = "It has been offered already, and waits for an answer."
        if waiting.state == State.ACCEPTED:
            said = "It has been accepted already, and comes with the next release of the core."
        raise NotToBeOfferedError("OFFER-TWICE", said)
    answer = licence_answer(stands_on.base.manifest.licence, part, all_terms())
    if not answer.yes:
        raise NotToBeOfferedError(answer.code, answer.reason)
    return part


def open_offer(layer: Package, key: str) -> Proposal | None:
    """What of this part waits for an answer, or was accepted from the very release it is in."""
    offers = Proposal.objects.filter(release__package=layer, key=key).select_related("release")
    waiting = offers.filter(state=State.OPEN).first()
    if waiting is not None:
        return waiting
    accepted = offers.filter(state=State.ACCEPTED).order_by("-pk").first()
    newest = newest_release(layer) if accepted else None
    return accepted if accepted and newest and accepted.release_id == newest.pk else None


def offer_component(
    *, release: Release, key: str, comment: str, user: User | None = None
) -> Proposal:
    """Offer a part of a released layer to the editors of what it stands on.

    release: the newest of the layer that isn't withdrawn.

    Raises: NotToBeOfferedError, with the reason.
    """
    if not comment.strip():
        said = "Say why everybody should have it: the core’s editors read that first."
        raise NotToBeOfferedError("OFFER-NO-COMMENT", said)
    with transaction.atomic():
        # Two people who offer the same part at once queue here.
        layer = Package.objects.select_for_update(of=("self",)).get(pk=release.package_id)
        newest = newest_release(layer)
        if newest is None or newest.pk != release.pk:
            said = "There is a newer release of yours, or this one is withdrawn: offer it anew."
            raise NotToBeOfferedError("OFFER-NOT-NEWEST", said)
        part = to_offer(newest, key)
        proposal = Proposal.objects.create(
            core=newest.stands_on.base.package,
            release=newest,
            key=key,
            title=part.title[:300],
            replaces=part.origin == REPLACED,
            after="" if part.origin == REPLACED else followed(newest.manifest, key),
            component=_plain(newest.manifest, key),
            comment=comment.strip(),
            offered_at=clock.now(),
            offered_by=user,
            offered_by_name=name_of(user),
        )
        _log(proposal, OFFERED, user)
        tell_of_offer(proposal)
    return proposal


def _plain(manifest: Manifest, key: str) -> dict[str, object]:
    """The component as the manifest's JSON has it, with its hops."""
    parts: list[dict[str, object]] = to_json(manifest)["components"]
    return next(part for part in parts if part["key"] == key)


def accept_proposal(
    *, proposal: Proposal, user: User | None = None, words: Words | None = None
) -> Proposal:
    """Put an offered part into the core's newest draft, with where it comes from.

    Makes a revision, never a release. words: where the editors say it otherwise; that is kept with
    the proposal and told, so that the layer's own copy gives way to it all the same.

    Raises: AnsweredMeanwhileError, NotToBeAcceptedError with the reason; then nothing is changed.
    """
    with transaction.atomic():
        found = waiting(proposal)
        draft = newest_draft(found.core)
        if draft is None:
            said = "The core’s page has been deleted, so it has no draft that could take it."
            raise NotToBeAcceptedError(NO_DRAFT, said)
        _unlocked(draft, user)
        place = place_in_draft(found, draft)
        put_in(_said_otherwise(place, words), user)
        if not draft.live:
            draft.save()
        draft.save_revision(user=user, clean=False, log_action=True)
        found.accepted_as = _changed(place, draft)
        _answer(found, State.ACCEPTED, "", user)
        _log(found, ACCEPTED, user)
        tell_of_answer(found)
    return found


def _said_otherwise(place: Place, words: Words | None) -> Place:
    """Raises: NotToBeAcceptedError where the editors leave it without a title."""
    if words is None:
        return place
    if not words.title.strip():
        raise NotToBeAcceptedError("PROPOSAL-NO-TITLE", "Every part has a title: write one.")
    return dataclasses.replace(place, part=reworded(place.part, words))


def _changed(place: Place, draft: PackagePage) -> dict[str, object] | None:
    """The part as the draft has it now, None where its words are the offered ones."""
    manifest = draft_manifest(draft)
    part = part_of(manifest, place.part.key)
    if part is None or words_of(part) == words_of(place.part):
        return None
    return _plain(manifest, part.key)


def decline_proposal(
    *, proposal: Proposal, reason: str, user: User | None = None, kind: str = ""
) -> Proposal:
    """Say no to an offered part, and why. kind: of `DeclinedFor`, empty for another reason.

    Raises: DeclinedWithoutReasonError, AnsweredMeanwhileError.
    """
    if not reason.strip():
        raise DeclinedWithoutReasonError
    with transaction.atomic():
        found = waiting(proposal)
        found.declined_for = DeclinedFor(kind) if kind else ""
        _answer(found, State.DECLINED, reason.strip(), user)
        _log(found, DECLINED, user)
        tell_of_answer(found)
    return found


def withdraw_proposal(*, proposal: Proposal, user: User | None = None) -> Proposal:
    """Take an offer back before it is answered; the part can be offered again.

    Raises: AnsweredMeanwhileError.
    """
    with transaction.atomic():
        found = waiting(proposal)
        _answer(found, State.WITHDRAWN, "", user)
        _log(found, WITHDRAWN, user)
        tell_of_withdrawal(found)
    return found


def waiting(proposal: Proposal) -> Proposal:
    """The proposal as it is now, with its core's package locked: whoever answers queues there.

    Raises: AnsweredMeanwhileError.
    """
    Package.objects.select_for_update(of=("self",)).get(pk=proposal.core_id)
    found = Proposal.objects.select_related("core__owner", "release__package__owner").get(
        pk=proposal.pk
    )
    if found.state != State.OPEN:
        raise AnsweredMeanwhileError(found.get_state_display(), found.answered_by_name)
    return found


def _unlocked(draft: PackagePage, user: User | None) -> None:
    """Raises: NotToBeAcceptedError where the draft is locked for this person."""
    lock = draft.get_lock()
    if lock is not None and user is not None and lock.for_user(user):
        said = "The core’s draft is locked: unlock it, or wait until its review is done."
        raise NotToBeAcceptedError("PROPOSAL-LOCKED", said)


def _answer(proposal: Proposal, state: State, answer: str, user: User | None) -> None:
    proposal.state = state
    proposal.answer = answer
    proposal.answered_at = clock.now()
    proposal.answered_by = user
    proposal.answered_by_name = name_of(user)
    proposal.save()


def note_released(*, release: Release, **kwargs: object) -> None:
    """A receiver of `released`: what was accepted and is in this release came with it.

    Its hops tell: an accepted part that the editors took out again isn't in it.
    """
    accepted = Proposal.objects.filter(core=release.package_id, state=State.ACCEPTED)
    for proposal in accepted.select_related("release__package"):
        part = part_of(release.manifest, proposal.key)
        came_from = (str(proposal.release.package.uuid), proposal.release.number)
        if part and came_from in {(hop.package, hop.release) for hop in part.hops}:
            proposal.state = State.RELEASED
            proposal.released_in = release
            proposal.save(update_fields=["state", "released_in"])
            _log(proposal, CAME, release.released_by, number=release.number)


def note_given_way(
    *, layer: Package, core: Package, keys: Collection[str], at: datetime | None
) -> None:
    """Keep when the layer's draft left its own copies for the core's parts. at: None, it is undone.

    keys: of the parts that aren't the layer's own any more, or are again.
    """
    parts = Proposal.objects.filter(
        core=core, release__package=layer, state=State.RELEASED, key__in=keys
    )
    parts.filter(gave_way_at__isnull=at is not None).update(gave_way_at=at)


def _log(proposal: Proposal, action: str, user: User | None, **data: str) -> None:
    """A line in the history of both pages, where they still are."""
    told = {"title": proposal.title, "proposal": proposal.pk, "reason": proposal.answer, **data}
    both = [proposal.core_id, proposal.release.package_id]
    for page in PackagePage.objects.filter(package__in=both):
        log(instance=page, action=action, user=user, data=told)


def name_of(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
