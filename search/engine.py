"""The catalogue's first engine: the database itself, by containment of folded words.

Six statements whatever the query and however many packages there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count, F, Q, QuerySet

from repository.institutions.models import Institution
from repository.licences.models import Licence
from search.folding import terms_of
from search.keys import NEWEST, Key
from search.models import Entry, EntrySubject, EntryWords
from search.places import place_of_match
from search.query import CataloguePage, CatalogueQuery, CatalogueRow, FacetCount

# Filters of which a package has one value; their columns, in the order of the index.
COLUMNS = {
    "institution": "institution_id",
    "kind": "kind",
    "licence": "licence_id",
    "language": "language",
}

Cell = tuple[object, ...]


class Engine:
    """One run of a query: the names that it needs, and its statements."""

    def __init__(self, query: CatalogueQuery) -> None:
        self.query = query
        self.terms = terms_of(query.words)
        # Nothing but punctuation: it stands nowhere, and isn't the same as no question at all.
        self.is_nowhere = bool(query.words.strip()) and not self.terms
        institutions = list(Institution.objects.values_list("pk", "slug", "name"))
        licences = list(Licence.objects.values_list("spdx", "short_name"))
        self.labels: dict[str, dict[str, str]] = {
            "institution": {slug: name for _, slug, name in institutions},
            "licence": dict(licences),
        }
        self.slugs: dict[object, str] = {pk: slug for pk, slug, _ in institutions}
        # What the columns hold for the values chosen.
        ids = {slug: pk for pk, slug, _ in institutions}
        self.chosen: dict[str, set[object]] = {facet: set(query.chosen(facet)) for facet in COLUMNS}
        self.chosen["institution"] = {ids.get(slug, -1) for slug in query.institution}

    def answer(self) -> CataloguePage:
        cells = self.cells()
        found, first, following, preceding = self.page()
        return CataloguePage(
            rows=tuple(_row(entry, self.terms) for entry in found),
            first=first,
            count=sum(count for cell, count in cells.items() if self.holds(cell)),
            facets={facet: self.facet(facet, cells) for facet in COLUMNS}
            | {"subject": self.subjects()},
            next=following,
            previous=preceding,
        )

    # Statements

    def entries(self) -> QuerySet[Entry]:
        """The entries that hold all words. Both sides are folded, so containment is enough."""
        if self.is_nowhere:
            return Entry.objects.none()
        if not self.terms:
            return Entry.objects.all()
        found = EntryWords.objects.all()
        for term in self.terms:
            found = found.filter(words__contains=term)
        return Entry.objects.filter(pk__in=found.values("entry"))

    def under_columns(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        for facet, column in COLUMNS.items():
            if self.chosen[facet]:
                entries = entries.filter(**{f"{column}__in": self.chosen[facet]})
        return entries

    def under_subjects(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        if not self.query.subject:
            return entries
        subjects = EntrySubject.objects.filter(slug__in=self.query.subject)
        return entries.filter(pk__in=subjects.values("entry"))

    def cells(self) -> dict[Cell, int]:
        """How many entries there are of each combination of the filters' columns.

        Under words and subjects only: count and facets follow from these few numbers.
        """
        entries = self.under_subjects(self.entries()).order_by()
        cells = entries.values_list(*COLUMNS.values()).annotate(n=Count("*"))
        return {cell[:-1]: cell[-1] for cell in cells}

    def subjects(self) -> tuple[FacetCount, ...]:
        subjects = EntrySubject.objects.order_by()
        if self.terms or self.is_nowhere or any(self.chosen.values()):
            entries = self.under_columns(self.entries())
            subjects = subjects.filter(entry__in=entries.values("pk"))
        counts: Counter[object] = Counter()
        names: dict[str, str] = {}
        for slug, name, count in subjects.values_list("slug", "name").annotate(n=Count("*")):
            counts[slug] += count
            names.setdefault(slug, name)
        return self.listed("subject", counts, names)

    def page(self) -> tuple[list[Entry], int, Key | None, Key | None]:
        """The entries of the page, how many come before it, and the keys of its neighbours."""
        query = self.query
        found = self.rows(list(self.ordered()[: query.size + 1]))
        more = len(found) > query.size
        found = found[: query.size]
        # Going back, the rows come in the order away from the key.
        first, has_next, has_previous = 0, more, False
        if query.before is not None:
            found.reverse()
            first, has_next, has_previous = query.before.position - len(found), True, more
        elif query.after is not None:
            first, has_previous = query.after.position + 1, True
        first = max(first, 0) if has_previous else 0
        last = first + len(found) - 1
        return (
            found,
            first,
            _key(found[-1], query.sort, last) if found and has_next else None,
            _key(found[0], query.sort, first) if found and has_previous else None,
        )

    def rows(self, keys: Sequence[int]) -> list[Entry]:
        """The entries of these primary keys, in the same order, with all that a row shows."""
        entries = Entry.objects.select_related("package", "institution", "licence").annotate(
            base_title=F("release__stands_on__base__package__entry__title"),
            base_number=F("release__stands_on__base__number"),
        )
        if self.terms:
            entries = entries.select_related("places")
        found = entries.in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def ordered(self) -> QuerySet[Entry, int]:
        """The primary keys of all entries beyond the query's key, nearest first.

        Nothing but the keys: whatever else were named here would be sorted along.
        """
        entries = self.under_subjects(self.under_columns(self.entries()))
        key = self.query.before or self.query.after
        newest = self.query.sort == NEWEST
        column = "released_at" if newest else "title_folded"
        descending = newest != (self.query.before is not None)
        if key is not None:
            entries = entries.filter(_beyond(key, column, descending=descending))
        sign = "-" if descending else ""
        ordered = entries.order_by(f"{sign}{column}", f"{sign}package")
        return ordered.values_list("pk", flat=True)

    # Counts

    def holds(self, cell: Cell, without: str = "") -> bool:
        """Do the filters let a combination through, all of them or all but one?"""
        for place, facet in enumerate(COLUMNS):
            chosen = self.chosen[facet]
            if chosen and facet != without and cell[place] not in chosen:
                return False
        return True

    def facet(self, facet: str, cells: Mapping[Cell, int]) -> tuple[FacetCount, ...]:
        position = list(COLUMNS).index(facet)
        counts: Counter[object] = Counter()
        for cell, count in cells.items():
            value = cell[position]
            if value is not None and self.holds(cell, without=facet):
                counts[value] += count
        if facet == "institution":
            # One that joined since the names were read waits for the next question.
            known = {pk: count for pk, count in counts.items() if pk in self.slugs}
            counts = Counter({self.slugs[pk]: count for pk, count in known.items()})
        return self.listed(facet, counts, self.labels.get(facet, {}))

    def listed(
        self, facet: str, counts: Mapping[object, int], labels: Mapping[str, str]
    ) -> tuple[FacetCount, ...]:
        """Values that occur or are chosen, the most frequent first, then by name."""
        values = {str(value): count for value, count in counts.items() if count}
        for value in self.query.chosen(facet):
            values.setdefault(value, 0)
        listed = [FacetCount(value, labels.get(value, value), n) for value, n in values.items()]
        return tuple(sorted(listed, key=lambda option: (-option.count, option.label)))


def _beyond(key: Key, column: str, *, descending: bool) -> Q:
    """Rows after a key in an order of the column and then the package."""
    value = key.moment if key.sort == NEWEST else key.value
    side = "lt" if descending else "gt"
    further = Q(**{f"{column}__{side}": value}) | Q(**{f"package__{side}": key.package})
    # The first condition alone is what an index can be entered with.
    return Q(**{f"{column}__{side}e": value}) & further


def _key(entry: Entry, sort: str, position: int) -> Key:
    value = entry.released_at.isoformat() if sort == NEWEST else entry.title_folded
    return Key(sort, value, entry.package_id, position)


def _row(entry: Entry, terms: Sequence[str]) -> CatalogueRow:
    return CatalogueRow(
        slug=entry.package.slug,
        number=entry.number,
        title=entry.title,
        summary=entry.summary,
        kind=entry.kind,
        language=entry.language,
        institution=entry.institution.slug,
        institution_name=entry.institution.name,
        partner_count=entry.partner_count,
        licence=entry.licence_id or "",
        licence_short=entry.licence.short_name if entry.licence else "",
        effort_minutes=entry.effort_minutes,
        delivery=entry.delivery,
        has_cover=entry.has_cover,
        cover_alt=entry.cover_alt,
        released_at=entry.released_at,
        base_title=getattr(entry, "base_title", None) or "",
        base_number=getattr(entry, "base_number", None) or "",
        match=place_of_match(terms, entry.places.places) if terms else None,
    )
