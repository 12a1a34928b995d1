"""What the Release tab tells before somebody publishes."""

from __future__ import annotations

import dataclasses

import pytest

from repository.institutions.models import Institution
from repository.pages.draft import read_draft
from repository.pages.models import PackagePage
from repository.pages.release_state import release_state
from repository.pages.services import publish_package, update_package_draft
from repository.releases.manifest import MEMBERS, PUBLIC
from repository.releases.services import withdraw_release
from tests import factories
from tests.pages.conftest import MakeDraft

pytestmark = pytest.mark.django_db


def given_to(audience: str, page: PackagePage) -> None:
    """Have the draft give its parts to somebody else."""
    parts = [dataclasses.replace(part, audience=audience) for part in read_draft(page).components]
    update_package_draft(page=page, fields={"components": parts})


def warnings(page: PackagePage) -> list[tuple[str, str]]:
    user = factories.user(factories.Role.SUPERUSER)
    draft = PackagePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [(problem.code, problem.place) for problem in release_state(draft, user).warnings]


def test_part_that_is_for_members_now_is_still_shown_by_the_release(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    release = publish_package(page=page)
    assert release is not None
    given_to(MEMBERS, page)
    assert ("STILL-SHOWN", "“First lesson”") in warnings(page)

    withdraw_release(release=release, reason="It showed the answers.", user=None)
    assert "STILL-SHOWN" not in dict(warnings(page))


def test_part_that_stays_with_everybody_needs_no_word(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    given_to(PUBLIC, page)
    assert "STILL-SHOWN" not in dict(warnings(page))
