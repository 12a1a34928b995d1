"""Tags and filters of the public pages. They format what they are given; none asks for data.

Built in (settings, TEMPLATES): no `{% load %}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from repository.public.cards import (
    AlignmentColumn,
    AlignmentRow,
    AlignmentTable,
    CompetencyLine,
    DutyLines,
    EffortShare,
    FileLine,
    SectionLines,
)
from repository.public.list_cards import Facet
from repository.public.matrix_cards import SpecialisationMatrix

register = template.Library()

# The pages' own language; what is written in another one says so.
PAGE_LANGUAGE = "en-CA"

# More columns than these don't fit on a screen: the table becomes lists.
MAX_TABLE_COLUMNS = 40

# Shades of the bar of hours that can be told apart.
SHADES = 4

COMPONENT_ICONS = {
    "syllabus": "syllabus",
    "lesson-plan": "lesson",
    "scorm-module": "module",
    "assessment": "assessment",
    "learning-resource": "resource",
    "video": "video",
    "instructor-guide": "guide",
}
NOTICE_ICONS = {"info": "info", "good": "check", "caution": "alert", "danger": "alert"}
CHANGE_ICONS = {"added": "plus", "removed": "minus", "changed": "edit", "moved": "moved"}
ALIGNMENT_WORDS = {"T": "teaches", "P": "practises", "A": "assesses"}
KINDS = {"level-1-core": "core", "level-2-specialisation": "stream"}

# The shapes of a drawing in static/img/drawings, from the ground up, and its source where it has
# one: x and y on the drawing, radii.
DRAWINGS: dict[str, tuple[str, tuple[str, ...], tuple[int, int, int, int] | None]] = {
    "strip": ("0 0 1600 560", ("relief", "index", "water"), (1120, 148, 20, 12)),
    "watershed": ("0 0 1200 420", ("relief", "index"), (600, 64, 20, 12)),
    "source": ("0 0 480 300", ("relief", "index"), (240, 90, 19, 12)),
    "stream": ("0 0 480 300", ("relief", "index", "course"), (240, 90, 19, 12)),
    "dry": ("0 0 480 300", ("relief", "index", "course"), None),
    "layer": ("0 0 480 300", ("relief", "index", "water", "own"), (240, 90, 19, 12)),
    "streams": ("0 0 480 300", ("relief", "index", "water"), (240, 90, 19, 12)),
}
DRAWING_FILES = {"stream": "source", "dry": "source"}


# Files


@register.simple_tag
def static_file(path: str) -> str:
    """The address of a static file; its plain one where the manifest of hashed names is missing.

    The pages of errors must come out even then.
    """
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def name_of_site() -> str:
    """For pages that have no context; others have `site_name`."""
    return settings.SITE_NAME


# Pictures


@register.simple_tag
def icon(name: str, css_class: str = "icon") -> SafeString:
    """An icon of static/img/icons.svg, in the colour of the text. The words stand beside it."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        css_class,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def sign(letter: str) -> SafeString:
    """The sign of an alignment: T, P or A."""
    return format_html(
        '<svg class="sign" viewBox="0 0 16 16" aria-hidden="true"><use href="{}#sign-{}"/></svg>',
        static("img/icons.svg"),
        letter,
    )


@register.simple_tag
def origin_sign(mark: str) -> SafeString:
    """The sign of a competency in the matrix of specialisations: core or own."""
    return format_html(
        '<svg class="sign" data-origin="{}" viewBox="0 0 16 16" aria-hidden="true">'
        '<use href="{}#sign-{}"/></svg>',
        mark,
        static("img/icons.svg"),
        mark,
    )


@register.simple_tag
def kind_shape(mark: str) -> SafeString:
    """The shape of a kind of one colour: core or standalone."""
    return format_html(
        '<svg class="kind__mark" viewBox="0 0 24 24" aria-hidden="true">'
        '<use class="mark-{}" href="{}#kind-{}"/></svg>',
        mark,
        static("img/icons.svg"),
        mark,
    )


