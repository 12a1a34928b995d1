"""Another institution takes over the lead: what moves, what stays, and who reaches what."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import File
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, PageSubscription

from repository.blobs.models import Picture, StoredDocument
from repository.institutions.access import reaches_page
from repository.institutions.selectors import is_contributor, is_publisher
from repository.pages.draft import draft_manifest
from repository.pages.errors import LeadRefusedError, OtherInstitutionError
from repository.pages.lead_service import change_lead
from repository.pages.models import InstitutionPage, PackagePage, SpecialisationPage
from repository.pages.services import publish_package, update_package_draft
from repository.pages.stream_rows import components_of_rows
from repository.proposals.selectors import proposals_for
from repository.releases.manifest import Manifest
from repository.releases.models import LeadChange
from search.catalogue import find
from search.indexing import index_packages
from search.query import CatalogueQuery
from tests.factories import Role, institution, picture, user
from tests.layered import a_layer, newest_draft
from tests.offered import a_core, an_offer, college

pytestmark = pytest.mark.django_db

WHY = "The team at VIU has gone."


def draft_of(page: PackagePage) -> PackagePage:
    stored = PackagePage.objects.get(pk=page.pk).specific
    draft = stored.get_latest_revision_as_object()
    assert isinstance(draft, PackagePage)
    return draft


def manifest_of(page: PackagePage) -> Manifest:
    return draft_manifest(draft_of(page))


def documents_of(page: PackagePage) -> list[StoredDocument]:
    rows = components_of_rows(draft_of(page).components.get_prep_value())
    wanted = [pk for row in rows for pk in row.documents]
    return list(StoredDocument.objects.filter(pk__in=wanted))


def test_change_is_recorded_with_its_reason() -> None:
    page, _ = a_core()
    person = user(Role.CONSORTIUM_EDITOR, name="coordinator")
    change_lead(package=page.package, institution=institution("oc"), reason=WHY, user=person)
    change = LeadChange.objects.get()
    assert (change.from_institution.slug, change.to_institution.slug) == ("viu", "oc")
    assert (change.reason, change.changed_by_name) == (WHY, "coordinator")
    entries = PageLogEntry.objects.filter(page=page.pk, action="headwaters.lead")
    assert [entry.data["to"] for entry in entries] == ["The college of oc"]


def test_draft_stands_below_the_new_institution_with_files_of_its_own() -> None:
    page, core = a_core()
    new = institution("oc")
    change_lead(package=page.package, institution=new, reason=WHY)
    above = Page.objects.get(pk=page.pk).get_parent().specific
    assert isinstance(above, InstitutionPage)
    assert above.institution == new
    assert {document.collection for document in documents_of(page)} == {new.collection}
    before = [file.sha256 for file in core.manifest.files]
    assert [file.sha256 for file in manifest_of(page).files] == before


def test_old_lead_becomes_a_partner_and_the_new_one_is_none_of_its_own() -> None:
    new = institution("oc")
    page, _ = a_core(partners=[new, institution("vcc")])
    change_lead(package=page.package, institution=new, reason=WHY)
    manifest = manifest_of(page)
    assert manifest.owner.slug == "oc"
    assert [partner.slug for partner in manifest.partners] == ["vcc", "viu"]


def test_people_of_the_old_institution_lose_the_draft_and_those_of_the_new_have_it() -> None:
    page, _ = a_core()
    new = institution("oc")
    old_people = [user(role, college("viu")) for role in (Role.CONTRIBUTOR, Role.PUBLISHER)]
    new_people = [user(role, new) for role in (Role.CONTRIBUTOR, Role.PUBLISHER)]
    change_lead(package=page.package, institution=new, reason=WHY)
    stored = PackagePage.objects.get(pk=page.pk)
    assert [reaches_page(person, stored) for person in old_people] == [False, False]
    assert [reaches_page(person, stored) for person in new_people] == [True, True]
    assert [stored.permissions_for_user(p).can_publish() for p in new_people] == [False, True]
    assert not is_contributor(old_people[0], stored.package.owner)
    assert is_publisher(new_people[1], stored.package.owner)


def test_addresses_and_old_releases_answer_as_before() -> None:
    page, core = a_core()
    before = {address: Client().get(address).content for address in addresses()}
    change_lead(package=page.package, institution=institution("oc"), reason=WHY)
    for address, content in before.items():
        response = Client().get(address)
        assert response.status_code == 200
        if address.endswith("manifest.json"):
            assert response.content == content
    core.refresh_from_db()
    assert core.manifest.owner.slug == "viu"


def addresses() -> list[str]:
    release = "/packages/cleaning-1/releases/1.0.0/"
    return ["/packages/cleaning-1/", release, f"{release}manifest.json"]


def test_next_release_is_the_new_institution_s_and_names_the_old_as_partner() -> None:
    page, _ = a_core()
    change_lead(package=page.package, institution=institution("oc"), reason=WHY)
    release = publish_package(page=page)
    assert release is not None
    assert (release.number, release.manifest.owner.slug) == ("1.0.1", "oc")
    assert [partner.slug for partner in release.manifest.partners] == ["viu"]


def test_catalogue_lists_it_under_its_new_institution_and_finds_it_by_both_names() -> None:
    page, _ = a_core()
    index_packages([page.package_id])
    new = institution("oc", name="Okanagan College")
    change_lead(package=page.package, institution=new, reason=WHY)

    def found(**query: object) -> list[str]:
        return [row.slug for row in find(CatalogueQuery(**query)).rows]  # type: ignore[arg-type]

    assert found(institution=("oc",)) == ["cleaning-1"]
    assert found(institution=("viu",)) == []
    assert found(words="okanagan") == ["cleaning-1"]
    assert found(words="viu") == ["cleaning-1"]


def test_layers_over_it_and_open_proposals_stay_and_the_new_institution_answers() -> None:
    page, core = a_core()
    proposal = an_offer(core, owner="vcc")
    new = institution("oc")
    old_editor, new_editor = user(Role.CONTRIBUTOR, college("viu")), user(Role.CONTRIBUTOR, new)
    change_lead(package=page.package, institution=new, reason=WHY)
    assert [line.pk for line in proposals_for(new_editor).waiting] == [proposal.pk]
    assert proposals_for(old_editor).waiting == []
    layer = SpecialisationPage.objects.get(package=proposal.release.package)
    assert layer.base_release == core


def test_layer_changes_its_lead_with_what_it_does() -> None:
    _, core = a_core()
    page = a_layer(core, "oc")
    draft = newest_draft(page)
    before = [dict(row) for row in draft.operations]
    change_lead(package=page.package, institution=institution("vcc"), reason=WHY)
    after = newest_draft(page)
    assert (after.operations, after.base_release) == (before, core)
    assert after.package.owner.slug == "vcc"


def test_cover_goes_along_or_is_copied_where_somebody_else_uses_it() -> None:
    page, _ = a_core()
    old, new = college("viu"), institution("oc")
    cover = picture(old.collection, title="Mop")
    update_package_draft(page=page, fields={"cover": cover, "cover_alt": "A mop."})
    change_lead(package=page.package, institution=new, reason=WHY)
    assert draft_of(page).cover == cover
    assert Picture.objects.get(pk=cover.pk).collection == new.collection

    other, _ = a_core(new.slug, "cleaning-2")
    update_package_draft(page=other, fields={"cover": cover, "cover_alt": "A mop."})
    change_lead(package=page.package, institution=old, reason="Back again.")
    copy = draft_of(page).cover
    assert copy is not None
    assert copy != cover
    assert (copy.title, copy.collection) == ("Mop", old.collection)
    assert same_bytes(copy.file, cover.file)


def same_bytes(one: File[bytes], other: File[bytes]) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        return bool(first.read() == second.read())


def test_review_under_way_is_called_back_and_locks_and_subscriptions_end() -> None:
    page, _ = a_core()
    author = user(Role.CONTRIBUTOR, college("viu"))
    stored = PackagePage.objects.get(pk=page.pk)
    stored.get_workflow().start(stored, author)
    stored.locked, stored.locked_by = True, author
    stored.save()
    PageSubscription.objects.create(page=stored, user=author, comment_notifications=True)
    change_lead(package=page.package, institution=institution("oc"), reason=WHY)
    stored = PackagePage.objects.get(pk=page.pk)
    assert stored.current_workflow_state is None
    assert not stored.locked
    assert not PageSubscription.objects.filter(page=stored).exists()


@pytest.mark.parametrize(
    ("slug", "reason", "code"),
    [("viu", WHY, "LEAD-THE-SAME"), ("oc", "  ", "LEAD-NO-REASON")],
)
def test_change_that_can_t_be_made_is_refused(slug: str, reason: str, code: str) -> None:
    page, _ = a_core()
    with pytest.raises(LeadRefusedError) as refused:
        change_lead(package=page.package, institution=college(slug), reason=reason)
    assert refused.value.code == code
    assert not LeadChange.objects.exists()


def test_move_without_a_change_of_lead_stays_refused() -> None:
    page, _ = a_core()
    target = InstitutionPage.objects.get(institution=institution("oc"))
    with pytest.raises(OtherInstitutionError):
        PackagePage.objects.get(pk=page.pk).move(target, pos="last-child")


def test_own_files_of_a_layer_go_along_too() -> None:
    _, core = a_core()
    release = an_offer(core).release
    page = SpecialisationPage.objects.get(package=release.package)
    new = institution("vcc")
    change_lead(package=page.package, institution=new, reason=WHY)
    assert {document.collection for document in documents_of(page)} == {new.collection}


def test_command_changes_the_lead_and_says_what_it_doesn_t_know() -> None:
    page, _ = a_core()
    institution("oc")
    told = io.StringIO()
    call_command("change_lead", "cleaning-1", "oc", reason=WHY, stdout=told)
    page.package.refresh_from_db()
    assert page.package.owner.slug == "oc"
    assert "leads cleaning-1 now" in told.getvalue()
    for slug, to in (("nothing", "oc"), ("cleaning-1", "nobody"), ("cleaning-1", "oc")):
        with pytest.raises(CommandError):
            call_command("change_lead", slug, to, reason=WHY)


def test_screen_changes_the_lead_for_the_consortium_only() -> None:
    page, _ = a_core()
    new = institution("oc")
    address = reverse("change_lead", args=[page.package_id])
    client = Client()
    client.force_login(user(Role.PUBLISHER, college("viu")))
    assert client.get(address).status_code in {302, 403}
    client.force_login(user(Role.CONSORTIUM_EDITOR))
    text = client.get(address).content.decode()
    assert "1 release and 0 packages that build on it" in text
    assert "The college of oc" in text
    response = client.post(address, {"institution": new.pk, "reason": WHY, "agreed": "on"})
    assert response.status_code == 302
    page.package.refresh_from_db()
    assert page.package.owner == new
    assert WHY in client.get(address).content.decode()
