"""Whom to name, and how: ready to copy as text, as HTML, and as a citation. Pure.

The sentence names title, author, source and licence, as Creative Commons asks for. Give a public
manifest where the result is public: what it doesn't hold can't be named.
Source: Creative Commons, "Recommended practices for attribution",
https://wiki.creativecommons.org/wiki/Recommended_practices_for_attribution; APA Style, 7th edition,
section 10 (works with a group author).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from html import escape

from repository.licences.catalogue import CC0, MEMBERS, PUBLIC_DOMAIN_MARK, facts_of
from repository.releases.manifest import Base, Component, Hop, InstitutionRef, Manifest
from repository.releases.wording import listing, quoted

# Up to so many institutions are all named in the sentence; the citation always names them all.
NAMED = 3
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where and when a release was published. `url`: the permanent address, absolute."""

    url: str
    site_name: str
    released_on: date


@dataclasses.dataclass(frozen=True, slots=True)
class LicenceName:
    """A licence as people name it. `deed_url` is empty for one that has no public text."""

    short: str
    deed_url: str


def licence_name(spdx: str) -> LicenceName:
    """The name of any licence; the identifier itself where the site doesn't know it."""
    facts = facts_of(spdx)
    if facts is None:
        return LicenceName(short=spdx, deed_url="")
    return LicenceName(short=facts.terms.short, deed_url=facts.deed_url)


def authors(manifest: Manifest) -> tuple[str, ...]:
    """All institutions by name, the lead first, each once."""
    names = [_line(institution.name) for institution in (manifest.owner, *_partners(manifest))]
    return tuple(dict.fromkeys(names))


def _partners(manifest: Manifest) -> list[InstitutionRef]:
    return [partner for partner in manifest.partners if partner.slug != manifest.owner.slug]


def author_words(manifest: Manifest) -> str:
    """The institutions in a sentence: "A, B and C", or "A and seven partner institutions"."""
    return words_of_authors(authors(manifest))


def words_of_authors(names: Sequence[str]) -> str:
    """Names of institutions, the lead first, in a sentence; at least one."""
    if len(names) <= NAMED:
        return listing(names)
    others = len(names) - 1
    count = _NUMBERS[others] if others < len(_NUMBERS) else str(others)
    return f"{names[0]} and {count} partner institutions"


def attribution_text(manifest: Manifest, place: Place) -> str:
    """The attribution in one line of plain text, the address last."""
    return (
        f"{_line(manifest.title)}, release {manifest.number}, by {author_words(manifest)} "
        f"({place.released_on.year}), {_licensed(manifest.licence)}. "
        f"{''.join(f'{_builds_on(base)} ' for base in bases(manifest))}"
        f"{_with_parts(manifest)}From {place.site_name}: {place.url}"
    )


def bases(manifest: Manifest) -> tuple[Base, ...]:
    """What a package builds on, the nearest first, down to what builds on nothing."""
    found: list[Base] = []
    base = manifest.base
    while base is not None:
        found.append(base)
        base = base.base
    return tuple(found)


def _builds_on(base: Base) -> str:
    """The sentence that names what a package builds on."""
    return (
        f"Builds on {quoted(base.title)}, release {base.number}, "
        f"by {words_of_authors(base.authors or (base.owner.name,))}, {_licensed(base.licence)}."
    )


def _taken_in(component: Component, manifest: Manifest) -> tuple[Hop, ...]:
    """The works that a part was taken from, the nearest first, but for those that are named anyway.

    A core that takes in what an institution offered has its part and its hops, and isn't built on
    its package. Of each package the last release counts.
    """
    named = {manifest.package, *(base.package for base in bases(manifest))}
    hops = {hop.package: hop for hop in component.hops if hop.package not in named}
    return tuple(reversed(hops.values()))


def _with_parts(manifest: Manifest) -> str:
    """The sentence that names whose parts were taken in, but for the lead, who is named first."""
    hops = [hop for part in manifest.components for hop in _taken_in(part, manifest)]
    lead = _line(manifest.owner.name)
    others = (name for hop in hops if (name := _line(hop.institution_name)) != lead)
    names = list(dict.fromkeys(others))
    return f"With parts by {listing(names)}. " if names else ""


