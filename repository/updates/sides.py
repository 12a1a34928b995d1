"""Three sides of a question: the core as it was, the core as it is, and one's own. Pure.

The core as it is and one's own are shown word by word against the core as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from repository.releases.differences import DELETED, EQUAL, INSERTED, Span, word_difference
from repository.releases.layer import Layer
from repository.releases.manifest import Competency, Component, File
from repository.releases.neighbours import beside_omitted, new_at_own_places
from repository.releases.rebase import Code
from repository.releases.step import Step
from repository.releases.wording import COMPONENT_TYPES, listing, quoted
from repository.updates.answers import Asked


@dataclasses.dataclass(frozen=True, slots=True)
class FileLine:
    """size: bytes. note: "new", "changed", "another name", or empty."""

    name: str
    size: int
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """One of the three. missing: a sentence in place of everything else."""

    title: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()
    facts: tuple[str, ...] = ()
    files: tuple[FileLine, ...] = ()
    missing: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Sides:
    before: Side
    core: Side
    own: Side


def sides_of(asked: Asked, layer: Layer, step: Step) -> Sides:
    """What a person looks at to decide."""
    if asked.outcome.subject == "competency":
        return _competency_sides(asked, layer, step)
    if asked.question.code == Code.CORE_REMOVED_PLACE:
        return _place_sides(asked, layer, step)
    codes = _codes(layer, step)
    before = _side(None, asked.before, codes) if asked.before else Side(missing="Not there.")
    core = _side(asked.before, asked.core, codes) if asked.core else Side(missing="Removed.")
    return Sides(before, core, _own_side(asked, layer, step))


def _own_side(asked: Asked, layer: Layer, step: Step) -> Side:
    key = asked.outcome.key
    if asked.own is not None:
        # Where the core had no such part before, what matters is how it differs from one's own.
        return _side(asked.before or asked.core, asked.own, _codes(layer, step))
    if key in layer.omits:
        return Side(missing=f"You left it out: {layer.omits[key].reason}")
    if key in layer.notes:
        return Side(text=(Span(EQUAL, layer.notes[key].note),), facts=("Your note",))
    if asked.question.code == Code.NEW_NEXT_TO_OMITTED:
        return Side(missing=_left_out(key, layer, step))
    if asked.question.code == Code.NEW_WHERE_ADDED:
        return Side(missing=_own_there(key, layer, step))
    return Side(missing="Nothing of yours.")


def _left_out(key: str, layer: Layer, step: Step) -> str:
    beside = beside_omitted(step, layer.omits)[key]
    there = listing([quoted(step.new[k].title) for k in beside if k in step.new])
    gone = listing([quoted(step.old[k].title) for k in beside if k not in step.new])
    said = f"You left out {there} beside it." if there else ""
    return f"{said} You left out {gone}, which the core has no more.".strip() if gone else said


def _own_there(key: str, layer: Layer, step: Step) -> str:
    adds = new_at_own_places(step, layer.adds).get(key)
    if not adds:  # they stand after a part of yours that the core took over
        return "Yours stand there."
    titles = ", then ".join(quoted(add.component.title) for add in adds)
    place = step.new.get(adds[0].after) or step.old.get(adds[0].after)
    where = f"after {quoted(place.title)}" if place else "at the beginning"
    return f"{titles}, {where}."


def _place_sides(asked: Asked, layer: Layer, step: Step) -> Sides:
    add = next(add for add in layer.adds if add.component.key == asked.outcome.key)
    place = step.old.get(add.after)
    codes = _codes(layer, step)
    before = _side(None, place, codes) if place else Side(missing="Not there.")
    return Sides(before, Side(missing="Removed."), _side(None, add.component, codes))


def _competency_sides(asked: Asked, layer: Layer, step: Step) -> Sides:
    key = asked.outcome.key
    before, after = step.competencies.get(key, (None, None))
    own = next((c for duty in layer.duties for c in duty.competencies if c.key == key), None)
    duty = next((duty for duty in layer.duties if duty.key == key), None)
    mine = own or (Competency(key, duty.code, duty.title) if duty else None)
    return Sides(_statement(before), _statement(after), _statement(mine))


def _statement(competency: Competency | None) -> Side:
    if competency is None:
        return Side(missing="Not there.")
    return Side(text=(Span(EQUAL, f"{competency.code} {competency.statement}".strip()),))


def _side(against: Component | None, shown: Component | None, codes: Mapping[str, str]) -> Side:
    if shown is None:
        return Side(missing="Not there.")
    if against is None:
        title, text = _plain(shown.title), _plain(shown.description)
    else:
        title = word_difference(against.title, shown.title)
        text = word_difference(against.description, shown.description)
    return Side(title, text, _facts(shown, codes), _files(against, shown))


def _plain(text: str) -> tuple[Span, ...]:
    return (Span(EQUAL, text),) if text else ()


def _facts(component: Component, codes: Mapping[str, str]) -> tuple[str, ...]:
    facts = [COMPONENT_TYPES.get(component.type, component.type)]
    if component.effort_minutes:
        facts.append(f"{component.effort_minutes / 60:g} h")
    for verb, keys in (
        ("teaches", component.teaches),
        ("practises", component.practises),
        ("assesses", component.assesses),
    ):
        named = [codes[key] for key in keys if codes.get(key)]
        if named:
            facts.append(f"{verb} {', '.join(named)}")
    return tuple(facts)


def _codes(layer: Layer, step: Step) -> dict[str, str]:
    """Codes of the core's competencies, as it has them now, and of the layer's own, by key."""
    codes = {c.key: c.code for duty in layer.duties for c in duty.competencies}
    for key, (before, after) in step.competencies.items():
        present = after or before
        codes[key] = present.code if present else ""
    return codes


def _files(against: Component | None, shown: Component) -> tuple[FileLine, ...]:
    if against is None:
        return tuple(FileLine(file.name, file.size) for file in shown.files)
    return tuple(_file_line(file, against.files) for file in shown.files)


def _file_line(file: File, others: tuple[File, ...]) -> FileLine:
    if any(other.sha256 == file.sha256 for other in others):
        same = any(other.name == file.name for other in others)
        return FileLine(file.name, file.size, "" if same else "another name")
    note = "changed" if any(other.name == file.name for other in others) else "new"
    return FileLine(file.name, file.size, note)


__all__ = ["DELETED", "EQUAL", "INSERTED", "FileLine", "Side", "Sides", "sides_of"]
