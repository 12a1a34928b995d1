"""Which part of a layered package is whose, in the notes of an archive. Pure.

All of it from the public manifest: of parts for members only nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from repository.releases.attribution import bases, licence_name, words_of_authors
from repository.releases.layer import ADDED, REPLACED
from repository.releases.manifest import LEVEL_1_CORE, Component, Manifest
from repository.releases.wording import quoted


def base_lines(manifest: Manifest) -> list[str]:
    """What the package stands on, the nearest first, each with its authors and licence."""
    return [
        f"Stands on: {quoted(base.title)}, release {base.number}, "
        f"by {words_of_authors(base.authors or (base.owner.name,))}, "
        f"{licence_name(base.licence).short}"
        for base in bases(manifest)
    ]


def origin_words(component: Component, manifest: Manifest) -> str:
    """ "Core", "OC’s own", "OC’s own, in place of “Glass”"; empty where nothing is built on."""
    if manifest.base is None:
        return ""
    if component.origin not in (REPLACED, ADDED):
        return "Core" if manifest.base.kind == LEVEL_1_CORE else "Original"
    own = f"{manifest.owner.short_name or manifest.owner.name}’s own"
    return f"{own}, in place of {quoted(component.in_place_of)}" if component.in_place_of else own


def omission_lines(manifest: Manifest) -> list[str]:
    """What was left out of what the package stands on, and why."""
    return [f"{_line(left.title)}: {_line(left.reason)}" for left in manifest.omissions]


def note_lines(manifest: Manifest) -> list[str]:
    """What institutions say beside parts that they left as they are."""
    return [
        f"{_line(component.title)}: {_line(note.text)}{_by(note.by, component, manifest)}"
        for component in manifest.components
        for note in component.notes
    ]


def _by(slug: str, component: Component, manifest: Manifest) -> str:
    names = {hop.institution: hop.institution_name for hop in component.hops}
    names |= {ref.slug: ref.name for ref in (manifest.owner, *manifest.partners)}
    return f" ({names[slug]})" if names.get(slug) else ""


def told(manifest: Manifest) -> Sequence[tuple[str, list[str]]]:
    """The lists above under their titles; those that hold nothing are left out."""
    lists = (("Left out", omission_lines(manifest)), ("Notes", note_lines(manifest)))
    return [(title, lines) for title, lines in lists if lines]


def _line(text: str) -> str:
    return " ".join(text.split())
