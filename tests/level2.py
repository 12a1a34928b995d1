"""Released layers, written straight as manifests and published through the real gate."""

from __future__ import annotations

import dataclasses
from typing import Any

from repository.releases.layer import Layer, Operation, apply_layer
from repository.releases.manifest import (
    LEVEL_1_CORE,
    LEVEL_2_SPECIALISATION,
    STANDALONE,
    Duty,
    InstitutionRef,
    Manifest,
)
from repository.releases.models import Package, Release
from repository.releases.services import publish_release
from repository.releases.standing import base_of
from tests.manifests import a_competency, a_duty
from tests.released import an_institution, stored

OWN_DUTY = a_duty(
    "own-d",
    "Work in food plants",
    code="H",
    competencies=(a_competency("own-k", "Foam a processing line", code="H1"),),
)


def a_level_2(
    base: Release,
    *operations: Operation,
    owner: str = "oc",
    slug: str = "food-plants",
    duties: tuple[Duty, ...] = (OWN_DUTY,),
    title: str = "Food plants",
    **changes: Any,
) -> Release:
    """A release of a layer: a Level 2 over a core, an adaptation over anything else.

    Called again with the same slug, the next release of the same package.
    """
    college = an_institution(owner)
    is_core = base.manifest.kind == LEVEL_1_CORE
    kind = LEVEL_2_SPECIALISATION if is_core else STANDALONE
    package = Package.objects.filter(slug=slug).first() or Package.objects.create(
        slug=slug, owner=college, kind=kind
    )
    layer = Layer(operations, duties, adapts_freely=not is_core, package=str(package.uuid))
    values: dict[str, Any] = {
        "package": str(package.uuid),
        "kind": kind,
        "title": title,
        "number": "",
        "owner": InstitutionRef(college.slug, college.name, college.short_name),
        "partners": (),
        "base": base_of(base),
    }
    manifest: Manifest = dataclasses.replace(
        apply_layer(base.manifest, layer), **(values | changes)
    )
    for file in manifest.files:
        stored(file.name.encode())
    release = publish_release(package=package, manifest=manifest)
    assert release is not None
    return release
