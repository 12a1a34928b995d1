"""What a published institution page says becomes what the site knows."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, rich_text

from repository.blobs.services import open_blob
from repository.institutions.models import Institution
from repository.pages.models import InstitutionPage
from tests import factories

pytestmark = pytest.mark.django_db


def publish(page: InstitutionPage) -> Institution:
    page.save_revision().publish()
    return Institution.objects.get(pk=page.institution_id)


def test_publish_takes_the_facts_over_to_the_identity() -> None:
    page = factories.institution_page("viu", short_name="VIU")
    page.title = "Vancouver Island University"
    page.short_name = "Van Isle"
    page.region = "Vancouver Island"
    page.website = "https://viu.ca"
    page.ror = "https://ror.org/033wcvv61"
    page.email_domains = "viu.ca, mala.bc.ca"
    identity = publish(page)
    assert (identity.name, identity.short_name) == ("Vancouver Island University", "Van Isle")
    assert (identity.region, identity.website) == ("Vancouver Island", "https://viu.ca")
    assert identity.ror == "https://ror.org/033wcvv61"
    assert identity.email_domains == ["viu.ca", "mala.bc.ca"]


def test_publish_renames_the_collection_and_the_groups() -> None:
    page = factories.institution_page("viu", short_name="VIU")
    page.title, page.short_name = "Vancouver Island University", "Van Isle"
    identity = publish(page)
    assert identity.collection.name == "Vancouver Island University"
    assert identity.publishers.name == "Van Isle publishers"
    assert identity.contributors.name == "Van Isle contributors"


def test_saving_a_draft_changes_nothing_that_the_public_reads() -> None:
    page = factories.institution_page("viu", name="VIU as it was")
    page.title = "VIU as it will be"
    page.save_revision()
    assert Institution.objects.get(pk=page.institution_id).name == "VIU as it was"


def test_publish_with_a_short_name_that_is_taken_meanwhile_keeps_the_old_one() -> None:
    page = factories.institution_page("viu", short_name="VIU")
    page.short_name = "VCC"
    revision = page.save_revision()
    factories.institution("vcc", short_name="VCC")
    revision.publish()
    assert Institution.objects.get(pk=page.institution_id).short_name == "VIU"


def test_publish_takes_the_logo_over_as_a_blob() -> None:
    page = factories.institution_page()
    page.logo = factories.picture(
        page.institution.collection, width=960, height=320, alt="Three waves"
    )
    identity = publish(page)
    assert identity.logo_alt == "Three waves"
    assert identity.logo_media_type == "image/png"
    with open_blob(identity.logo_sha256) as blob, Image.open(blob) as logo:
        assert logo.size == (480, 160)


def test_publish_without_a_logo_takes_it_away() -> None:
    page = factories.institution_page()
    page.logo = factories.picture(page.institution.collection)
    publish(page)
    page.logo = None
    identity = publish(page)
    assert (identity.logo_sha256, identity.logo_media_type, identity.logo_alt) == ("", "", "")


def test_publish_with_a_logo_that_cannot_be_read_keeps_the_one_before() -> None:
    page = factories.institution_page()
    page.logo = factories.picture(page.institution.collection)
    before = publish(page).logo_sha256
    broken = factories.picture(page.institution.collection)
    broken.file.storage.delete(broken.file.name)
    page.logo = broken
    assert publish(page).logo_sha256 == before


def form_of(page: InstitutionPage, **changes: str) -> dict[str, object]:
    values = {
        "title": page.title,
        "short_name": page.short_name,
        "about": rich_text("<p>About</p>"),
        "website": "",
        "region": "",
        "ror": "",
        "contact_name": "",
        "contact_email": "",
        "email_domains": "",
        "territory": "",
        "search_description": "",
        "logo": "",
        "action-publish": "yes",
    }
    return nested_form_data(values | changes)


def edit(client: Client, page: InstitutionPage, **changes: str) -> str:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form_of(page, **changes), follow=True).content.decode()


def test_form_tidies_ror_and_domains() -> None:
    page = factories.institution_page()
    client = Client()
    client.force_login(factories.user(factories.Role.PUBLISHER, page.institution))
    edit(client, page, ror="03yrm5c26", email_domains="@UC.edu uc.edu")
    identity = Institution.objects.get(pk=page.institution_id)
    assert identity.ror == "https://ror.org/03yrm5c26"
    assert identity.email_domains == ["uc.edu"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ror": "03yrm5c27"}, "This is not a ROR identifier."),
        ({"email_domains": "me@uc.edu"}, "is not an e-mail domain"),
        ({"short_name": "vcc"}, "Another institution has this short name already."),
    ],
)
def test_form_says_which_fact_is_wrong(changes: dict[str, str], message: str) -> None:
    factories.institution("vcc", short_name="VCC")
    page = factories.institution_page()
    client = Client()
    client.force_login(factories.user(factories.Role.PUBLISHER, page.institution))
    assert message in edit(client, page, **changes)
