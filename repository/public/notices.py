"""What a reader of a package must know of other releases: newer, urgent, withdrawn. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.dateformat import format as format_date

from repository.public import addresses
from repository.public.layer_cards import NoticeLine
from repository.public.origins import base_word
from repository.public.records import BaseRecord, History, Record, Standing


def day(moment: date) -> str:
    return format_date(moment, "j F Y")


def notices(record: Record, waiting: Sequence[str] = ()) -> list[NoticeLine]:
    """Those of the package itself, then those of what it builds on. None on a withdrawn release.

    waiting: numbers of the releases that layers stand on. What is urgent stays so while one of
    them stands on a release before it.
    """
    if record.standing.is_withdrawn:
        return []
    history, standing = record.history, record.standing
    found = [*urgent_notices(history, standing), *_still_urgent(history, standing, waiting)]
    if record.base is not None:
        found += base_notices(record, record.base)
    return found


def urgent_notices(history: History, standing: Standing) -> Iterable[NoticeLine]:
    """Urgent releases of the package: this one, or newer ones."""
    for newer in history.newer(standing):
        if newer.is_urgent:
            yield NoticeLine(
                "danger",
                f"Urgent: take over release {newer.number} {by(newer)}",
                newer.urgent_because,
                addresses.compare_url(history.slug, standing.number, newer.number),
                f"See what changed in {newer.number}",
            )
    if standing.is_urgent:
        before = history.before(standing)
        yield NoticeLine(
            "danger",
            f"Urgent: take over this release {by(standing)}",
            standing.urgent_because,
            addresses.compare_url(history.slug, before.number, standing.number) if before else "",
            f"See what changed in {standing.number}",
        )


def _still_urgent(
    history: History, standing: Standing, waiting: Sequence[str]
) -> Iterable[NoticeLine]:
    """Urgent releases before this one that somebody hasn't taken over."""
    behind = [release for release in history.releases if release.number in waiting]
    for release in history.releases[history.releases.index(standing) + 1 :]:
        later = history.releases[history.releases.index(release) + 1 :]
        before = history.before(release)
        if release.is_urgent and before and any(one in later for one in behind):
            yield NoticeLine(
                "danger",
                f"Urgent: take over release {release.number} or a later one {by(release)}",
                release.urgent_because,
                addresses.compare_url(history.slug, before.number, release.number),
                f"See what changed in {release.number}",
            )


def by(standing: Standing) -> str:
    return f"by {day(standing.take_over_by)}" if standing.take_over_by else ""


def base_notices(record: Record, base: BaseRecord) -> Iterable[NoticeLine]:
    """What became of the release that the package stands on."""
    word = base_word(record.manifest)
    called = f"{word} release {base.standing.number}"
    if base.standing.is_withdrawn:
        yield NoticeLine(
            "danger",
            f"The {called}, on which this package stands, has been withdrawn",
            base.standing.reason,
        )
    newer = base.history.newer(base.standing)
    if newer:
        yield _newer_base(base, newer, word)


def _newer_base(base: BaseRecord, newer: Sequence[Standing], word: str) -> NoticeLine:
    newest = newer[0]
    url = addresses.compare_url(base.history.slug, base.standing.number, newest.number)
    link = f"See what changed in {newest.number}"
    urgent = [release for release in newer if release.is_urgent]
    if not urgent:
        text = f"This package still builds on {base.standing.number}."
        title = f"A newer {word} release exists: {newest.number}"
        return NoticeLine("caution", title, text, url, link)
    first = min(urgent, key=lambda release: release.take_over_by or date.max)
    said = " ".join(f"{r.number}: {r.urgent_because}" for r in reversed(urgent))
    title = f"Urgent: a newer {word} release, {newest.number}, should be taken over {by(first)}"
    return NoticeLine("danger", title, said, url, link)
