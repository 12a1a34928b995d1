"""What of the new core stands where the institution has decided something already. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from repository.releases.layer import Add
from repository.releases.manifest import Component
from repository.releases.step import Step


def beside_omitted(step: Step, omitted: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """New parts of the core that stand beside one that is left out, with the keys of those.

    One that the core removed counts where it stood, and wherever its like is now: a lesson that
    the core made anew has another key, and is the same lesson to who left it out.
    """
    found: dict[str, list[str]] = defaultdict(list)
    gone = [key for key in step.old if key in omitted and key not in step.new]
    places = dict(_places(step, gone))
    order = ("", *step.order, "")
    for before, key, after in zip(order, order[1:], order[2:], strict=False):
        if key in step.old:
            continue
        found[key] += [neighbour for neighbour in (before, after) if neighbour in omitted]
        for lost in gone:
            start, end = places[lost]
            if before == start or after == end or _alike(step.old[lost], step.new[key]):
                found[key].append(lost)
    return {key: tuple(beside) for key, beside in found.items() if beside}


def _places(step: Step, gone: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Between which parts that are still there each of them stood, empty for an end."""
    wanted = set(gone)
    if not wanted:
        return
    last, waiting = "", []
    for key in (*step.old, ""):
        if key in wanted:
            waiting.append((key, last))
        elif key in step.new or not key:
            yield from ((lost, (start, key)) for lost, start in waiting)
            last, waiting = key, []


def _alike(old: Component, new: Component) -> bool:
    """Of one type, with one title or the very same files."""
    if old.type != new.type:
        return False
    bytes_of = [frozenset(file.sha256 for file in part.files) for part in (old, new)]
    return old.title.casefold() == new.title.casefold() or bool(bytes_of[0] == bytes_of[1] != set())


def new_at_own_places(
    step: Step, adds: Iterable[Add], without: Collection[str] = ()
) -> Mapping[str, tuple[Add, ...]]:
    """New parts of the core that come directly after what own parts stand after, with those.

    Of several in a row the first is named; `last_of_new` says where the row ends. without: keys of
    parts that the core took over from this layer.
    """
    own: dict[str, list[Add]] = defaultdict(list)
    for add in adds:
        own[add.after].append(add)
    mine = {add.component.key for added in own.values() for add in added}
    return {
        key: tuple(own[before])
        for before, key in zip(("", *step.order), step.order, strict=False)
        if before in own and key not in step.old and key not in mine and key not in without
    }


def last_of_new(step: Step, first: str, own: Collection[str]) -> str:
    """The last of a row of new parts of the core that begins with `first`."""
    last = first
    for key in step.order[step.order.index(first) + 1 :]:
        if key in step.old or key in own:
            break
        last = key
    return last
