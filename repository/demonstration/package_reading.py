"""Reads what describes one package: `package.yaml`, and most of a `layer.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from repository.demonstration import shapes
from repository.demonstration.building import file_of, shared_drawings
from repository.demonstration.errors import DemoContentError
from repository.demonstration.fields import Fields
from repository.demonstration.keys import stable_key
from repository.demonstration.picture_builder import COVERS, build_cover
from repository.demonstration.sources import html
from repository.releases import manifest

DELIVERIES = ("online", "in-person", "blended")
FACILITATIONS = ("self-directed", "lightly-facilitated", "fully-facilitated")
CREDIT = ("not-for-credit", "for-credit", "counts-towards")
LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0")


def read_package(
    source: tuple[Path, Fields], territory: str, slugs: Collection[str]
) -> shapes.DemoPackage:
    """source: the folder and what its `package.yaml` says. slugs: of the institutions.

    Raises: DemoContentError.
    """
    folder, fields = source
    kind = fields.one_of("kind", manifest.KINDS)
    components = fields.many("components")
    return described(folder, fields, kind, components, territory, slugs)


def described(
    folder: Path,
    fields: Fields,
    kind: str,
    components: Iterable[Fields],
    territory: str,
    slugs: Collection[str],
    foreign_codes: Iterable[str] = (),
) -> shapes.DemoPackage:
    """A package from its fields, each of which must be used up then.

    components: taken out of the fields already. foreign_codes: of competencies of the base.

    Raises: DemoContentError.
    """
    slug = folder.name
    licence = fields.one_of("licence", LICENCES)
    duties = tuple(_duty(each, slug) for each in fields.many("duties"))
    codes = [competency.code for duty in duties for competency in duty.competencies]
    codes.extend(foreign_codes)
    if len(codes) != len(set(codes)):
        raise DemoContentError(slug, "a competency code stands twice")
    drawings = shared_drawings(folder.parent.parent / "pictures")
    sources = Sources(folder, licence, drawings)
    read = tuple(_component(each, sources, set(codes)) for each in components)
    package = shapes.DemoPackage(
        slug=slug,
        title=fields.text("title"),
        kind=kind,
        owner=_known(fields.text("owner"), slugs, slug),
        partners=tuple(_known(each, slugs, slug) for each in fields.texts("partners")),
        licence=licence,
        about=_about(fields, slug, slugs, territory),
        duties=duties,
        components=read,
        releases=tuple(_release(each, sources, read) for each in fields.many("releases")),
    )
    fields.done()
    return package


class Sources:
    """The folder of a package, from which its files are made."""

    def __init__(self, folder: Path, licence: str, drawings: dict[str, bytes]) -> None:
        self.folder, self.licence, self.drawings = folder, licence, drawings

    def files(self, names: Iterable[str], licence: str) -> tuple[shapes.DemoFile, ...]:
        """licence: of the component, empty for the package's own. Raises: DemoContentError."""
        words = licence or self.licence
        return tuple(file_of(self.folder, name, words, self.drawings) for name in names)


def _known(slug: str, slugs: Collection[str], place: str) -> str:
    if slug and slug not in slugs:
        raise DemoContentError(place, f"there is no institution {slug!r}")
    return slug


def _about(
    fields: Fields, slug: str, slugs: Collection[str], territory: str
) -> shapes.DemoDescription:
    return shapes.DemoDescription(
        language=fields.text("language", "en-CA"),
        summary=fields.text("summary"),
        description_html=html(fields.prose("description")),
        subjects=fields.texts("subjects"),
        skills=fields.texts("skills"),
        occupations=tuple(_occupation(each) for each in fields.many("occupations")),
        for_whom=fields.text("for_whom"),
        prerequisites=fields.text("prerequisites"),
        hours=fields.text("hours"),
        delivery=fields.one_of("delivery", DELIVERIES),
        facilitation=fields.one_of("facilitation", FACILITATIONS),
        credit_status=fields.one_of("credit_status", CREDIT),
        contributors=tuple(_contributor(each, slugs) for each in fields.many("contributors")),
        funder=fields.text("funder", ""),
        acknowledgement=fields.text("acknowledgement", ""),
        territory=territory,
        cover=_cover(fields.inner("cover"), slug),
        next_review=fields.day("next_review"),
    )


