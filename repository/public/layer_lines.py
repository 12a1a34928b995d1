"""What a package that builds on another one says of that, as its page shows it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from repository.public import addresses
from repository.public.cards import ComponentLines, DutyLines
from repository.public.component_lines import omitted_anchor
from repository.public.labels import hours_label
from repository.public.layer_cards import DutyCount, LayerLines, ProofLines
from repository.public.origins import (
    CORE,
    base_origin,
    base_word,
    legend,
    omitted_origin,
    owner_name,
)
from repository.public.records import Record
from repository.releases.manifest import LEVEL_2_SPECIALISATION, Base, Manifest, Omission, Proof
from repository.releases.wording import COMPONENT_TYPES

LEVEL_1 = re.compile(r",?\s*Level\s1\s*\Z")


def layer_lines(record: Record, duties: Sequence[DutyLines]) -> LayerLines | None:
    """None for a package that builds on nothing. duties: of the page, with their origins."""
    manifest, base = record.manifest, record.manifest.base
    if base is None:
        return None
    inherited = [duty for duty in duties if duty.origin and duty.origin.name == CORE]
    own = sum(len(d.competencies) for d in duties if d.origin and d.origin.name != CORE)
    known = record.base
    slug = known.history.slug if known else ""
    is_level_2 = manifest.kind == LEVEL_2_SPECIALISATION
    return LayerLines(
        is_level_2=is_level_2,
        introduction=_introduction(manifest.title, base.title) if is_level_2 else "Adapted by",
        base_title=base.title,
        base_language=known.manifest.language if known else manifest.language,
        base_number=base.number,
        over=f"{base_word(manifest)} release {base.number}",
        url=addresses.release_url(slug, base.number) if slug else "",
        package_url=addresses.package_url(slug) if slug else "",
        compare_url=""
        if record.is_draft
        else addresses.compare_url(record.history.slug, addresses.CORE, record.standing.number),
        hours=_hours(record),
        legend=legend(manifest),
        proof=proof_lines(manifest, base, own),
        span=_span(inherited),
        base_origin=base_origin(manifest),
        base_duties=[DutyCount(d.code, d.title, len(d.competencies)) for d in inherited],
        base_count=sum(len(duty.competencies) for duty in inherited),
    )


def _introduction(title: str, base_title: str) -> str:
    """The words before the institution's name; the package's own title isn't said again."""
    name = level_2_name(base_title)
    said = " ".join(title.split()).casefold().startswith(" ".join(name.split()).casefold())
    return "By" if said else f"{name}, by"


def level_2_name(title: str) -> str:
    """ "Building service worker, Level 1" → "Building service worker, Level 2"."""
    name = LEVEL_1.sub("", title)
    return f"{name}, Level\N{NO-BREAK SPACE}2" if name != title else f"Level 2 of “{title}”"


def _hours(record: Record) -> str:
    """The hours of both, where the layer's own are what goes beyond the base's."""
    whole = record.manifest.effort_minutes
    base = record.base.manifest.effort_minutes if record.base else 0
    if not whole:
        return ""
    words = f"{hours_label(whole)}\N{NO-BREAK SPACE}{'hour' if whole == 60 else 'hours'}"
    if not 0 < base < whole:
        return words
    word = base_word(record.manifest)
    return f"{words}: {hours_label(base)} {word}, {hours_label(whole - base)} own"


def _span(duties: Sequence[DutyLines]) -> str:
    codes = [duty.code for duty in duties if duty.code]
    return "–".join(dict.fromkeys((codes[0], codes[-1]))) if codes else ""


def proof_lines(manifest: Manifest, base: Base, own: int) -> ProofLines | None:
    """The proof in words, or None where none was asked for. own: how many competencies are."""
    proof = manifest.proof
    if proof is None:
        return None
    return ProofLines(
        line=_proof_line(proof.competencies, base),
        sentences=[
            "Compared key by key with the core’s manifest on the day of release. No core "
            "competency is changed or missing, and no locked part was touched.",
            *_short_of(proof),
        ],
        sha256=base.sha256,
        core_count=proof.competencies,
        own_count=own,
        own_name=owner_name(manifest),
    )


def _proof_line(count: int, base: Base) -> str:
    level = "Level\N{NO-BREAK SPACE}1"
    if not count:
        return f"Stands on {level}, release {base.number}, which states no competencies"
    what = "the one competency" if count == 1 else f"all {count} competencies"
    return f"Contains {what} of {level}, release\N{NO-BREAK SPACE}{base.number}"


def _short_of(proof: Proof) -> list[str]:
    """What isn't taught or assessed, as in the core itself: the proof says no more than is so."""
    total = proof.competencies
    if not total:
        return []
    if proof.taught == proof.assessed == total:
        return ["All of them are taught and assessed."]
    return [
        f"{'All' if proof.taught == total else proof.taught} of them are taught and "
        f"{'all' if proof.assessed == total else proof.assessed} are assessed; "
        "the core itself teaches and assesses no more."
    ]


def omission_lines(manifest: Manifest) -> list[tuple[str, ComponentLines]]:
    """The parts that were left out, each with the section that it stood in."""
    return [
        (left.section, _left_out(left, number, manifest))
        for number, left in enumerate(manifest.omissions, start=1)
    ]


def _left_out(left: Omission, number: int, manifest: Manifest) -> ComponentLines:
    return ComponentLines(
        key=left.key,
        anchor=omitted_anchor(left.key, number),
        type=left.type,
        type_label=f"{COMPONENT_TYPES.get(left.type, 'Part')} of the {base_word(manifest)}",
        title=left.title,
        origin=omitted_origin(),
        omitted_because=left.reason,
    )
