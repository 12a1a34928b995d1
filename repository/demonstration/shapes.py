"""What the demonstration consists of: frozen values, no Django.

Vocabularies are those of `repository.releases.manifest`. Hours may be fractions. Texts named
`…_html` are HTML made from Markdown. Bytes are made when they are asked for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

CONTRIBUTOR = "contributor"
PUBLISHER = "publisher"
MEMBER = "member"
CONSORTIUM_EDITOR = "consortium-editor"
ADMINISTRATOR = "administrator"
ROLES = (ADMINISTRATOR, CONSORTIUM_EDITOR, CONTRIBUTOR, PUBLISHER, MEMBER)


@dataclasses.dataclass(frozen=True, slots=True)
class DemoFile:
    """A file of a component. `make` gives the same bytes each time it is called."""

    name: str
    make: Callable[[], bytes]


@dataclasses.dataclass(frozen=True, slots=True)
class DemoPicture:
    """A drawing: a logo (PNG) or a cover (JPEG, 1600 by 900)."""

    name: str
    alt: str
    make: Callable[[], bytes]


@dataclasses.dataclass(frozen=True, slots=True)
class DemoInstitution:
    """A member. `ror` is empty where it isn't known for certain."""

    slug: str
    name: str
    short_name: str
    region: str
    website: str
    ror: str
    email_domains: tuple[str, ...]
    about_html: str
    territory: str
    logo: DemoPicture


@dataclasses.dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person. `institution` is a slug, empty for those who work for the whole consortium."""

    username: str
    email: str
    first_name: str
    last_name: str
    role: str
    institution: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DemoCompetency:
    key: str
    code: str
    statement: str
    level: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DemoDuty:
    key: str
    code: str
    title: str
    competencies: tuple[DemoCompetency, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DemoAttribution:
    title: str = ""
    author: str = ""
    source: str = ""
    licence: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DemoComponent:
    """One part of a package. `name` is its short name in the source; alignments are codes."""

    key: str
    name: str
    type: str
    title: str
    description: str
    section: str
    hours: str
    audience: str
    policy: str
    licence: str
    attribution: DemoAttribution
    files: tuple[DemoFile, ...]
    teaches: tuple[str, ...]
    practises: tuple[str, ...]
    assesses: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DemoContributor:
    name: str
    role: str
    institution: str


@dataclasses.dataclass(frozen=True, slots=True)
class DemoOccupation:
    noc: str
    title: str


@dataclasses.dataclass(frozen=True, slots=True)
class DemoRelease:
    """A step of the history. `without`: names of the components that came only later."""

    day: date
    notes: str
    without: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class DemoDescription:
    """What a package says of itself. hours: text, as "60"."""

    language: str
    summary: str
    description_html: str
    subjects: tuple[str, ...]
    skills: tuple[str, ...]
    occupations: tuple[DemoOccupation, ...]
    for_whom: str
    prerequisites: str
    hours: str
    delivery: str
    facilitation: str
    credit_status: str
    contributors: tuple[DemoContributor, ...]
    funder: str
    acknowledgement: str
    territory: str
    cover: DemoPicture | None
    next_review: date


@dataclasses.dataclass(frozen=True, slots=True)
class DemoPackage:
    """A package with its history: one release for each of `releases`, oldest first."""

    slug: str
    title: str
    kind: str
    owner: str
    partners: tuple[str, ...]
    licence: str
    about: DemoDescription
    duties: tuple[DemoDuty, ...]
    components: tuple[DemoComponent, ...]
    releases: tuple[DemoRelease, ...]

    @property
    def competencies(self) -> tuple[DemoCompetency, ...]:
        return tuple(competency for duty in self.duties for competency in duty.competencies)


@dataclasses.dataclass(frozen=True, slots=True)
class DemoContent:
    institutions: tuple[DemoInstitution, ...]
    packages: tuple[DemoPackage, ...]
    accounts: tuple[DemoAccount, ...]
