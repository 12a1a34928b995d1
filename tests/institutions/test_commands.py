from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission

from repository.institutions.models import Institution
from repository.institutions.rules import CONSORTIUM_EDITORS
from tests import factories

# What Python makes of a byte that is no UTF-8 on a command line.
NOT_UTF_8 = "\udcffcole"

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
    address = f"{settings.MAIN_ORIGIN}/institutions/viu/"
    assert f"Created Vancouver Island University: {address}\n" in out.getvalue()
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


@pytest.mark.parametrize(
    "arguments",
    [
        ["create_institution", "new", f"--name={NOT_UTF_8}"],
        ["create_institution", "new", "--name=New", f"--contact-name={NOT_UTF_8}"],
        ["import_package", "lesson.pdf", f"--institution={NOT_UTF_8}"],
        ["import_package", "lesson.pdf", "--institution=new", f"--title={NOT_UTF_8}"],
        ["export_package", NOT_UTF_8, "--format=everything", "--output=x.zip"],
        ["change_lead", NOT_UTF_8, "viu", "--reason=Because."],
        ["change_lead", "core", "viu", f"--reason={NOT_UTF_8}"],
        ["report_core_updates", NOT_UTF_8],
    ],
)
def test_command_with_bytes_that_are_no_text_refuses_in_words(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match=r"udcff.* can't be read: it is not UTF-8"):
        call_command(*arguments)


def test_repair_permissions_command_brings_every_institution_in_order() -> None:
    own = factories.institution()
    factories.user(factories.Role.CONSORTIUM_EDITOR)
    GroupPagePermission.objects.all().delete()
    call_command("repair_permissions", stdout=io.StringIO())
    assert GroupPagePermission.objects.filter(group=own.contributors).count() == 2
    assert GroupPagePermission.objects.filter(group__name=CONSORTIUM_EDITORS).count() == 5
