"""Every pair of licences against tables copied by hand from the charts of Creative Commons.

Rows: the work that is there. Columns, in the same order as the rows: the other licence.
`y` yes, `.` no. The last row and column are the consortium's own licence.
"""

from __future__ import annotations

import itertools

import pytest

from repository.licences import catalogue
from repository.licences.catalogue import facts_of
from repository.licences.rules import (
    Terms,
    demanding,
    may_adapt,
    may_collect,
    may_combine,
    may_release_under,
)

ORDER = ("PDM", "CC0", "BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND", "members")
SPDX = {
    "PDM": "CC-PDM-1.0",
    "CC0": "CC0-1.0",
    "BY": "CC-BY-4.0",
    "BY-SA": "CC-BY-SA-4.0",
    "BY-NC": "CC-BY-NC-4.0",
    "BY-NC-SA": "CC-BY-NC-SA-4.0",
    "BY-ND": "CC-BY-ND-4.0",
    "BY-NC-ND": "CC-BY-NC-ND-4.0",
    "members": "LicenseRef-Headwaters-Members",
}
EVERY_PAIR = list(itertools.product(ORDER, repeat=2))

# CC FAQ, remix chart.
COMBINE = """
PDM       y y y y y y . . y
CC0       y y y y y y . . y
BY        y y y y y y . . y
BY-SA     y y y y . . . . .
BY-NC     y y y . y y . . y
BY-NC-SA  y y y . y y . . .
BY-ND     . . . . . . . . .
BY-NC-ND  . . . . . . . . .
members   y y y . y . . . y
"""

# CC FAQ, adapter's licence chart, green boxes only; its column "PD" is CC0 here, for nobody can
# put the public domain mark on a work of their own.
RELEASE = """
PDM       . y y y y y y y y
CC0       . y y y y y y y y
BY        . . y y y y y y y
BY-SA     . . . y . . . . .
BY-NC     . . . . y y . y y
BY-NC-SA  . . . . . y . . .
BY-ND     . . . . . . . . .
BY-NC-ND  . . . . . . . . .
members   . . . . . . . . y
"""

# CC FAQ, chart of collections. Rows: the package. Columns: the part in it.
COLLECT = """
PDM       y y y y . . y . .
CC0       y y y y . . y . .
BY        y y y y . . y . .
BY-SA     y y y y . . y . .
BY-NC     y y y y y y y y .
BY-NC-SA  y y y y y y y y .
BY-ND     y y y y . . y . .
BY-NC-ND  y y y y y y y y .
members   y y y y y y y y y
"""


def terms(name: str) -> Terms:
    facts = facts_of(SPDX[name])
    assert facts is not None
    return facts.terms


def cells(table: str) -> list[tuple[str, str, bool]]:
    rows = [line.split() for line in table.strip().splitlines()]
    assert [row[0] for row in rows] == list(ORDER)
    return [
        (row[0], other, cell == "y")
        for row in rows
        for other, cell in zip(ORDER, row[1:], strict=True)
    ]


def test_tables_cover_every_licence() -> None:
    assert set(SPDX.values()) == {facts.spdx for facts in catalogue.CATALOGUE}


@pytest.mark.parametrize(("a", "b", "expected"), cells(COMBINE))
def test_may_combine_every_pair_agrees_with_the_chart(a: str, b: str, expected: bool) -> None:
    assert may_combine(terms(a), terms(b)).yes is expected


@pytest.mark.parametrize(("a", "c", "expected"), cells(RELEASE))
def test_may_release_under_every_pair_agrees_with_the_chart(a: str, c: str, expected: bool) -> None:
    assert may_release_under(terms(a), terms(c)).yes is expected


@pytest.mark.parametrize(("a", "b", "expected"), cells(COLLECT))
def test_may_collect_every_pair_agrees_with_the_chart(a: str, b: str, expected: bool) -> None:
    assert may_collect(terms(a), terms(b)).yes is expected


@pytest.mark.parametrize("name", ORDER)
def test_may_adapt_refuses_no_derivatives_only(name: str) -> None:
    assert may_adapt(terms(name)).yes is (name not in {"BY-ND", "BY-NC-ND"})


