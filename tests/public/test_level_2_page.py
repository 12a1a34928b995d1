"""The page of a package that builds on another one, and what the base's page says of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from repository.releases.layer import Add, Annotate, Omit, Replace
from repository.releases.manifest import InstitutionRef
from repository.releases.models import LeadChange, Release, Urgency
from repository.releases.services import withdraw_release
from tests.layered import PARTS, a_core_release, next_core_release
from tests.level2 import a_level_2
from tests.manifests import a_component
from tests.publications import a_release
from tests.released import an_institution

pytestmark = pytest.mark.django_db

PATH = "/packages/food-plants/"


def page(client: Client, path: str = PATH, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    text = response.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    return " ".join(text.split())


def urgent(release: Release, why: str = "Contact times were wrong.") -> Urgency:
    return Urgency.objects.create(
        release=release, take_over_by=date(2026, 12, 1), why=why, marked_at=timezone.now()
    )


def a_newer_core(core: Release, description: str = "New words") -> Release:
    return next_core_release(core, a_component("c2", "Lifting", description=description))


def every_operation() -> tuple[Add | Replace | Omit | Annotate, ...]:
    return (
        Add(a_component("own-1", "Foam cleaning", teaches=("own-k",)), after="c1"),
        Replace("c2", a_component("mine", "Lifting crates")),
        Omit("c4", "Plants sort by other rules"),
        Annotate("c1", "Gloves are blue here", "oc"),
    )


def test_level_2_page_says_what_it_stands_on_and_what_is_whose(client: Client) -> None:
    core = a_core_release(effort_minutes=3600)
    a_level_2(core, *every_operation(), effort_minutes=5520)
    markup = page(client)
    shown = (
        "Cleaning, Level 1",
        "Cleaning, Level 2, by",
        'class="stream-name"',
        '<a href="/packages/cleaning-1/releases/1.0.0/">core release 1.0.0</a>',
        "92 hours: 60 core, 32 own.",
        "Contains all 2 competencies of Level 1, release 1.0.0",
        "All of them are taught and assessed.",
        core.manifest_sha256,
        "Everything in Level 1",
        "Read all 2 of Level 1",
        "OC’s own, replaces core",
        "In place of <bdi>“Lifting and carrying”</bdi>",
        "Reason: <bdi>Plants sort by other rules</bdi>",
        "Poster: sorting waste",
        "Note by OC",
        "Gloves are blue here",
        "Comes from",
        "/packages/food-plants/compare/core..1.0.0/",
    )
    assert [text for text in shown if text not in markup] == []
    assert markup.index("Work in food plants") < markup.index("Everything in Level 1")


def test_level_2_page_attribution_names_core_and_own_authors(client: Client) -> None:
    a_level_2(a_core_release())
    markup = page(client)
    assert "by College OC" in markup
    assert "Builds on “Cleaning, Level 1”, release 1.0.0" in markup


def test_level_2_page_marks_each_part_by_its_origin(client: Client) -> None:
    a_level_2(a_core_release(), *every_operation())
    markup = page(client)
    marks = {
        name: markup.count(f'data-origin="{name}">')
        for name in ("core", "own", "replaced", "omitted")
    }
    # In the legend once, at each part twice: its row and its mark; own and core at a duty too.
    assert marks["replaced"] == marks["omitted"] == 1 + 2
    assert markup.count('<li class="part"') == 5
    assert min(marks["core"], marks["own"]) >= 1 + 2


def test_level_2_page_proof_says_no_more_than_was_found(client: Client) -> None:
    parts = (a_component("c1", "Working safely", teaches=("k1", "k2"), assesses=("k1",)),)
    a_level_2(a_core_release(components=parts))
    markup = page(client)
    assert "All of them are taught and 1 are assessed" in markup
    assert "the core itself teaches and assesses no more" in markup


def test_level_2_page_tells_of_a_newer_core(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    before = client.get(PATH)
    assert "newer core release" not in page(client)
    newer = a_newer_core(core)
    markup = page(client)
    assert f"A newer core release exists: {newer.number}" in markup
    assert f"/packages/cleaning-1/compare/1.0.0..{newer.number}/" in markup
    conditions = {"If-None-Match": before.headers["ETag"]}
    assert client.get(PATH, headers=conditions).status_code == 200


def test_level_2_page_urgent_core_says_why_and_by_when(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    newer = a_newer_core(core)
    first = client.get(PATH)
    urgent(newer, "Contact times were <wrong>.")
    markup = page(client)
    assert 'data-tone="danger"' in markup
    assert "should be taken over by 1 December 2026" in markup
    assert "Contact times were &lt;wrong&gt;." in markup
    later = {"If-Modified-Since": first.headers["Last-Modified"]}
    Urgency.objects.update(marked_at=datetime(2090, 1, 1, tzinfo=UTC))
    assert client.get(PATH, headers=later).status_code == 200


def test_level_2_page_withdrawn_core_is_told_with_its_reason(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    withdraw_release(release=core, reason="The dilution is wrong.", user=None)
    markup = page(client)
    assert "core release 1.0.0, on which this package stands, has been withdrawn" in markup
    assert "The dilution is wrong." in markup


def test_adaptation_page_claims_no_harmony(client: Client) -> None:
    original = a_core_release(slug="cleaning", owner="viu", kind="standalone")
    original.package.kind = "standalone"
    a_level_2(original, *every_operation(), slug="mine", title="Cleaning for plants")
    markup = page(client, "/packages/mine/")
    assert "Adapted by" in markup
    assert "from <bdi>“Cleaning, Level 1”</bdi>" in markup
    assert "over <a" in markup
    assert "original release 1.0.0" in markup
    assert "OC’s own, replaces original" in markup
    assert "Contains all" not in markup
    assert "Level 2" not in markup
    compared = page(client, "/packages/mine/compare/core..1.0.0/")
    assert "What release 1.0.0 makes of original release 1.0.0" in compared


def test_adaptation_of_an_adaptation_names_all_authors(client: Client) -> None:
    original = a_release(slug="first", kind="standalone", title="First")
    middle = a_level_2(original, slug="second", owner="oc", title="Second", duties=())
    a_level_2(middle, slug="third", owner="vcc", title="Third", duties=())
    markup = page(client, "/packages/third/")
    assert "Builds on “Second”" in markup
    assert "Builds on “First”" in markup


def test_core_page_lists_its_specialisations_with_their_state(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    newer = a_newer_core(core)
    a_level_2(newer, slug="hotels", owner="vcc", title="Hotels")
    markup = page(client, "/packages/cleaning-1/")
    assert "Two Level 2 specialisations stand on this core." in markup
    assert "Core update waiting" in markup
    assert "On the newest core" in markup
    assert "/packages/cleaning-1/specialisations/" in markup


def test_core_page_newest_standing_release_of_a_layer_counts(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    newer = a_newer_core(core)
    second = a_level_2(newer)
    before = client.get("/packages/cleaning-1/")
    assert "Core update waiting" not in before.content.decode()
    withdraw_release(release=second, reason="Wrong.", user=None)
    conditions = {"If-None-Match": before.headers["ETag"]}
    response = client.get("/packages/cleaning-1/", headers=conditions)
    assert "Core update waiting" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "licence", "words", "link"),
    [
        ("level-1-core", "CC-BY-SA-4.0", "Specialise this package", True),
        ("standalone", "CC-BY-SA-4.0", "Adapt this package", True),
        ("level-1-core", "CC-BY-ND-4.0", "Not to be specialised", False),
        ("standalone", "CC-BY-ND-4.0", "Not to be adapted", False),
    ],
)
def test_package_page_offers_to_build_on_it_where_the_licence_allows(
    client: Client, kind: str, licence: str, words: str, link: bool
) -> None:
    a_release(slug="food", kind=kind, licence=licence)
    markup = page(client, "/packages/food/")
    assert words in markup
    assert ("/admin/specialise/food/" in markup) is link


def test_old_release_page_offers_nothing_to_build_on(client: Client) -> None:
    core = a_core_release()
    newer = a_newer_core(core)
    urgent(newer)
    markup = page(client, "/packages/cleaning-1/releases/1.0.0/")
    assert "/admin/specialise/" not in markup
    assert f"Urgent: take over release {newer.number} by 1 December 2026" in markup


def test_core_page_history_marks_urgent_releases_and_links_what_changed(client: Client) -> None:
    core = a_core_release()
    newer = a_newer_core(core)
    urgent(newer)
    markup = page(client, "/packages/cleaning-1/")
    assert "Urgent, take over by 1 December 2026" in markup
    assert f'href="/packages/cleaning-1/compare/1.0.0..{newer.number}/">What changed' in markup
    assert "Urgent: take over this release by 1 December 2026" in markup


def test_package_page_tells_of_a_change_of_lead(client: Client) -> None:
    core = a_core_release(owner="vcc")
    a_change_of_lead(core, "vcc", "viu", datetime(2026, 5, 3, 19, tzinfo=UTC))
    markup = page(client, "/packages/cleaning-1/")
    assert "since <time" in markup
    assert "3 May 2026</time>; before by " in markup
    assert "led this release" in markup


def a_change_of_lead(core: Release, old: str, new: str, moment: datetime) -> None:
    LeadChange.objects.create(
        package=core.package,
        from_institution=an_institution(old),
        to_institution=an_institution(new),
        reason="Agreed.",
        changed_at=moment,
    )


def test_package_page_tells_of_several_leads(client: Client) -> None:
    core = a_core_release(owner="oc")
    a_change_of_lead(core, "oc", "vcc", datetime(2025, 1, 7, 19, tzinfo=UTC))
    a_change_of_lead(core, "vcc", "viu", datetime(2026, 5, 3, 19, tzinfo=UTC))
    markup = page(client, "/packages/cleaning-1/")
    assert "before by College VCC since 7 January 2025, before that by" in markup


def test_level_2_page_statements_are_as_many_for_many_parts_releases_and_layers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    core = a_core_release()
    a_level_2(core, *every_operation())
    with django_assert_num_queries(10):
        client.get(PATH)
    with django_assert_num_queries(8):
        client.get("/packages/cleaning-1/")
    parts = [a_component(f"n{n}", f"New {n}") for n in range(20)]
    for n in range(3):
        core = next_core_release(core, *parts, summary=f"Summary {n}")
        for slug in ("food-plants", "hotels", "schools"):
            a_level_2(core, *every_operation(), slug=slug, owner=slug, title=f"{slug} {n}")
    with django_assert_num_queries(10):
        client.get(PATH)
    with django_assert_num_queries(8):
        client.get("/packages/cleaning-1/")


def test_partner_of_the_core_is_named_on_its_page(client: Client) -> None:
    an_institution("vcc")
    a_core_release(partners=(InstitutionRef("vcc", "College VCC", "VCC"),), components=PARTS)
    assert "College VCC" in page(client, "/packages/cleaning-1/")


def test_catalogue_says_over_which_core_and_filters_by_kind(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    markup = page(client, "/catalogue/?kind=level-2-specialisation")
    assert "Over <bdi>“Cleaning, Level 1”, release 1.0.0</bdi>" in markup
    assert "/packages/food-plants/" in markup
    assert 'href="/packages/cleaning-1/"' not in markup


def test_core_page_urgency_stays_until_every_layer_took_it_over(client: Client) -> None:
    core = a_core_release()
    a_level_2(core)
    urgent(a_newer_core(core))
    newest = next_core_release(a_newer_core(core, "Other words"), summary="Third")
    said = "or a later one by 1 December 2026"
    assert said in page(client, "/packages/cleaning-1/")
    a_level_2(newest)
    assert said not in page(client, "/packages/cleaning-1/")


@pytest.mark.parametrize(
    ("core", "title", "words"),
    [
        ("Cleaning, Level 1", "Hotels", "Cleaning, Level 2, by"),
        ("Cleaning Level 1", "Hotels", "Cleaning, Level 2, by"),
        ("Nettoyage", "Hôtels", "Level 2 of “Nettoyage”, by"),
        ("Cleaning, Level 1", "Cleaning, Level 2: hotels", ">By<"),
    ],
)
def test_level_2_page_names_its_level_once(
    client: Client, core: str, title: str, words: str
) -> None:
    a_level_2(a_core_release(title=core), title=title)
    assert words in page(client)
