from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission

from repository.institutions.models import Institution
from repository.institutions.rules import CONSORTIUM_EDITORS
from tests import factories

pytestmark = pytest.mark.django_db


def test_create_institution_command_says_what_it_made() -> None:
    out = io.StringIO()
    call_command(
        "create_institution",
        "viu",
        "--name=Vancouver Island University",
        "--email-domain=viu.ca",
        "--joined-on=2024-06-04",
        stdout=out,
    )
    assert "Created Vancouver Island University" in out.getvalue()
    assert "VIU contributors" in out.getvalue()
    assert str(Institution.objects.get(slug="viu").joined_on) == "2024-06-04"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["viu", "--name=Again"], "slug: Another institution has this short address already."),
        (["new", "--name=New", "--joined-on=soon"], "soon is not a day"),
        (["new", "--name=New", "--joined-on=2024-13-01"], "--joined-on"),
        (["new", "--name=New", "--ror=1"], "ror: This is not a ROR identifier."),
    ],
)
def test_create_institution_command_refuses_in_words(arguments: list[str], part: str) -> None:
    factories.institution("viu")
    with pytest.raises(CommandError, match=part):
        call_command("create_institution", *arguments)


def test_repair_permissions_command_brings_every_institution_in_order() -> None:
    own = factories.institution()
    factories.user(factories.Role.CONSORTIUM_EDITOR)
    GroupPagePermission.objects.all().delete()
    call_command("repair_permissions", stdout=io.StringIO())
    assert GroupPagePermission.objects.filter(group=own.contributors).count() == 2
    assert GroupPagePermission.objects.filter(group__name=CONSORTIUM_EDITORS).count() == 5
