"""What a publisher reads of a proposed number, and may do with it."""

from __future__ import annotations

import dataclasses

import pytest

from repository.releases.errors import NumberTooLowError, UnknownLevelError
from repository.releases.manifest import (
    MEMBERS,
)
from repository.releases.numbering import (
    Proposal,
    lines,
    propose_number,
    raise_to,
    suggested_notes,
)
from tests.manifests import (
    a_component,
)
from tests.releases.numbered import (
    CORE,
    RULES,
    plus,
    proposed,
    without_component,
)


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
