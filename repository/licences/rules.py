"""What may be done with works under two licences. Pure: terms in, answers with their reasons out.

Two ways of putting works together are told apart, because the licences do:

* An *adaptation* makes one new work out of others (a translated lesson plan, slides with somebody's
  pictures built in, a Level 2 that changes a core). `may_combine` and `may_release_under`.
* A *collection* keeps its parts whole, apart from each other, each under its own licence (a package
  with somebody's unchanged video as a component). `may_collect`.

Share alike and no-derivatives speak of adaptations only. Non-commercial speaks of every use, so it
binds a collection too: a package that promises everybody any use can't carry a part that does not.

Source: Creative Commons, FAQ, "If I derive or adapt material offered under a Creative Commons
license, which CC license(s) can I use?" (adapter's licence chart), "Can I combine material under
different Creative Commons licenses in my work?" (remix chart) and "If I create a collection that
includes a work offered under a CC license, which license(s) may I choose for the collection?",
https://creativecommons.org/faq/. Where the adapter's chart says "not recommended" (yellow), the
answer here is no: a package carries one licence, and people rely on it for the whole.
Legal code of the licences 4.0, sections 1 (adapted material), 2(a)(1), 2(a)(5), 3(b):
https://creativecommons.org/licenses/by-sa/4.0/legalcode.en.
"""

from __future__ import annotations

import dataclasses

from repository.licences import reasons


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """What a licence permits and demands.

    spdx: SPDX identifier, or `LicenseRef-…`. short: the name that people know ("CC BY 4.0").
    is_mark: it tells that no copyright is known in a work, and can't be given to a new one.
    members_only: the work may not leave the member institutions.
    """

    spdx: str
    short: str
    permits_sharing: bool = True
    permits_adaptation: bool = True
    permits_commercial_use: bool = True
    requires_attribution: bool = True
    requires_share_alike: bool = False
    members_only: bool = False
    is_mark: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, with one or two sentences for a contributor and a code that never changes."""

    yes: bool
    reason: str
    code: str


def _no(code: str, **names: str) -> Answer:
    return Answer(False, reasons.NO[code].format(**names), code)


def may_adapt(a: Terms) -> Answer:
    """May a work under A be changed and the result be given to others?

    Source: legal code 4.0 of the ND licences, section 2(a)(1)(B): produce and reproduce, but not
    share, adapted material.
    """
    if not a.permits_adaptation:
        return _no(reasons.ND, a=a.short)
    if a.members_only:
        return Answer(True, reasons.ADAPT_MEMBERS.format(a=a.short), reasons.OK)
    if a.requires_share_alike:
        return Answer(True, reasons.ADAPT_SHARE_ALIKE.format(a=a.short), reasons.OK)
    return Answer(True, reasons.ADAPT_YES.format(a=a.short), reasons.OK)


def may_release_under(a: Terms, c: Terms) -> Answer:
    """May an adaptation of a work under A be released under C?

    Source: CC FAQ, adapter's licence chart; legal code 4.0, section 3(b) for share alike.
    """
    if not a.permits_adaptation:
        return _no(reasons.ND, a=a.short)
    if c.is_mark:
        return _no(reasons.MARK, c=c.short)
    if a.requires_share_alike and a.spdx != c.spdx:
        return _no(reasons.SA, a=a.short, c=c.short)
    if a.members_only and not c.members_only:
        return _no(reasons.MEMBERS, a=a.short, c=c.short)
    if not a.permits_commercial_use and c.permits_commercial_use:
        return _no(reasons.NC, a=a.short, c=c.short)
    if a.requires_attribution and not c.requires_attribution:
        return _no(reasons.BY, a=a.short, c=c.short)
    if a.spdx == c.spdx:
        return Answer(True, reasons.SAME, reasons.OK)
    return Answer(True, reasons.RELEASE_YES.format(a=a.short, c=c.short), reasons.OK)


def may_combine(a: Terms, b: Terms) -> Answer:
    """May a work under A and a part under B stand in one adaptation?

    The answer is the same whichever of the two comes first; the reason speaks of the part B.

    Source: CC FAQ, remix chart.
    """
    for terms in (a, b):
        if not terms.permits_adaptation:
            return _no(reasons.ND_COMBINE, a=terms.short)
    whole = demanding(a, b)
    other = b if whole is a else a
    refusal = _refusal_within(other, whole)
    if refusal:
        return _no(refusal, a=a.short, b=b.short, other=other.short, whole=whole.short)
    if a.spdx == b.spdx:
        return Answer(True, reasons.SAME, reasons.OK)
    return Answer(
        True, reasons.COMBINE_YES.format(other=other.short, whole=whole.short), reasons.OK
    )


def _refusal_within(other: Terms, whole: Terms) -> str:
    """The code of what keeps a work under `other` out of an adaptation under `whole`, or empty."""
    if other.requires_share_alike and other.spdx != whole.spdx:
        return reasons.SA_MEMBERS if whole.members_only else reasons.SA_COMBINE
    if not other.permits_commercial_use and whole.permits_commercial_use:
        return reasons.NC_COMBINE
    return ""


def may_collect(a: Terms, b: Terms, *, for_members: bool = False) -> Answer:
    """May a package under A carry a component under B, unchanged, that keeps its own licence?

    for_members: the component's audience is members only, so no public copy holds it.

    Source: CC FAQ, chart of collections: material under a non-commercial licence can't stand in a
    collection that is licensed for commercial use; every other may.
    """
    if a.spdx == b.spdx:
        return Answer(True, reasons.SAME, reasons.OK)
    if b.members_only:
        if for_members:
            return Answer(True, reasons.COLLECT_MEMBERS.format(b=b.short), reasons.OK)
        return _no(reasons.MEMBERS_COLLECT, a=a.short, b=b.short)
    if not b.permits_commercial_use and a.permits_commercial_use:
        return _no(reasons.NC_COLLECT, a=a.short, b=b.short)
    if not b.permits_adaptation:
        return Answer(True, reasons.COLLECT_ND.format(b=b.short), reasons.OK)
    if b.requires_share_alike:
        return Answer(True, reasons.COLLECT_SHARE_ALIKE.format(b=b.short), reasons.OK)
    return Answer(True, reasons.COLLECT_YES.format(b=b.short), reasons.OK)


def demanding(a: Terms, b: Terms) -> Terms:
    """The one of two licences that asks for more; the first of two that ask for the same."""

    def weight(terms: Terms) -> tuple[bool, bool, bool, bool, bool]:
        return (
            terms.members_only,
            terms.requires_share_alike,
            not terms.permits_commercial_use,
            terms.requires_attribution,
            not terms.is_mark,
        )

    return b if weight(b) > weight(a) else a
