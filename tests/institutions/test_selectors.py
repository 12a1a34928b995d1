from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from repository.institutions.selectors import (
    editable_institutions,
    institutions_of,
    institutions_with_people,
    is_consortium_editor,
    is_contributor,
    is_publisher,
)
from tests import factories
from tests.factories import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "contributes", "publishes", "coordinates"),
    [
        (Role.MEMBER, False, False, False),
        (Role.CONTRIBUTOR, True, False, False),
        (Role.PUBLISHER, True, True, False),
        (Role.CONSORTIUM_EDITOR, True, True, True),
        (Role.SUPERUSER, True, True, True),
    ],
)
def test_roles_at_their_own_institution(
    role: Role, contributes: bool, publishes: bool, coordinates: bool
) -> None:
    own = factories.institution()
    person = factories.user(role, own)
    assert is_contributor(person, own) is contributes
    assert is_publisher(person, own) is publishes
    assert is_consortium_editor(person) is coordinates


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PUBLISHER])
def test_roles_end_at_another_institution(role: Role) -> None:
    own, other = factories.institution(), factories.institution()
    person = factories.user(role, own)
    assert not is_contributor(person, other)
    assert not is_publisher(person, other)
    assert list(institutions_of(person)) == [own]
    assert list(editable_institutions(person)) == [own]


@pytest.mark.parametrize("role", [Role.CONSORTIUM_EDITOR, Role.SUPERUSER])
def test_editable_institutions_are_all_for_those_who_coordinate(role: Role) -> None:
    both = {factories.institution(), factories.institution()}
    person = factories.user(role)
    assert set(editable_institutions(person)) == both
    assert not institutions_of(person)


@pytest.mark.parametrize("role", list(Role))
def test_inactive_people_may_nothing(role: Role) -> None:
    own = factories.institution()
    person = factories.user(role, own)
    person.is_active = False
    person.save()
    assert not is_contributor(person, own)
    assert not is_publisher(person, own)
    assert not editable_institutions(person)


def test_anonymous_visitors_belong_nowhere() -> None:
    own = factories.institution()
    assert not is_contributor(AnonymousUser(), own)
    assert not editable_institutions(AnonymousUser())


def test_institutions_of_somebody_in_both_groups_counts_once() -> None:
    own = factories.institution()
    person = factories.user(Role.CONTRIBUTOR, own)
    person.groups.add(own.publishers)
    assert list(institutions_of(person)) == [own]


def test_institutions_with_people_asks_the_same_number_of_queries_for_any_number(
    django_assert_num_queries: Any,
) -> None:
    for _ in range(3):
        own = factories.institution()
        for role in (Role.CONTRIBUTOR, Role.CONTRIBUTOR, Role.PUBLISHER):
            factories.user(role, own)
    with django_assert_num_queries(3):
        counts = [
            (len(each.contributors.user_set.all()), len(each.publishers.user_set.all()))
            for each in institutions_with_people()
        ]
    assert counts == [(2, 1)] * 3
