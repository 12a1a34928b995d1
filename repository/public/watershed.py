"""A core and the streams that it feeds, as a drawing with names. Pure.

The drawing is 1200 by 420, the source at (600, 64); each stream ends at the foot, above its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from repository.public import addresses
from repository.public.family_lines import count_word
from search.layers import LayerRow

# More streams than these have no room side by side: the page of all of them shows the others.
MOST = 5
WIDTH, FOOT = 1200, 420
SOURCE_X, SOURCE_Y = 600, 64
# Where what is the institution's own joins the water of the core.
JOINT = 0.62
# A name longer than this has no room above a narrow mouth.
LONG_NAME = 30


class Mouth(NamedTuple):
    """A stream. name: without what the core's title says already. course, own: paths of SVG."""

    name: str
    language: str
    url: str
    institution: str
    short_name: str
    more: str
    course: str
    own: str


class Watershed(NamedTuple):
    """caption: the drawing in a sentence. has_long_names: the names go below one another."""

    caption: str
    mouths: Sequence[Mouth]
    url: str
    link_text: str
    has_long_names: bool


def watershed_of(slug: str, title: str, layers: Sequence[LayerRow]) -> Watershed | None:
    """slug, title: of the core. None for a core on which nothing stands."""
    if not layers:
        return None
    count = len(layers)
    shown = layers[:MOST]
    mouths = [_mouth(layer, title, n, len(shown)) for n, layer in enumerate(shown)]
    stands = "specialisation" if count == 1 else "specialisations"
    return Watershed(
        caption=f"One core, “{title}”, feeds {count_word(count)} Level\N{NO-BREAK SPACE}2 {stands}",
        mouths=mouths,
        url=addresses.specialisations_url(slug),
        link_text=(
            "See what each institution adds"
            if count <= MOST
            else f"See what all {count_word(count)} add"
        ),
        has_long_names=any(len(mouth.name) > LONG_NAME for mouth in mouths),
    )


def own_name(title: str, core_title: str) -> str:
    """ "Hotels" of "Building service worker, Level 2: hotels"; a title of another make stays."""
    words = title.split()
    pairs = zip(words, core_title.split(), strict=False)
    same = len(list(takewhile(lambda pair: pair[0].rstrip(",:") == pair[1].rstrip(",:"), pairs)))
    if not same:
        return title
    rest = " ".join(words[same:])
    name = re.sub(r"^(level\s*)?(\d+\b)?[\s,:–—-]*", "", rest, flags=re.IGNORECASE)
    return name[:1].upper() + name[1:] if len(name) > 1 else title


def _mouth(layer: LayerRow, core_title: str, index: int, count: int) -> Mouth:
    end = round(WIDTH * (index + 0.5) / count)
    course, own = courses(end)
    added = layer.competency_count
    adds = f"{added} {'competency' if added == 1 else 'competencies'} added" if added else ""
    base = f"core\N{NO-BREAK SPACE}{layer.base_number}"
    return Mouth(
        name=own_name(layer.title, core_title),
        language=layer.language,
        url=addresses.package_url(layer.slug),
        institution=layer.institution_name,
        short_name=layer.institution_short,
        more=f"{adds}, {base}" if adds else f"over {base}",
        course=course,
        own=own,
    )


def courses(end: int) -> tuple[str, str]:
    """The course from the source to `end` at the foot, and beside it what is the institution's."""
    reach = end - SOURCE_X
    joint = round(SOURCE_X + reach * JOINT)
    bend = round(SOURCE_X + reach * 0.4)
    first = f"C{round(SOURCE_X + reach * 0.06)} 130 {bend} 150 {joint} 228"
    second = f"C{2 * joint - bend} 306 {end} 330 {end} {FOOT}"
    beside = f"M{joint + 8} 240C{2 * joint - bend + 9} 312 {end + 10} 334 {end + 10} {FOOT}"
    return f"M{SOURCE_X} {SOURCE_Y}{first}{second}", beside
