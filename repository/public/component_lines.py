"""The parts of a release as its page lists them: sections, components, files. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from repository.exports.addresses import named_files
from repository.public.addresses import file_url
from repository.public.cards import ComponentLines, FileLine, SectionLines
from repository.public.labels import POLICIES, facts_label, format_label, hours_label
from repository.public.origins import hop_lines, note_lines, origin_of
from repository.public.records import Record
from repository.releases.attribution import component_attribution, licence_name
from repository.releases.manifest import Component, File, Manifest
from repository.releases.wording import COMPONENT_TYPES, size_label

PERMANENT = "/p/{}/"
ANCHOR = re.compile(r"\A[A-Za-z0-9_-]{1,80}\Z")


def anchors_of(components: Sequence[Component]) -> dict[str, str]:
    """The place of each component on the page, by its key: stable where the key allows it."""
    return {
        component.key: f"part-{component.key if ANCHOR.match(component.key) else number}"
        for number, component in enumerate(components, start=1)
    }


def omitted_anchor(key: str, number: int) -> str:
    """The place on the page of a part that was left out."""
    return f"left-out-{key if ANCHOR.match(key) else number}"


def section_lines(
    record: Record,
    codes: Mapping[str, str],
    left_out: Iterable[tuple[str, ComponentLines]] = (),
) -> list[SectionLines]:
    """The sections in the order in which they are first named.

    codes: of the competencies, by key. left_out: parts that aren't there, each with its section;
    they stand at the end of it.
    """
    components = record.manifest.components
    anchors = anchors_of(components)
    sections: dict[str, list[ComponentLines]] = {}
    for component in components:
        lines = _component_lines(component, anchors[component.key], record, codes)
        sections.setdefault(component.section, []).append(lines)
    for section, lines in left_out:
        sections.setdefault(section, []).append(lines)
    return [SectionLines(title=title, components=lines) for title, lines in sections.items()]


def _component_lines(
    component: Component, anchor: str, record: Record, codes: Mapping[str, str]
) -> ComponentLines:
    return ComponentLines(
        key=component.key,
        anchor=anchor,
        type=component.type,
        type_label=COMPONENT_TYPES.get(component.type, "Part"),
        title=component.title,
        description=component.description,
        effort_hours=hours_label(component.effort_minutes),
        policy=component.policy,
        policy_label=POLICIES.get(component.policy, ""),
        licence_note=_licence_note(component, record.manifest),
        attribution_text=component_attribution(component, record.manifest),
        files=_file_lines(component, record),
        teaches=_codes(component.teaches, codes),
        practises=_codes(component.practises, codes),
        assesses=_codes(component.assesses, codes),
        origin=origin_of(component, record.manifest),
        in_place_of=component.in_place_of,
        notes=note_lines(component, record.manifest),
        hops=hop_lines(component, PERMANENT),
    )


def _file_lines(component: Component, record: Record) -> list[FileLine]:
    slug, number = record.history.slug, record.standing.number
    return [
        FileLine(
            name=file.name,
            url="#contents" if record.is_draft else file_url(slug, number, component.key, name),
            size_label=size_label(file.size),
            format_label=format_label(file),
            media_type=file.media_type,
            sha256=file.sha256,
            facts_label=facts_label(file),
            missing=_is_missing(file, record),
        )
        for name, file in named_files(component).items()
    ]


def _is_missing(file: File, record: Record) -> bool:
    if record.is_draft:
        return False
    return record.standing.is_withdrawn or file.sha256 not in record.available


def _codes(keys: Sequence[str], codes: Mapping[str, str]) -> list[str]:
    return [codes[key] for key in keys if key in codes]


def _licence_note(component: Component, manifest: Manifest) -> str:
    if component.licence in ("", manifest.licence):
        return ""
    return licence_name(component.licence).short
