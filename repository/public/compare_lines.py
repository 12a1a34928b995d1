"""The differences between two public manifests, in groups that people read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from repository.public.compare_cards import ChangeGroup, ChangeLines, FileChangeLine
from repository.public.compare_fields import (
    COMPETENCY,
    DETAILS,
    DUTY,
    component_texts,
    field_lines,
    served_by,
)
from repository.public.component_lines import anchors_of
from repository.public.labels import format_label, hours_label
from repository.public.origins import owner_name
from repository.releases.differences import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    Change,
    FileChange,
    differences,
)
from repository.releases.layer import REPLACED
from repository.releases.manifest import Competency, Component, Duty, Manifest
from repository.releases.wording import COMPONENT_TYPES, size_label

GROUPS = {
    CHANGED: "Changed",
    ADDED: "Added",
    MOVED: "Moved",
    REMOVED: "Removed",
    "details": "Details of the package",
}
T = TypeVar("T", Component, Competency)


def change_groups(
    before: Manifest, after: Manifest, url: str, *, with_base: bool = False
) -> list[ChangeGroup]:
    """Everything that differs, by what happened to it; groups of nothing are left out.

    Both manifests are public ones: what is for members only isn't in them. url: of the newer
    release's page. with_base: `before` is what `after` stands on.
    """
    comparison = differences(before, after)
    lines = [
        *_duties(before, after),
        *(_competency(change, before, after) for change in comparison.competencies),
        *_components(comparison.components, before, after, url),
    ]
    groups = [
        ChangeGroup(name, title, [line for line in lines if line.kind == name])
        for name, title in GROUPS.items()
    ]
    details = field_lines(before, after, [t for t in DETAILS if not with_base or t[0] in BESIDE])
    if details:
        groups[-1] = ChangeGroup(
            "details",
            GROUPS["details"],
            [ChangeLines("changed", "Changed", "What the package says of itself", fields=details)],
        )
    return [group for group in groups if group.changes]


# Of a layer and what it stands on: that they are two packages is no news.
BESIDE = {"Licence", "Language", "Effort", "Delivery", "Facilitation", "Credit", "For whom"}


def _duties(before: Manifest, after: Manifest) -> Iterator[ChangeLines]:
    old, new = ({duty.key: duty for duty in m.duties} for m in (before, after))
    for key, duty in new.items():
        if key not in old:
            yield ChangeLines(ADDED, "Added duty", _named(duty.code, duty.title))
        elif fields := field_lines(old[key], duty, DUTY):
            title = _named(duty.code, duty.title)
            yield ChangeLines(CHANGED, "Changed duty", title, fields=fields)
    for key, duty in old.items():
        if key not in new:
            yield ChangeLines(REMOVED, "Removed duty", _named(duty.code, duty.title))


def _named(code: str, text: str) -> str:
    return f"{code} {text}".strip()


def _competency(change: Change[Competency], before: Manifest, after: Manifest) -> ChangeLines:
    present = change.after or change.before
    if present is None:
        raise ValueError("A change of nothing.")
    label = f"{GROUPS[change.kind]} competency"
    title = _named(present.code, present.statement)
    if change.before is None:
        return ChangeLines(ADDED, label, title, facts=served_by(after, present.key))
    if change.after is None:
        return ChangeLines(REMOVED, label, title, facts=_duty_of(before, present))
    fields = field_lines(change.before, change.after, COMPETENCY)
    facts = ["It stands elsewhere among the others now."] if change.moved else []
    return ChangeLines(change.kind, label, title, facts=facts, fields=fields)


def _duty_of(manifest: Manifest, competency: Competency) -> list[str]:
    found: Iterable[Duty] = (duty for duty in manifest.duties if competency in duty.competencies)
    return [f"It stood in the duty {_named(duty.code, duty.title)}." for duty in found]


def _components(
    changes: Iterable[Change[Component]], before: Manifest, after: Manifest, url: str
) -> Iterator[ChangeLines]:
    texts = component_texts(before, after)
    anchors = anchors_of(after.components)
    reasons = {left.key: left.reason for left in after.omissions}
    for change in changes:
        old, new = change.before, change.after
        place = f"{url}#{anchors[new.key]}" if new else ""
        if old is None and new is not None:
            yield ChangeLines(ADDED, "Added", new.title, place, [_facts(new)])
        elif new is None and old is not None:
            label = "Left out" if old.key in reasons else "Removed"
            because = [f"Reason: {reasons[old.key]}"] if reasons.get(old.key) else []
            yield ChangeLines(REMOVED, label, old.title, facts=[_facts(old), *because])
        elif old is not None and new is not None:
            line = ChangeLines(
                kind=change.kind,
                kind_label=_label(change, after),
                title=new.title,
                url=place,
                facts=_moves(change, after),
                fields=field_lines(old, new, texts),
                files=[_file(file) for file in change.files],
            )
            # What differs only in what readers never see is no difference here.
            if line.fields or line.files or line.facts:
                yield line


def _label(change: Change[Component], after: Manifest) -> str:
    new, old = change.after, change.before
    if new and old and new.origin == REPLACED != old.origin:
        return f"Replaced by {owner_name(after)}"
    if {field.name for field in change.fields} == {"notes"} and not change.files:
        return "Note"
    if change.renamed:
        return "Changed, with a new title"
    return GROUPS[change.kind]


def _facts(component: Component) -> str:
    """ "Lesson plan, 2 hours, 3 files, 1.2 MB"."""
    hours = hours_label(component.effort_minutes)
    count = len(component.files)
    words = [COMPONENT_TYPES.get(component.type, "Part")]
    if hours:
        words.append(f"{hours} {'hour' if hours == '1' else 'hours'}")
    if count > 1:
        words.append(f"{count} files")
    if count:
        words.append(size_label(sum(file.size for file in component.files)))
    return f"{', '.join(words)}."


def _moves(change: Change[Component], after: Manifest) -> list[str]:
    """Where a part that moved stands now."""
    if not change.moved or change.after is None:
        return []
    keys = [component.key for component in after.components]
    place = keys.index(change.after.key)
    if place == 0:
        return ["It stands first now."]
    same = "" if change.fields or change.files else " It is the same otherwise."
    return [f"It stands after “{after.components[place - 1].title}” now.{same}"]


def _file(change: FileChange) -> FileChangeLine:
    old, new = change.before, change.after
    if old is None and new is not None:
        note = f"{format_label(new)}, {size_label(new.size)}"
        return FileChangeLine("File added", new.name, note, after=new.sha256)
    if new is None and old is not None:
        note = f"{format_label(old)}, {size_label(old.size)}"
        return FileChangeLine("File removed", old.name, note, before=old.sha256)
    if old is None or new is None:
        raise ValueError("A change of nothing.")
    if old.sha256 == new.sha256:
        note = f"was {old.name}; its contents are the same"
        return FileChangeLine("File renamed", new.name, note, after=new.sha256)
    was = f", was {old.name}" if old.name != new.name else ""
    note = f"{size_label(new.size)}, was {size_label(old.size)}{was}"
    return FileChangeLine("File replaced", new.name, note, old.sha256, new.sha256)
