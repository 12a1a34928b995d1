"""Why a search found a package: the place that holds the words, where the list doesn't show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.folding import fold

# What stands in the list already.
SHOWN = ("Title", "Summary")


def place_of_match(terms: Sequence[str], places: Iterable[Sequence[str]]) -> tuple[str, str] | None:
    """The place that holds most of the words which title and summary don't hold.

    places: (place, text) pairs, the most telling first; of equal ones the first is named. None
    where title and summary hold all words.
    """
    pairs = [(place, text) for place, text in places]
    shown = fold(" ".join(text for place, text in pairs if place in SHOWN))
    missing = [term for term in terms if term not in shown]
    if not missing:
        return None
    best: tuple[str, str] | None = None
    held = 0
    for place, text in pairs:
        folded = fold(text)
        count = sum(term in folded for term in missing)
        if count > held:
            best, held = (place, text), count
    return best
