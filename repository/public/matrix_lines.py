"""Core and added competencies by institution. Pure.

A column is an institution that leads the core now, made its newest release, takes part in it, or
has a Level 2 over it. One with a Level 2 has the core as its Level 2 has it; one without shares the
core's newest release.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from repository.public.addresses import institution_url
from repository.public.family_lines import count_word
from repository.public.matrix_cards import (
    Cell,
    Column,
    MatrixGroup,
    MatrixLine,
    SpecialisationMatrix,
)
from repository.releases.manifest import Competency, Duty, InstitutionRef, Manifest
from repository.releases.version import Version
from repository.releases.wording import listing
from search.layers import LayerRow

NBSP = "\N{NO-BREAK SPACE}"


@dataclasses.dataclass(frozen=True, slots=True)
class Outline:
    """A layer with its duties. added: competencies that its core doesn't have, in order."""

    layer: LayerRow
    added: tuple[Competency, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Seat:
    """An institution in the matrix. numbers: the core releases that it has."""

    slug: str
    column: Column
    numbers: frozenset[str]


def outline_of(layer: LayerRow, manifest: Manifest, core: Manifest | None) -> Outline:
    keys = {competency.key for competency in core.competencies} if core else set()
    return Outline(layer, tuple(c for c in manifest.competencies if c.key not in keys))


def matrix_of(
    newest: Manifest,
    cores: Mapping[str, Manifest],
    outlines: Sequence[Outline],
    lead: InstitutionRef | None = None,
) -> SpecialisationMatrix:
    """newest: the core's newest release. cores: it and those under the layers, by number.

    lead: who leads the core now, where that may be another than who made its newest release.
    """
    refs = (lead or newest.owner, newest.owner, *newest.partners)
    seats = _seats(newest.number, refs, [outline.layer for outline in outlines])
    core = MatrixGroup(
        "core",
        f"Level{NBSP}1 core",
        _counted(len(newest.competencies)),
        "",
        list(_core_lines(newest, cores, seats)),
    )
    added: dict[str, set[str]] = {}
    for outline in outlines:
        statements = added.setdefault(outline.layer.institution, set())
        statements |= {_alike(competency) for competency in outline.added}
    return SpecialisationMatrix(
        columns=[seat.column for seat in seats],
        groups=[core, *_own_groups(outlines, seats)],
        totals=[(seat.column, len(added.get(seat.slug, ()))) for seat in seats],
    )


def _counted(count: int) -> str:
    return f"{count} competenc{'y' if count == 1 else 'ies'}"


def _seats(newest: str, refs: Iterable[InstitutionRef], layers: Iterable[LayerRow]) -> list[Seat]:
    names: dict[str, tuple[str, str]] = {}
    for ref in refs:
        names.setdefault(ref.slug, (ref.short_name or ref.name, ref.name))
    numbers: dict[str, set[str]] = {slug: set() for slug in names}
    for layer in layers:
        names.setdefault(
            layer.institution,
            (layer.institution_short or layer.institution_name, layer.institution_name),
        )
        numbers.setdefault(layer.institution, set()).add(layer.base_number)
    return [
        Seat(
            slug,
            Column(short, name, institution_url(slug)),
            frozenset(numbers[slug] or {newest}),
        )
        for slug, (short, name) in names.items()
    ]


def _core_lines(
    newest: Manifest, cores: Mapping[str, Manifest], seats: Sequence[Seat]
) -> Iterator[MatrixLine]:
    """A band for each duty, and below it a row for what isn't the same at all."""
    holds = {number: {c.key for c in core.competencies} for number, core in cores.items()}

    def has(seat: Seat, key: str) -> bool:
        return any(key in holds.get(number, ()) for number in seat.numbers)

    for duty in _all_duties(newest, cores):
        everywhere = [c for c in duty.competencies if all(has(seat, c.key) for seat in seats)]
        if everywhere:
            yield MatrixLine(_named(duty), band=_band(len(everywhere), len(seats)))
        for competency in duty.competencies:
            if competency in everywhere:
                continue
            cells = [
                Cell("core", "has it", seat.column.name)
                if has(seat, competency.key)
                else Cell("", "", seat.column.name)
                for seat in seats
            ]
            yield MatrixLine(
                f"{competency.code} {competency.statement}".strip(),
                note=_only_in(competency, holds),
                cells=cells,
            )


def _band(count: int, seats: int) -> str:
    where = {1: "", 2: ", the same at both"}.get(seats, f", the same at all {count_word(seats)}")
    return f"{_counted(count)}{where}"


def _named(duty: Duty) -> str:
    return f"{duty.code}. {duty.title}" if duty.code else duty.title


def _only_in(competency: Competency, holds: Mapping[str, set[str]]) -> str:
    numbers = sorted(n for n, keys in holds.items() if competency.key in keys)
    return f"in core {listing(sorted(numbers, key=Version.parse))} only"


def _all_duties(newest: Manifest, cores: Mapping[str, Manifest]) -> list[Duty]:
    """The newest core's duties, each with what other core releases in use have besides."""
    duties = {duty.key: duty for duty in newest.duties}
    seen = {competency.key for competency in newest.competencies}
    for number in sorted(cores, key=Version.parse, reverse=True):
        for duty in cores[number].duties:
            more = tuple(c for c in duty.competencies if c.key not in seen)
            seen |= {competency.key for competency in more}
            known = duties.get(duty.key)
            if known is not None:
                duties[duty.key] = dataclasses.replace(
                    known, competencies=known.competencies + more
                )
            elif more:
                duties[duty.key] = dataclasses.replace(duty, competencies=more)
    return list(duties.values())


def _alike(competency: Competency) -> str:
    return " ".join(competency.statement.split()).casefold()


def _own_groups(outlines: Sequence[Outline], seats: Sequence[Seat]) -> Iterator[MatrixGroup]:
    """What each layer adds; what several add in the same words stands once, at the end."""
    by_statement: dict[str, list[Outline]] = {}
    for outline in outlines:
        for statement in dict.fromkeys(_alike(c) for c in outline.added):
            by_statement.setdefault(statement, []).append(outline)
    shared: dict[str, Competency] = {}
    for outline in outlines:
        own = []
        for competency in outline.added:
            if len(by_statement[_alike(competency)]) > 1:
                shared.setdefault(_alike(competency), competency)
            else:
                own.append(_own_line(competency, [outline], seats))
        layer = outline.layer
        note = (
            f"({layer.institution_short or layer.institution_name}), over core {layer.base_number}"
        )
        if own:
            yield MatrixGroup("own", layer.title, note, layer.language, own)
    if shared:
        lines = [_own_line(c, by_statement[key], seats) for key, c in shared.items()]
        yield MatrixGroup("own", "", "In several streams", "", lines)


def _own_line(
    competency: Competency, outlines: Iterable[Outline], seats: Sequence[Seat]
) -> MatrixLine:
    slugs = {outline.layer.institution for outline in outlines}
    return MatrixLine(
        competency.statement,
        cells=[
            Cell("own", "adds it", seat.column.name)
            if seat.slug in slugs
            else Cell("", "", seat.column.name)
            for seat in seats
        ],
    )
