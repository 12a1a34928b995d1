"""What the public templates are given: frozen values ready to be shown, and nothing that queries.

Selectors build them, views hand them over, templates and the styleguide show them. Texts are plain
and are escaped by the templates, but for the fields that end in `_html`: those hold sanitised HTML.
Addresses are paths on this site, or absolute where they lead elsewhere. Moments are aware. Empty
text means that nothing is known; the templates then leave the place out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from repository.public.layer_cards import (
    HopLine,
    LayerLines,
    LeadLine,
    NoteLine,
    NoticeLine,
    OfferLine,
    Origin,
    StreamList,
)


class Count(NamedTuple):
    """A number that the site has really recorded: "packages", 27."""

    label: str
    number: int


class Link(NamedTuple):
    label: str
    url: str


class Fact(NamedTuple):
    """One line of "At a glance". `note` stands small under the value, and may be empty."""

    label: str
    value: str
    note: str = ""


class OccupationLine(NamedTuple):
    noc: str
    title: str


class ContributorLine(NamedTuple):
    """`institution` is the name to show, empty for people of none."""

    name: str
    role: str = ""
    institution: str = ""


class Combination(NamedTuple):
    """May a part under this other licence be added? `answer`: Yes or No, `why`: one sentence."""

    added_short: str
    answer: str
    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class InstitutionLine:
    name: str
    short_name: str
    url: str
    logo_url: str = ""
    is_lead: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class LicenceWords:
    """A licence in plain words. `url` is its page here; `icon` its short form, as "cc-by-sa"."""

    spdx: str
    name: str
    short: str
    url: str
    deed_url: str
    legalcode_url: str
    icon: str
    summary: str
    may: Sequence[str]
    must: Sequence[str]
    may_not: Sequence[str]


@dataclasses.dataclass(frozen=True, slots=True)
class LicenceCount:
    """A licence in the list of licences, with how many packages carry it."""

    licence: LicenceWords
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release in the list of releases. `is_here`: the one that this page shows.

    urgent: by when it should be taken over, in words, and urgent_because; empty where it isn't
    urgent. changes_url: what changed since the release before it.
    """

    number: str
    url: str
    released_at: datetime
    notes: str
    is_here: bool = False
    withdrawn: bool = False
    urgent: str = ""
    urgent_because: str = ""
    changes_url: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Withdrawn:
    reason: str
    at: datetime


