"""What differs between two manifests, field by field, file by file, word by word. Pure.

For people and for rebases. What numbers need of it, change by change, is in `compare`.

Moved and renamed are told from removed and added: things are matched by their keys first; what is
left over is matched by its bytes or by its title (a part that was made anew has a new key).
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Generic, TypeVar

from repository.releases.manifest import Competency, Component, File, Manifest

EQUAL, INSERTED, DELETED = "equal", "inserted", "deleted"
ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"

# Of words to compare: some 1,000 on either side, less than a second.
MAX_PAIRS = 4_000_000

T = TypeVar("T", Component, Competency)


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A run of words. `op`: equal, inserted or deleted."""

    op: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs. Values as text; `words`: the difference word by word."""

    name: str
    before: str
    after: str
    words: tuple[Span, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class FileChange:
    """A file that came, went or has other bytes; `before.sha256 == after.sha256`: a new name."""

    before: File | None
    after: File | None


@dataclasses.dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """A component or competency that differs. `moved`: it stands elsewhere among the others."""

    before: T | None
    after: T | None
    moved: bool = False
    fields: tuple[FieldChange, ...] = ()
    files: tuple[FileChange, ...] = ()

    @property
    def kind(self) -> str:
        """added, removed, changed or (where nothing else differs) moved."""
        if self.before is None:
            return ADDED
        if self.after is None:
            return REMOVED
        return CHANGED if self.fields or self.files else MOVED

    @property
    def key(self) -> str:
        present = self.after or self.before
        return present.key if present else ""

    @property
    def renamed(self) -> bool:
        return any(field.name in {"title", "statement"} for field in self.fields)


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two manifests, in the order of the newer one."""

    fields: tuple[FieldChange, ...]
    components: tuple[Change[Component], ...]
    competencies: tuple[Change[Competency], ...]

    @property
    def empty(self) -> bool:
        return not (self.fields or self.components or self.competencies)


# Of a manifest: what is compared elsewhere, or differs in every release.
SEPARATE = {"number", "format", "components", "duties"}
# Of a component: its key says that it is the same one; its origin and hops follow from the release.
IDENTITY = {"key", "files", "hops", "origin"}


def differences(before: Manifest, after: Manifest) -> Comparison:
    """What is different in `after`."""
    return Comparison(
        fields=field_changes(before, after, SEPARATE),
        components=_changes(before.components, after.components, _component_change, _same_work),
        competencies=_changes(
            before.competencies, after.competencies, _competency_change, _same_statement
        ),
    )


def component_difference(before: Component, after: Component) -> Change[Component] | None:
    """What differs between two states of a component; None where nothing does."""
    change = _component_change(before, after)
    return change if change.fields or change.files else None


def component_changes(before: Component, after: Component) -> frozenset[str]:
    """Names of the fields that differ, `files` among them; empty where nothing does.

    The same answer as `component_difference` gives, without comparing texts word by word.
    """
    names = set(changed_fields(before, after, IDENTITY))
    if _file_changes(before.files, after.files):
        names.add("files")
    return frozenset(names)


def changed_fields(before: Any, after: Any, without: Collection[str]) -> tuple[str, ...]:
    """Names of the fields of two dataclasses of one kind that differ, in their order."""
    if before == after:
        return ()
    return tuple(
        name
        for name in before.__dataclass_fields__
        if name not in without and getattr(before, name) != getattr(after, name)
    )


def field_changes(before: Any, after: Any, without: Collection[str]) -> tuple[FieldChange, ...]:
    """The fields of two dataclasses of one kind that differ, in the order of their definition."""
    return tuple(
        _field_change(name, _as_text(getattr(before, name)), _as_text(getattr(after, name)))
        for name in changed_fields(before, after, without)
    )


def _field_change(name: str, before: str, after: str) -> FieldChange:
    return FieldChange(name, before, after, word_difference(before, after))


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(_as_text(item) for item in value)
    if dataclasses.is_dataclass(value):
        shown = (getattr(value, field.name) for field in dataclasses.fields(value))
        return " ".join(text for text in map(_as_text, shown) if text)
    return str(value)


def word_difference(before: str, after: str) -> tuple[Span, ...]:
    """Two texts word by word: joined, the equal and inserted spans are `after`.

    Where the texts are alike to less than a third, one deletion and one insertion read better; and
    where they are very long, comparing them would take minutes.
    """
    old, new = words_of(before), words_of(after)
    matcher = alike(old, new)
    if matcher is None:
        return _spans([(DELETED, before), (INSERTED, after)])
    spans: list[tuple[str, str]] = []
    for op, gone, come in _runs(
        (op == "equal", "".join(old[i1:i2]), "".join(new[j1:j2]))
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
    ):
        spans += [(EQUAL, come)] if op else [(DELETED, gone), (INSERTED, come)]
    return _spans(spans)