@register.simple_tag
def kind_layers() -> SafeString:
    """The shape of a Level 2: land over water."""
    sprite = static("img/icons.svg")
    return format_html(
        '<svg class="kind__mark" viewBox="0 0 24 24" aria-hidden="true">'
        '<use class="mark-core" href="{}#kind-stream-water"/>'
        '<use class="mark-own kind__land" href="{}#kind-stream-land"/></svg>',
        sprite,
        sprite,
    )


@register.inclusion_tag("components/drawing.html")
def drawing(name: str, css_class: str, fit: str = "xMidYMid meet") -> dict[str, Any]:
    """A drawing of contours and streams. fit: the SVG's preserveAspectRatio."""
    box, shapes, source = DRAWINGS[name]
    return {
        "css_class": css_class,
        "box": box,
        "fit": fit,
        "file": static(f"img/drawings/{DRAWING_FILES.get(name, name)}.svg"),
        "shapes": shapes,
        "dry": name == "dry",
        "source": source,
    }


@register.filter
def component_icon(component_type: str) -> str:
    return COMPONENT_ICONS.get(component_type, "resource")


@register.filter
def notice_icon(tone: str) -> str:
    return NOTICE_ICONS.get(tone, "info")


@register.filter
def origin_icon(name: str) -> str:
    """The shape of an origin: core, own, replaced or omitted."""
    return f"origin-{name}"


@register.filter
def change_icon(kind: str) -> str:
    return CHANGE_ICONS.get(kind, "info")


@register.filter
def kind_mark(kind: str) -> str:
    """core, stream or standalone, from the manifest's word for the kind."""
    return KINDS.get(kind, "standalone")


# Places


class Crumb(NamedTuple):
    text: str
    url: str


@register.inclusion_tag("components/crumbs.html")
def crumbs(*words: str) -> dict[str, Any]:
    """Where the page stands: text, address, text, address, …, and the text of the page itself."""
    pairs = [Crumb(text, url) for text, url in zip(words[0::2], words[1::2], strict=False)]
    return {"crumbs": [Crumb("Home", "/"), *pairs], "here": words[-1]}


@register.simple_tag(takes_context=True)
def current(context: Context, url: str) -> SafeString:
    """Marks a link of the navigation whose place this page is in."""
    request = context.get("request")
    path = getattr(request, "path", "")
    return SafeString(' aria-current="page"' if path.startswith(url) else "")


@register.simple_tag(takes_context=True)
def page_url(context: Context) -> str:
    """The absolute address of this page, without its query. Empty outside a request."""
    request = context.get("request")
    return absolute(request.path) if request else ""


@register.filter
def absolute(url: str) -> str:
    """An address with its origin, for readers outside the site."""
    return f"{settings.MAIN_ORIGIN}{url}" if url.startswith("/") else url


# Words


@register.simple_tag
def lang(tag: str) -> SafeString:
    """The attribute for text that isn't in the page's own language."""
    if not tag or tag.lower() == PAGE_LANGUAGE.lower():
        return SafeString("")
    return format_html(' lang="{}"', tag)


@register.filter
def hours(amount: str) -> str:
    """1 hour, 1.5 hours; empty where the amount is."""
    if not amount:
        return ""
    return f"{amount}\N{NO-BREAK SPACE}{'hour' if amount == '1' else 'hours'}"


@register.filter
def commas(words: str | Iterable[str]) -> list[str]:
    """A text with commas, or a list of texts, as a list without empty ones."""
    parts = words.split(",") if isinstance(words, str) else words
    return [part.strip() for part in parts if part.strip()]


@register.filter
def labelled(row: Sequence[str], heads: Sequence[str]) -> list[tuple[str, str]]:
    """The cells of a row with the heads of their columns."""
    return list(zip(heads, row, strict=True))


@register.filter
def licence_elements(code: str) -> list[str]:
    """The elements of a licence's short form: cc-by-sa gives CC, BY, SA."""
    return [part.upper() for part in code.split("-") if part]


# Packages


@register.filter
def competencies(duties: Sequence[DutyLines]) -> list[CompetencyLine]:
    """All competencies of all duties."""
    return [line for duty in duties for line in duty.competencies]


