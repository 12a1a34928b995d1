"""What is different between two manifests of one package: what numbers and notes need. Pure.

Things are told apart by their keys, so a new title or another place is a change of the same thing.
Every difference between the manifests is named by some change; the number and the hops that
releasing added are none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar

from repository.releases.audience import is_public
from repository.releases.manifest import (
    LOCKED,
    MEMBERS,
    PUBLIC,
    Competency,
    Component,
    File,
    Manifest,
    Omission,
)
from repository.releases.provenance import unstamped

COMPETENCY_GONE = "competency-gone"
COMPETENCY_CHANGED = "competency-changed"
COMPETENCY_MOVED = "competency-moved"
COMPETENCY_ADDED = "competency-added"
DUTY_GONE = "duty-gone"
DUTY_CHANGED = "duty-changed"
DUTY_ADDED = "duty-added"
LOCKED_GONE = "locked-component-gone"
LOCKED_CHANGED = "locked-component-changed"
UNLOCKED = "component-unlocked"
NOW_LOCKED = "component-locked"
COMPONENT_GONE = "component-gone"
COMPONENT_CHANGED = "component-changed"
COMPONENT_ADDED = "component-added"
COMPONENT_OPENED = "component-opened"
COMPONENT_CLOSED = "component-closed"
FILES_ADDED = "files-added"
ORDER_CHANGED = "order-changed"
DETAILS_CHANGED = "details-changed"

# What a competency promises; its code and its duty are for people to find it by.
PROMISED = ("statement", "level")
# Where a component stands and what we found out about it: a Level 2 doesn't build on these.
NOT_RELIED_ON = ("section", "hops", "origin", "in_place_of", "notes", "policy_reason")
# Compared for themselves, or not a matter of what changed.
_APART = ("key", "policy", "audience", "files")
_NOT_DETAILS = ("package", "format", "number", "duties", "components", "proof", "omissions")


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One difference. `key`: of the duty, competency or component, empty for the package itself.

    title: how people know the thing, as it is now, or as it was where it is gone. fields: which
    fields differ, by name in the manifest. names: of files that were added. audience: MEMBERS where
    the public may not learn of it.
    """

    code: str
    key: str = ""
    title: str = ""
    fields: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    audience: str = PUBLIC


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def compare(old: Manifest, new: Manifest) -> tuple[Change, ...]:
    """Every difference, in the order of the manifests; empty where nothing changed."""
    old, new = unstamped(old), unstamped(new)
    return (
        *_duties(old, new),
        *_competencies(old, new),
        *_components(old, new),
        *_orders(old, new),
        *_details(old, new),
    )


def _by_key(things: Iterable[K]) -> dict[str, K]:
    return {thing.key: thing for thing in things}


def _differing(old: Any, new: Any, apart: tuple[str, ...] = ()) -> tuple[str, ...]:
    names = [field.name for field in dataclasses.fields(new) if field.name not in apart]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _duties(old: Manifest, new: Manifest) -> Iterator[Change]:
    before, after = _by_key(old.duties), _by_key(new.duties)
    for key, duty in before.items():
        if key not in after:
            yield Change(DUTY_GONE, key, duty.title)
    for key, duty in after.items():
        if key not in before:
            yield Change(DUTY_ADDED, key, duty.title)
        elif fields := _differing(before[key], duty, ("key", "competencies")):
            yield Change(DUTY_CHANGED, key, duty.title, fields)


def _competencies(old: Manifest, new: Manifest) -> Iterator[Change]:
    before, after = _by_key(old.competencies), _by_key(new.competencies)
    duty_before, duty_after = _duty_of(old), _duty_of(new)
    for key, competency in before.items():
        if key not in after:
            yield Change(COMPETENCY_GONE, key, _named(competency))
    for key, competency in after.items():
        if key not in before:
            yield Change(COMPETENCY_ADDED, key, _named(competency))
            continue
        fields = _differing(before[key], competency, ("key",))
        if promised := tuple(name for name in fields if name in PROMISED):
            yield Change(COMPETENCY_CHANGED, key, _named(competency), promised)
        moved = tuple(name for name in fields if name not in PROMISED)
        if duty_before[key] != duty_after[key]:
            moved = (*moved, "duty")
        if moved:
            yield Change(COMPETENCY_MOVED, key, _named(competency), moved)


def _duty_of(manifest: Manifest) -> dict[str, str]:
    return {c.key: duty.key for duty in manifest.duties for c in duty.competencies}


def _named(competency: Competency) -> str:
    return competency.statement or competency.code


def _components(old: Manifest, new: Manifest) -> Iterator[Change]:
    before, after = _by_key(old.components), _by_key(new.components)
    for key, component in before.items():
        if key not in after:
            code = LOCKED_GONE if component.policy == LOCKED else COMPONENT_GONE
            yield Change(code, key, component.title, audience=_audience(component))
    for key, component in after.items():
        if key not in before:
            yield Change(COMPONENT_ADDED, key, component.title, audience=_audience(component))
        elif before[key] != component and not (
            old.base != new.base and _same_but_hops(before[key], component)
        ):
            yield from _component(before[key], component)


