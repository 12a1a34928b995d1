"""Which part of a layered package is the base's, which its own, and what was left out. Pure.

Own and core are told apart by shape, border and word; never by colour alone.
"""

from __future__ import annotations

from repository.public.layer_cards import HopLine, NoteLine, Origin
from repository.releases.attribution import licence_name
from repository.releases.layer import ADDED, REPLACED
from repository.releases.manifest import LEVEL_1_CORE, Component, Manifest

CORE, OWN, OMITTED = "core", "own", "omitted"


def base_word(manifest: Manifest) -> str:
    """What the release that it stands on is called: a core, or the original of an adaptation."""
    return "core" if manifest.base and manifest.base.kind == LEVEL_1_CORE else "original"


def owner_name(manifest: Manifest) -> str:
    return manifest.owner.short_name or manifest.owner.name


def base_origin(manifest: Manifest) -> Origin:
    return Origin(CORE, base_word(manifest).capitalize())


def own_origin(manifest: Manifest) -> Origin:
    return Origin(OWN, f"{owner_name(manifest)}’s own")


def replaced_origin(manifest: Manifest) -> Origin:
    return Origin(REPLACED, f"{owner_name(manifest)}’s own, replaces {base_word(manifest)}")


def omitted_origin() -> Origin:
    return Origin(OMITTED, "Left out")


def origin_of(component: Component, manifest: Manifest) -> Origin | None:
    """None where the package builds on nothing, so that there is nothing to tell apart.

    What stands in place of a part that isn’t public is its own: of that part nothing is told.
    """
    if manifest.base is None:
        return None
    if component.origin == REPLACED and component.in_place_of:
        return replaced_origin(manifest)
    if component.origin in (REPLACED, ADDED):
        return own_origin(manifest)
    return base_origin(manifest)


def legend(manifest: Manifest) -> list[tuple[Origin, str]]:
    """The origins that occur in a layered package, each with what it means."""
    if manifest.base is None:
        return []
    found = {origin_of(component, manifest) for component in manifest.components}
    same = "the same everywhere" if base_word(manifest) == "core" else "as it was"
    meanings = [
        (base_origin(manifest), same),
        (own_origin(manifest), "added"),
        (replaced_origin(manifest), "in place of a part"),
    ]
    shown = [(origin, meaning) for origin, meaning in meanings if origin in found]
    if manifest.omissions:
        shown.append((omitted_origin(), "with a reason"))
    return shown


def note_lines(component: Component, manifest: Manifest) -> list[NoteLine]:
    names = _names(component, manifest)
    return [NoteLine(note.text, names.get(note.by, "")) for note in component.notes]


def _names(component: Component, manifest: Manifest) -> dict[str, str]:
    """Short names of the institutions that may have said something beside a part, by slug."""
    names = {hop.institution: hop.institution_name for hop in component.hops}
    refs = (manifest.owner, *manifest.partners)
    return names | {ref.slug: ref.short_name or ref.name for ref in refs}


def hop_lines(component: Component, permanent: str) -> list[HopLine]:
    """Where a part comes from, the oldest first; nothing where it was never taken over.

    permanent: the pattern of permanent addresses, with `{}` for the package.
    """
    if len(component.hops) < 2:
        return []
    return [
        HopLine(
            title=hop.title,
            number=hop.release,
            institution=hop.institution_name,
            licence_short=licence_name(hop.licence).short if hop.licence else "",
            url=permanent.format(hop.package),
        )
        for hop in component.hops
    ]
