"""The admin's screens of institutions and licences."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from repository.institutions.models import Institution
from tests import factories
from tests.factories import Role

pytestmark = pytest.mark.django_db

FACTS = {
    "name": "Vancouver Island University",
    "short_name": "VIU",
    "slug": "viu",
    "region": "Vancouver Island",
    "website": "https://www.viu.ca",
    "ror": "033wcvv61",
    "email_domains": "viu.ca",
    "contact_name": "Coordinator",
    "contact_email": "share@viu.ca",
    "joined_on": "2024-06-04",
}


@pytest.fixture
def coordinator() -> Client:
    client = Client()
    client.force_login(factories.user(Role.CONSORTIUM_EDITOR))
    return client


def test_add_makes_the_institution_and_leads_to_its_page(coordinator: Client) -> None:
    answer = coordinator.post(reverse("institutions_add"), FACTS, follow=True)
    institution = Institution.objects.get(slug="viu")
    assert answer.redirect_chain[-1][0] == reverse(
        "wagtailadmin_pages:edit", args=[institution.page.pk]
    )
    assert "VIU contributors" in answer.content.decode()
    assert institution.ror == "https://ror.org/033wcvv61"
    assert institution.email_domains == ["viu.ca"]
    assert institution.page.live


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"slug": "vcc"}, "Another institution has this short address already."),
        ({"short_name": "vcc"}, "Another institution has this short name already."),
        ({"ror": "viu"}, "This is not a ROR identifier."),
        ({"email_domains": "gmail.com"}, "Anybody can have an address at gmail.com"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_add_says_what_is_wrong_beside_the_field(
    coordinator: Client, changes: dict[str, str], message: str
) -> None:
    factories.institution("vcc", short_name="VCC")
    answer = coordinator.post(reverse("institutions_add"), FACTS | changes)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not Institution.objects.filter(slug="viu").exists()


def test_list_names_the_people_of_each_institution(coordinator: Client) -> None:
    own = factories.institution("viu", name="Vancouver Island University")
    factories.user(Role.PUBLISHER, own, name="Ana")
    factories.user(Role.CONTRIBUTOR, own, name="Ben")
    gone = factories.user(Role.CONTRIBUTOR, own, name="Carla")
    gone.is_active = False
    gone.save()
    text = coordinator.get(reverse("institutions")).content.decode()
    assert "Vancouver Island University" in text
    assert "Ana" in text
    assert "Ben" in text
    assert "Carla" not in text


def test_licences_are_listed_with_what_they_say(coordinator: Client) -> None:
    text = coordinator.get(reverse("licences_admin")).content.decode()
    assert "CC-BY-NC-ND-4.0" in text
    assert "name the authors and the licence" in text


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PUBLISHER])
@pytest.mark.parametrize("address", ["institutions", "institutions_add", "licences_admin"])
def test_screens_are_not_for_people_of_one_institution(role: Role, address: str) -> None:
    client = Client()
    client.force_login(factories.user(role, factories.institution()))
    assert client.get(reverse(address)).status_code == 403
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(address) not in home
