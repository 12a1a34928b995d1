"""Who builds on a package, who leads it, and whether one may build on it, in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from repository.licences.models import Licence
from repository.licences.rules import may_adapt, may_release_under
from repository.licences.selectors import terms_of
from repository.public import addresses
from repository.public.family import Family, Lead
from repository.public.layer_cards import LeadLine, OfferLine, StreamCard, StreamList
from repository.public.notices import day
from repository.public.records import History, Record
from repository.releases.manifest import LEVEL_1_CORE
from search.layers import LayerRow

# Cards of streams on the page of a package; the page of all of them shows the others.
STREAMS = 8
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_word(number: int) -> str:
    """ "four"; figures from eleven on."""
    return WORDS[number] if number < len(WORDS) else str(number)


def state_of(layer: LayerRow, history: History, word: str) -> tuple[str, str]:
    """How a layer stands to the releases of its base: in words, and their tone.

    word: core or original.
    """
    standing = history.numbered(layer.base_number)
    newer = history.newer(standing) if standing else ()
    if standing is not None and standing.is_withdrawn:
        return f"On a withdrawn {word} release", "danger"
    if any(release.is_urgent for release in newer):
        return f"Urgent {word} update waiting", "danger"
    if not newer:
        return f"On the newest {word}", "good"
    if len(newer) == 1:
        return f"{word.capitalize()} update waiting", "caution"
    return f"{count_word(len(newer)).capitalize()} {word} releases behind", "danger"


def stream_card(
    layer: LayerRow, history: History, word: str, added: Sequence[str] | None = None
) -> StreamCard:
    state, tone = state_of(layer, history, word)
    return StreamCard(
        title=layer.title,
        language=layer.language,
        url=addresses.package_url(layer.slug),
        institution=layer.institution_name,
        number=layer.number,
        base=f"Over {word}\N{NO-BREAK SPACE}{layer.base_number}",
        state=state,
        tone=tone,
        added=added,
    )


def stream_list(record: Record, family: Family) -> StreamList | None:
    """What builds on the package; None for a package on which nothing does, unless it is a core."""
    is_core = record.manifest.kind == LEVEL_1_CORE
    if not family.layers and not is_core:
        return None
    word = "core" if is_core else "original"
    cards = [stream_card(layer, record.history, word) for layer in family.layers]
    count = len(cards)
    url = addresses.specialisations_url(record.history.slug) if is_core else ""
    return StreamList(
        title="Specialisations" if is_core else "Adaptations",
        note=_streams_note(count) if is_core else "",
        streams=cards[:STREAMS] if is_core else cards,
        url=url if cards else "",
        link_text=f"See {'it' if count == 1 else f'all {count_word(count)}'} beside the core",
    )


def _streams_note(count: int) -> str:
    if not count:
        return "No institution has released a Level 2 over this core yet."
    have = "institution’s Level 2 stands" if count == 1 else "Level 2 specialisations stand"
    return f"{count_word(count).capitalize()} {have} on this core."


def lead_line(family: Family) -> LeadLine | None:
    """Who leads now, where the lead has changed."""
    if not family.leads:
        return None
    newest = family.leads[0]
    return LeadLine(
        name=newest.name,
        url=addresses.institution_url(newest.institution),
        since=timezone.localdate(newest.changed_at),
        before=", before that ".join(
            _led(lead, family.leads[index + 1 :]) for index, lead in enumerate(family.leads)
        ),
    )


def _led(lead: Lead, older: Sequence[Lead]) -> str:
    """ "by VCC", and since when where another one led before."""
    since = f" since {day(timezone.localdate(older[0].changed_at))}" if older else ""
    return f"by {lead.before}{since}"


def offer_line(record: Record) -> OfferLine | None:
    """Whether one may build on the newest release, and where; the licence's reason where not."""
    if record.is_draft or record.standing != record.history.newest:
        return None
    licence = record.licences.get(record.manifest.licence)
    if licence is None:
        return None
    is_core = record.manifest.kind == LEVEL_1_CORE
    refusal = _refusal(licence)
    if refusal:
        title = "Not to be specialised" if is_core else "Not to be adapted"
        return OfferLine(title, refusal)
    title = "Specialise this package" if is_core else "Adapt this package"
    text = (
        "Members add, replace and leave out what the core allows. The rest stays the core’s, and "
        "later core releases reach you."
        if is_core
        else "Members change what they need over this release. It stays named as the original, and "
        "its later releases reach you."
    )
    return OfferLine(title, text, addresses.specialise_url(record.history.slug), title)


def _refusal(licence: Licence) -> str:
    terms = terms_of(licence)
    for answer in (may_adapt(terms), may_release_under(terms, terms)):
        if not answer.yes:
            return answer.reason
    return ""