def _duty(fields: Fields, slug: str) -> shapes.DemoDuty:
    code, title = fields.text("code"), fields.text("title")
    stated = fields.inner("competencies")
    if stated is None:
        raise DemoContentError(fields.place, "competencies are missing")
    competencies = tuple(
        shapes.DemoCompetency(stable_key(slug, "competency", each), each, stated.text(each))
        for each in list(stated.values)
    )
    fields.done()
    return shapes.DemoDuty(stable_key(slug, "duty", code), code, title, competencies)


def _occupation(fields: Fields) -> shapes.DemoOccupation:
    occupation = shapes.DemoOccupation(fields.text("noc"), fields.text("title"))
    fields.done()
    return occupation


def _contributor(fields: Fields, slugs: Collection[str]) -> shapes.DemoContributor:
    contributor = shapes.DemoContributor(
        fields.text("name"),
        fields.text("role"),
        _known(fields.text("institution", ""), slugs, fields.place),
    )
    fields.done()
    return contributor


def _cover(fields: Fields | None, slug: str) -> shapes.DemoPicture | None:
    if fields is None:
        return None
    scene = fields.one_of("scene", tuple(COVERS))
    picture = shapes.DemoPicture(
        f"{slug}-cover.jpg", fields.text("alt"), lambda: build_cover(scene)
    )
    fields.done()
    return picture


def _release(
    fields: Fields, sources: Sources, components: tuple[shapes.DemoComponent, ...]
) -> shapes.DemoRelease:
    by_name = {component.name: component for component in components}
    without = fields.texts("without")
    unknown = set(without) - by_name.keys()
    if unknown:
        raise DemoContentError(fields.place, f"there is no component {sorted(unknown)}")
    earlier = fields.inner("earlier")
    release = shapes.DemoRelease(
        day=fields.day("date"),
        notes=fields.text("notes"),
        without=without,
        earlier=tuple(_states(earlier, sources, by_name, without)) if earlier else (),
        urgent=_urgency(fields.inner("urgent")),
    )
    fields.done()
    return release


def _states(
    fields: Fields,
    sources: Sources,
    components: dict[str, shapes.DemoComponent],
    without: tuple[str, ...],
) -> Iterator[shapes.DemoState]:
    """What components said in an earlier release, by their names. Raises: DemoContentError."""
    for name in list(fields.values):
        said = fields.inner(name)
        if name not in components or name in without:
            raise DemoContentError(fields.place, f"there is no component {name!r} in this release")
        if said is None or not said.values:
            raise DemoContentError(fields.place, f"{name!r} says nothing")
        files = sources.files(said.texts("files"), components[name].licence)
        yield shapes.DemoState(name, said.text("title", ""), said.text("description", ""), files)
        said.done()


def _urgency(fields: Fields | None) -> shapes.DemoUrgency | None:
    if fields is None:
        return None
    urgency = shapes.DemoUrgency(fields.day("take_over_by"), fields.text("why"))
    fields.done()
    return urgency


def _codes(fields: Fields, name: str, known: set[str]) -> tuple[str, ...]:
    codes = fields.texts(name)
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise DemoContentError(fields.place, f"{name} names unknown competencies: {unknown}")
    return codes


def _component(fields: Fields, sources: Sources, codes: set[str]) -> shapes.DemoComponent:
    name, licence = fields.text("name"), fields.text("licence", "")
    component = shapes.DemoComponent(
        key=stable_key(sources.folder.name, "component", name),
        name=name,
        type=fields.one_of("type", manifest.COMPONENT_TYPES),
        title=fields.text("title"),
        description=fields.text("description", ""),
        section=fields.text("section", ""),
        hours=fields.text("hours", ""),
        audience=fields.one_of("audience", manifest.AUDIENCES, manifest.PUBLIC),
        policy=fields.one_of("policy", manifest.POLICIES, manifest.ADAPTABLE),
        policy_reason=fields.text("policy_reason", ""),
        licence=licence,
        attribution=_attribution(fields.inner("attribution")),
        files=sources.files(fields.texts("files"), licence),
        teaches=_codes(fields, "teaches", codes),
        practises=_codes(fields, "practises", codes),
        assesses=_codes(fields, "assesses", codes),
    )
    fields.done()
    return component


def _attribution(named: Fields | None) -> shapes.DemoAttribution:
    if named is None:
        return shapes.DemoAttribution()
    return shapes.DemoAttribution(
        title=named.text("title"),
        author=named.text("author"),
        source=named.text("source", ""),
        licence=named.one_of("licence", LICENCES),
    )
