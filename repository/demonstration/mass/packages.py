"""Made-up packages: the same number and seed give the same package. Pure."""

from __future__ import annotations

import dataclasses
import random
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from repository.demonstration.mass import words
from repository.demonstration.mass.files import SharedFile
from repository.demonstration.mass.layers import laid_over
from repository.releases.manifest import (
    LEVEL_1_CORE,
    LEVEL_2_SPECIALISATION,
    MEMBERS,
    STANDALONE,
    Competency,
    Component,
    Contributor,
    Duty,
    File,
    InstitutionRef,
    Manifest,
    Occupation,
)

T = TypeVar("T")

# Every tenth package is a core, and some of the nine after it stand on it.
DECADE = 10
KINDS = ((STANDALONE, 75), (LEVEL_2_SPECIALISATION, 15))
FIRST_RELEASE = datetime(2023, 1, 2, 9, tzinfo=UTC)
DAYS = 1400
NUMBERS = ("1.0.0", "1.1.0", "2.0.0")


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A package to be made. manifests: of its releases, oldest first; without number and hops."""

    uuid: uuid.UUID
    slug: str
    manifests: tuple[Manifest, ...]
    numbers: tuple[str, ...]
    moments: tuple[datetime, ...]
    is_withdrawn: bool


def make_package(
    number: int, seed: int, institutions: Sequence[InstitutionRef], files: Sequence[SharedFile]
) -> Draft:
    """The package of that number in a catalogue of that seed."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - made-up content, not a secret
    identity = uuid.UUID(int=chance.getrandbits(128), version=4)
    place = (number - 1) % DECADE
    kind = _weighed(chance, KINDS) if place else LEVEL_1_CORE
    manifest = _manifest(chance, identity, kind, institutions, files)
    count = _weighed(chance, ((1, 80), (2, 14), (3, 6)))
    start = FIRST_RELEASE + timedelta(days=chance.randrange(DAYS), seconds=chance.randrange(86400))
    if kind == LEVEL_2_SPECIALISATION:
        core = make_package(number - place, seed, institutions, files)
        manifest = laid_over(manifest, core.manifests[-1], core.numbers[-1])
        start = core.moments[-1] + timedelta(days=chance.randrange(1, 60))
    stem = "-".join(manifest.title.lower().replace("’", "").split())
    stem = stem.encode("ascii", "ignore").decode().replace(",", "").replace(":", "")
    return Draft(
        uuid=identity,
        slug=f"{stem}-s{seed}-{number:06}"[-120:],
        manifests=tuple(_edition(manifest, edition) for edition in range(count)),
        numbers=NUMBERS[:count],
        moments=tuple(start + timedelta(days=20 * edition) for edition in range(count)),
        is_withdrawn=chance.random() < 0.02,
    )


def _edition(manifest: Manifest, edition: int) -> Manifest:
    """Each release says something that the one before didn't."""
    if edition == 0:
        return manifest
    return dataclasses.replace(manifest, summary=f"{manifest.summary} Revised, {edition}.")


def _manifest(
    chance: random.Random,
    identity: uuid.UUID,
    kind: str,
    institutions: Sequence[InstitutionRef],
    files: Sequence[SharedFile],
) -> Manifest:
    field = chance.choice(words.FIELDS)
    other = chance.choice(words.FIELDS)
    language = _weighed(chance, words.LANGUAGES)
    owner, *partners = chance.sample(list(institutions), chance.choice((1, 1, 1, 2, 4)))
    duties = _duties(chance, field)
    keys = tuple(competency.key for duty in duties for competency in duty.competencies)
    endings = words.FRENCH_ENDINGS if language == "fr-CA" else words.ENDINGS
    topic = chance.choice(field.topics)
    return Manifest(
        package=str(identity),
        kind=kind,
        title=f"{topic} {chance.choice(endings)}",
        summary=f"{topic}: how to work with {chance.choice(field.things)}, step by step.",
        description=f"<p>{field.subject}, made up for trying the site at scale.</p>",
        owner=owner,
        partners=tuple(partners),
        language=language,
        licence=_weighed(chance, words.LICENCES),
        subjects=tuple(dict.fromkeys((field.subject, other.subject))),
        skills=tuple(chance.sample(field.skills, 3)),
        occupations=tuple(Occupation(noc, title) for noc, title in field.occupations),
        for_whom=f"People who are new to {field.subject.lower()}.",
        effort_minutes=chance.choice((360, 720, 1440, 2400, 3600)),
        delivery=chance.choice(("online", "in-person", "blended")),
        facilitation=chance.choice(("self-directed", "lightly-facilitated", "fully-facilitated")),
        credit_status=chance.choice(("not-for-credit", "for-credit", "counts-towards")),
        contributors=(Contributor("Program developers", "authors", owner.slug),),
        duties=duties,
        components=_components(chance, field, keys, files),
    )


def _duties(chance: random.Random, field: words.Field) -> tuple[Duty, ...]:
    duties = []
    for number, title in enumerate(words.DUTIES[: chance.randint(3, 5)]):
        code = "ABCDE"[number]
        competencies = tuple(
            Competency(
                key=f"{code}{place}",
                code=f"{code}{place}",
                statement=f"{chance.choice(words.VERBS)} {chance.choice(field.things)} "
                f"{chance.choice(words.CIRCUMSTANCES)}",
            )
            for place in range(1, chance.randint(3, 6))
        )
        duties.append(Duty(key=code, code=code, title=title, competencies=competencies))
    return tuple(duties)


def _components(
    chance: random.Random,
    field: words.Field,
    keys: Sequence[str],
    files: Sequence[SharedFile],
) -> tuple[Component, ...]:
    licence = _weighed(chance, words.LICENCES)
    components: list[Component] = []
    for kind, most in words.PARTS:
        for number in range(1, chance.randint(1, most) + 1):
            served = tuple(chance.sample(list(keys), min(2, len(keys))))
            components.append(
                Component(
                    key=f"part-{len(components) + 1}",
                    type=kind,
                    title=f"{kind.replace('-', ' ').capitalize()} {number}: "
                    f"{chance.choice(field.topics)}",
                    description=f"About {chance.choice(field.things)}.",
                    section=words.SECTIONS[min(len(components) // 3, len(words.SECTIONS) - 1)],
                    effort_minutes=chance.choice((30, 60, 120)),
                    licence=licence,
                    files=_files(chance, number, kind, files),
                    teaches=() if kind == "assessment" else served,
                    assesses=served if kind == "assessment" else (),
                )
            )
    # One answer key for members, so that whatever is public is seen to leave it out.
    key = dataclasses.replace(
        components[-1], key="answers", title="Answer key", audience=MEMBERS, assesses=()
    )
    return (*components, key)


def _files(
    chance: random.Random, number: int, kind: str, files: Sequence[SharedFile]
) -> tuple[File, ...]:
    chosen = chance.sample(list(files), chance.choice((1, 1, 2)))
    return tuple(
        File(
            name=f"{kind}-{number}-{place}{file.ending}",
            sha256=file.sha256,
            size=len(file.content),
            media_type=file.media_type,
            facts=file.facts,
        )
        for place, file in enumerate(chosen, start=1)
    )


def _weighed(chance: random.Random, values: Sequence[tuple[T, int]]) -> T:
    return chance.choices([value for value, _ in values], [weight for _, weight in values])[0]
