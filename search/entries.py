"""A public manifest as the rows that the catalogue keeps of it. Nothing here reads the database."""

from __future__ import annotations

import dataclasses
import html
import re

from repository.releases.manifest import Component, Manifest
from search.folding import distinct_words, fold

TAG = re.compile(r"<[^>]*>")


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """slug: the folded name with hyphens, so that «Santé» and «sante» are one subject."""

    slug: str
    name: str


def subjects_of(manifest: Manifest) -> tuple[Subject, ...]:
    """The subjects, each slug once, in the manifest's order. One without a letter is left out."""
    subjects: dict[str, Subject] = {}
    for name in manifest.subjects:
        slug = subject_slug(name)
        if slug:
            subjects.setdefault(slug, Subject(slug, name[:120]))
    return tuple(subjects.values())


def subject_slug(name: str) -> str:
    """What an address holds for a subject. Empty where the name has no letter or digit."""
    return fold(name).replace(" ", "-").strip("-")[:120]


def places_of(manifest: Manifest, lead: str = "") -> list[tuple[str, str]]:
    """Where the words of a release stand, as (place, text), the most telling first.

    lead: names of the institution that leads the package now, where the release is older than that.
    """
    places = [("Title", manifest.title), ("Summary", manifest.summary)]
    places += [("Subject", name) for name in manifest.subjects]
    places += [("Skill", name) for name in manifest.skills]
    places += [("Occupation", f"{o.title} {o.noc}".strip()) for o in manifest.occupations]
    for duty in manifest.duties:
        places.append(("Duty", duty.title))
        places += [("Competency", c.statement) for c in duty.competencies]
    for component in manifest.components:
        places.append((_type_name(component), component.title))
        places.append((_type_name(component), plain_text(component.description)))
    for institution in (manifest.owner, *manifest.partners):
        places.append(("Institution", f"{institution.name} {institution.short_name}"))
    if ("Institution", lead) not in places:
        places.append(("Institution", lead))
    return [(place, text) for place, text in places if text.strip()]


def words_of(places: list[tuple[str, str]]) -> str:
    """The searchable words of those places."""
    return distinct_words([text for _, text in places])


def plain_text(markup: str) -> str:
    """The text of sanitised HTML, or of plain text, for finding words in it."""
    return html.unescape(TAG.sub(" ", markup)) if "<" in markup else markup


def _type_name(component: Component) -> str:
    words = component.type.replace("-", " ").replace("scorm", "SCORM")
    return words[:1].upper() + words[1:]