def _runs(blocks: Iterable[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """Blocks as (is equal, before, after), with those joined that only spaces keep apart.

    “every surface” in place of “if there” reads better than word for word.
    """
    runs: list[tuple[bool, str, str]] = []
    for same, gone, come in blocks:
        if not same and len(runs) > 1 and runs[-1][0] and runs[-1][2].isspace():
            _, space, _ = runs.pop()
            _, before, after = runs.pop()
            runs.append((False, before + space + gone, after + space + come))
        else:
            runs.append((same, gone, come))
    return runs


def _spans(spans: Iterable[tuple[str, str]]) -> tuple[Span, ...]:
    return tuple(Span(op, text) for op, text in spans if text)


def alike(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str] | None:
    """What two texts have in common; None for less than a third, or where they are very long."""
    if len(old) * len(new) > MAX_PAIRS:
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < 1 / 3 or matcher.ratio() < 1 / 3:
        return None
    return matcher


def words_of(text: str) -> list[str]:
    """Words, spaces and signs, each for itself; joined they are the text."""
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _changes(
    before: Sequence[T],
    after: Sequence[T],
    difference: Callable[[T, T], Change[T]],
    same: Callable[[T], object],
) -> tuple[Change[T], ...]:
    pairs = _pairs(before, after, same)
    old = {item.key: item for item in before}
    moved = _moved([item.key for item in before], [pairs[k.key] for k in after if k.key in pairs])
    changes: list[Change[T]] = []
    for item in after:
        if item.key not in pairs:
            changes.append(Change(None, item))
            continue
        change = difference(old[pairs[item.key]], item)
        moves = pairs[item.key] in moved
        if moves or change.fields or change.files:
            changes.append(dataclasses.replace(change, moved=moves))
    matched = set(pairs.values())
    changes.extend(Change(item, None) for item in before if item.key not in matched)
    return tuple(changes)


def _pairs(
    before: Sequence[T], after: Sequence[T], same: Callable[[T], object]
) -> Mapping[str, str]:
    """Key in `after` → key in `before` of the same thing."""
    old_keys = {item.key for item in before}
    new_keys = {item.key for item in after}
    pairs = {key: key for key in new_keys & old_keys}
    left: dict[object, str] = {}
    for item in before:
        mark = same(item)
        if item.key not in new_keys and mark is not None:
            left.setdefault(mark, item.key)
    for item in after:
        mark = same(item)
        if item.key not in pairs and mark in left:
            pairs[item.key] = left.pop(mark)
    return pairs


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest things that must have moved: all but a longest run that kept its order."""
    position = {key: index for index, key in enumerate(before)}
    tails: list[int] = []
    link: dict[str, str | None] = {}
    ends: list[str] = []
    for key in after:
        index = bisect_left(tails, position[key])
        link[key] = ends[index - 1] if index else None
        if index == len(tails):
            tails.append(position[key])
            ends.append(key)
        else:
            tails[index] = position[key]
            ends[index] = key
    kept: set[str] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = link[last]
    return set(after) - kept


def _same_work(component: Component) -> object | None:
    """What tells that a component was only given a new key: its type and its very bytes."""
    digests = frozenset(file.sha256 for file in component.files)
    return (component.type, digests) if digests else (component.type, component.title)


def _same_statement(competency: Competency) -> object | None:
    return competency.statement


def _component_change(before: Component, after: Component) -> Change[Component]:
    return Change(
        before,
        after,
        fields=field_changes(before, after, IDENTITY),
        files=_file_changes(before.files, after.files),
    )


def _competency_change(before: Competency, after: Competency) -> Change[Competency]:
    return Change(before, after, fields=field_changes(before, after, {"key"}))


def _file_changes(before: Sequence[File], after: Sequence[File]) -> tuple[FileChange, ...]:
    """Files by name first; what is left over by its bytes (a new name), then in order."""
    if before == after:
        return ()
    changes: list[FileChange] = []
    old = {file.name: file for file in before}
    new = {file.name: file for file in after}
    for name, file in new.items():
        if name in old and old[name].sha256 != file.sha256:
            changes.append(FileChange(old[name], file))
    gone = [file for name, file in old.items() if name not in new]
    for file in (file for name, file in new.items() if name not in old):
        twin = next((other for other in gone if other.sha256 == file.sha256), None)
        if twin is not None:
            gone.remove(twin)
        changes.append(FileChange(twin, file))
    changes.extend(FileChange(file, None) for file in gone)
    return tuple(changes)
