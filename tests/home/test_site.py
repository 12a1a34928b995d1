"""The site as its migration begins it, and the editors of its own pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission, Page, Site

from home.models import HomePage, StandardPage
from repository.institutions.models import Institution
from repository.pages.choices import institution_choices
from tests import factories

pytestmark = pytest.mark.django_db


def test_site_begins_with_its_pages_in_a_sound_tree() -> None:
    home = HomePage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert {page.slug for page in home.get_children()} >= {"institutions", "how-sharing-works"}
    assert Page.find_problems() == ([], [], [], [], [])
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()


def test_site_begins_without_groups_that_may_edit_everything_but_the_consortiums() -> None:
    root = Page.objects.get(depth=1)
    allowed = GroupPagePermission.objects.filter(page=root).values_list("group__name", flat=True)
    assert set(allowed) == {"Consortium editors"}
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


@pytest.mark.parametrize("model", [HomePage, StandardPage])
def test_editor_of_a_page_of_the_site_opens(model: type[Page], client: Client) -> None:
    client.force_login(factories.user(factories.Role.CONSORTIUM_EDITOR))
    page = model.objects.get()
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_choices_of_institutions_know_a_new_one_at_once() -> None:
    before = dict(institution_choices())
    made: Institution = factories.institution("nic", name="North Island College")
    assert made.slug not in before
    assert dict(institution_choices())[made.slug] == "North Island College"
