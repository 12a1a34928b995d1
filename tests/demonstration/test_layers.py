"""The core that changed once, and the four layers over it."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from repository.demonstration import shapes
from repository.demonstration.content import CONTENT, layer_slugs
from repository.demonstration.load import is_wanted, load_demonstration
from repository.pages.draft import over_of, own_components, own_duties, read_draft
from repository.pages.layer_rows import layer_of
from repository.pages.models import InstitutionIndexPage, SpecialisationPage
from repository.releases.manifest import Component, Manifest
from repository.releases.models import Package, Release, Urgency
from repository.releases.rebase import Code, Rebase, State, rebase
from repository.releases.selectors import newest_release
from repository.updates.models import CoreUpdate
from repository.updates.models import State as UpdateState

pytestmark = pytest.mark.django_db
CORE = "building-service-worker-level-1"
HEALTH_CARE = "building-service-worker-health-care"
FOOD_PLANTS = "building-service-worker-food-plants"
HOTELS = "building-service-worker-hotels"
SCHOOLS = "building-service-worker-schools"
PINNED = {HEALTH_CARE: "1.0.0", FOOD_PLANTS: "1.1.0", HOTELS: "1.1.0", SCHOOLS: "1.2.0"}
OWNERS = {HEALTH_CARE: "viu", FOOD_PLANTS: "oc", HOTELS: "vcc", SCHOOLS: "camosun"}


NOW = shapes.DemoFile("words.md", lambda: b"# In words\n")
BEFORE = shapes.DemoFile("words.md", lambda: b"# In older words\n")


def in_few_bytes(package: shapes.DemoPackage) -> shapes.DemoPackage:
    """The same package with one small file in place of all: nothing has to be built."""
    return dataclasses.replace(
        package,
        about=dataclasses.replace(package.about, cover=None),
        components=tuple(dataclasses.replace(part, files=(NOW,)) for part in package.components),
        releases=tuple(
            dataclasses.replace(
                release,
                earlier=tuple(
                    dataclasses.replace(state, files=(BEFORE,) if state.files else ())
                    for state in release.earlier
                ),
            )
            for release in package.releases
        ),
    )


@pytest.fixture
def small_files(
    content: shapes.DemoContent, index_page: InstitutionIndexPage
) -> shapes.DemoContent:
    """The core and its layers, with the institutions that own them."""
    return dataclasses.replace(
        content,
        institutions=tuple(i for i in content.institutions if i.slug in OWNERS.values()),
        packages=tuple(in_few_bytes(p) for p in content.packages if p.slug == CORE),
        layers=tuple(
            dataclasses.replace(layer, package=in_few_bytes(layer.package))
            for layer in content.layers
        ),
    )


def load(content: shapes.DemoContent) -> tuple[int, int]:
    loaded = load_demonstration(content=content, password=None)
    return loaded.packages, loaded.releases


def newest(slug: str) -> Release:
    release = newest_release(Package.objects.get(slug=slug))
    assert release is not None
    return release


def moved_to_newest_core(slug: str) -> Rebase:
    """What becomes of a layer over the newest release of the core."""
    page = SpecialisationPage.objects.get(slug=slug)
    draft = read_draft(page)
    over = over_of(page)
    assert over is not None
    layer = layer_of(over, own_components(page, draft), own_duties(draft))
    return rebase(over.base, newest(CORE).manifest, layer)


def titled(manifest: Manifest) -> dict[str, Component]:
    return {component.title: component for component in manifest.components}


def test_core_has_three_releases_and_the_second_is_urgent(small_files: shapes.DemoContent) -> None:
    load(dataclasses.replace(small_files, layers=()))
    releases = list(Release.objects.filter(package__slug=CORE).order_by("released_at"))
    assert [release.number for release in releases] == ["1.0.0", "1.1.0", "1.2.0"]
    urgency = Urgency.objects.get()
    assert urgency.release == releases[1]
    assert urgency.take_over_by == date(2026, 12, 18)
    assert urgency.marked_at == releases[1].released_at
    first, second, third = (titled(release.manifest) for release in releases)
    lesson = "Lesson plan 9: Disinfectants and greener cleaning"
    assert first[lesson].description != second[lesson].description == third[lesson].description
    waste = "Lesson plan 15: Sorting waste in an office"
    assert (waste in first, waste in second, waste in third) == (True, True, False)
    renamed = third["Lesson plan 5: Handing over, answering people"]
    assert first["Lesson plan 5: Communication"].key == renamed.key
    assert "Contact times at a glance" in third.keys() - second.keys()


def test_layers_are_released_over_the_release_they_name(small_files: shapes.DemoContent) -> None:
    assert load(small_files) == (5, 8)
    for slug, number in PINNED.items():
        release = newest(slug)
        assert release.stands_on.base.number == number
        assert release.package.owner.slug == OWNERS[slug]
        manifest = release.manifest
        assert manifest.proof is not None
        proof = (manifest.proof.competencies, manifest.proof.taught, manifest.proof.assessed)
        assert proof == (31, 31, 31)
        assert sum(part.effort_minutes for part in manifest.components) == manifest.effort_minutes
        assert release.released_at > release.stands_on.base.released_at


def test_health_care_must_decide_on_the_lesson_it_replaced_and_on_the_order(
    small_files: shapes.DemoContent,
) -> None:
    load(small_files)
    report = moved_to_newest_core(HEALTH_CARE)
    asked = {found.title: [q.code for q in found.questions] for found in report.open}
    assert asked == {
        "Lesson plan 9: Disinfectants and greener cleaning": [Code.CORE_CHANGED_REPLACED],
        "Module 7: The chain of infection": [Code.NEW_WHERE_ADDED],
    }
    noted = next(o for o in report.outcomes if o.title.startswith("Lesson plan 13"))
    assert (noted.state, noted.reason) == (State.KEPT_LOCAL, "Your note stays.")


def test_food_plants_take_over_without_a_decision(small_files: shapes.DemoContent) -> None:
    load(small_files)
    report = moved_to_newest_core(FOOD_PLANTS)
    assert report.clean
    taken = {outcome.title for outcome in report.outcomes if outcome.state == State.TAKEN_OVER}
    assert taken == {
        "Lesson plan 5: Handing over, answering people",
        "Lesson plan 11: Strip and refinish",
        "Contact times at a glance",
        "Lesson plan 15: Sorting waste in an office",
    }


def test_hotels_leave_out_a_lesson_that_the_core_changed(small_files: shapes.DemoContent) -> None:
    load(small_files)
    report = moved_to_newest_core(HOTELS)
    assert report.clean
    lesson = next(o for o in report.outcomes if o.title.startswith("Lesson plan 11"))
    assert lesson.state == State.KEPT_LOCAL
    assert lesson.reason.startswith("The core changed it; it stays left out: Guest floors")
    (left_out,) = newest(HOTELS).manifest.omissions
    assert left_out.title == "Lesson plan 11: Strip and refinish"


def test_schools_are_up_to_date(small_files: shapes.DemoContent) -> None:
    load(small_files)
    report = moved_to_newest_core(SCHOOLS)
    states = {outcome.state for outcome in report.outcomes}
    assert states == {State.UNCHANGED, State.KEPT_LOCAL}


def test_layers_behind_have_a_core_update_waiting(small_files: shapes.DemoContent) -> None:
    load(small_files)
    waiting = CoreUpdate.objects.select_related("package", "to_release").order_by("package__slug")
    assert [(row.package.slug, row.to_release.number, row.is_clean) for row in waiting] == [
        (FOOD_PLANTS, "1.2.0", True),
        (HEALTH_CARE, "1.2.0", False),
        (HOTELS, "1.2.0", True),
    ]
    assert {row.state for row in waiting} == {UpdateState.OPEN}


def test_loading_again_makes_nothing_and_what_is_missing_is_wanted(
    small_files: shapes.DemoContent,
) -> None:
    without = dataclasses.replace(small_files, layers=small_files.layers[:2])
    assert load(without) == (3, 6)
    assert is_wanted()
    assert load(small_files) == (2, 2)
    assert load(small_files) == (0, 0)


def test_layer_without_its_core_is_left_out_with_a_word(small_files: shapes.DemoContent) -> None:
    said: list[str] = []
    (core,) = small_files.packages
    short = dataclasses.replace(
        small_files, packages=(dataclasses.replace(core, releases=core.releases[:2]),)
    )
    loaded = load_demonstration(content=short, password=None, say=said.append)
    assert loaded.packages == 4
    assert not Package.objects.filter(slug=SCHOOLS).exists()
    assert f"no layer {SCHOOLS}: {CORE} has no release 1.2.0 here" in said


def test_layer_over_a_core_that_went_another_way_is_left_out(
    small_files: shapes.DemoContent,
) -> None:
    said: list[str] = []
    (core,) = small_files.packages
    locked = tuple(
        dataclasses.replace(part, policy="locked") if part.name == "lesson-11" else part
        for part in core.components
    )
    other = dataclasses.replace(
        small_files, packages=(dataclasses.replace(core, components=locked),)
    )
    load_demonstration(content=other, password=None, say=said.append)
    assert not Package.objects.filter(slug=HOTELS).exists()
    assert any(line.startswith(f"no layer {HOTELS}: ") and "locked" in line for line in said)


def test_layers_bring_enough_of_their_own(content: shapes.DemoContent) -> None:
    assert layer_slugs() == tuple(sorted(PINNED))
    for layer in content.layers:
        assert 4 <= len(layer.package.competencies) <= 6
        assert 3 <= len(layer.package.components) <= 5
        assert (CONTENT / "layers" / layer.package.slug / "layer.yaml").is_file()
        assert layer.package.licence == "CC-BY-SA-4.0"
