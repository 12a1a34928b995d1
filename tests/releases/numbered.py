"""A core, what may change in it, and the number that follows: for tests of numbers."""

from __future__ import annotations

import dataclasses
from typing import Any

from repository.releases.manifest import (
    ADAPTABLE,
    LOCKED,
    MEMBERS,
    OPTIONAL,
    Component,
    Manifest,
)
from repository.releases.numbering import (
    Proposal,
    propose_number,
)
from repository.releases.provenance import stamped
from tests.manifests import (
    a_competency,
    a_component,
    a_duty,
    a_file,
    a_manifest,
)

NUMBERS = {"unchanged": "2.3.4", "patch": "2.3.5", "minor": "2.4.0", "major": "3.0.0"}

CORE = a_manifest(
    duties=(
        a_duty("d1", competencies=(a_competency("k1"), a_competency("k2", "Choose a cleaner"))),
        a_duty("d2", title="Work safely", competencies=(a_competency("k3", "Wear a mask"),)),
    ),
    components=(
        a_component("locked", "Contact times", policy=LOCKED, teaches=("k1",)),
        a_component("free", "Infection control", files=(a_file("one.pdf"), a_file("two.pdf"))),
        a_component("spare", "Floor care", policy=OPTIONAL),
        a_component("key", "Answer key", audience=MEMBERS),
    ),
)


def proposed(new: Manifest, old: Manifest = CORE) -> Proposal:
    return propose_number(stamped(old, "2.3.4"), new)


def with_component(key: str, **changes: Any) -> Manifest:
    return dataclasses.replace(
        CORE,
        components=tuple(
            dataclasses.replace(c, **changes) if c.key == key else c for c in CORE.components
        ),
    )


def without_component(key: str) -> Manifest:
    return dataclasses.replace(CORE, components=tuple(c for c in CORE.components if c.key != key))


def plus(*added: Component) -> Manifest:
    return dataclasses.replace(CORE, components=(*CORE.components, *added))


def with_competencies(*competencies: Any) -> Manifest:
    first, second = CORE.duties
    return dataclasses.replace(
        CORE, duties=(dataclasses.replace(first, competencies=competencies), second)
    )


K1, K2 = CORE.duties[0].competencies
ONE, TWO = CORE.components[1].files

