"""Publishing a page makes a release in the same transaction, or nothing happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.dispatch import Signal
from django.test import Client
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, PageLogEntry

from repository.institutions.models import Institution
from repository.pages.draft_data import DraftCompetency, DraftDuty
from repository.pages.errors import OtherInstitutionError, ReleasesStayError
from repository.pages.models import InstitutionPage, PackagePage
from repository.pages.services import publish_package, update_package_draft
from repository.releases.errors import NotReleasableError
from repository.releases.models import Package, Release
from repository.releases.selectors import newest_release
from repository.releases.signals import released
from tests import factories
from tests.pages.conftest import MakeDocument, MakeDraft

DUTIES = (DraftDuty("d1", "A", "Work", (DraftCompetency("k1", "A1", "Wash hands"),)),)


def fresh(page: PackagePage) -> PackagePage:
    return PackagePage.objects.get(pk=page.pk)


def test_publish_of_a_draft_makes_its_first_release(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu, release_notes="The beginning.")
    ana = factories.user(factories.Role.PUBLISHER, viu, "ana")

    page.get_latest_revision().publish(user=ana)

    release = Release.objects.get()
    assert (release.number, release.notes, release.released_by_name) == (
        "1.0.0",
        "The beginning.",
        "ana",
    )
    assert release.manifest.title == "Food safety"
    assert fresh(page).live
    assert fresh(page).release_notes == ""


def test_publish_by_the_action_that_the_editor_uses_makes_a_release(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    PublishPageRevisionAction(page.get_latest_revision()).execute(skip_permission_checks=True)
    assert Release.objects.get().package_id == page.package_id


def test_publish_of_an_incomplete_draft_changes_nothing(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu, components=[])

    with pytest.raises(NotReleasableError) as caught:
        page.get_latest_revision().publish()

    assert [code for code, _, _ in caught.value.problems] == ["FILES-MISSING"]
    assert not fresh(page).live
    assert not Release.objects.exists()


class StoppedError(Exception):
    """Something broke in the middle of publishing."""


def stop(signal: Signal) -> Any:
    def receiver(**kwargs: object) -> None:
        raise StoppedError

    signal.connect(receiver, weak=False)
    return receiver


def test_publish_that_fails_in_the_middle_leaves_page_and_releases_as_they_were(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    update_package_draft(page=fresh(page), fields={"title": "Food safety, second edition"})
    receiver = stop(released)
    try:
        with pytest.raises(StoppedError):
            publish_package(page=fresh(page))
    finally:
        released.disconnect(receiver)

    assert fresh(page).title == "Food safety"
    assert fresh(page).has_unpublished_changes
    assert [release.number for release in Release.objects.all()] == ["1.0.0"]


def test_publish_of_an_unchanged_page_makes_no_release(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    assert publish_package(page=fresh(page)) is None
    assert Release.objects.count() == 1


def test_publish_of_a_change_numbers_it_by_what_changed(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    update_package_draft(page=fresh(page), fields={"summary": "Handle food very safely."})
    patch = publish_package(page=fresh(page), notes="Better words.")
    update_package_draft(page=fresh(page), fields={"duties": DUTIES})
    minor = publish_package(page=fresh(page))

    assert patch is not None and minor is not None
    assert (patch.number, patch.notes, minor.number, minor.notes) == (
        "1.0.1",
        "Better words.",
        "1.1.0",
        "",
    )


@pytest.mark.parametrize(
    ("level", "number"), [("", "1.0.1"), ("minor", "1.1.0"), ("major", "2.0.0")]
)
def test_publish_with_a_raised_level_takes_at_least_that(
    viu: Institution, make_draft: MakeDraft, level: str, number: str
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    fields = {"summary": "New.", "release_level": level, "release_why": "It feels new."}
    update_package_draft(page=fresh(page), fields=fields)  # type: ignore[arg-type]  # a table

    release = publish_package(page=fresh(page))

    assert release is not None and release.number == number
    assert fresh(page).release_level == ""


def test_publish_with_a_level_below_the_changes_takes_theirs(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu, duties=DUTIES)
    publish_package(page=page)
    update_package_draft(page=fresh(page), fields={"duties": (), "release_level": "minor"})

    release = publish_package(page=fresh(page))

    assert release is not None and release.number == "2.0.0"


def test_publish_package_with_a_date_dates_the_release(
    viu: Institution, make_draft: MakeDraft
) -> None:
    moment = datetime(2025, 9, 1, 12, tzinfo=UTC)
    release = publish_package(page=make_draft(viu), released_at=moment)
    assert release is not None and release.released_at == moment


def schedule(page: PackagePage, moment: datetime) -> None:
    """What the editor does for "publish at …"."""
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = moment
    draft.save_revision(approved_go_live_at=moment, clean=False)


def test_publish_scheduled_of_a_complete_draft_makes_its_release(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    schedule(page, timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", stdout=StringIO())
    assert fresh(page).live
    assert Release.objects.get().package_id == page.package_id


def test_publish_scheduled_of_an_incomplete_draft_leaves_it_and_goes_on_with_the_others(
    viu: Institution, make_draft: MakeDraft
) -> None:
    broken, sound = make_draft(viu, "Broken", components=[]), make_draft(viu, "Sound")
    schedule(broken, timezone.now() - timedelta(minutes=2))
    schedule(sound, timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled", stdout=StringIO())

    assert Release.objects.get().package_id == sound.package_id
    assert not fresh(broken).live
    assert not fresh(broken).approved_schedule
    entry = PageLogEntry.objects.get(page=broken.pk, action="headwaters.release.refused")
    assert "at least one component" in entry.data["reason"]


def test_unpublish_of_a_released_page_is_refused(viu: Institution, make_draft: MakeDraft) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    with pytest.raises(ReleasesStayError):
        fresh(page).unpublish()
    assert fresh(page).live


def test_unpublish_of_a_released_page_as_a_plain_page_is_refused(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    with pytest.raises(ReleasesStayError):
        Page.objects.get(pk=page.pk).unpublish()
    assert fresh(page).live


def test_save_with_an_expiry_date_forgets_it(viu: Institution, make_draft: MakeDraft) -> None:
    page: Page = fresh(make_draft(viu))
    page.expire_at = timezone.now()
    page.save()
    assert Page.objects.get(pk=page.pk).expire_at is None


def test_delete_of_a_released_page_keeps_package_and_releases(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    package = page.package

    fresh(page).delete()

    assert not PackagePage.objects.exists()
    release = newest_release(Package.objects.get(pk=package.pk))
    assert release is not None and release.number == "1.0.0"


def test_copy_of_a_released_page_is_a_draft_of_another_package(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = make_draft(viu)
    publish_package(page=page)

    copied = fresh(page).copy(
        update_attrs={"title": "Food safety for cooks", "slug": "food-safety-for-cooks"},
        keep_live=False,
    )

    assert copied.package_id != page.package_id
    assert copied.package.slug == "food-safety-for-cooks"
    assert not copied.live
    assert copied.get_latest_revision_as_object().package_id == copied.package_id
    assert Release.objects.count() == 1


def test_move_to_another_institution_is_refused(viu: Institution, make_draft: MakeDraft) -> None:
    page = make_draft(viu)
    oc = factories.institution("oc")
    with pytest.raises(OtherInstitutionError):
        fresh(page).move(InstitutionPage.objects.get(institution=oc), pos="last-child")
    assert fresh(page).get_parent().specific.institution == viu


def test_save_of_a_draft_with_another_slug_moves_the_address_until_the_first_release(
    viu: Institution, make_draft: MakeDraft
) -> None:
    page = fresh(make_draft(viu))
    page.slug = "safe-food"
    page.save()
    page.save_revision()
    assert Package.objects.get().slug == "safe-food"

    publish_package(page=page)
    page = fresh(page)
    page.slug = "safest-food"
    page.save()
    assert Package.objects.get().slug == fresh(page).slug == "safe-food"


def test_serve_of_a_package_page_leads_to_the_public_address(
    viu: Institution, make_draft: MakeDraft, client: Client
) -> None:
    page = make_draft(viu)
    publish_package(page=page)
    answer = client.get("/institutions/viu/food-safety/")
    assert (answer.status_code, answer["Location"]) == (301, "/packages/food-safety/")
    assert fresh(page).url == "/packages/food-safety/"


def test_publish_with_a_cover_publishes_the_picture(
    viu: Institution, make_draft: MakeDraft, make_document: MakeDocument
) -> None:
    picture = factories.picture(viu.collection, width=2000, height=1000)
    page = make_draft(viu, cover=picture, cover_alt="A kitchen")

    release = publish_package(page=page)

    assert release is not None and release.manifest.cover is not None
    assert release.manifest.cover.alt == "A kitchen"
