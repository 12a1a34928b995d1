"""Who has a release of a core, and what keeps the others. The same few statements for any number.

A layer has a release when its newest standing release stands on that one or on a later one. Drafts
that were never released are their institutions' own matter: they are counted, not named.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from repository.institutions.models import Institution
from repository.pages.specialisation_page import SpecialisationPage
from repository.releases.models import Package, ReleaseBase
from repository.releases.version import Version
from repository.updates.models import CoreUpdate, State, title_of
from repository.updates.selectors import titled_updates
from repository.updates.urgency import Urgent, urgencies_of, urgent_of


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """The newest standing release of a layer, and the release of the core under it."""

    number: Version
    base: Version


@dataclasses.dataclass(frozen=True, slots=True)
class LayerLine:
    """A released layer over a core. update: to the core's newest, None where there is none."""

    package: int
    slug: str
    title: str
    institution: Institution
    standing: Standing
    update: CoreUpdate | None
    lacks_urgent: bool = False
    is_current: bool = False

    def has(self, version: Version) -> bool:
        return self.standing.base >= version


@dataclasses.dataclass(frozen=True, slots=True)
class UrgentLine:
    """An urgent release of a core. layers: how many there are; have: how many have it."""

    number: str
    urgent: Urgent
    layers: int
    have: int


@dataclasses.dataclass(frozen=True, slots=True)
class Uptake:
    """urgent: urgent releases that stand, the newest first. lines: those that lack one first.

    drafts: how many layers were never released.
    """

    newest: Version | None
    urgent: tuple[UrgentLine, ...]
    lines: tuple[LayerLine, ...]
    drafts: int = 0

    @property
    def have(self) -> int:
        """How many layers have the newest release."""
        return sum(line.is_current for line in self.lines)


def uptake_of(core: Package) -> Uptake:
    """Every layer over a core: who has the newest release and who lacks an urgent one."""
    newest = _newest(core)
    urgencies = urgencies_of(core.pk)
    lines = [
        dataclasses.replace(
            line,
            lacks_urgent=any(not line.has(version) for version in urgencies),
            is_current=newest is not None and line.has(newest),
        )
        for line in _lines(core, newest)
    ]
    return Uptake(
        newest,
        tuple(
            UrgentLine(
                str(version),
                urgent_of(urgencies[version]),
                len(lines),
                sum(line.has(version) for line in lines),
            )
            for version in sorted(urgencies, reverse=True)
        ),
        tuple(sorted(lines, key=_urgent_first)),
        SpecialisationPage.objects.filter(base_release__package=core, live=False).count(),
    )


def _newest(core: Package) -> Version | None:
    standing = core.releases.filter(withdrawal=None).newest_first()
    found = standing.values_list("major", "minor", "patch").first()
    return Version(*found) if found else None


def _urgent_first(line: LayerLine) -> tuple[bool, bool, str, str]:
    return (not line.lacks_urgent, line.is_current, line.institution.name, line.title)


def _lines(core: Package, newest: Version | None) -> Iterable[LayerLine]:
    standing = standing_layers(core)
    updates = {update.package_id: update for update in _updates_to(core, newest)}
    released = ReleaseBase.objects.filter(base__package=core).values("release__package_id")
    packages = Package.objects.filter(pk__in=released).select_related("owner", "page")
    for package in packages:
        if package.pk in standing:
            yield LayerLine(
                package=package.pk,
                slug=package.slug,
                title=title_of(package),
                institution=package.owner,
                standing=standing[package.pk],
                update=updates.get(package.pk),
            )


def standing_layers(core: Package) -> Mapping[int, Standing]:
    """The newest standing release of every layer over a core, by the layer. One statement."""
    ends = ("release__major", "release__minor", "release__patch")
    bases = ("base__major", "base__minor", "base__patch")
    rows = ReleaseBase.objects.filter(base__package=core, release__withdrawal=None)
    found: dict[int, Standing] = {}
    for package, *numbers in rows.values_list("release__package_id", *ends, *bases).iterator():
        standing = Standing(Version(*numbers[:3]), Version(*numbers[3:]))
        known = found.get(package)
        if known is None or known.number < standing.number:
            found[package] = standing
    return found


def _updates_to(core: Package, newest: Version | None) -> Sequence[CoreUpdate]:
    """What was last reported to each layer of the newest release, oldest first."""
    found = titled_updates().filter(to_release__package=core, to_release__number=str(newest))
    return list(found.exclude(state=State.SUPERSEDED).order_by("reported_at", "pk"))


def institutions_that_have(core: Package, version: Version) -> tuple[int, int]:
    """How many institutions have a release in every layer of theirs, of how many. Two statements.

    Layers without a release of their own are not counted.
    """
    standing = standing_layers(core)
    owners = dict(Package.objects.filter(pk__in=standing).values_list("pk", "owner_id"))
    lacking = {owners[pk] for pk, found in standing.items() if found.base < version}
    everyone = set(owners.values())
    return len(everyone - lacking), len(everyone)