RULES: list[tuple[str, Manifest, str, str]] = [
    # Major: what was promised doesn't hold any more.
    ("competency gone", with_competencies(K1), "major", "Competency “Choose a cleaner” is gone"),
    (
        "statement changed",
        with_competencies(K1, dataclasses.replace(K2, statement="Choose a disinfectant")),
        "major",
        "Competency “Choose a disinfectant” was changed: statement",
    ),
    (
        "level changed",
        with_competencies(K1, dataclasses.replace(K2, level="2")),
        "major",
        "Competency “Choose a cleaner” was changed: level",
    ),
    (
        "duty gone with its competency",
        dataclasses.replace(CORE, duties=CORE.duties[:1]),
        "major",
        "Competency “Wear a mask” is gone",
    ),
    (
        "locked gone",
        without_component("locked"),
        "major",
        "“Contact times” was locked and is gone",
    ),
    (
        "locked not locked any more",
        with_component("locked", policy=ADAPTABLE),
        "major",
        "“Contact times” is not locked any more",
    ),
    (
        "locked for members only now",
        with_component("locked", audience=MEMBERS),
        "major",
        "“Contact times” is locked and changed: audience",
    ),
    # Minor: something to teach with, or a promise, was added.
    (
        "component added",
        plus(a_component("new", "Cleaning or disinfecting?")),
        "minor",
        "“Cleaning or disinfecting?” was added",
    ),
    (
        "locked added",
        plus(a_component("new", "Lifting", policy=LOCKED)),
        "minor",
        "“Lifting” was added",
    ),
    (
        "competency added",
        with_competencies(K1, K2, a_competency("k4", "Read a label")),
        "minor",
        "Competency “Read a label” was added",
    ),
    (
        "duty added",
        dataclasses.replace(CORE, duties=(*CORE.duties, a_duty("d3", "Plan", competencies=()))),
        "minor",
        "Duty “Plan” was added",
    ),
    (
        "file added",
        with_component("free", files=(ONE, TWO, a_file("chart.pdf"))),
        "minor",
        "“chart.pdf” was added to “Infection control”",
    ),
    (
        "file added and another replaced",
        with_component("free", files=(ONE, a_file("new.pdf"), a_file("chart.pdf"))),
        "minor",
        "“new.pdf” and “chart.pdf” were added to “Infection control”",
    ),
    (
        "locked from now on",
        with_component("free", policy=LOCKED),
        "minor",
        "“Infection control” is locked from now on",
    ),
    (
        "open to everybody now",
        with_component("key", audience="public"),
        "minor",
        "“Answer key” is open to everybody now",
    ),
    # Patch: all else.
    ("component gone", without_component("free"), "patch", "“Infection control” is gone"),
    ("optional gone", without_component("spare"), "patch", "“Floor care” is gone"),
    (
        "title of a component",
        with_component("free", title="Infections"),
        "patch",
        "“Infections” changed: title",
    ),
    (
        "file replaced",
        with_component("free", files=(ONE, a_file("new.pdf"))),
        "patch",
        "“Infection control” changed: files",
    ),
    (
        "file with other bytes",
        with_component("free", files=(ONE, a_file("two.pdf", "better"))),
        "patch",
        "“Infection control” changed: files",
    ),
    (
        "file gone",
        with_component("free", files=(ONE,)),
        "patch",
        "“Infection control” changed: files",
    ),
    (
        "file under another name",
        with_component("free", files=(ONE, a_file("2.pdf", "two.pdf"))),
        "patch",
        "“Infection control” changed: files",
    ),
    (
        "optional not optional any more",
        with_component("spare", policy=ADAPTABLE),
        "patch",
        "“Floor care” changed: customisation policy",
    ),
    (
        "for members only now",
        with_component("free", audience=MEMBERS),
        "patch",
        "“Infection control” is for members only now",
    ),
    (
        "alignment of a component",
        with_component("free", assesses=("k2",)),
        "patch",
        "“Infection control” changed: what it assesses",
    ),
    (
        "section of a locked component",
        with_component("locked", section="Week 2"),
        "patch",
        "“Contact times” changed: section",
    ),
    (
        "facts of a locked component's file",
        with_component("locked", files=(a_file("locked.pdf", facts=(("pages", "2"),)),)),
        "patch",
        "“Contact times” changed: file details",
    ),
    (
        "code of a competency",
        with_competencies(dataclasses.replace(K1, code="B7"), K2),
        "patch",
        "Competency “Clean a washroom” moved or has another code: code",
    ),
    (
        "competency in another duty",
        dataclasses.replace(
            CORE,
            duties=(
                dataclasses.replace(CORE.duties[0], competencies=(K1,)),
                dataclasses.replace(
                    CORE.duties[1], competencies=(*CORE.duties[1].competencies, K2)
                ),
            ),
        ),
        "patch",
        "Competency “Choose a cleaner” moved or has another code: duty",
    ),
    (
        "order of competencies",
        with_competencies(K2, K1),
        "patch",
        "The order of competencies changed",
    ),
    (
        "order of duties",
        dataclasses.replace(CORE, duties=CORE.duties[::-1]),
        "patch",
        "The order of duties changed",
    ),
    (
        "order of components",
        dataclasses.replace(CORE, components=CORE.components[::-1]),
        "patch",
        "The order of components changed",
    ),
    (
        "duty's title",
        dataclasses.replace(
            CORE, duties=(dataclasses.replace(CORE.duties[0], title="Hygiene"), CORE.duties[1])
        ),
        "patch",
        "Duty “Hygiene” changed its name or code: title",
    ),
    (
        "details of the package",
        dataclasses.replace(CORE, title="Cleaner", effort_minutes=60, subjects=("cleaning",)),
        "patch",
        "Details of the package changed: title, subjects and hours",
    ),
    # Nothing: no release.
    ("nothing", CORE, "unchanged", ""),
    ("another number", dataclasses.replace(CORE, number="9.9.9"), "unchanged", ""),
    ("the hops of the last release", stamped(CORE, "2.3.4"), "unchanged", ""),
]
