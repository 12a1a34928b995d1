"""The index follows the releases, and can be made from them alone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import transaction

from repository.pages.layer_service import add_component
from repository.releases.signals import released, withdrawn
from search.catalogue import CatalogueQuery, find
from search.counts import totals
from search.indexing import rebuild
from search.models import Entry, EntryPlaces, EntrySubject, EntryWords
from tests.layered import a_core_release, a_layer, released_layer
from tests.publications import a_release, a_withdrawal
from tests.released import a_package

pytestmark = pytest.mark.django_db


def numbers() -> dict[str, str]:
    return {row.slug: row.number for row in find(CatalogueQuery()).rows}


def whole_index() -> list[object]:
    return [
        list(Entry.objects.order_by("pk").values()),
        list(EntryWords.objects.order_by("pk").values()),
        list(EntryPlaces.objects.order_by("pk").values()),
        list(EntrySubject.objects.order_by("entry", "slug").values("entry", "slug", "name")),
    ]


def test_index_release_newest_by_number_and_not_by_date() -> None:
    package = a_package("food")
    a_release(package=package, number="1.10.0")
    a_release(package=package, number="1.9.0")
    assert numbers() == {"food": "1.10.0"}


def test_index_withdrawn_newest_falls_back_to_the_one_before() -> None:
    package = a_package("food")
    a_release(package=package, number="1.0.0", title="Old words")
    a_withdrawal(a_release(package=package, number="2.0.0", title="New words"))
    assert numbers() == {"food": "1.0.0"}
    assert find(CatalogueQuery(words="new")).count == 0


def test_index_all_withdrawn_package_is_not_listed() -> None:
    a_withdrawal(a_release(subjects=("Food",)))
    assert numbers() == {}
    assert not EntrySubject.objects.exists()
    assert not EntryWords.objects.exists()


def test_index_unknown_licence_is_listed_without_one() -> None:
    a_release(slug="food", licence="LicenseRef-unheard-of")
    (row,) = find(CatalogueQuery()).rows
    assert (row.slug, row.licence) == ("food", "")


def test_index_subjects_of_one_spelling_are_one() -> None:
    a_release(subjects=("Santé", "sante", "\N{EN DASH}", "Trades"))
    options = find(CatalogueQuery()).facets["subject"]
    assert [(option.value, option.label) for option in options] == [
        ("sante", "Santé"),
        ("trades", "Trades"),
    ]


def test_signals_update_the_index_in_the_sender_s_transaction() -> None:
    release = a_release(slug="food")
    Entry.objects.all().delete()
    released.send(sender=type(release), release=release)
    assert numbers() == {"food": "1.0.0"}
    with transaction.atomic():
        Entry.objects.all().delete()
        withdrawn.send(sender=type(release), release=release)
        transaction.set_rollback(True)
    assert numbers() == {"food": "1.0.0"}


def test_rebuild_from_the_releases_gives_the_same_index_again() -> None:
    for number in range(3):
        a_release(subjects=(f"S{number}",))
    a_withdrawal(a_release())
    before = whole_index()
    assert rebuild() == 3
    assert whole_index() == before
    Entry.objects.filter(number="1.0.0").update(title="Spoilt", licence=None)
    Entry.objects.order_by("pk").first().delete()  # type: ignore[union-attr]
    call_command("rebuild_projections", verbosity=0)
    assert whole_index() == before


def test_totals_count_what_a_layer_inherits_once() -> None:
    core = a_core_release()
    page = a_layer(core)
    add_component(page=page, after="c1", type="lesson-plan", title="Foam and rinse")
    released_layer(page)
    found = totals()
    assert found.packages == 2
    assert found.components == len(core.manifest.components) + 1
    assert found.competencies == len(core.manifest.competencies)