@pytest.mark.parametrize("name", ORDER)
def test_may_collect_members_only_part_stands_in_any_package_for_members(name: str) -> None:
    assert may_collect(terms(name), terms("members"), for_members=True).yes


@pytest.mark.parametrize(("a", "b"), EVERY_PAIR)
def test_may_combine_gives_the_same_answer_in_either_order(a: str, b: str) -> None:
    one, other = may_combine(terms(a), terms(b)), may_combine(terms(b), terms(a))
    assert (one.yes, one.code) == (other.yes, other.code)


@pytest.mark.parametrize(("a", "b"), EVERY_PAIR)
def test_may_combine_yes_means_that_one_licence_takes_both(a: str, b: str) -> None:
    takers = [
        c
        for c in ORDER
        if may_release_under(terms(a), terms(c)).yes and may_release_under(terms(b), terms(c)).yes
    ]
    assert may_combine(terms(a), terms(b)).yes is bool(takers)


@pytest.mark.parametrize(("a", "b"), EVERY_PAIR)
def test_may_combine_names_a_whole_that_takes_both(a: str, b: str) -> None:
    if not may_combine(terms(a), terms(b)).yes or {a, b} == {"PDM"}:
        return
    whole = demanding(terms(a), terms(b))
    assert may_release_under(terms(a), whole).yes
    assert may_release_under(terms(b), whole).yes


@pytest.mark.parametrize(
    ("answer", "code", "part"),
    [
        (
            may_combine(terms("BY-SA"), terms("BY-NC")),
            "LICENCE-NC-COMBINE",
            "CC BY-NC 4.0 forbids commercial use, which CC BY-SA 4.0 must allow",
        ),
        (
            may_combine(terms("BY-SA"), terms("BY-NC-SA")),
            "LICENCE-SA-COMBINE",
            "CC BY-SA 4.0 must be passed on under CC BY-SA 4.0",
        ),
        (may_combine(terms("members"), terms("BY-SA")), "LICENCE-SA-MEMBERS", "members only"),
        (may_combine(terms("BY"), terms("BY-ND")), "LICENCE-ND-COMBINE", "under CC BY-ND 4.0"),
        (may_combine(terms("BY"), terms("BY-SA")), "LICENCE-OK", "The whole is CC BY-SA 4.0."),
        (may_release_under(terms("BY-SA"), terms("BY-NC")), "LICENCE-SA", "can’t be CC BY-NC 4.0"),
        (may_release_under(terms("BY-NC"), terms("BY")), "LICENCE-NC", "also paid courses"),
        (may_release_under(terms("BY"), terms("CC0")), "LICENCE-BY", "names would be lost"),
        (may_release_under(terms("CC0"), terms("PDM")), "LICENCE-MARK", "CC0 1.0"),
        (may_release_under(terms("members"), terms("BY")), "LICENCE-MEMBERS", "among member"),
        (may_release_under(terms("BY-ND"), terms("BY-ND")), "LICENCE-ND", "Use it unchanged"),
        (
            may_collect(terms("BY-SA"), terms("BY-NC")),
            "LICENCE-NC-COLLECT",
            "A package under CC BY-SA 4.0 promises everybody any use",
        ),
        (may_collect(terms("BY"), terms("members")), "LICENCE-MEMBERS-COLLECT", "audience"),
        (may_collect(terms("BY"), terms("BY-ND")), "LICENCE-OK", "nobody may adapt it"),
    ],
)
def test_answer_has_a_stable_code_and_says_why(answer: object, code: str, part: str) -> None:
    assert getattr(answer, "code", "") == code
    assert part in getattr(answer, "reason", "")


@pytest.mark.parametrize(("a", "b"), EVERY_PAIR)
def test_every_answer_is_a_sentence_without_gaps(a: str, b: str) -> None:
    for answer in (
        may_adapt(terms(a)),
        may_combine(terms(a), terms(b)),
        may_release_under(terms(a), terms(b)),
        may_collect(terms(a), terms(b)),
    ):
        assert answer.reason.endswith(".")
        assert "{" not in answer.reason
        assert answer.yes is (answer.code == "LICENCE-OK")
