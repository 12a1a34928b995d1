"""What a core's draft would mean for the layers over it, were it released now. Nothing is kept.

Of an institution's draft only the figures are told that the report will tell as well.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from repository.licences.selectors import licence_terms
from repository.pages.draft import draft_manifest
from repository.pages.specialisation_page import SpecialisationPage
from repository.pages.specialising import may_build_on
from repository.proposals.acceptance import newest_draft
from repository.releases.manifest import Manifest
from repository.releases.models import Package, Release
from repository.releases.numbering import propose_number
from repository.releases.provenance import stamped
from repository.releases.rebase import State, rebase
from repository.releases.selectors import package_releases
from repository.releases.step import step_between
from repository.updates.drafts import Core, page_of, read_layer
from repository.updates.uptake import LayerLine, uptake_of

# Each layer is read whole: a page should not wait for more of them.
SHOWN = 40


@dataclasses.dataclass(frozen=True, slots=True)
class ForecastLine:
    """to_decide: questions that the layer's people would have. taken_over: what comes in itself.
    licence: SPDX identifier of the layer's draft, empty for none."""

    layer: LayerLine
    to_decide: int
    taken_over: int
    licence: str


@dataclasses.dataclass(frozen=True, slots=True)
class Forecast:
    """number: of the release, empty where the draft would make none. told: how many layers there
    are; lines may be fewer. Those with most to decide come first. licence: short name of the
    release's, where it is another one than before. barred: licences of layers, as SPDX
    identifiers, under which none could be released over it."""

    number: str
    told: int = 0
    lines: Sequence[ForecastLine] = ()
    licence: str = ""
    barred: frozenset[str] = frozenset()

    @property
    def deciding(self) -> int:
        """How many layers would have something to decide."""
        return sum(line.to_decide > 0 for line in self.lines)


def forecast_of(package: Package) -> Forecast:
    """What releasing the newest draft of a core would mean."""
    previous = package_releases(package).first()
    target = _next_release(package, previous)
    if target is None:
        return Forecast("")
    layers = uptake_of(package).lines
    core = Core(package)
    lines = [line for layer in layers[:SHOWN] if (line := _line(layer, core, target))]
    lines.sort(key=lambda line: (-line.to_decide, line.layer.institution.name, line.layer.title))
    licence, barred = _licences(previous, target, lines)
    return Forecast(target.number, len(layers), lines, licence, barred)


def _licences(
    previous: Release | None, target: Manifest, lines: Sequence[ForecastLine]
) -> tuple[str, frozenset[str]]:
    if previous is None or previous.manifest.licence == target.licence:
        return "", frozenset()
    own = {line.licence for line in lines if line.licence}
    barred = {licence for licence in own if not may_build_on(target.licence, licence).yes}
    return licence_terms(target.licence).short, frozenset(barred)


def _next_release(package: Package, previous: Release | None) -> Manifest | None:
    """The draft as it would be released; None where nothing changed, or there is no draft."""
    draft = newest_draft(package)
    if draft is None:
        return None
    manifest = draft_manifest(draft)
    if previous is not None:
        # A picture is published with its release; until then the last one stands for it.
        manifest = dataclasses.replace(manifest, cover=previous.manifest.cover)
    proposal = propose_number(previous.manifest if previous else None, manifest)
    return stamped(manifest, proposal.number) if proposal.is_release else None


def _line(layer: LayerLine, core: Core, target: Manifest) -> ForecastLine | None:
    """None for a layer whose page was deleted, or whose draft stands on something else now."""
    page = SpecialisationPage.objects.filter(
        package=layer.package, base_release__package=core.package
    )
    if not page.exists():
        return None
    found = read_layer(page_of(layer.package), core)
    base = found.base.manifest
    report = rebase(base, target, found.layer, step_between(base, target))
    return ForecastLine(
        layer,
        sum(len(outcome.questions) for outcome in report.outcomes),
        sum(outcome.state == State.TAKEN_OVER for outcome in report.outcomes),
        found.draft.licence_id or "",
    )
