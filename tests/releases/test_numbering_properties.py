"""What holds for the number of a release, whatever changed."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.releases.errors import NumberTooLowError
from repository.releases.manifest import ADAPTABLE, LOCKED, Component, Manifest
from repository.releases.numbering import propose_number, raise_to
from repository.releases.provenance import stamped, unstamped
from repository.releases.version import LEVELS, Version, VersionError, rank
from tests.manifests import components, manifests

numbers = st.builds(Version, *[st.integers(0, 99)] * 3).map(str)


@given(manifests(), numbers)
def test_a_manifest_compared_with_itself_is_unchanged(manifest: Manifest, number: str) -> None:
    proposal = propose_number(stamped(manifest, number), manifest)

    assert (proposal.level, proposal.number, proposal.reasons) == ("unchanged", number, ())


@given(manifests(), manifests(), numbers)
def test_every_difference_has_a_reason_and_a_higher_number(
    old: Manifest, new: Manifest, number: str
) -> None:
    proposal = propose_number(stamped(old, number), new)

    assert (proposal.level == "unchanged") == (old == new)
    assert (Version.parse(proposal.number) > Version.parse(number)) == (old != new)
    assert bool(proposal.reasons) == (old != new)


@given(manifests(), manifests())
def test_level_is_that_of_the_gravest_reason_and_reasons_stand_in_order(
    old: Manifest, new: Manifest
) -> None:
    proposal = propose_number(stamped(old, "1.0.0"), new)
    ranks = [rank(reason.level) for reason in proposal.reasons]

    assert ranks == sorted(ranks, reverse=True)
    assert max(ranks, default=0) == rank(proposal.level)
    assert proposal == propose_number(stamped(old, "1.0.0"), new)


@given(manifests(), manifests(), components("c99"))
def test_adding_a_component_never_lowers_the_level(
    old: Manifest, new: Manifest, added: Component
) -> None:
    before = propose_number(stamped(old, "1.0.0"), new)
    more = dataclasses.replace(new, components=(*new.components, added))

    after = propose_number(stamped(old, "1.0.0"), more)

    assert rank(after.level) >= max(rank("minor"), rank(before.level))


@given(manifests(), components("c99"))
def test_adding_is_minor_and_taking_away_again_depends_on_the_lock(
    manifest: Manifest, added: Component
) -> None:
    more = dataclasses.replace(manifest, components=(*manifest.components, added))

    assert propose_number(stamped(manifest, "1.0.0"), more).level == "minor"
    back = propose_number(stamped(more, "1.1.0"), manifest)
    assert back.level == ("major" if added.policy == LOCKED else "patch")


@given(manifests(), st.data())
def test_without_locks_and_with_the_same_competencies_nothing_is_major_or_added(
    manifest: Manifest, data: st.DataObject
) -> None:
    free = tuple(
        dataclasses.replace(component, policy=ADAPTABLE) for component in manifest.components
    )
    old = dataclasses.replace(manifest, components=free)
    kept = data.draw(st.sets(st.sampled_from(free)) if free else st.just(set()))
    new = dataclasses.replace(
        data.draw(manifests()), duties=old.duties, components=tuple(c for c in free if c in kept)
    )

    assert propose_number(stamped(old, "1.0.0"), new).level in {"unchanged", "patch"}


@given(manifests(), numbers, st.sampled_from(LEVELS), manifests())
def test_raising_never_lowers(old: Manifest, number: str, level: str, new: Manifest) -> None:
    proposal = propose_number(stamped(old, number), new)
    try:
        raised = raise_to(proposal, level)
    except NumberTooLowError:
        assert rank(level) < rank(proposal.level)
        return

    assert Version.parse(raised.number) >= Version.parse(proposal.number)


@given(manifests(), numbers)
def test_stamping_adds_one_own_hop_and_can_be_undone(manifest: Manifest, number: str) -> None:
    made = stamped(manifest, number)

    assert {component.hops[-1].release for component in made.components} <= {number}
    assert unstamped(made) == manifest
    assert stamped(made, number) == made


@given(numbers, numbers)
def test_versions_are_ordered_by_their_numbers(one: str, other: str) -> None:
    as_numbers = [int(part) for part in one.split(".")] < [int(part) for part in other.split(".")]

    assert (Version.parse(one) < Version.parse(other)) == as_numbers


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-rc", "1.٢.0"]
)
def test_version_parse_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(VersionError):
        Version.parse(text)
