"""Reading releases: the newest that isn't withdrawn, by as few queries as there can be."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from repository.releases.models import Package, Release
from repository.releases.selectors import (
    newest_public_release,
    newest_release,
    release_by,
    release_line,
)
from repository.releases.services import publish_release, withdraw_release
from tests.manifests import a_component
from tests.released import a_package, manifest_of

pytestmark = pytest.mark.django_db


def a_line(package: Package, count: int) -> list[Release]:
    """Releases 1.0.0, 1.1.0, … of a package."""
    made = []
    manifest = manifest_of(package)
    for place in range(count):
        release = publish_release(package=package, manifest=manifest)
        assert release is not None
        made.append(release)
        added = a_component(f"n{place}", f"Part {place}", files=())
        manifest = dataclasses.replace(manifest, components=(*manifest.components, added))
    return made


def withdrawn(release: Release) -> None:
    withdraw_release(release=release, reason="Unsafe.", user=None)


def numbers(releases: Any) -> list[str]:
    return [release.number for release in releases]


def test_newest_release_goes_by_numbers_not_by_text() -> None:
    package = a_package()
    a_line(package, 11)

    newest = newest_release(package)

    assert newest is not None
    assert newest.number == "1.10.0"


def test_newest_release_skips_what_is_withdrawn() -> None:
    package = a_package()
    _, second, third = a_line(package, 3)
    withdrawn(third)

    newest = newest_release(package)
    public = newest_public_release(package.slug)

    assert newest == public == second


@pytest.mark.parametrize("released", [False, True])
def test_newest_release_of_nothing_public_is_none(released: bool) -> None:
    package = a_package()
    if released:
        withdrawn(a_line(package, 1)[0])

    assert newest_release(package) is None
    assert newest_public_release(package.slug) is None
    assert newest_public_release("no-such-package") is None


def test_newest_public_release_is_one_query_without_the_members_manifest(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    package = a_package()
    a_line(package, 2)

    with django_assert_num_queries(1):
        release = newest_public_release(package.slug)
        assert release is not None
        assert release.package.owner.slug == "viu"
        assert release.public_manifest.number == "1.1.0"
        assert not release.is_withdrawn
    assert "manifest_text" in release.get_deferred_fields()


def test_release_by_finds_withdrawn_ones_and_says_so(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    package = a_package()
    first, _ = a_line(package, 2)
    withdrawn(first)

    with django_assert_num_queries(1):
        found = release_by(package.slug, "1.0.0")
        assert found == first
        assert found is not None
        assert found.is_withdrawn
        assert found.withdrawal.reason == "Unsafe."


@pytest.mark.parametrize("number", ["9.9.9", "", "x", "1.0", "1.0.0 "])
def test_release_by_an_unknown_number_is_none(number: str) -> None:
    package = a_package()
    a_line(package, 1)

    assert release_by(package.slug, number) is None


def test_release_line_is_one_query_newest_first_with_withdrawals(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    package = a_package()
    line = a_line(package, 11)
    withdrawn(line[3])

    with django_assert_num_queries(1):
        found = release_line(package)
        states = [release.is_withdrawn for release in found]

    assert numbers(found) == numbers(line[::-1])
    assert states == [release == line[3] for release in found]
