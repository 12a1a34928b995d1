"""A core that goes on under another licence: may the layer over it go on under its own?"""

from __future__ import annotations

import dataclasses

from repository.licences.rules import Answer
from repository.licences.selectors import licence_terms
from repository.pages.specialising import licences_to_choose, may_build_on
from repository.releases.manifest import Manifest
from repository.updates.drafts import DraftLayer
from repository.updates.models import CoreUpdate


@dataclasses.dataclass(frozen=True, slots=True)
class LicenceChange:
    """before, after: short names of the core's licences. own: of the layer's, empty where the
    draft names none yet. answer: whether the layer may stay under its own; None without one.
    others: short names of the licences under which it could go on."""

    before: str
    after: str
    own: str
    answer: Answer | None
    others: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return self.answer is None or self.answer.yes


def licence_change(found: DraftLayer, target: Manifest) -> LicenceChange | None:
    """What the licence of a core's release means for a draft layer; None where it is the same.

    Publishing asks the same rules (`pages.layer_rules`); here it is said before any work is done.
    """
    base = found.base.manifest.licence
    if base == target.licence:
        return None
    own = found.draft.licence_id or ""
    return LicenceChange(
        before=licence_terms(base).short,
        after=licence_terms(target.licence).short,
        own=licence_terms(own).short if own else "",
        answer=may_build_on(target.licence, own) if own else None,
        others=tuple(licence.short_name for licence in licences_to_choose(target.licence)),
    )


def licences_of(update: CoreUpdate) -> tuple[str, str] | None:
    """Short names of the core's licences before and after; None where it is the same."""
    before, after = update.from_release.manifest.licence, update.to_release.manifest.licence
    return None if before == after else (licence_terms(before).short, licence_terms(after).short)
