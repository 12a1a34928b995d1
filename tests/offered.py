"""A core with a page, a layer over it that brings parts of its own, and offers of them."""

from __future__ import annotations

import dataclasses
from typing import Any

from repository.institutions.models import Institution
from repository.pages.draft_data import DraftCompetency, DraftComponent, DraftDuty
from repository.pages.layer_service import add_component, replace_component
from repository.pages.models import PackagePage, SpecialisationPage
from repository.pages.services import (
    create_package_draft,
    publish_package,
    update_package_draft,
)
from repository.pages.stream_rows import components_of_rows, rows_of_components
from repository.proposals.models import Proposal
from repository.proposals.services import offer_component
from repository.releases.manifest import LEVEL_1_CORE, LOCKED
from repository.releases.models import Release
from tests.factories import document, institution
from tests.layered import a_layer, newest_draft

DUTY = DraftDuty(
    "d1",
    "A",
    "Clean",
    (
        DraftCompetency("k1", "A1", "Work safely"),
        DraftCompetency("k2", "A2", "Clean glass"),
    ),
)


def college(slug: str) -> Institution:
    return Institution.objects.filter(slug=slug).first() or institution(slug)


def a_core(
    owner: str = "viu", slug: str = "cleaning-1", **fields: Any
) -> tuple[PackagePage, Release]:
    """A released core with its page: c1 is locked, c2 adaptable, in a section."""
    lead = college(owner)
    safety = document(lead.collection, title="safety", content=b"Wear gloves.")
    file = document(lead.collection, title="lifting", content=b"Bend your knees.")
    parts = [
        DraftComponent(
            "c1",
            "lesson-plan",
            "Working safely",
            policy=LOCKED,
            documents=(safety.pk,),
            teaches=("A1",),
            assesses=("A1",),
        ),
        DraftComponent(
            "c2",
            "lesson-plan",
            "Lifting",
            description="Bend your knees.",
            section="Body",
            documents=(file.pk,),
            teaches=("A2",),
            assesses=("A2",),
        ),
        DraftComponent("c3", "learning-resource", "Poster"),
    ]
    values: Any = {
        "summary": "Cleaning for everybody.",
        "licence": "CC-BY-4.0",
        "duties": [DUTY],
        "components": parts,
    }
    page = create_package_draft(
        institution=lead,
        title="Cleaning, Level 1",
        kind=LEVEL_1_CORE,
        slug=slug,
        fields=values | fields,
    )
    release = publish_package(page=page)
    assert release is not None
    return page, release


def change_part(page: PackagePage, key: str, /, **changes: Any) -> None:
    """Have the newest draft of a core say something else of one part."""
    stored = PackagePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    rows = components_of_rows(stored.components.get_prep_value())
    changed = [dataclasses.replace(row, **changes) if row.key == key else row for row in rows]
    update_package_draft(page=page, fields={"components": changed})


def own_part(page: SpecialisationPage, key: str, /, **changes: Any) -> None:
    """Have an own part of a layer's draft say something. key: its row's."""
    draft = newest_draft(page)
    rows = components_of_rows(draft.components.get_prep_value())
    draft.components = rows_of_components(
        dataclasses.replace(row, **changes) if row.key == key else row for row in rows
    )
    draft.save_revision(clean=False)


def a_replacing_layer(core: Release, owner: str = "oc", **changes: Any) -> Release:
    """A released layer with its own c2: another text and another file."""
    page = a_layer(core, owner)
    key = replace_component(page=page, target="c2", reason="We lift patients.")
    file = document(page.package.owner.collection, title="patients", content=b"Use the hoist.")
    values: dict[str, Any] = {
        "title": "Lifting people",
        "description": "Bend your knees and use the hoist.",
        "documents": (file.pk,),
    }
    own_part(page, key, **(values | changes))
    return published(page)


def an_adding_layer(
    core: Release, owner: str = "oc", of_the_layer: str = "", **changes: Any
) -> tuple[str, Release]:
    """A released layer with a part of its own behind c2; its key, and the release.

    of_the_layer: its licence, empty for the core's.
    """
    page = a_layer(core, owner, licence=of_the_layer)
    key = add_component(page=page, after="c2", type="lesson-plan", title="Foam and rinse")
    file = document(page.package.owner.collection, title="foam", content=b"Foam, then rinse.")
    own_part(page, key, documents=(file.pk,), **changes)
    return key, published(page)


def published(page: SpecialisationPage) -> Release:
    release = publish_package(page=page)
    assert release is not None
    return release


def an_offer(core: Release, **changes: Any) -> Proposal:
    """A replaced part, offered."""
    release = a_replacing_layer(core, **changes)
    return offer_component(release=release, key="c2", comment="It happened twice.")


def released_core(page: PackagePage) -> Release:
    release = publish_package(page=page)
    assert release is not None
    return release
