"""The number of a release follows from what changed, and never sinks."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from repository.releases.errors import NumberTooLowError, UnknownLevelError
from repository.releases.manifest import (
    ADAPTABLE,
    LOCKED,
    MEMBERS,
    OPTIONAL,
    Attribution,
    Base,
    Component,
    Cover,
    InstitutionRef,
    Manifest,
    Occupation,
    Omission,
)
from repository.releases.numbering import (
    Proposal,
    lines,
    propose_number,
    raise_to,
    suggested_notes,
)
from repository.releases.provenance import stamped
from tests.manifests import (
    OWNER,
    a_competency,
    a_component,
    a_duty,
    a_file,
    a_manifest,
    sha256_of,
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


@pytest.mark.parametrize(
    ("new", "level", "first_reason"), [pytest.param(*rule[1:], id=rule[0]) for rule in RULES]
)
def test_propose_number_of_a_change(new: Manifest, level: str, first_reason: str) -> None:
    proposal = proposed(new)

    assert proposal.level == level
    assert proposal.number == NUMBERS[level]
    assert [reason.sentence for reason in proposal.reasons[:1]] == (
        [first_reason] if first_reason else []
    )
    assert proposal.is_release is (level != "unchanged")


RELIED_ON: dict[str, Any] = {
    "type": "video",
    "title": "Other",
    "description": "Other",
    "effort_minutes": 5,
    "audience": MEMBERS,
    "licence": "CC-BY-4.0",
    "attribution": Attribution(author="Somebody"),
    "files": (a_file("locked.pdf", "other bytes"),),
    "teaches": (),
    "practises": ("k1",),
    "assesses": ("k1",),
}


@pytest.mark.parametrize("field", RELIED_ON)
def test_propose_number_of_a_change_in_a_locked_component_is_major(field: str) -> None:
    new = with_component("locked", **{field: RELIED_ON[field]})

    assert proposed(new).level == "major"


def test_every_field_of_a_component_is_either_relied_on_or_not() -> None:
    # What a layer puts beside a component, or says of it, changes nothing that is relied on.
    known = {*RELIED_ON, "key", "policy", "section", "hops", "origin", "in_place_of", "notes"}
    known.add("policy_reason")

    assert {field.name for field in dataclasses.fields(Component)} == known


DETAILS: dict[str, Any] = {
    "kind": "standalone",
    "title": "Other",
    "summary": "Other",
    "description": "Other",
    "owner": InstitutionRef("oc", "Okanagan College", "OC"),
    "partners": (InstitutionRef("oc", "Okanagan College", "OC"),),
    "language": "fr-CA",
    "licence": "CC-BY-4.0",
    "subjects": ("cleaning",),
    "skills": ("cleaning",),
    "occupations": (Occupation("65312", "Janitors"),),
    "for_whom": "Other",
    "prerequisites": "Other",
    "effort_minutes": 5,
    "delivery": "online",
    "facilitation": "self-directed",
    "credit_status": "for-credit",
    "contributors": ("Somebody",),
    "funder": "Other",
    "acknowledgement": "Other",
    "territory": "Other",
    "cover": Cover(sha256_of("x"), 1, "image/png", 1, 1, ""),
    "next_review": "2027-01-01",
    "base": Base("p", "Cleaning", "level-1-core", "1.0.0", sha256_of("x"), OWNER, "CC-BY-4.0"),
    "omissions": (Omission("c1", "Glass", "lesson-plan", "", "Not at our sites."),),
}


@pytest.mark.parametrize("field", DETAILS)
def test_propose_number_of_a_change_in_the_details_is_a_patch(field: str) -> None:
    assert proposed(dataclasses.replace(CORE, **{field: DETAILS[field]})).level == "patch"


def test_every_field_of_a_manifest_is_compared_or_stays_apart() -> None:
    # The proof follows from the rest.
    apart = {"package", "format", "number", "duties", "components", "proof"}

    assert {field.name for field in dataclasses.fields(Manifest)} == {*DETAILS, *apart}


def test_propose_number_of_the_first_release_is_1_0_0() -> None:
    proposal = propose_number(None, CORE)

    assert (proposal.number, proposal.level, proposal.reasons) == ("1.0.0", "first", ())
    assert suggested_notes(proposal) == "First release."


def test_reasons_stand_gravest_first() -> None:
    new = dataclasses.replace(
        plus(a_component("new", "Lifting")), title="Other", duties=CORE.duties[:1]
    )

    levels = [reason.level for reason in proposed(new).reasons]

    assert levels == ["major", "minor", "patch", "patch"]


def test_reason_naming_a_part_for_members_is_for_members() -> None:
    reasons = proposed(plus(a_component("new", "More answers", audience=MEMBERS))).reasons

    assert [(reason.audience, reason.key) for reason in reasons] == [("members", "new")]


def test_suggested_notes_name_no_part_for_members() -> None:
    secret = a_component("new", "More answers", audience=MEMBERS)

    assert (
        suggested_notes(proposed(plus(secret, a_component("n", "Lifting"))))
        == "“Lifting” was added."
    )


def test_kept_says_what_still_holds() -> None:
    assert proposed(dataclasses.replace(CORE, title="Other")).kept == (
        "3 competencies: none changed or gone",
        "1 locked component of 2.3.4: none changed or gone",
    )


def test_kept_says_nothing_of_what_does_not_hold() -> None:
    new = dataclasses.replace(without_component("locked"), duties=())

    assert proposed(new).kept == ()


def test_lines_gather_three_of_a_kind() -> None:
    new = plus(*(a_component(f"n{i}", f"Part {i}") for i in range(4)))

    assert [line.sentence for line in lines(proposed(new).changes)] == [
        "“Part 0”, “Part 1” and 2 more were added"
    ]


@pytest.mark.parametrize(
    ("proposed_level", "chosen", "number"),
    [
        ("patch", "", "2.3.5"),
        ("patch", "patch", "2.3.5"),
        ("patch", "minor", "2.4.0"),
        ("patch", "major", "3.0.0"),
        ("minor", "minor", "2.4.0"),
        ("minor", "major", "3.0.0"),
        ("major", "major", "3.0.0"),
        ("unchanged", "major", "2.3.4"),
    ],
)
def test_raise_to_a_level_not_below_the_proposed(
    proposed_level: str, chosen: str, number: str
) -> None:
    assert raise_to(of_level(proposed_level), chosen).number == number


@pytest.mark.parametrize(
    ("proposed_level", "chosen"), [("minor", "patch"), ("major", "patch"), ("major", "minor")]
)
def test_raise_to_a_lower_level_is_refused(proposed_level: str, chosen: str) -> None:
    with pytest.raises(NumberTooLowError) as raised:
        raise_to(of_level(proposed_level), chosen)

    assert (raised.value.chosen, raised.value.proposed) == (chosen, proposed_level)


def of_level(level: str) -> Proposal:
    return proposed(next(new for _, new, found, _ in RULES if found == level))


def test_raise_to_says_why_it_was_raised() -> None:
    reason = raise_to(of_level("patch"), "major", "It feels like another program").reasons[0]

    assert (reason.level, reason.code) == ("major", "raised")
    assert reason.sentence == "It feels like another program"


def test_raise_to_an_unknown_level_is_refused() -> None:
    with pytest.raises(UnknownLevelError):
        raise_to(of_level("patch"), "huge")


def test_raise_to_leaves_the_first_release_alone() -> None:
    assert raise_to(propose_number(None, CORE), "major").number == "1.0.0"
