"""After a change of lead: who leads now is named wherever a page says so; nothing slips out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from home.models import HomePage
from repository.lib import clock
from repository.pages.lead_service import change_lead, scheduled_for
from repository.pages.models import PackagePage
from repository.pages.services import update_package_draft
from repository.proposals.selectors import people_of
from repository.public.front import front_context
from repository.releases.models import Package, Release
from search.indexing import index_packages
from tests.factories import Role, institution, user
from tests.offered import a_core, an_offer, college

pytestmark = pytest.mark.django_db

WHY = "The team at VIU has gone."


def text_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def scheduled(page: PackagePage, minutes: int = -1) -> None:
    """A draft that says something new, and is to be released so many minutes from now."""
    update_package_draft(page=page, fields={"summary": "Of the institution before."})
    draft = PackagePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.go_live_at = clock.now() + timedelta(minutes=minutes)
    draft.save_revision(approved_go_live_at=draft.go_live_at, clean=False)


def test_scheduled_release_is_called_off_and_never_publishes_the_draft_of_then() -> None:
    page, _ = a_core()
    scheduled(page)
    assert scheduled_for(page.package) is not None
    change_lead(package=page.package, institution=institution("oc"), reason=WHY)
    assert scheduled_for(page.package) is None
    call_command("publish_scheduled")
    assert Release.objects.filter(package=page.package_id).count() == 1
    stored = PackagePage.objects.get(pk=page.pk)
    draft = stored.get_latest_revision_as_object()
    assert (draft.summary, draft.go_live_at) == ("Of the institution before.", None)
    assert stored.get_lock() is None


def test_schedule_without_a_change_of_lead_publishes_as_before() -> None:
    page, _ = a_core()
    scheduled(page)
    call_command("publish_scheduled")
    assert Release.objects.filter(package=page.package_id).count() == 2


def test_who_changes_the_lead_is_told_of_the_schedule_before_and_after() -> None:
    page, _ = a_core()
    scheduled(page, minutes=60)
    new = institution("oc")
    client = Client()
    client.force_login(user(Role.CONSORTIUM_EDITOR))
    address = reverse("change_lead", args=[page.package_id])
    assert "A release is scheduled for" in client.get(address).content.decode()
    said = {"institution": new.pk, "reason": WHY, "agreed": "on"}
    text = client.post(address, said, follow=True).content.decode()
    assert "is called off" in text
    history = reverse("wagtailadmin_pages:history", args=[page.pk])
    assert "scheduled was called off" in client.get(history).content.decode()


def test_matrix_has_a_column_of_the_new_lead_at_once_and_before_all_others() -> None:
    page, _ = a_core()
    new = institution("oc", name="Okanagan College", short_name="OC")
    change_lead(package=page.package, institution=new, reason=WHY)
    text = text_of("/packages/cleaning-1/specialisations/")
    head = text[text.index("<thead") : text.index("</thead>")]
    assert head.index("/institutions/oc/") < head.index("/institutions/viu/")


def test_home_page_names_who_leads_the_featured_package_now() -> None:
    page, _ = a_core()
    new = institution("oc", name="Okanagan College")
    change_lead(package=page.package, institution=new, reason=WHY)
    featured = front_context("cleaning-1")["featured"]
    assert featured.owner.name == "Okanagan College"
    assert [partner.url for partner in featured.partners] == ["/institutions/viu/"]
    HomePage.objects.update(featured=page.package)
    assert "Okanagan College" in text_of("/")


def test_page_catalogue_and_institutions_name_the_new_lead() -> None:
    page, _ = a_core()
    index_packages([page.package_id])
    new = institution("oc", name="Okanagan College")
    change_lead(package=page.package, institution=new, reason=WHY)
    assert "Led by" in (text := text_of("/packages/cleaning-1/"))
    assert "Okanagan College" in text
    assert "Okanagan College" in text_of("/catalogue/?q=cleaning")
    assert "Cleaning, Level 1" in text_of("/institutions/oc/")
    assert "Cleaning, Level 1" not in text_of("/institutions/viu/")


def test_offers_are_told_to_the_people_of_the_new_lead() -> None:
    page, core = a_core()
    new = institution("oc")
    old_person, person = user(Role.CONTRIBUTOR, college("viu")), user(Role.CONTRIBUTOR, new)
    change_lead(package=page.package, institution=new, reason=WHY)
    proposal = an_offer(core, owner="vcc")
    owner = Package.objects.get(pk=proposal.core_id).owner
    assert people_of(owner) == [person.email]
    assert old_person.email not in people_of(owner)


@pytest.mark.parametrize("name", ["wagtailadmin_pages:edit", "package_releases", "uptake"])
def test_screens_of_the_package_are_the_new_lead_s_alone(name: str) -> None:
    page, _ = a_core()
    new = institution("oc")
    old_person, person = user(Role.PUBLISHER, college("viu")), user(Role.PUBLISHER, new)
    change_lead(package=page.package, institution=new, reason=WHY)
    key = page.pk if name.startswith("wagtail") else page.package_id
    address = reverse(name, args=[key])
    answers = []
    for one in (old_person, person):
        client = Client()
        client.force_login(one)
        answers.append(client.get(address).status_code)
    assert answers[1] == 200
    assert answers[0] in {302, 403}
