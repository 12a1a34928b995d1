"""Reads the sources in `content/` into the values of `shapes`, and checks what they say.

Keys are made from the names in the sources (uuid5), so that they are the same on every machine and
stay when a title or an order changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from repository.demonstration import shapes
from repository.demonstration.building import file_of, shared_drawings
from repository.demonstration.errors import DemoContentError
from repository.demonstration.fields import Fields
from repository.demonstration.picture_builder import COVERS, build_cover, build_logo
from repository.demonstration.sources import html
from repository.releases import manifest

CONTENT = Path(__file__).parent / "content"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demonstration.headwaters.example")
DELIVERIES = ("online", "in-person", "blended")
FACILITATIONS = ("self-directed", "lightly-facilitated", "fully-facilitated")
CREDIT = ("not-for-credit", "for-credit", "counts-towards")
LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0")


def stable_key(*names: str) -> str:
    """The same uuid for the same names, always."""
    return str(uuid.uuid5(NAMESPACE, "/".join(names)))


def load_content(folder: Path = CONTENT) -> shapes.DemoContent:
    """All of it, read and checked; no file is built yet.

    Raises: DemoContentError, naming the file and the field.
    """
    institutions = read_institutions(folder)
    slugs = {institution.slug for institution in institutions}
    territory = institutions[0].territory
    packages = tuple(
        _package(folder / "packages" / slug, territory, slugs) for slug in package_slugs(folder)
    )
    return shapes.DemoContent(institutions, packages, read_accounts(slugs, folder))


def read_institutions(folder: Path = CONTENT) -> tuple[shapes.DemoInstitution, ...]:
    """Raises: DemoContentError."""
    members = Fields(_yaml(folder / "institutions.yaml"), "institutions.yaml")
    territory = members.text("territory")
    return tuple(_institution(each, territory) for each in members.many("institutions"))


def read_accounts(slugs: Collection[str], folder: Path = CONTENT) -> tuple[shapes.DemoAccount, ...]:
    """slugs: of the institutions. Raises: DemoContentError."""
    people = Fields(_yaml(folder / "accounts.yaml"), "accounts.yaml")
    return tuple(_account(each, slugs) for each in people.many("accounts"))


def package_slugs(folder: Path = CONTENT) -> tuple[str, ...]:
    """Slugs of all packages, without reading them."""
    return tuple(sorted(path.parent.name for path in (folder / "packages").glob("*/package.yaml")))


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _known(slug: str, slugs: Collection[str], place: str) -> str:
    if slug and slug not in slugs:
        raise DemoContentError(place, f"there is no institution {slug!r}")
    return slug


def _institution(fields: Fields, territory: str) -> shapes.DemoInstitution:
    slug = fields.text("slug")
    name, short_name = fields.text("name"), fields.text("short_name")
    mark, tone = fields.text("mark"), fields.one_of("tone", ("water", "contour", "moss", "stone"))
    institution = shapes.DemoInstitution(
        slug=slug,
        name=name,
        short_name=short_name,
        region=fields.text("region"),
        website=fields.text("website"),
        ror=fields.text("ror", ""),
        email_domains=fields.texts("email_domains"),
        about_html=html(fields.prose("about")),
        territory=territory,
        logo=shapes.DemoPicture(
            name=f"{slug}-mark.png",
            alt=f"The letters {mark} on a contour map: a mark drawn for this demonstration",
            make=lambda: build_logo(mark, tone),
        ),
    )
    fields.done()
    return institution


def _account(fields: Fields, slugs: Collection[str]) -> shapes.DemoAccount:
    account = shapes.DemoAccount(
        username=fields.text("username"),
        email=fields.text("email"),
        first_name=fields.text("first_name"),
        last_name=fields.text("last_name"),
        role=fields.one_of("role", shapes.ROLES),
        institution=_known(fields.text("institution", ""), slugs, fields.place),
    )
    fields.done()
    return account


def _package(folder: Path, territory: str, slugs: Collection[str]) -> shapes.DemoPackage:
    slug = folder.name
    fields = Fields(_yaml(folder / "package.yaml"), slug)
    licence = fields.one_of("licence", LICENCES)
    duties = tuple(_duty(each, slug) for each in fields.many("duties"))
    components = _components(fields, folder, licence, duties)
    names = {component.name for component in components}
    package = shapes.DemoPackage(
        slug=slug,
        title=fields.text("title"),
        kind=fields.one_of("kind", manifest.KINDS),
        owner=_known(fields.text("owner"), slugs, slug),
        partners=tuple(_known(each, slugs, slug) for each in fields.texts("partners")),
        licence=licence,
        about=_about(fields, slug, slugs, territory),
        duties=duties,
        components=components,
        releases=tuple(_release(each, names) for each in fields.many("releases")),
    )
    fields.done()
    return package


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


def _components(
    fields: Fields, folder: Path, licence: str, duties: tuple[shapes.DemoDuty, ...]
) -> tuple[shapes.DemoComponent, ...]:
    codes = [competency.code for duty in duties for competency in duty.competencies]
    if len(codes) != len(set(codes)):
        raise DemoContentError(folder.name, "a competency code stands twice")
    drawings = shared_drawings(folder.parent.parent / "pictures")
    return tuple(
        _component(each, folder, licence, set(codes), drawings)
        for each in fields.many("components")
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


def _release(fields: Fields, names: set[str]) -> shapes.DemoRelease:
    release = shapes.DemoRelease(fields.day("date"), fields.text("notes"), fields.texts("without"))
    unknown = set(release.without) - names
    if unknown:
        raise DemoContentError(fields.place, f"there is no component {sorted(unknown)}")
    fields.done()
    return release


def _codes(fields: Fields, name: str, known: set[str]) -> tuple[str, ...]:
    codes = fields.texts(name)
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise DemoContentError(fields.place, f"{name} names unknown competencies: {unknown}")
    return codes


def _component(
    fields: Fields, folder: Path, licence: str, codes: set[str], drawings: dict[str, bytes]
) -> shapes.DemoComponent:
    name = fields.text("name")
    own_licence = fields.text("licence", "")
    named = fields.inner("attribution")
    attribution = shapes.DemoAttribution()
    if named is not None:
        attribution = shapes.DemoAttribution(
            title=named.text("title"),
            author=named.text("author"),
            source=named.text("source", ""),
            licence=named.one_of("licence", LICENCES),
        )
    component = shapes.DemoComponent(
        key=stable_key(folder.name, "component", name),
        name=name,
        type=fields.one_of("type", manifest.COMPONENT_TYPES),
        title=fields.text("title"),
        description=fields.text("description", ""),
        section=fields.text("section", ""),
        hours=fields.text("hours", ""),
        audience=fields.one_of("audience", manifest.AUDIENCES, manifest.PUBLIC),
        policy=fields.one_of("policy", manifest.POLICIES, manifest.ADAPTABLE),
        licence=own_licence,
        attribution=attribution,
        files=tuple(
            file_of(folder, each, own_licence or licence, drawings)
            for each in fields.texts("files")
        ),
        teaches=_codes(fields, "teaches", codes),
        practises=_codes(fields, "practises", codes),
        assesses=_codes(fields, "assesses", codes),
    )
    fields.done()
    return component
