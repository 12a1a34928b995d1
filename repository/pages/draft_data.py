"""A draft as plain values: what services take, and what the stream fields of a page hold.

Keys are the ids of the blocks. Whoever makes a draft from a file gives keys of its own choosing
(any text up to 64 characters, unique in the page), so that a second import finds the same things
again; people who work in the editor get theirs from Wagtail.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from repository.releases.manifest import (
    ADAPTABLE,
    PUBLIC,
    Attribution,
    Contributor,
    Occupation,
)

if TYPE_CHECKING:
    from repository.blobs.models import Picture
    from repository.institutions.models import Institution

# What a description can hold, in the words of Wagtail's rich text.
RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link"]


@dataclasses.dataclass(frozen=True, slots=True)
class DraftCompetency:
    """What a learner can do. `code` is for people ("A1"); `key` never changes."""

    key: str
    code: str
    statement: str
    level: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DraftDuty:
    key: str
    code: str
    title: str
    competencies: tuple[DraftCompetency, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class DraftComponent:
    """A component before its release.

    type: as in the manifest ("scorm-module"). documents: primary keys of stored documents, in
    order. teaches, practises, assesses: codes of competencies, not keys. licence: SPDX identifier,
    empty for the package's own.
    """

    key: str
    type: str
    title: str
    description: str = ""
    section: str = ""
    effort_hours: Decimal | None = None
    audience: str = PUBLIC
    policy: str = ADAPTABLE
    documents: tuple[int, ...] = ()
    teaches: tuple[str, ...] = ()
    practises: tuple[str, ...] = ()
    assesses: tuple[str, ...] = ()
    licence: str = ""
    attribution: Attribution = dataclasses.field(default_factory=Attribution)
    policy_reason: str = ""


class DraftFields(TypedDict, total=False):
    """The fields of a package page that services may set; what is left out stays as it is.

    description: HTML, sanitised again at release. licence: SPDX identifier of a registered licence.
    """

    title: str
    summary: str
    description: str
    language: str
    licence: str
    partners: Sequence[Institution]
    subjects: Sequence[str]
    skills: Sequence[str]
    occupations: Sequence[Occupation]
    for_whom: str
    prerequisites: str
    effort_hours: Decimal | None
    delivery: str
    facilitation: str
    credit_status: str
    contributors: Sequence[Contributor]
    funder: str
    acknowledgement: str
    territory: str
    cover: Picture | None
    cover_alt: str
    next_review: date | None
    duties: Sequence[DraftDuty]
    components: Sequence[DraftComponent]
    release_notes: str
    release_level: str
    release_why: str
