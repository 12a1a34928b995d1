"""The core changed once and reached everybody, and nobody lost what they had built on it.

Vancouver Island University leads a Level 1. Okanagan College has replaced a lesson of it, Vancouver
Community College has left one out. The core changes both lessons.
"""

from __future__ import annotations

import dataclasses

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from repository.institutions.models import Institution
from repository.pages.draft_data import DraftCompetency, DraftComponent, DraftDuty
from repository.pages.layer_service import omit_component, replace_component
from repository.pages.models import PackagePage, SpecialisationPage
from repository.pages.services import create_package_draft, publish_package
from repository.pages.specialising import create_specialisation_draft
from repository.releases.models import Release
from tests import factories
from tests.browser.chromium import chromium
from tests.browser.conftest import Enter, Shoot
from tests.factories import Role

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium found"),
]

DUTY = DraftDuty(
    "d1",
    "A",
    "Work safely",
    (DraftCompetency("k1", "A1", "Lift with care"), DraftCompetency("k2", "A2", "Clean glass")),
)


@dataclasses.dataclass(frozen=True)
class World:
    viu: Institution
    oc: Institution
    vcc: Institution
    core: PackagePage
    plants: SpecialisationPage
    hotels: SpecialisationPage


@pytest.fixture
def world(transactional_db: None) -> World:
    """The first release of the core, and two layers over it, both released."""
    viu = factories.institution("viu", name="Vancouver Island University")
    oc = factories.institution("oc", name="Okanagan College")
    vcc = factories.institution("vcc", name="Vancouver Community College")
    core = create_package_draft(
        institution=viu,
        title="Cleaning, Level 1",
        kind="level-1-core",
        slug="cleaning-1",
        fields={
            "summary": "The same at every college.",
            "licence": "CC-BY-SA-4.0",
            "subjects": ["Cleaning"],
            "duties": [DUTY],
            "components": [
                part(viu, "c1", "Syllabus", "syllabus", policy="locked", assesses=("A1", "A2")),
                part(
                    viu, "c2", "Lifting", description="Ask for help above 20 kg.", teaches=("A1",)
                ),
                part(viu, "c3", "Glass", description="From the top down.", policy="optional"),
                part(viu, "c4", "Windows and walls", teaches=("A2",)),
            ],
        },
    )
    released(core)
    plants = layer(core, oc, "Food plants")
    replace_component(page=plants, target="c2", reason="We lift crates.")
    released(plants)
    hotels = layer(core, vcc, "Hotels")
    omit_component(page=hotels, target="c3", reason="A contractor cleans our windows.")
    released(hotels)
    return World(viu, oc, vcc, core, plants, hotels)


def part(
    owner: Institution,
    key: str,
    title: str,
    type: str = "lesson-plan",
    *,
    teaches: tuple[str, ...] = (),
    assesses: tuple[str, ...] = (),
    description: str = "",
    policy: str = "adaptable",
) -> DraftComponent:
    document = factories.document(owner.collection, content=title.encode(), title=title)
    return DraftComponent(
        key=key,
        type=type,
        title=title,
        description=description,
        documents=(document.pk,),
        teaches=teaches,
        assesses=assesses,
        policy=policy,
    )


def layer(core: PackagePage, institution: Institution, title: str) -> SpecialisationPage:
    return create_specialisation_draft(package=core.package, institution=institution, title=title)


def released(page: PackagePage) -> Release:
    release = publish_package(page=page)
    assert release is not None
    return release


def edit(page: Page, draft: PackagePage) -> None:
    page.goto(f"/admin/pages/{draft.pk}/edit/")


def publish(page: Page, number: str) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(f"is released as {number}")).to_be_visible()


def describe(page: Page, key: str, text: str) -> None:
    """Write another description into a component of the stream."""
    block = page.locator(f'[id="block-{key}-section"]')
    field = block.locator("[name$=-value-description]")
    if not field.is_visible():
        block.locator("[data-panel-toggle]").first.click()
    field.fill(text)


def test_the_core_changed_once_and_reached_everybody(
    world: World, enter: Enter, shoot: Shoot
) -> None:
    vera = factories.user(Role.PUBLISHER, world.viu, "vera")
    omar = factories.user(Role.PUBLISHER, world.oc, "omar")
    clea = factories.user(Role.PUBLISHER, world.vcc, "clea")

    # The core's editor changes two lessons, releases them and says that it is urgent.
    page = enter(vera)
    edit(page, world.core)
    describe(page, "c2", "Ask for help above 16 kg.")
    describe(page, "c3", "Touch points first, then from the top down.")
    publish(page, "1.0.1")
    page.goto(f"/admin/packages/{world.core.package_id}/releases/1.0.1/urgent/")
    page.get_by_label("Take over by").fill("2099-01-15")
    page.get_by_label("Why").fill("New guidance on lifting.")
    page.get_by_role("button", name="Mark 1.0.1 urgent").click()
    shoot(page, "1-urgent")
    told = {address for message in mail.outbox for address in message.to}
    assert {omar.email, clea.email} <= told

    # The college that replaced a lesson must decide; nothing has changed until it does.
    page = enter(omar)
    page.get_by_role("link", name="Core updates").first.click()
    page.get_by_role("link", name="Food plants").first.click()
    expect(page.get_by_role("heading", name="Level 1 moved from 1.0.0 to 1.0.1")).to_be_visible()
    expect(page.get_by_text("Urgent: take it over by 15 January 2099")).to_be_visible()
    shoot(page, "2-decision")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("0 of 1 decided")).to_be_visible()
    page.get_by_text("Keep yours").click()
    page.get_by_role("textbox", name="Reason").first.fill("Crates are lifted by two.")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("Draft made on 1.0.1")).to_be_visible()
    assert world.plants.package.releases.count() == 1
    page.get_by_role("link", name="Open the draft").first.click()
    publish(page, "1.0.1")

    # The college that left one out has nothing to decide, and it stays out.
    page = enter(clea)
    page.get_by_role("link", name="Core updates").first.click()
    page.get_by_role("link", name="Hotels").first.click()
    expect(page.get_by_text("it stays left out")).to_be_visible()
    shoot(page, "3-clean")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("link", name="Open the draft").first.click()
    publish(page, "1.0.1")

    # Who looks after the core sees that everybody has it.
    page = enter(vera)
    page.goto(f"/admin/packages/{world.core.package_id}/uptake/")
    expect(page.get_by_text("2 of 2 specialisations have 1.0.1")).to_be_visible()
    shoot(page, "4-uptake")

    # Anybody sees whose work is in it.
    page = enter(None)
    page.goto(f"/packages/{world.plants.slug}/")
    expect(page.get_by_text("Contains all 2 competencies").first).to_be_visible()
    assert "by Okanagan College" in page.content()
    assert "Builds on “Cleaning, Level 1”, release 1.0.1, by Vancouver Island" in page.content()
    shoot(page, "5-public")
    page.goto(f"/packages/{world.hotels.slug}/")
    expect(page.get_by_text("A contractor cleans our windows.").first).to_be_visible()
    page.goto("/packages/cleaning-1/specialisations/")
    expect(page.get_by_text("On the newest core").first).to_be_visible()
    shoot(page, "6-specialisations")
