"""A core and all Level 2 over it, side by side, from released public manifests alone."""

from __future__ import annotations

import json

from repository.public import addresses
from repository.public.family_lines import count_word, stream_card
from repository.public.labels import KINDS
from repository.public.layer_cards import StreamCard
from repository.public.matrix_cards import CoreFamily, SpecialisationMatrix
from repository.public.matrix_lines import Outline, matrix_of, outline_of
from repository.public.records import History, Standing
from repository.releases.manifest import LEVEL_1_CORE, Manifest, from_json
from repository.releases.models import Release
from search.layers import LayerRow, layers_over


def specialisations_of(history: History, newest: Standing) -> CoreFamily | None:
    """The page of a core; None for a package that is none. Two statements, however many layers.

    newest: the core's newest release that stands.
    """
    layers = layers_over(history.slug)
    bases = {layer.base_number for layer in layers}
    cores = {newest, *(r for number in bases if (r := history.numbered(number)))}
    read = _outlines({layer.release for layer in layers} | {release.id for release in cores})
    core = read[newest.id]
    if core.kind != LEVEL_1_CORE:
        return None
    by_number = {release.number: read[release.id] for release in cores}
    outlines = [
        outline_of(layer, read[layer.release], by_number.get(layer.base_number)) for layer in layers
    ]
    matrix = matrix_of(core, by_number, outlines, history.lead)
    return CoreFamily(
        slug=history.slug,
        title=core.title,
        language=core.language,
        url=addresses.package_url(history.slug),
        kind=core.kind,
        kind_label=KINDS[core.kind],
        number=newest.number,
        heading=_heading(len(matrix.columns)),
        lede=_lede(matrix, layers),
        matrix=matrix,
        streams_title=_streams_title(len(layers)),
        streams=[_card(outline, history) for outline in outlines],
    )


def _outlines(releases: set[int]) -> dict[int, Manifest]:
    """Public manifests without their components, by primary key of the release."""
    rows = Release.objects.filter(pk__in=releases).values_list("pk", "public_text")
    return {pk: from_json({**json.loads(text), "components": ()}) for pk, text in rows}


def _card(outline: Outline, history: History) -> StreamCard:
    added = [competency.statement for competency in outline.added]
    return stream_card(outline.layer, history, "core", added)


def _heading(institutions: int) -> str:
    return f"One core, {count_word(institutions)} institution{'' if institutions == 1 else 's'}"


def _streams_title(count: int) -> str:
    if count == 1:
        return "The stream"
    return f"The {count_word(count)} streams" if count else ""


def _lede(matrix: SpecialisationMatrix, layers: list[LayerRow]) -> str:
    """What is shown, and how many take the core as it is."""
    said = "What is the same everywhere, and what each institution adds."
    ahead = len({layer.institution for layer in layers})
    plain = len(matrix.columns) - ahead
    if not ahead:
        return f"{said} No institution has released a Level 2 over it yet."
    has = f"{count_word(ahead)} {'has' if ahead == 1 else 'have'} a Level\N{NO-BREAK SPACE}2"
    if not plain:
        return f"{said} {has[0].upper()}{has[1:]}."
    take = f"{count_word(plain)} {'shares' if plain == 1 else 'share'} Level\N{NO-BREAK SPACE}1"
    return f"{said} {take[0].upper()}{take[1:]} as it is; {has}."
