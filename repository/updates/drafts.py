"""The layer of a draft, and the releases of its core: each manifest is parsed once for a run."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import cast

from repository.pages.draft import own_components, own_duties, read_draft
from repository.pages.layer_rows import Over, layer_of
from repository.pages.specialisation_page import SpecialisationPage
from repository.proposals.selectors import agreed_changes
from repository.releases.layer import Agreed, Layer
from repository.releases.models import Package, Release
from repository.releases.rebase import Rebase, rebase
from repository.releases.selectors import package_releases
from repository.releases.step import Step, step_between
from repository.updates.answers import Asked, asked_in


class Core:
    """A package that layers stand on, for the length of one run or one request."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._releases: dict[int, Release] = {}
        self._steps: dict[tuple[int, int], Step] = {}
        self._agreed: Mapping[int, tuple[Agreed, ...]] | None = None

    def release(self, pk: int) -> Release:
        """A release of the core with its manifest, which stays parsed."""
        if pk not in self._releases:
            self._releases[pk] = package_releases(self.package).get(pk=pk)
        return self._releases[pk]

    def newest(self) -> Release | None:
        """The newest release that stands now: asks each time, and for its number only."""
        standing = package_releases(self.package).filter(withdrawal=None)
        pk = standing.values_list("pk", flat=True).first()
        return None if pk is None else self.release(pk)

    def agreed(self, layer: int) -> tuple[Agreed, ...]:
        """What it accepted with changes from a layer. layer: primary key of its package."""
        if self._agreed is None:
            self._agreed = agreed_changes(self.package)
        return self._agreed.get(layer, ())

    def step(self, before: Release, after: Release) -> Step:
        pair = (before.pk, after.pk)
        if pair not in self._steps:
            self._steps[pair] = step_between(before.manifest, after.manifest)
        return self._steps[pair]


@dataclasses.dataclass(frozen=True, slots=True)
class DraftLayer:
    """The newest draft of a layer. base: the release of the core that it stands on."""

    draft: SpecialisationPage
    layer: Layer
    base: Release


@dataclasses.dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a layer on another release of its core, as both are now."""

    layer: Layer
    step: Step
    report: Rebase
    asked: tuple[Asked, ...]


def base_of_draft(page: SpecialisationPage) -> int:
    """Primary key of the release that the newest draft stands on, without reading the draft.

    page: with its `latest_revision`.
    """
    revision = page.latest_revision
    found = revision.content.get("base_release") if revision else None
    return int(found or page.base_release_id)


def read_layer(page: SpecialisationPage, core: Core) -> DraftLayer:
    """The layer that the newest draft of a page means. page: with package, owner and revision."""
    draft = cast(SpecialisationPage, page.get_latest_revision_as_object())
    # Objects that are here already: else each would be read, and each manifest parsed, again.
    draft.package = page.package
    base = core.release(draft.base_release_id)
    draft.base_release = base
    read = read_draft(draft)
    over = cast(Over, read.over)  # a specialisation always stands on something
    layer = layer_of(over, own_components(draft, read), own_duties(read))
    agreed = core.agreed(page.package_id)
    return DraftLayer(draft, dataclasses.replace(layer, agreed=agreed), base)


def move(found: DraftLayer, target: Release, core: Core) -> Move:
    """What becomes of a draft's layer on a release of its core."""
    step = core.step(found.base, target)
    report = rebase(found.base.manifest, target.manifest, found.layer, step)
    return Move(found.layer, step, report, asked_in(report, step, found.layer))


def page_of(package_id: int) -> SpecialisationPage:
    """The page of a layer with what reading it needs. Raises: SpecialisationPage.DoesNotExist."""
    related = ("package__owner", "latest_revision")
    page = SpecialisationPage.objects.select_related(*related).get(package=package_id)
    return cast(SpecialisationPage, page)
