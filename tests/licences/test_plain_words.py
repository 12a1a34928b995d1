from __future__ import annotations

import pytest

from repository.licences import catalogue
from repository.licences.catalogue import CATALOGUE, Facts, facts_of
from repository.licences.plain_words import PlainWords, plain_words


def words(spdx: str) -> PlainWords:
    facts = facts_of(spdx)
    assert facts is not None
    return plain_words(facts.terms)


def test_plain_words_share_alike_says_what_to_pass_on() -> None:
    assert words(catalogue.CC_BY_SA) == PlainWords(
        may=(
            "teach with it, print it, post it",
            "change it, translate it, cut it",
            "charge a course fee",
        ),
        must=(
            "name the authors and the licence",
            "say what you changed",
            "share what you make from it under CC BY-SA too",
        ),
        may_not=(
            "add terms that forbid what this allows",
            "mix in parts marked non-commercial and publish the result",
        ),
    )


def test_plain_words_cc0_demands_and_forbids_nothing() -> None:
    assert words(catalogue.CC0).must == ()
    assert words(catalogue.CC0).may_not == ()


def test_plain_words_no_derivatives_forbids_sharing_a_changed_version() -> None:
    assert "share a changed version" in words(catalogue.CC_BY_ND).may_not
    assert "change it, translate it, cut it" not in words(catalogue.CC_BY_ND).may


def test_plain_words_non_commercial_does_not_speak_of_fees() -> None:
    assert "charge a course fee" not in words(catalogue.CC_BY_NC).may
    assert "use it mainly to make money" in words(catalogue.CC_BY_NC).may_not


def test_plain_words_members_only_keeps_it_among_members() -> None:
    members = words(catalogue.MEMBERS)
    assert "post it where everybody can reach it" in members.may_not
    assert not any("post it" in line for line in members.may)


@pytest.mark.parametrize("facts", CATALOGUE, ids=lambda facts: facts.slug)
def test_plain_words_every_licence_permits_something(facts: Facts) -> None:
    assert plain_words(facts.terms).may