def attribution_html(manifest: Manifest, place: Place) -> str:
    """The attribution as HTML to paste elsewhere: no styles, absolute links, all text escaped."""
    words = _linked_licence(manifest.licence, _licensed(manifest.licence))
    builds = "".join(
        f"{_linked_licence(base.licence, _builds_on(base))} " for base in bases(manifest)
    )
    return (
        f"<p><cite>{escape(_line(manifest.title))}</cite>, release {escape(manifest.number)}, "
        f"by {escape(author_words(manifest))} ({place.released_on.year}), {words}. {builds}"
        f"{escape(_with_parts(manifest))}From {_link(place.url, place.site_name)}.</p>"
    )


def _linked_licence(spdx: str, words: str) -> str:
    """Words as HTML, with the last name of a licence in them linked to its deed."""
    licence = licence_name(spdx)
    if not licence.deed_url:
        return escape(words)
    before, short, after = words.rpartition(licence.short)
    link = f'<a rel="license" href="{escape(licence.deed_url)}">{escape(short)}</a>'
    return f"{escape(before)}{link if short else ''}{escape(after)}"


def citation(manifest: Manifest, place: Place) -> str:
    """The citation in plain text, near to APA style."""
    return (
        f"{_group(manifest)} ({place.released_on.year}). {_line(manifest.title)} "
        f"(Release {manifest.number}) [Curriculum package]. {place.site_name}. {place.url}"
    )


def component_attribution(component: Component, manifest: Manifest) -> str:
    """Whom to name for one component, empty where the package's own attribution covers it.

    A component differs where it is made from somebody's work, was taken in from a package that this
    one doesn't build on, or carries another licence.
    """
    came = [
        f"{quoted(hop.title)}, release {hop.release}, by {_line(hop.institution_name)}"
        f"{f', {_licensed(hop.licence)}' if hop.licence else ''}"
        for hop in _taken_in(component, manifest)
    ]
    if not came:
        return _made_from(component, manifest)
    from_whom = f"{quoted(component.title)} comes from {'; before that from '.join(came)}."
    return f"{from_whom} {_made_from(component, manifest)}".rstrip()


def _made_from(component: Component, manifest: Manifest) -> str:
    work = component.attribution
    made_from = bool(work.title or work.author or work.source)
    licence = work.licence or component.licence
    if not made_from:
        if component.licence == manifest.licence:
            return ""
        return f"{quoted(component.title)} is {_licensed(component.licence)}."
    uses = "" if work.title in ("", component.title) else f"{quoted(component.title)} uses "
    parts = [quoted(work.title or component.title)]
    if work.author:
        parts.append(f"{'' if uses else 'is '}by {_line(work.author)}")
    named = " ".join(parts) + (f", {_licensed(licence)}" if licence else "")
    source = f" Source: {_line(work.source)}" if work.source else ""
    return f"{uses}{named}.{source}"


def component_attributions(manifest: Manifest) -> tuple[str, ...]:
    """A sentence for every component that has to be attributed for itself, in order."""
    told = (component_attribution(component, manifest) for component in manifest.components)
    return tuple(dict.fromkeys(sentence for sentence in told if sentence))


def full_attribution_text(manifest: Manifest, place: Place) -> str:
    """The attribution of the package and below it those of its parts, a line each."""
    lines = [attribution_text(manifest, place)]
    if parts := component_attributions(manifest):
        lines += ["", "Parts with an attribution of their own:"]
        lines += [f"- {sentence}" for sentence in parts]
    return "\n".join(lines) + "\n"


def _licensed(spdx: str) -> str:
    """How a licence stands in a sentence: "licensed CC BY 4.0"."""
    short = licence_name(spdx).short
    if spdx == CC0:
        return f"dedicated to the public domain ({short})"
    if spdx == PUBLIC_DOMAIN_MARK:
        return f"free of known copyright ({short})"
    if spdx == MEMBERS:
        return "for staff of member institutions only"
    return f"licensed {short}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _group(manifest: Manifest) -> str:
    return listing(authors(manifest))


def _link(url: str, text: str) -> str:
    if not url.startswith(("https://", "http://")):
        return f"{escape(text)}: {escape(url)}"
    return f'<a href="{escape(url)}">{escape(text)}</a>'
