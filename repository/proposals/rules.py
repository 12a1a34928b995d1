"""What can be offered to a core, and what it is once it is accepted there. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence

from repository.licences.rules import Answer, Terms, may_adapt, may_collect
from repository.releases.layer import ADDED, REPLACED
from repository.releases.manifest import MEMBERS, PUBLIC, Component, Manifest
from repository.releases.wording import listing, quoted

LICENCE_UNKNOWN = "PROPOSAL-LICENCE-UNKNOWN"


def part_of(manifest: Manifest, key: str) -> Component | None:
    """The component of a key, or None."""
    return next((component for component in manifest.components if component.key == key), None)


def is_own(component: Component | None) -> bool:
    """Whether the layer itself brought this part: only that can be offered."""
    return component is not None and component.origin in {REPLACED, ADDED}


def parts_before(manifest: Manifest, key: str) -> tuple[str, ...]:
    """Keys of the parts before one, the nearest first."""
    keys = [component.key for component in manifest.components]
    return tuple(reversed(keys[: keys.index(key)])) if key in keys else ()


def followed(manifest: Manifest, key: str) -> str:
    """The core's part that an added one follows in a layer, empty for the beginning."""
    own = {component.key for component in manifest.components if component.origin == ADDED}
    return next((before for before in parts_before(manifest, key) if before not in own), "")


def licence_answer(core: str, part: Component, terms: Mapping[str, Terms]) -> Answer:
    """May a part go into a core under one licence? The reason is for people.

    The core's editors rework what they accept, and every layer may: so the part must permit
    adaptations. It keeps its own licence there, so the core must be able to carry that one.
    core: SPDX identifier, as the draft or the release has it. terms: of all licences.
    """
    whole, its = terms.get(core), terms.get(part.licence)
    if whole is None or its is None:
        missing = "The core has no licence yet." if whole is None else "Its licence isn’t known."
        return Answer(False, missing, LICENCE_UNKNOWN)
    adapted = may_adapt(its)
    if not adapted.yes:
        return adapted
    return may_collect(whole, its, for_members=part.audience == MEMBERS)


def accepted(
    current: Component | None, offered: Component, competencies: Collection[str]
) -> Component:
    """The part as it goes into the core. current: what the core has under its key now, or None.

    Section and policy stay the core's. What either of both keeps among members stays there: by
    accepting, nothing becomes public that wasn't. competencies: keys that the core has; alignments
    with others are dropped.
    """
    place = current or offered
    for_members = MEMBERS in {place.audience, offered.audience}

    def known(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if key in competencies)

    return dataclasses.replace(
        offered,
        section=place.section,
        policy=place.policy,
        policy_reason=place.policy_reason,
        audience=MEMBERS if for_members else PUBLIC,
        teaches=known(offered.teaches),
        practises=known(offered.practises),
        assesses=known(offered.assesses),
        origin=current.origin if current else "",
        in_place_of=current.in_place_of if current else "",
        notes=current.notes if current else (),
    )


def local_words(part: Component, names: Sequence[str]) -> tuple[str, ...]:
    """Which of an institution's own names stand in the words of a part: as written, each once."""
    text = f"{part.title}\n{part.description}"
    known = {name for name in names if name.strip()}
    found = (
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        for name in sorted(known, key=len, reverse=True)
    )
    return tuple(dict.fromkeys(match.group() for match in found if match))


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """What the core's editors may say otherwise while they accept a part."""

    title: str
    description: str
    effort_minutes: int


def words_of(part: Component) -> Words:
    return Words(part.title, part.description, part.effort_minutes)


def reworded(part: Component, words: Words) -> Component:
    """The part in other words. A text that differs in its white space only stays as it was."""
    same = words.description.split() == part.description.split()
    return dataclasses.replace(
        part,
        title=" ".join(words.title.split()),
        description=part.description if same else words.description.strip(),
        effort_minutes=words.effort_minutes,
    )


def dropped(offered: Component, competencies: Collection[str]) -> tuple[str, ...]:
    """Keys of the competencies that the core hasn't got, each once."""
    aligned = (*offered.teaches, *offered.practises, *offered.assesses)
    return tuple(dict.fromkeys(key for key in aligned if key not in competencies))


def with_part(manifest: Manifest, part: Component, before: Sequence[str]) -> Manifest:
    """The core's manifest with the part in it: in its place, or behind the first of `before`."""
    parts = list(manifest.components)
    keys = [component.key for component in parts]
    if part.key in keys:
        parts[keys.index(part.key)] = part
    else:
        parts.insert(place_among(keys, before), part)
    return dataclasses.replace(manifest, components=tuple(parts))


def place_among(keys: Sequence[str], before: Sequence[str]) -> int:
    """Where a new part comes to stand: behind the first of `before` that is there."""
    return next((keys.index(key) + 1 for key in before if key in keys), 0)


@dataclasses.dataclass(frozen=True, slots=True)
class AlignmentChange:
    """What a part does less or more for one competency. verb: teaches, practises, assesses."""

    verb: str
    less: tuple[str, ...]
    more: tuple[str, ...]


def alignment_changes(
    current: Component | None, part: Component, names: Mapping[str, str]
) -> tuple[AlignmentChange, ...]:
    """Where the part aligns otherwise than what it stands for. names: of competencies, by key."""
    changes = []
    for verb in ("teaches", "practises", "assesses"):
        old = getattr(current, verb) if current else ()
        new = getattr(part, verb)
        less = tuple(names.get(key, key) for key in old if key not in new)
        more = tuple(names.get(key, key) for key in new if key not in old)
        if less or more:
            changes.append(AlignmentChange(verb, less, more))
    return tuple(changes)


def credit(part: Component) -> str:
    """Who is named for a part from elsewhere: the last that worked on it, and those before it."""
    names = list(dict.fromkeys(hop.institution_name for hop in reversed(part.hops)))
    if not names:
        return ""
    based = f", based on {listing(names[1:])}" if len(names) > 1 else ""
    return f"{quoted(part.title)}, {names[0]}{based}"
