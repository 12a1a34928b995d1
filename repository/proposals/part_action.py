"""“Offer to the core” beside each own part of a layer in the editor."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from django.contrib.auth.models import User
from django.urls import reverse

from repository.pages.layer_extensions import PartAction
from repository.pages.specialisation_page import SpecialisationPage
from repository.proposals.models import Proposal, State
from repository.proposals.rules import is_own
from repository.releases.selectors import newest_release


@dataclasses.dataclass(frozen=True, slots=True)
class _Offers:
    """Own parts of the newest release, and the proposals that are under way, by key."""

    own: frozenset[str]
    under_way: Mapping[str, Proposal]


def offer_action(page: SpecialisationPage, key: str, user: User) -> PartAction | None:
    """For a part that is in the newest release: only what is released can be offered."""
    offers = getattr(page, "_offers", None)
    if offers is None:
        # Asked for every part: kept on the page that the editor shows.
        offers = page._offers = _offers_of(page)
    found = offers.under_way.get(key)
    if found is not None:
        label = "Offered to the core" if found.state == State.OPEN else "Accepted by the core"
        return PartAction(label, reverse("proposal", args=[found.pk]), "upload")
    if key not in offers.own:
        return None
    address = reverse("offer", args=[page.package_id, key])
    return PartAction("Offer to the core", address, "upload")


def _offers_of(page: SpecialisationPage) -> _Offers:
    release = newest_release(page.package)
    if release is None:
        return _Offers(frozenset(), {})
    # Of one that was accepted, only while the very same state of it is the newest.
    under_way = {
        proposal.key: proposal
        for proposal in Proposal.objects.filter(
            release__package=page.package, state__in=[State.OPEN, State.ACCEPTED]
        )
        if proposal.state == State.OPEN or proposal.release_id == release.pk
    }
    own = frozenset(part.key for part in release.manifest.components if is_own(part))
    return _Offers(own, under_way)
