"""The manifest: the complete description of a release, and the only currency right of the hinge.

Frozen dataclasses and nothing else; `to_json` and `from_json` are inverse of each other, and the
digest of a release is the sha256 of the canonical text (`repository.lib.canonical_json`). Durations
are whole minutes, sizes whole bytes, dates ISO 8601 text, languages BCP 47 tags, licences SPDX
identifiers.

Keys (`Component.key`, `Competency.key`, `Duty.key`) are opaque and never change while the thing
stays the same; codes ("B2") are for people and may change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")

FORMAT = "headwaters-manifest/1"

# Kinds of packages
LEVEL_1_CORE = "level-1-core"
LEVEL_2_SPECIALISATION = "level-2-specialisation"
STANDALONE = "standalone"
KINDS = (LEVEL_1_CORE, LEVEL_2_SPECIALISATION, STANDALONE)

# Types of components, in the order in which people list them
COMPONENT_TYPES = (
    "syllabus",
    "lesson-plan",
    "scorm-module",
    "assessment",
    "learning-resource",
    "video",
    "instructor-guide",
)

PUBLIC = "public"
MEMBERS = "members"
AUDIENCES = (PUBLIC, MEMBERS)

LOCKED = "locked"
ADAPTABLE = "adaptable"
OPTIONAL = "optional"
POLICIES = (LOCKED, ADAPTABLE, OPTIONAL)


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """A file of a component. `name` is what a person sees and downloads; the bytes are the blob.

    facts: what the inspection found, as (name, value) pairs sorted by name, values as text:
    `kind`, `version`, `title`, `language`, `items`, `scos`, `pages`, `width`, `height`, `seconds`.
    """

    name: str
    sha256: str
    size: int
    media_type: str
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """The value of a fact, empty where it isn't known."""
        return dict(self.facts).get(name, "")


@dataclasses.dataclass(frozen=True, slots=True)
class Attribution:
    """Whom to name: title, author and source of a work that a component is, or is made from."""

    title: str = ""
    author: str = ""
    source: str = ""
    licence: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Hop:
    """One step of a component's provenance, oldest first."""

    package: str  # uuid
    title: str
    release: str
    institution: str  # slug
    institution_name: str
    licence: str


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """What an institution says beside a component that it left as it is. `by`: institution slug."""

    text: str
    by: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Component:
    """One part of a package. `licence` is the effective one; alignments are competency keys.

    origin: empty where the part comes from the base as it is (or there is no base), `replaced` or
    `added` where the institution's own layer put it there. in_place_of: title of what it replaced.
    policy_reason: why its customisation policy is what it is, for who builds on it.
    """

    key: str
    type: str
    title: str
    description: str = ""
    section: str = ""
    effort_minutes: int = 0
    audience: str = PUBLIC
    policy: str = ADAPTABLE
    licence: str = ""
    attribution: Attribution = Attribution()
    files: tuple[File, ...] = ()
    teaches: tuple[str, ...] = ()
    practises: tuple[str, ...] = ()
    assesses: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    origin: str = ""
    in_place_of: str = ""
    notes: tuple[Note, ...] = ()
    policy_reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Competency:
    """What a learner can do. `level` is free text of the framework in use, often empty."""

    key: str
    code: str
    statement: str
    level: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Duty:
    """A duty of the job (DACUM) with its competencies, in order."""

    key: str
    code: str
    title: str
    competencies: tuple[Competency, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Contributor:
    """A person or institution to name. `institution` is a slug, empty for outsiders."""

    name: str
    role: str = ""
    institution: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class InstitutionRef:
    slug: str
    name: str
    short_name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Occupation:
    """A target occupation: NOC 2021 code (five digits) and its title."""

    noc: str
    title: str


@dataclasses.dataclass(frozen=True, slots=True)
class Cover:
    """The cover image as published: a JPEG or PNG blob."""

    sha256: str
    size: int
    media_type: str
    width: int
    height: int
    alt: str


@dataclasses.dataclass(frozen=True, slots=True)
class Omission:
    """A part of the base that a layer leaves out, and why. `audience`: who might see that part."""

    key: str
    title: str
    type: str
    section: str
    reason: str
    audience: str = PUBLIC


@dataclasses.dataclass(frozen=True, slots=True)
class Base:
    """The release that a layer stands on. `sha256`: digest of that release's whole manifest.

    authors: its institutions by name, the lead first. competencies: how many it has. base: what
    that release stands on itself.
    """

    package: str  # uuid
    title: str
    kind: str
    number: str
    sha256: str
    owner: InstitutionRef
    licence: str
    authors: tuple[str, ...] = ()
    competencies: int = 0
    base: Base | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Proof:
    """What was found when a Level 2 was compared with its core, key by key, at its release.

    competencies: of the core, all of them in this release unchanged; taught, assessed: how many of
    them are. No locked component was touched, or there would be no release.
    """

    competencies: int
    taught: int
    assessed: int


@dataclasses.dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that one release says of itself."""

    package: str  # uuid
    kind: str
    title: str
    number: str = ""
    format: str = FORMAT
    summary: str = ""
    description: str = ""  # sanitised HTML
    owner: InstitutionRef = InstitutionRef("", "", "")
    partners: tuple[InstitutionRef, ...] = ()
    language: str = "en-CA"
    licence: str = ""
    subjects: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    for_whom: str = ""
    prerequisites: str = ""
    effort_minutes: int = 0
    delivery: str = ""
    facilitation: str = ""
    credit_status: str = ""
    contributors: tuple[Contributor, ...] = ()
    funder: str = ""
    acknowledgement: str = ""
    territory: str = ""
    cover: Cover | None = None
    next_review: str = ""
    duties: tuple[Duty, ...] = ()
    components: tuple[Component, ...] = ()
    base: Base | None = None
    omissions: tuple[Omission, ...] = ()
    proof: Proof | None = None

    @property
    def competencies(self) -> tuple[Competency, ...]:
        return tuple(competency for duty in self.duties for competency in duty.competencies)

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(file for component in self.components for file in component.files)


def to_json(manifest: Manifest) -> dict[str, Any]:
    """The manifest as plain JSON values; facts of files become objects."""
    value: dict[str, Any] = _plain(manifest)
    return value


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    # The names of the dataclass's fields; `dataclasses.fields` takes as long as all the rest.
    plain = {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, File):
        plain["facts"] = dict(value.facts)
    return plain


class ManifestError(ValueError):
    """The JSON isn't a manifest of a format that this version reads. `place`: where it broke."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        super().__init__(f"{place}: {reason}")


def from_json(value: Mapping[str, Any]) -> Manifest:
    """A manifest from plain JSON values.

    Raises: ManifestError where the format is unknown, a field is unknown or missing, or a list or
    object stands where another kind of value is expected.
    """
    if value.get("format") != FORMAT:
        raise ManifestError("format", f"{value.get('format')!r} is not {FORMAT!r}")
    try:
        return _manifest(value)
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ManifestError):
            raise
        raise ManifestError("manifest", str(error)) from error