@dataclasses.dataclass(frozen=True, slots=True)
class WithdrawnRelease:
    """The release that `public/withdrawn.html` tells of. `url`: the package's own address."""

    slug: str
    url: str
    title: str
    number: str
    language: str
    withdrawn: Withdrawn
    owner: InstitutionLine
    newest: ReleaseLine | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CompetencyLine:
    """taught_by, assessed_by: how many components of the release do so."""

    code: str
    statement: str
    level: str = ""
    taught_by: int = 0
    assessed_by: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class DutyLines:
    """`origin`: only where the package builds on another one."""

    code: str
    title: str
    competencies: Sequence[CompetencyLine]
    origin: Origin | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a component.

    facts_label: what the inspection found, in words ("SCORM 1.2, 4 pages"). missing: the bytes are
    not in the storage now; the file is then named without a link.
    """

    name: str
    url: str
    size_label: str
    format_label: str
    media_type: str
    sha256: str
    facts_label: str = ""
    missing: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ComponentLines:
    """A component as the package page shows it.

    anchor: unique on the page. policy_label: empty where the policy says nothing to a reader.
    licence_note: only where the licence differs from the package's. teaches, practises, assesses:
    codes of competencies. origin, in_place_of, notes, hops: where the package builds on another
    one. omitted_because: of a part that was left out, which has nothing else.
    """

    key: str
    anchor: str
    type: str
    type_label: str
    title: str
    description: str = ""
    effort_hours: str = ""
    policy: str = ""
    policy_label: str = ""
    licence_note: str = ""
    attribution_text: str = ""
    files: Sequence[FileLine] = ()
    teaches: Sequence[str] = ()
    practises: Sequence[str] = ()
    assesses: Sequence[str] = ()
    origin: Origin | None = None
    in_place_of: str = ""
    notes: Sequence[NoteLine] = ()
    hops: Sequence[HopLine] = ()
    omitted_because: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class SectionLines:
    """`title` empty: the components that stand in no section."""

    title: str
    components: Sequence[ComponentLines]


@dataclasses.dataclass(frozen=True, slots=True)
class EffortShare:
    """A part of the hours: "in class", 1800 minutes."""

    label: str
    minutes: int


@dataclasses.dataclass(frozen=True, slots=True)
class DownloadLine:
    """A way to take a package. `size_label` empty: not known before it is built."""

    format: str
    label: str
    note: str
    url: str
    size_label: str = ""


class AlignmentColumn(NamedTuple):
    """A component in the alignment table. `short`: a few characters ("L1"), unique in the table."""

    short: str
    title: str
    anchor: str


@dataclasses.dataclass(frozen=True, slots=True)
class AlignmentRow:
    """A competency. `cells`: for each column "" or some of the letters T, P, A in that order."""

    code: str
    statement: str
    cells: Sequence[str]


@dataclasses.dataclass(frozen=True, slots=True)
class AlignmentDuty:
    """A duty of the table with its rows."""

    code: str
    title: str
    rows: Sequence[AlignmentRow]


@dataclasses.dataclass(frozen=True, slots=True)
class AlignmentTable:
    """Which component teaches (T), practises (P), assesses (A) which competency."""

    columns: Sequence[AlignmentColumn]
    duties: Sequence[AlignmentDuty]


@dataclasses.dataclass(frozen=True, slots=True)
class PackageDetail:
    """One release of a package, whole. Nothing in it is for members only.

    newest: the newest release where that is another one. facts: effort, delivery and the like;
    licence, credit and next review have fields of their own. cover_width, cover_height: pixels.
    efforts: how the hours divide, empty where the components don't say. digest: sha256 of the
    manifest, hexadecimal. duties: the own ones first where the package builds on another one, which
    `layer` tells of. streams: what builds on this package. notices: of newer and urgent releases.
    offer: whether one may build on it.
    """

    slug: str
    uuid: str
    permanent_url: str
    title: str
    kind: str
    kind_label: str
    number: str
    is_newest: bool
    released_at: datetime
    summary: str
    description_html: str
    owner: InstitutionLine
    language: str
    language_label: str
    licence: LicenceWords
    manifest_url: str
    digest: str
    institution_url: str
    attribution_text: str
    attribution_html: str
    citation: str
    newest: ReleaseLine | None = None
    withdrawn: Withdrawn | None = None
    partners: Sequence[InstitutionLine] = ()
    facts: Sequence[Fact] = ()
    efforts: Sequence[EffortShare] = ()
    effort_hours: str = ""
    for_whom: str = ""
    prerequisites: str = ""
    subjects: Sequence[Link] = ()
    skills: Sequence[str] = ()
    occupations: Sequence[OccupationLine] = ()
    credit_status: str = ""
    funder: str = ""
    acknowledgement: str = ""
    territory: str = ""
    cover_url: str = ""
    cover_alt: str = ""
    cover_width: int = 0
    cover_height: int = 0
    next_review: date | None = None
    contributors: Sequence[ContributorLine] = ()
    duties: Sequence[DutyLines] = ()
    sections: Sequence[SectionLines] = ()
    alignment: AlignmentTable | None = None
    downloads: Sequence[DownloadLine] = ()
    releases: Sequence[ReleaseLine] = ()
    layer: LayerLines | None = None
    notices: Sequence[NoticeLine] = ()
    streams: StreamList | None = None
    lead: LeadLine | None = None
    offer: OfferLine | None = None
