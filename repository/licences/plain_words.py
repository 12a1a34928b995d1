"""A licence in plain words: what you may, must and may not do. Pure.

The words explain; the licence itself decides.
"""

from __future__ import annotations

import dataclasses

from repository.licences.rules import Terms


@dataclasses.dataclass(frozen=True, slots=True)
class PlainWords:
    """Each line continues "You may …", "You must …", "You may not …". A list may be empty."""

    may: tuple[str, ...]
    must: tuple[str, ...]
    may_not: tuple[str, ...]


def plain_words(terms: Terms) -> PlainWords:
    """The three lists for any licence, from its terms."""
    return PlainWords(may=_may(terms), must=_must(terms), may_not=_may_not(terms))


def _may(terms: Terms) -> tuple[str, ...]:
    if terms.members_only:
        lines = ["teach with it at a member institution", "share it with staff of other members"]
    else:
        lines = ["teach with it, print it, post it"]
    if terms.permits_adaptation:
        lines.append("change it, translate it, cut it")
    else:
        lines.append("change it for yourself, without sharing the result")
    if terms.permits_commercial_use:
        lines.append("charge a course fee")
    return tuple(lines)


def _must(terms: Terms) -> tuple[str, ...]:
    lines: list[str] = []
    if terms.requires_attribution:
        lines.append("name the authors and the licence")
        if terms.permits_adaptation:
            lines.append("say what you changed")
    if terms.requires_share_alike:
        lines.append(f"share what you make from it under {_without_version(terms.short)} too")
    if terms.members_only:
        lines.append("keep it where only staff and learners of members can reach it")
    return tuple(lines)


def _may_not(terms: Terms) -> tuple[str, ...]:
    lines: list[str] = []
    if terms.members_only:
        lines.append("post it where everybody can reach it")
    if not terms.permits_commercial_use:
        lines.append("use it mainly to make money")
    if not terms.permits_adaptation:
        lines.append("share a changed version")
    if terms.requires_attribution and not terms.members_only:
        lines.append("add terms that forbid what this allows")
    if terms.requires_share_alike and terms.permits_commercial_use:
        lines.append("mix in parts marked non-commercial and publish the result")
    return tuple(lines)


def _without_version(short: str) -> str:
    """ "CC BY-SA 4.0" → "CC BY-SA": a later version of the same licence will do."""
    name, _, version = short.rpartition(" ")
    return name if name and version.replace(".", "").isdecimal() else short