def _same_but_hops(old: Component, new: Component) -> bool:
    """The same part, from another release of the base: the change of the base says so once."""
    return dataclasses.replace(old, hops=new.hops) == new


def _component(old: Component, new: Component) -> Iterator[Change]:
    """The changes of one component that is in both."""
    audience = _audience(old, new)
    codes = _codes(old, new)
    for code in codes:
        told = PUBLIC if code == COMPONENT_OPENED else audience
        yield Change(code, new.key, new.title, audience=told)
    relied_on, other = _fields(old, new)
    if old.policy == LOCKED:
        if relied_on:
            yield Change(LOCKED_CHANGED, new.key, new.title, relied_on, audience=audience)
    else:
        other = (*relied_on, *other)
        if {COMPONENT_OPENED, COMPONENT_CLOSED}.intersection(codes):
            other = tuple(name for name in other if name != "audience")
        if added := _added_files(old.files, new.files):
            yield Change(FILES_ADDED, new.key, new.title, names=added, audience=audience)
            if new.files[: len(old.files)] == old.files:
                other = tuple(name for name in other if name != "files")
    if other:
        yield Change(COMPONENT_CHANGED, new.key, new.title, other, audience=audience)


def _audience(*components: Component) -> str:
    """Who may learn of a change that names these states of a component."""
    return PUBLIC if all(is_public(component) for component in components) else MEMBERS


def _codes(old: Component, new: Component) -> list[str]:
    """What the policy and the audience make of a component, beside the fields that differ."""
    codes = []
    if old.policy == LOCKED and new.policy != LOCKED:
        codes.append(UNLOCKED)
    if old.policy != LOCKED and new.policy == LOCKED:
        codes.append(NOW_LOCKED)
    if is_public(new) and not is_public(old):
        codes.append(COMPONENT_OPENED)
    # Of a locked component it is told as a change of what is relied on.
    if is_public(old) and not is_public(new) and old.policy != LOCKED:
        codes.append(COMPONENT_CLOSED)
    return codes


def _fields(old: Component, new: Component) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which fields differ: those that a Level 2 relies on, and the others."""
    differing = _differing(old, new, _APART)
    relied_on = [name for name in differing if name not in NOT_RELIED_ON]
    other = [name for name in differing if name in NOT_RELIED_ON]
    if old.audience != new.audience:
        relied_on.append("audience")
    if old.policy != new.policy and LOCKED not in (old.policy, new.policy):
        other.append("policy")
    if _contents(old.files) != _contents(new.files):
        relied_on.append("files")
    elif old.files != new.files:
        other.append("file details")
    return tuple(relied_on), tuple(other)


def _contents(files: tuple[File, ...]) -> list[tuple[str, str]]:
    """What a file is to who teaches with it: its name and its bytes, in any order."""
    return sorted((file.name, file.sha256) for file in files)


def _added_files(old: tuple[File, ...], new: tuple[File, ...]) -> tuple[str, ...]:
    """Names of files that came without another one going: a replacement is no addition."""
    names, contents = {file.name for file in old}, {file.sha256 for file in old}
    added = [f.name for f in new if f.name not in names and f.sha256 not in contents]
    return tuple(added) if added and len(new) > len(old) else ()


def _orders(old: Manifest, new: Manifest) -> Iterator[Change]:
    for name, before, after in (
        ("duties", [duty.key for duty in old.duties], [duty.key for duty in new.duties]),
        ("competencies", _places(old), _places(new)),
        ("components", [c.key for c in old.components], [c.key for c in new.components]),
    ):
        if _common(before, after) != _common(after, before):
            yield Change(ORDER_CHANGED, fields=(name,))


def _places(manifest: Manifest) -> list[str]:
    """Competencies in their duties, duty by duty: moving a whole duty isn't told twice."""
    duties = sorted(manifest.duties, key=lambda duty: duty.key)
    return [f"{duty.key} {c.key}" for duty in duties for c in duty.competencies]


def _common(keys: list[str], others: list[str]) -> list[str]:
    known = set(others)
    return [key for key in keys if key in known]


def _details(old: Manifest, new: Manifest) -> Iterator[Change]:
    if fields := _differing(old, new, _NOT_DETAILS):
        yield Change(DETAILS_CHANGED, fields=fields)
    if old.omissions != new.omissions:
        public = [_public_omissions(manifest) for manifest in (old, new)]
        audience = MEMBERS if public[0] == public[1] else PUBLIC
        yield Change(DETAILS_CHANGED, fields=("omissions",), audience=audience)


def _public_omissions(manifest: Manifest) -> list[Omission]:
    return [left for left in manifest.omissions if left.audience == PUBLIC]