@register.filter
def of_its_own(duties: Sequence[DutyLines]) -> list[DutyLines]:
    """The duties that a layer adds to what it stands on."""
    return [duty for duty in duties if duty.origin and duty.origin.name == "own"]


@register.filter
def of_its_base(duties: Sequence[DutyLines]) -> list[DutyLines]:
    """The duties that a layer has from what it stands on."""
    return [duty for duty in duties if not (duty.origin and duty.origin.name == "own")]


@register.filter
def files(sections: Sequence[SectionLines]) -> list[FileLine]:
    """All files of all sections."""
    return [
        file for section in sections for component in section.components for file in component.files
    ]


class Bar(NamedTuple):
    """A piece of the scale, in minutes from its left end. `fill`: the shade, 0 to 3."""

    label: str
    x: int
    width: int
    fill: int


@register.inclusion_tag("components/scale.html")
def scale(efforts: Sequence[EffortShare], effort_hours: str) -> dict[str, Any]:
    """The hours as a bar with a scale, as at the foot of a map."""
    bars: list[Bar] = []
    total = 0
    for fill, share in enumerate(_gathered(efforts)):
        label = f"{_as_hours(share.minutes)} {share.label}"
        bars.append(Bar(label, total, share.minutes, fill))
        total += share.minutes
    return {"bars": bars, "total": total, "ticks": _ticks(total), "effort_hours": effort_hours}


def _gathered(efforts: Sequence[EffortShare]) -> list[EffortShare]:
    """The shares, largest first; the smallest as one where there are more than shades."""
    shares = sorted(
        (share for share in efforts if share.minutes > 0), key=lambda share: -share.minutes
    )
    if len(shares) <= SHADES:
        return shares
    rest = sum(share.minutes for share in shares[SHADES - 1 :])
    return [*shares[: SHADES - 1], EffortShare("with other parts", rest)]


def _as_hours(minutes: int) -> str:
    return hours(f"{minutes / 60:.1f}".removesuffix(".0"))


def _ticks(minutes: int) -> list[str]:
    """Marks at equal steps of whole hours where that comes out even, else the ends alone."""
    whole, rest = divmod(minutes, 60)
    steps = next((n for n in (6, 5, 4, 3, 2) if not rest and whole % n == 0 and whole >= n), 1)
    inner = [str(whole * step // steps) for step in range(1, steps)]
    return ["0", *inner, _as_hours(minutes)]


# Alignment


class Aligned(NamedTuple):
    """What a component does for a competency: the letters, and the words for them."""

    column: AlignmentColumn
    letters: str
    words: str


@register.filter
def too_wide(table: AlignmentTable | SpecialisationMatrix) -> bool:
    return len(table.columns) > MAX_TABLE_COLUMNS


@register.filter
def cells(row: AlignmentRow, table: AlignmentTable) -> list[Aligned]:
    """The cells of a row with their columns; empty letters where there is nothing."""
    return [
        Aligned(column, letters, ", ".join(ALIGNMENT_WORDS[letter] for letter in letters))
        for column, letters in zip(table.columns, row.cells, strict=True)
    ]


@register.filter
def breadth(table: AlignmentTable | SpecialisationMatrix) -> str:
    """few, some or many columns: how wide the table must be so that each keeps its room."""
    count = len(table.columns)
    return "few" if count <= 16 else "some" if count <= 28 else "many"


@register.filter
def aligned(row: AlignmentRow, table: AlignmentTable) -> list[Aligned]:
    """The cells of a row that say something."""
    return [cell for cell in cells(row, table) if cell.letters]


# The catalogue


@register.filter
def selected_options(facets: Sequence[Facet]) -> int:
    """How many options are set in all facets."""
    return sum(option.selected for facet in facets for option in (*facet.options, *facet.more))


@register.filter
def beside(hidden: Sequence[tuple[str, str]], facets: Sequence[Facet]) -> list[tuple[str, str]]:
    """The fields to carry on that the catalogue's form doesn't show itself."""
    shown = {"q", "sort", "after", "before", *(facet.name for facet in facets)}
    return [(name, value) for name, value in hidden if name not in shown]
