"""Made-up Level 2 packages: a few own parts over a made-up core. Pure."""

from __future__ import annotations

import dataclasses

from repository.lib.canonical_json import digest
from repository.releases.attribution import authors
from repository.releases.harmonisation import prove
from repository.releases.layer import Add, Layer, apply_layer
from repository.releases.manifest import (
    LEVEL_2_SPECIALISATION,
    Base,
    Competency,
    Component,
    Duty,
    Manifest,
    to_json,
)
from repository.releases.provenance import stamped

OWN_PARTS = 3


def laid_over(own: Manifest, core: Manifest, number: str) -> Manifest:
    """A Level 2 with the first parts and the first duty of `own`, over a release of `core`.

    core: without number and hops. number: of the release that is stood on.
    """
    base = stamped(core, number)
    duty = _own_duty(own.duties[0])
    keys = tuple(competency.key for competency in duty.competencies)
    parts = [_own_part(part, keys) for part in own.components[:OWN_PARTS]]
    last = core.components[-1].key
    layer = Layer(tuple(Add(part, last, place) for place, part in enumerate(parts)), (duty,))
    effective = apply_layer(base, layer)
    return dataclasses.replace(
        own,
        kind=LEVEL_2_SPECIALISATION,
        title=f"{core.title}: {own.title[0].lower()}{own.title[1:]}",
        licence=core.licence,
        language=core.language,
        duties=effective.duties,
        components=effective.components,
        base=_base(base),
        proof=prove(base, effective).proof,
    )


def _base(release: Manifest) -> Base:
    return Base(
        package=release.package,
        title=release.title,
        kind=release.kind,
        number=release.number,
        sha256=digest(to_json(release)),
        owner=release.owner,
        licence=release.licence,
        authors=authors(release),
        competencies=len(release.competencies),
    )


def _own_duty(duty: Duty) -> Duty:
    competencies = tuple(
        Competency(f"own-{c.key}", f"H{place}", c.statement)
        for place, c in enumerate(duty.competencies, start=1)
    )
    return Duty(key="own-H", code="H", title=duty.title, competencies=competencies)


def _own_part(part: Component, keys: tuple[str, ...]) -> Component:
    own = dataclasses.replace(part, key=f"own-{part.key}")
    if own.assesses:
        return dataclasses.replace(own, assesses=keys[:2])
    return dataclasses.replace(own, teaches=keys[:2])
