"""What keeps a draft layer from being released, beside what holds for every draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repository.licences.rules import Terms, may_adapt, may_combine, may_release_under
from repository.pages.draft import draft_components, own_duties
from repository.pages.layer_rows import Over, applicable, layer_of
from repository.pages.rules import ERROR, Draft, Problem, place_of
from repository.releases.audience import members_files, opened_files
from repository.releases.harmonisation import Harmony, prove
from repository.releases.layer import LayerProblem, apply_layer
from repository.releases.manifest import LEVEL_1_CORE, Manifest
from repository.releases.standing import MEMBERS_FILE, opened_words

# The field of problems that stand with the core's parts: no field of the form.
LAYER = "layer"


def layer_problems_of(draft: Draft, terms: Mapping[str, Terms]) -> Iterator[Problem]:
    """Problems of the layer; none for a package that stands on nothing."""
    over = draft.over
    if over is None:
        return
    if over.withdrawn:
        message = (
            f"Release {over.base.number} of “{over.base.title}”, on which it builds, is withdrawn: "
            f"{over.withdrawn} Move to another release of it first."
        )
        yield Problem("LAYER-BASE-WITHDRAWN", ERROR, "Core", message, LAYER)
    yield from _licence(over, draft, terms)
    yield from _taken(draft, terms)
    yield from _opened(draft, over.base)
    effective, wrong = _effective(draft, over)
    for problem in wrong:
        place = f"Core, {_title(over.base, problem.key)}"
        yield Problem(problem.code, ERROR, place, problem.message, LAYER, key=problem.key)
    if over.base.kind == LEVEL_1_CORE:
        for breach in prove(over.base, effective).breaches:
            yield Problem(breach.code, ERROR, "Harmony with the core", breach.message, LAYER)


def harmony_of(draft: Draft) -> Harmony | None:
    """What the proof of a Level 2 would say now; None for what gives none."""
    if draft.over is None or draft.over.base.kind != LEVEL_1_CORE:
        return None
    return prove(draft.over.base, _effective(draft, draft.over)[0])


def _effective(draft: Draft, over: Over) -> tuple[Manifest, tuple[LayerProblem, ...]]:
    layer = layer_of(over, draft_components(draft), own_duties(draft))
    sound, wrong = applicable(over.base, layer)
    return apply_layer(over.base, sound), wrong


def _title(base: Manifest, key: str) -> str:
    return next((f"“{c.title}”" for c in base.components if c.key == key), "a part")


def _licence(over: Over, draft: Draft, terms: Mapping[str, Terms]) -> Iterator[Problem]:
    """The whole is an adaptation of its base."""
    base, whole = terms.get(over.base.licence), terms.get(draft.licence)
    if base is None or whole is None:
        return  # said elsewhere
    for answer in (may_adapt(base), may_release_under(base, whole), may_combine(base, whole)):
        if not answer.yes:
            yield Problem(answer.code, ERROR, "Licence", answer.reason, "licence")
            return


def _opened(draft: Draft, base: Manifest) -> Iterator[Problem]:
    """What the base keeps for members isn't given to everybody by who builds on it."""
    kept = members_files(base)
    for index, component in enumerate(draft_components(draft)):
        for file in opened_files(component, kept):
            place = place_of(draft.components[index], index)
            message = opened_words(file.name, base.title)
            at = ("components", index, "audience")
            yield Problem(MEMBERS_FILE, ERROR, place, message, *at, key=component.key)


def _taken(draft: Draft, terms: Mapping[str, Terms]) -> Iterator[Problem]:
    """A part that began as a copy is an adaptation of what it was copied from."""
    for index, component in enumerate(draft.components):
        original = terms.get(draft.copied_under.get(component.key, ""))
        if original is None:
            continue
        part = terms.get(component.licence or draft.licence, original)
        for answer in (may_adapt(original), may_release_under(original, part)):
            if not answer.yes:
                place = place_of(component, index)
                yield Problem(
                    answer.code,
                    ERROR,
                    place,
                    answer.reason,
                    "components",
                    index,
                    "licence",
                    key=component.key,
                )
                break
