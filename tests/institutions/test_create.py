from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from repository.institutions.errors import InstitutionInvalidError, InstitutionsIndexMissingError
from repository.institutions.models import Institution
from repository.pages.institution_service import create_institution, ensure_permissions
from repository.pages.models import InstitutionIndexPage
from tests import factories

pytestmark = pytest.mark.django_db


def page_permissions(group: Group) -> set[tuple[int, str]]:
    found = GroupPagePermission.objects.filter(group=group)
    return set(found.values_list("page_id", "permission__codename"))


def file_permissions(group: Group) -> set[tuple[int, str]]:
    found = GroupCollectionPermission.objects.filter(group=group)
    return set(found.values_list("collection_id", "permission__codename"))


def test_create_institution_makes_everything_that_belongs_to_it(
    index_page: InstitutionIndexPage,
) -> None:
    page = create_institution(
        slug="viu",
        name="Vancouver Island University",
        short_name="VIU",
        region="Vancouver Island",
        website="https://www.viu.ca",
        ror="033wcvv61",
        email_domains=["@viu.ca"],
        about="<p>We share.</p>",
        contact_name="Coordinator",
        contact_email="share@viu.ca",
        territory="Our own words.",
        joined_on=datetime.date(2024, 6, 4),
    )
    institution = page.institution
    assert (page.live, page.slug, page.title) == (True, "viu", "Vancouver Island University")
    assert page.get_parent().pk == index_page.pk
    assert page.has_unpublished_changes is False
    assert (page.about, page.territory) == ("<p>We share.</p>", "Our own words.")
    assert institution.ror == page.ror == "https://ror.org/033wcvv61"
    assert institution.email_domains == ["viu.ca"]
    assert institution.joined_on == datetime.date(2024, 6, 4)
    assert institution.collection.name == "Vancouver Island University"
    assert institution.contributors.name == "VIU contributors"
    assert institution.publishers.name == "VIU publishers"


def test_create_institution_groups_reach_their_own_page_and_collection_only() -> None:
    own = factories.institution()
    other = factories.institution()
    for group in (own.contributors, own.publishers):
        assert {page for page, _ in page_permissions(group)} == {own.page.pk}
        assert {collection for collection, _ in file_permissions(group)} == {own.collection_id}
    assert (own.page.pk, "publish_page") in page_permissions(own.publishers)
    assert (own.page.pk, "publish_page") not in page_permissions(own.contributors)
    assert not own.collection.is_descendant_of(other.collection)


def test_create_institution_without_short_name_takes_the_slug_in_capitals() -> None:
    assert factories.institution("bcit").short_name == "BCIT"


def test_create_institution_submissions_go_to_its_own_publishers() -> None:
    institution = factories.institution()
    workflow = institution.page.get_workflow()
    task = workflow.workflow_tasks.get().task.specific
    names = {group.name for group in task.groups.all()}
    assert names == {institution.publishers.name, "Consortium editors"}


@pytest.mark.parametrize(
    ("facts", "field", "part"),
    [
        ({"slug": "taken"}, "slug", "Another institution has this short address already."),
        ({"slug": "TAKEN"}, "slug", "Another institution has this short address already."),
        ({"slug": "Two words"}, "slug", "valid"),
        ({"slug": ""}, "slug", "blank"),
        ({"short_name": "taken"}, "short_name", "Another institution has this short name already"),
        ({"name": " "}, "name", "blank"),
        ({"ror": "https://ror.org/033wcvv62"}, "ror", "not a ROR identifier"),
        ({"website": "viu"}, "website", "URL"),
        ({"email_domains": ["gmail.com"]}, "email_domains", "Anybody"),
        ({"contact_email": "nobody"}, "contact_email", "email"),
    ],
)
def test_create_institution_names_the_fact_that_is_wrong(
    facts: dict[str, Any], field: str, part: str
) -> None:
    factories.institution("taken", short_name="Taken")
    before = (Collection.objects.count(), Group.objects.count(), Page.objects.count())
    with pytest.raises(InstitutionInvalidError) as caught:
        create_institution(**({"slug": "new", "name": "New", "short_name": "New"} | facts))
    assert part in " ".join(caught.value.problems[field])
    assert caught.value.code == "INSTITUTION-INVALID"
    assert (Collection.objects.count(), Group.objects.count(), Page.objects.count()) == before


def test_create_institution_reports_every_problem_at_once() -> None:
    with pytest.raises(InstitutionInvalidError) as caught:
        create_institution(slug="a b", name="A", ror="x", website="y", email_domains=["z"])
    assert set(caught.value.problems) == {"slug", "ror", "website", "email_domains"}


def test_create_institution_group_of_that_name_is_there_already() -> None:
    Group.objects.create(name="VIU publishers")
    with pytest.raises(InstitutionInvalidError, match="There is a group “VIU publishers” already"):
        factories.institution("viu", short_name="VIU")


def test_create_institution_without_the_index_is_refused() -> None:
    InstitutionIndexPage.objects.get().delete()
    with pytest.raises(InstitutionsIndexMissingError):
        create_institution(slug="viu", name="VIU")
    assert not Institution.objects.exists()


def test_ensure_permissions_repairs_exactly() -> None:
    own, other = factories.institution(), factories.institution()
    expected = (page_permissions(own.publishers), file_permissions(own.publishers))
    stray = GroupPagePermission.objects.filter(group=other.publishers).first()
    assert stray is not None
    stray.group = own.publishers
    stray.save()
    GroupPagePermission.objects.filter(group=own.publishers, page=own.page).delete()
    GroupCollectionPermission.objects.filter(group=own.publishers).delete()
    own.publishers.permissions.clear()
    ensure_permissions(own)
    assert (page_permissions(own.publishers), file_permissions(own.publishers)) == expected
    assert own.publishers.permissions.get().codename == "access_admin"


def test_ensure_permissions_again_changes_nothing() -> None:
    own = factories.institution()
    before = set(GroupPagePermission.objects.values_list("pk", flat=True))
    ensure_permissions(own)
    assert set(GroupPagePermission.objects.values_list("pk", flat=True)) == before


def test_ensure_permissions_of_an_institution_without_a_page_keeps_its_files() -> None:
    own = factories.institution()
    own.page.delete()
    own = Institution.objects.get(pk=own.pk)
    ensure_permissions(own)
    assert file_permissions(own.contributors)
    assert not page_permissions(own.contributors)
