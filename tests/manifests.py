"""Manifests for tests: plain ones to change by keyword, and any at all for properties.

`a_manifest(title="Food safety")` is sound and can be released; each test names only what it is
about. `manifests()` gives Hypothesis sound manifests of every shape.
"""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import strategies as st

from repository.releases.manifest import (
    AUDIENCES,
    COMPONENT_TYPES,
    KINDS,
    POLICIES,
    Attribution,
    Competency,
    Component,
    Contributor,
    Cover,
    Duty,
    File,
    InstitutionRef,
    Manifest,
    Occupation,
)

PACKAGE = "6f1c2a90-3b52-4d7e-9c1a-2f0d8e4b7a11"
OWNER = InstitutionRef(slug="viu", name="Vancouver Island University", short_name="VIU")
LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0")


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def a_file(name: str = "lesson.pdf", content: str = "", **changes: Any) -> File:
    """A file whose digest and size are those of `content`, or of its name where that is empty."""
    content = content or name
    values: dict[str, Any] = {
        "name": name,
        "sha256": sha256_of(content),
        "size": len(content.encode()),
        "media_type": "application/pdf",
    }
    return File(**(values | changes))


def a_component(key: str = "c1", title: str = "Infection control", **changes: Any) -> Component:
    values: dict[str, Any] = {
        "key": key,
        "type": "lesson-plan",
        "title": title,
        "licence": "CC-BY-SA-4.0",
        "files": (a_file(f"{key}.pdf"),),
    }
    return Component(**(values | changes))


def a_competency(
    key: str = "k1", statement: str = "Clean a washroom", **changes: Any
) -> Competency:
    values: dict[str, Any] = {"key": key, "code": key.upper(), "statement": statement}
    return Competency(**(values | changes))


def a_duty(key: str = "d1", title: str = "Control infection", **changes: Any) -> Duty:
    values: dict[str, Any] = {"key": key, "code": key.upper(), "title": title}
    return Duty(**({"competencies": (a_competency(),)} | values | changes))


def a_manifest(**changes: Any) -> Manifest:
    """A sound manifest without a number: one duty, one competency, one public component."""
    values: dict[str, Any] = {
        "package": PACKAGE,
        "kind": KINDS[0],
        "title": "Building service worker, Level 1",
        "summary": "Clean and care for buildings, safely.",
        "owner": OWNER,
        "licence": "CC-BY-SA-4.0",
        "duties": (a_duty(),),
        "components": (a_component(teaches=("k1",)),),
    }
    return Manifest(**(values | changes))


# Text as people write it: any script, no control characters, no halves of surrogate pairs.
_LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
texts = st.text(_LETTERS, max_size=12)
titles = st.text(_LETTERS, min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
digests = st.binary(min_size=4, max_size=4).map(lambda raw: hashlib.sha256(raw).hexdigest())
minutes = st.integers(min_value=0, max_value=6000)
licences = st.sampled_from(LICENCES)
institutions = st.builds(
    InstitutionRef, slug=st.sampled_from(("viu", "vcc", "oc")), name=titles, short_name=titles
)
files = st.builds(
    File,
    name=titles,
    sha256=digests,
    size=st.integers(min_value=0, max_value=10**9),
    media_type=st.sampled_from(("application/pdf", "application/zip", "video/mp4")),
    facts=st.dictionaries(st.sampled_from(("kind", "pages", "title")), texts).map(
        lambda facts: tuple(sorted(facts.items()))
    ),
)
covers = st.builds(
    Cover,
    sha256=digests,
    size=st.integers(1, 10**7),
    media_type=st.sampled_from(("image/jpeg", "image/png")),
    width=st.integers(1, 4000),
    height=st.integers(1, 4000),
    alt=texts,
)


def _keys(prefix: str, max_size: int) -> st.SearchStrategy[list[str]]:
    numbers = st.integers(min_value=0, max_value=30)
    return st.lists(numbers, unique=True, max_size=max_size).map(
        lambda drawn: [f"{prefix}{number}" for number in drawn]
    )


@st.composite
def duties(draw: st.DrawFn) -> tuple[Duty, ...]:
    """Duties with competencies of different keys: `d0…`, `k0…`."""
    keys = draw(_keys("k", 6))
    made = []
    for key in draw(_keys("d", 3)):
        count = draw(st.integers(0, len(keys)))
        mine, keys = keys[:count], keys[count:]
        competencies = tuple(
            Competency(key=k, code=draw(texts), statement=draw(titles), level=draw(texts))
            for k in mine
        )
        made.append(Duty(key=key, code=draw(texts), title=draw(titles), competencies=competencies))
    return tuple(made)


@st.composite
def components(draw: st.DrawFn, key: str, competencies: tuple[str, ...] = ()) -> Component:
    """A component of any kind that is aligned to some of the competencies."""
    some = (
        st.just(())
        if not competencies
        else st.sets(st.sampled_from(competencies)).map(lambda keys: tuple(sorted(keys)))
    )
    return Component(
        key=key,
        type=draw(st.sampled_from(COMPONENT_TYPES)),
        title=draw(titles),
        description=draw(texts),
        section=draw(texts),
        effort_minutes=draw(minutes),
        audience=draw(st.sampled_from(AUDIENCES)),
        policy=draw(st.sampled_from(POLICIES)),
        licence=draw(licences),
        attribution=draw(st.builds(Attribution, texts, texts, texts, licences)),
        files=tuple(draw(st.lists(files, max_size=3, unique_by=lambda file: file.name))),
        teaches=draw(some),
        practises=draw(some),
        assesses=draw(some),
    )


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    """A sound manifest of any shape, without a number; its package is always `PACKAGE`."""
    made = draw(duties())
    keys = tuple(competency.key for duty in made for competency in duty.competencies)
    return Manifest(
        package=PACKAGE,
        kind=draw(st.sampled_from(KINDS)),
        title=draw(titles),
        summary=draw(texts),
        description=draw(texts),
        owner=draw(institutions),
        partners=tuple(draw(st.lists(institutions, max_size=2))),
        language=draw(st.sampled_from(("en-CA", "fr-CA"))),
        licence=draw(licences),
        subjects=tuple(draw(st.lists(titles, max_size=2))),
        skills=tuple(draw(st.lists(titles, max_size=2))),
        occupations=tuple(
            draw(st.lists(st.builds(Occupation, st.just("65312"), titles), max_size=2))
        ),
        for_whom=draw(texts),
        effort_minutes=draw(minutes),
        contributors=tuple(draw(st.lists(st.builds(Contributor, titles, texts), max_size=2))),
        funder=draw(texts),
        territory=draw(texts),
        cover=draw(st.none() | covers),
        duties=made,
        components=tuple(draw(components(key, keys)) for key in draw(_keys("c", 5))),
    )
