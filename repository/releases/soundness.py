"""Whether a manifest may be released as it stands. Pure.

The editor tells contributors much more, and earlier. This is the last gate, and it holds whoever
publishes: what passes here can be compared, shown, packed and read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from repository.releases.manifest import (
    AUDIENCES,
    COMPONENT_TYPES,
    KINDS,
    POLICIES,
    Component,
    File,
    Manifest,
    to_json,
)

Problem = tuple[str, str, str]  # code, place, sentence

_SHA256 = re.compile(r"[0-9a-f]{64}")
# No database text and no UTF-8 holds these.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def problems(manifest: Manifest) -> list[Problem]:
    """All that keeps a manifest from being released, as (code, place, sentence)."""
    return [
        *_missing(manifest),
        *_repeated("DUTY", "duty", [duty.key for duty in manifest.duties]),
        *_repeated("COMPETENCY", "competency", [c.key for c in manifest.competencies]),
        *_repeated("COMPONENT", "component", [c.key for c in manifest.components]),
        *_components(manifest),
        *unwritable(to_json(manifest), "manifest"),
    ]


def _missing(manifest: Manifest) -> Iterator[Problem]:
    for code, place, value in (
        ("TITLE", "title", manifest.title.strip()),
        ("OWNER", "institution", manifest.owner.slug),
        ("LICENCE", "licence", manifest.licence),
        ("LANGUAGE", "language", manifest.language),
    ):
        if not value:
            yield f"MANIFEST-NO-{code}", place, f"The package has no {place}."
    if manifest.kind not in KINDS:
        yield "MANIFEST-KIND", "kind", f"{manifest.kind!r} is no kind of package."


def _repeated(code: str, what: str, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for key in keys:
        if not key:
            yield f"MANIFEST-{code}-NO-KEY", what, f"A {what} has no key."
        elif key in seen:
            yield f"MANIFEST-{code}-TWICE", f"{what} {key}", f"Two of them have the key {key}."
        seen.add(key)


def _components(manifest: Manifest) -> Iterator[Problem]:
    competencies = {competency.key for competency in manifest.competencies}
    for component in manifest.components:
        place = f"component {component.key}"
        if not component.title.strip():
            yield "MANIFEST-COMPONENT-NO-TITLE", place, "A component has no title."
        for code, value, known in (
            ("TYPE", component.type, COMPONENT_TYPES),
            ("AUDIENCE", component.audience, AUDIENCES),
            ("POLICY", component.policy, POLICIES),
        ):
            if value not in known:
                sentence = f"“{component.title}” has an unknown {code.lower()}: {value!r}."
                yield f"MANIFEST-COMPONENT-{code}", place, sentence
        yield from _alignments(component, competencies, place)
        yield from _files(component, place)


def _alignments(component: Component, known: set[str], place: str) -> Iterator[Problem]:
    aligned = dict.fromkeys((*component.teaches, *component.practises, *component.assesses))
    for key in aligned:
        if key not in known:
            sentence = f"“{component.title}” names the competency {key}, which isn't there."
            yield "MANIFEST-ALIGNMENT-UNKNOWN", place, sentence


def _files(component: Component, place: str) -> Iterator[Problem]:
    names: set[str] = set()
    for file in component.files:
        if file.name in names:
            sentence = f"“{component.title}” has two files named {file.name!r}."
            yield "MANIFEST-FILE-TWICE", place, sentence
        names.add(file.name)
        yield from _file(file, place)


def _file(file: File, place: str) -> Iterator[Problem]:
    if not file.name:
        yield "MANIFEST-FILE-NO-NAME", place, "A file has no name."
    if not _SHA256.fullmatch(file.sha256):
        yield "MANIFEST-FILE-DIGEST", place, f"{file.name!r} has no digest."
    if file.size < 0:
        yield "MANIFEST-FILE-SIZE", place, f"{file.name!r} has no size."


def unwritable(value: Any, place: str) -> Iterator[Problem]:
    """Texts, in plain JSON values, with characters that a database can't hold."""
    if isinstance(value, str):
        if _UNWRITABLE.search(value):
            yield "MANIFEST-TEXT", place, "This text holds a character that can't be written."
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from unwritable(item, f"{place}.{name}")
            yield from unwritable(name, place)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from unwritable(item, f"{place}[{position}]")