def _manifest(value: Mapping[str, Any]) -> Manifest:
    fields = dict(value)
    fields["owner"] = _build(InstitutionRef, fields.get("owner", {}), "owner")
    fields["partners"] = _many(InstitutionRef, fields, "partners")
    fields["occupations"] = _many(Occupation, fields, "occupations")
    fields["contributors"] = _many(Contributor, fields, "contributors")
    fields["subjects"] = tuple(fields.get("subjects", ()))
    fields["skills"] = tuple(fields.get("skills", ()))
    cover = fields.get("cover")
    fields["cover"] = None if cover is None else _build(Cover, cover, "cover")
    fields["base"] = _base(fields.get("base"))
    fields["omissions"] = _many(Omission, fields, "omissions")
    proof = fields.get("proof")
    fields["proof"] = None if proof is None else _build(Proof, proof, "proof")
    fields["duties"] = tuple(_duty(duty) for duty in fields.get("duties", ()))
    fields["components"] = tuple(component_from_json(c) for c in fields.get("components", ()))
    return _build(Manifest, fields, "manifest")


def component_from_json(value: Mapping[str, Any]) -> Component:
    """One component from plain JSON values.

    Raises: ManifestError.
    """
    fields = dict(value)
    fields["attribution"] = _build(Attribution, fields.get("attribution", {}), "attribution")
    fields["files"] = tuple(_file(file) for file in fields.get("files", ()))
    fields["hops"] = _many(Hop, fields, "hops")
    fields["notes"] = _many(Note, fields, "notes")
    for name in ("teaches", "practises", "assesses"):
        fields[name] = tuple(fields.get(name, ()))
    return _build(Component, fields, f"component {value.get('key')}")


def _base(value: Mapping[str, Any] | None) -> Base | None:
    if value is None:
        return None
    fields = dict(value)
    fields["owner"] = _build(InstitutionRef, fields.get("owner", {}), "base")
    fields["authors"] = tuple(fields.get("authors", ()))
    fields["base"] = _base(fields.get("base"))
    return _build(Base, fields, "base")


def _duty(value: Mapping[str, Any]) -> Duty:
    fields = dict(value)
    fields["competencies"] = _many(Competency, fields, "competencies")
    return _build(Duty, fields, "duty")


def _file(value: Mapping[str, Any]) -> File:
    fields = dict(value)
    facts = fields.get("facts", {})
    fields["facts"] = tuple(sorted((str(name), str(fact)) for name, fact in facts.items()))
    return _build(File, fields, "file")


def _many(kind: type[T], fields: Mapping[str, Any], name: str) -> tuple[T, ...]:
    return tuple(_build(kind, item, name) for item in fields.get(name, ()))


def _build(kind: type[T], fields: Mapping[str, Any], place: str) -> T:
    try:
        return kind(**fields)
    except TypeError as error:
        raise ManifestError(place, str(error)) from error
