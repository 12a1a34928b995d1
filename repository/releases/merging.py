"""The core's new words put into one's own, for a person who merges by hand. Pure.

Three texts make one: as the core had it, as it has it now, and the institution's own. What only one
side changed is as that side has it; where both changed the same words, one's own stand, and the
place is told. What comes out is where a person begins, never what is released unseen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from repository.releases.differences import MAX_PAIRS, alike, words_of
from repository.releases.manifest import Component

# How many words stand around a place where both changed, to find it by.
AROUND = 5

# Words that go together by their competencies: each key is somebody's on its own.
SETS = ("teaches", "practises", "assesses")
# Not merged field by field: what the part is, what a release says of it, and what is merged here.
APART = frozenset(
    {"key", "hops", "origin", "in_place_of", "notes", "title", "description", "files"}
)


@dataclasses.dataclass(frozen=True, slots=True)
class Clash:
    """Words that both sides changed, each in their own way.

    before: as the core had them, empty where both put something in. lead, trail: words around
    the place in the merged text. text: what stands there now.
    """

    before: str
    core: str
    own: str
    text: str
    lead: str = ""
    trail: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class MergedText:
    """clashes: in the order of the text."""

    text: str
    clashes: tuple[Clash, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class MergedPart:
    """A part of one's own with what the core changed.

    followed: names of the fields, beside the texts, that are as the core has them now. clashing: of
    those that both changed; one's own stand. cores_files: only the core changed the files.
    """

    component: Component
    title: MergedText
    description: MergedText
    followed: tuple[str, ...] = ()
    clashing: tuple[str, ...] = ()
    cores_files: bool = False

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return (*self.title.clashes, *self.description.clashes)


def merge_parts(before: Component | None, core: Component, own: Component) -> MergedPart:
    """`own` with everything that the core changed from `before` to `core`, its files untouched.

    before: None where the core didn't have it; then nothing can be told apart, and one's own stands
    as it is.
    """
    if before is None:
        return MergedPart(
            own,
            _side_by_side(core.title, own.title),
            _side_by_side(core.description, own.description),
        )
    title = merge_texts(before.title, core.title, own.title)
    description = merge_texts(before.description, core.description, own.description)
    values, clashing = {}, []
    for name in Component.__dataclass_fields__:
        if name not in APART:
            sides = (getattr(before, name), getattr(core, name), getattr(own, name))
            values[name], both = _field(name, *sides)
            clashing += [name] if both else []
    merged = dataclasses.replace(own, title=title.text, description=description.text, **values)
    followed = tuple(name for name, value in values.items() if value != getattr(own, name))
    theirs = _bytes(before) == _bytes(own) != _bytes(core)
    return MergedPart(merged, title, description, followed, tuple(clashing), theirs)


def _bytes(part: Component) -> list[tuple[str, str]]:
    """What its files are to people; the rest of a file is found out from its bytes."""
    return [(file.name, file.sha256) for file in part.files]


def _side_by_side(core: str, own: str) -> MergedText:
    return MergedText(own, () if core == own else (Clash("", core, own, own),))


def _field(name: str, before: Any, core: Any, own: Any) -> tuple[Any, bool]:
    """The value of the side that changed it; one's own and True where both did."""
    if name in SETS:
        gone, known = set(before) - set(core), {*before, *own}
        new = (key for key in core if key not in known)
        return (*(key for key in own if key not in gone), *new), False
    if own in (before, core):
        return core, False
    return own, core != before


def merge_texts(before: str, core: str, own: str) -> MergedText:
    """Three texts word by word. Texts too long for that are merged line by line.

    Where a side kept less than a third of the words, it wrote another text: the whole is one place.
    """
    if core in (own, before):
        return MergedText(own)
    if own == before:
        return MergedText(core)
    return _text_of(_joined(list(_pieces(*_tokens(before, core, own)))))


def _tokens(*texts: str) -> tuple[list[str], ...]:
    old, *sides = words = tuple(words_of(text) for text in texts)
    if all(len(old) * len(side) <= MAX_PAIRS for side in sides):
        return words
    return tuple(text.splitlines(keepends=True) for text in texts)


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words that neither side touched (`same`), or that at least one did."""

    same: bool
    before: str
    core: str
    own: str

    def __add__(self, other: _Piece) -> _Piece:
        return _Piece(
            self.same and other.same,
            self.before + other.before,
            self.core + other.core,
            self.own + other.own,
        )

    @property
    def clashes(self) -> bool:
        return self.own not in (self.before, self.core) and self.core != self.before

    @property
    def text(self) -> str:
        if not self.clashes:
            return self.core if self.own == self.before else self.own
        if self.before:
            return self.own
        gap = "" if self.own[-1:].isspace() or self.core[:1].isspace() else " "
        return self.own + gap + self.core


def _pieces(before: Sequence[str], core: Sequence[str], own: Sequence[str]) -> Iterator[_Piece]:
    in_core, in_own = _places(before, core), _places(before, own)
    ends = (len(before), len(core), len(own))
    both = sorted(in_core.keys() & in_own.keys())
    b = c = o = 0
    for place, there, mine in [*((i, in_core[i], in_own[i]) for i in both), ends]:
        if (place, there, mine) != (b, c, o):
            sides = before[b:place], core[c:there], own[o:mine]
            yield _Piece(False, *("".join(words) for words in sides))
        if place < len(before):
            yield _Piece(True, before[place], before[place], before[place])
        b, c, o = place + 1, there + 1, mine + 1


def _places(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Where the words of a text that were kept stand in the other."""
    matcher = alike(before, after)
    blocks = matcher.get_matching_blocks() if matcher else ()
    return {i + n: j + n for i, j, size in blocks for n in range(size)}


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Pieces with those together that only spaces keep apart: they change one phrase."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and piece.same == last.same:
            joined[-1] = last + piece
        elif not piece.same and len(joined) > 1 and _is_space(joined[-1]):
            space = joined.pop()
            joined[-1] = joined[-1] + space + piece
        else:
            joined.append(piece)
    return joined


def _is_space(piece: _Piece) -> bool:
    """Spaces within a line; a new line keeps two places apart."""
    return piece.before.isspace() and piece.before.splitlines() == [piece.before]


def _text_of(pieces: Sequence[_Piece]) -> MergedText:
    texts = [piece.text for piece in pieces]
    clashes = []
    for place, piece in enumerate(pieces):
        if piece.clashes:
            lead = words_of("".join(texts[:place]))[-2 * AROUND :]
            trail = words_of("".join(texts[place + 1 :]))[: 2 * AROUND]
            sides = (piece.before, piece.core, piece.own, piece.text)
            clashes.append(Clash(*sides, "".join(lead), "".join(trail)))
    return MergedText("".join(texts), tuple(clashes))
