"""What the demonstration consists of: frozen values, no Django.

Vocabularies are those of `repository.releases.manifest`. Hours may be fractions. Texts named
`…_html` are HTML made from Markdown. Bytes are made when they are asked for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date

CONTRIBUTOR = "contributor"
PUBLISHER = "publisher"
MEMBER = "member"
CONSORTIUM_EDITOR = "consortium-editor"
ADMINISTRATOR = "administrator"
ROLES = (ADMINISTRATOR, CONSORTIUM_EDITOR, CONTRIBUTOR, PUBLISHER, MEMBER)

# What a layer does with a part of its core, or with one of its own.
REPLACE, ADD, OMIT, NOTE = "replace", "add", "omit", "note"


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
    policy_reason: str
    licence: str
    attribution: DemoAttribution
    files: tuple[DemoFile, ...]
    teaches: tuple[str, ...]
    practises: tuple[str, ...]
    assesses: tuple[str, ...]

    def as_it_was(self, state: DemoState | None) -> DemoComponent:
        """The component in an earlier state; None for its present one."""
        if state is None:
            return self
        return dataclasses.replace(
            self,
            title=state.title or self.title,
            description=state.description or self.description,
            files=state.files or self.files,
        )


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
class DemoState:
    """What a component said in an earlier release; empty: what it says now."""

    name: str
    title: str = ""
    description: str = ""
    files: tuple[DemoFile, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class DemoUrgency:
    """By which day a release should be taken over, and why."""

    take_over_by: date
    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class DemoRelease:
    """A step of the history.

    without: names of components that aren't in it, because they came later or went before.
    earlier: components that said something else then.
    """

    day: date
    notes: str
    without: tuple[str, ...] = ()
    earlier: tuple[DemoState, ...] = ()
    urgent: DemoUrgency | None = None


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

    def components_of(self, release: DemoRelease) -> tuple[DemoComponent, ...]:
        """The components as they stood in a release."""
        states = {state.name: state for state in release.earlier}
        return tuple(
            component.as_it_was(states.get(component.name))
            for component in self.components
            if component.name not in release.without
        )

    def files(self) -> Iterator[tuple[DemoComponent, DemoFile]]:
        """Every file of every release once, with the component that it belongs to."""
        seen: set[DemoFile] = set()
        for release in reversed(self.releases):
            for component in self.components_of(release):
                for file in component.files:
                    if file not in seen:
                        seen.add(file)
                        yield component, file


@dataclasses.dataclass(frozen=True, slots=True)
class DemoOperation:
    """What a layer does: one of REPLACE, ADD, OMIT, NOTE.

    target: key of the core's component; of ADD, of the one that it stands after. component: key of
    one's own. text: the reason or the note.
    """

    op: str
    target: str
    component: str = ""
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DemoLayer:
    """A Level 2: duties and components of one's own in `package`, and what they do over a core.

    over: slug of the core. number: of its release, for every release of the layer.
    """

    package: DemoPackage
    over: str
    number: str
    operations: tuple[DemoOperation, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DemoContent:
    institutions: tuple[DemoInstitution, ...]
    packages: tuple[DemoPackage, ...]
    accounts: tuple[DemoAccount, ...]
    layers: tuple[DemoLayer, ...] = ()
