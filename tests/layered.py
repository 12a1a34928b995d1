"""A released core and layers over it, written as the editor writes them."""

from __future__ import annotations

import dataclasses
from typing import Any

from repository.institutions.models import Institution
from repository.pages.models import SpecialisationPage
from repository.pages.services import publish_package
from repository.pages.specialising import create_specialisation_draft
from repository.releases.manifest import LEVEL_1_CORE, LOCKED, OPTIONAL, Component, Manifest
from repository.releases.models import Package, Release
from repository.releases.provenance import unstamped
from repository.releases.services import publish_release
from tests.factories import institution
from tests.manifests import a_competency, a_component, a_duty
from tests.released import manifest_of

DUTIES = (
    a_duty(
        "d1",
        code="A",
        competencies=(
            a_competency("k1", "Work safely", code="A1"),
            a_competency("k2", "Clean glass", code="A2"),
        ),
    ),
)
# Locked, adaptable, optional (and the only one that assesses A2), optional.
PARTS = (
    a_component("c1", "Working safely", policy=LOCKED, teaches=("k1",), assesses=("k1",)),
    a_component("c2", "Lifting and carrying", teaches=("k1",)),
    a_component("c3", "Glass", policy=OPTIONAL, teaches=("k2",), assesses=("k2",)),
    a_component("c4", "Poster: sorting waste", policy=OPTIONAL, type="learning-resource"),
)


def a_core_release(slug: str = "cleaning-1", owner: str = "viu", **changes: Any) -> Release:
    """The first release of a Level 1 core: four components, two competencies."""
    college = Institution.objects.filter(slug=owner).first() or institution(owner)
    package = Package.objects.create(slug=slug, owner=college, kind=LEVEL_1_CORE)
    values = {"title": "Cleaning, Level 1", "duties": DUTIES, "components": PARTS}
    release = publish_release(package=package, manifest=manifest_of(package, **(values | changes)))
    assert release is not None
    return release


def next_core_release(release: Release, *parts: Component, **changes: Any) -> Release:
    """A later release of the same core. parts: in place of its components of the same keys.

    A part with a key of its own is added at the end.
    """
    manifest: Manifest = unstamped(release.manifest)
    by_key = {part.key: part for part in parts}
    kept = [by_key.pop(part.key, part) for part in manifest.components]
    values = {f.name: getattr(manifest, f.name) for f in dataclasses.fields(Manifest)}
    values |= {"components": (*kept, *by_key.values())} | changes
    made = publish_release(package=release.package, manifest=manifest_of(release.package, **values))
    assert made is not None
    return made


def a_layer(
    release: Release, owner: str = "oc", title: str = "Food plants", **changes: Any
) -> SpecialisationPage:
    """A draft layer of another institution over a release."""
    college = Institution.objects.filter(slug=owner).first() or institution(owner)
    return create_specialisation_draft(
        package=release.package, institution=college, title=title, base=release, **changes
    )


def newest_draft(page: SpecialisationPage) -> SpecialisationPage:
    draft = SpecialisationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert isinstance(draft, SpecialisationPage)
    return draft


def released_layer(page: SpecialisationPage) -> Release:
    release = publish_package(page=page)
    assert release is not None
    return release
