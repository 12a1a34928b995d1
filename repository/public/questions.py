"""What an address asks of the catalogue: whatever stands in it is a question, or is refused."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from search.catalogue import FACETS, NEWEST, SORTS, CatalogueQuery, Key, decode_key
from search.folding import MAX_QUERY

# More values than this are nobody's choice; no value of ours is longer.
MAX_VALUES = 50
MAX_LENGTH = 120


def question_of(fields: QueryDict) -> CatalogueQuery:
    """The question of an address's query.

    Unknown fields and sorts are passed over; unknown values of a filter are asked for, and found
    nowhere.

    Raises: KeyDamagedError where a key of paging is none, or belongs to another sort.
    """
    sort = fields.get("sort", NEWEST)
    after = _key(fields.get("after", ""))
    before = _key(fields.get("before", ""))
    return CatalogueQuery(
        words=_writable(fields.get("q", ""))[:MAX_QUERY].strip(),
        sort=sort if sort in SORTS else NEWEST,
        after=None if before else after,
        before=before,
        institution=_values(fields.getlist("institution")),
        kind=_values(fields.getlist("kind")),
        subject=_values(fields.getlist("subject")),
        licence=_values(fields.getlist("licence")),
        language=_values(fields.getlist("language")),
    )


def fields_of(query: CatalogueQuery) -> list[tuple[str, str]]:
    """The question as fields of an address, without its place in the list."""
    fields = [("q", query.words)] if query.words else []
    fields += [(facet, value) for facet in FACETS for value in query.chosen(facet)]
    if query.sort != NEWEST:
        fields.append(("sort", query.sort))
    return fields


def _key(text: str) -> Key | None:
    return decode_key(text) if text else None


def _values(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order; what can't be one of ours by its form is left out."""
    writable = (_writable(value).strip() for value in values)
    fitting = [value for value in writable if 0 < len(value) <= MAX_LENGTH]
    return tuple(dict.fromkeys(fitting))[:MAX_VALUES]


def _writable(text: str) -> str:
    """Without what no database takes."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
