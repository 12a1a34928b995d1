"""Every component and every page template with sample data: what the styleguide and the tests show.

A component without a specimen, or a page without a sample, fails in tests/look.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django import forms

from repository.public import samples, samples_large, samples_layers, specimens_layers
from repository.public.cards import AlignmentTable, DownloadLine
from repository.public.specimen import Case, Context, Specimen, listed, one
from repository.templatetags import headwaters


@dataclasses.dataclass(frozen=True, slots=True)
class SamplePage:
    """A page of Wagtail, as far as the templates of home/ look at it."""

    title: str
    hero_title: str = "Shared curriculum, from one source"
    hero_text: str = (
        "Colleges and universities publish their micro-credential curriculum here, under open "
        "licences. Anybody may take it."
    )
    searches: str = "infection control, food safety"
    introduction: str = "What is the same everywhere is built once."
    search_description: str = ""
    body: str = "<h2>A core, and what is added</h2><p>Members agree on what is the same.</p>"


class SampleForm(forms.Form):
    learners = forms.IntegerField(label="How many learners?", help_text="A good guess will do.")
    note = forms.CharField(label="Anything else?", required=False, widget=forms.Textarea)


def specimens() -> list[Specimen]:
    """All components that stand on their own, in the order of their names."""
    return sorted(
        [
            *_words(),
            *_members(),
            *_search(),
            *_results(),
            *_package(),
            *_contents(),
            *_frame(),
            *specimens_layers.specimens(),
        ],
        key=lambda specimen: specimen.template,
    )


def _frame() -> list[Specimen]:
    form = SampleForm({"learners": "about forty"})
    return [
        one("crumbs", **headwaters.crumbs("Catalogue", "/catalogue/", samples.LONG_TITLE)),
        one("drawing", **headwaters.drawing("streams", "steps__art")),
        one("mark"),
        Specimen(
            "field",
            (
                Case("an error", {"field": form["learners"]}),
                Case("optional", {"field": form["note"]}),
            ),
        ),
        one("site-head", site_name="Headwaters", demonstration=True),
        one("site-foot", styleguide=True),
        one("share", title="A page", site_name="Headwaters", description="What it is", url="/"),
        one(
            "system",
            title="This page isn’t here",
            text="The address may be mistyped.",
            code="404, not found",
            art="dry",
            search=True,
            url="/",
            link_text="Home",
        ),
    ]


QUIET = {"variant": "quiet", "size": "small", "icon": "download", "download": True}
NOTICE = {
    "title": "Release 2.2.0 is newer",
    "text": "Read what changed.",
    "url": "#",
    "link_text": "Go to it",
}


def _words() -> list[Specimen]:
    return [
        Specimen(
            "button",
            (
                Case("main", {"url": "#", "text": "Search"}),
                Case(
                    "quiet, small",
                    {**QUIET, "url": "#", "text": "Take", "more": samples.MANY_SCRIPTS},
                ),
                Case("plain", {"url": "#", "text": "Clear all", "variant": "plain"}),
                Case("block", {"url": "#", "text": "Download everything", "block": True}),
            ),
        ),
        Specimen(
            "notice",
            tuple(Case(tone, {**NOTICE, "tone": tone}) for tone in headwaters.NOTICE_ICONS),
        ),
        one("copy", id="sample-copy", text=samples.PACKAGE.attribution_text, button="Copy"),
        one("figures", counts=samples.COUNTS),
        one(
            "data-table",
            caption="Dates and places, illustrative",
            heads=("Institution", "Where"),
            rows=(("Selkirk College", "Castlegar, online"),),
        ),
        one("empty", title="Nothing yet", text="The first one appears here.", level=3),
    ]


def _members() -> list[Specimen]:
    """Licences and institutions."""
    return [
        one("licence", licence=samples.SHARE_ALIKE, level=3),
        one("licence-badge", icon="cc-by-sa"),
        one("combinations", combinations=samples.COMBINATIONS),
        listed(
            "institution-card",
            "members",
            *(Case("", {"card": card}) for card in samples.INSTITUTIONS),
        ),
    ]


FIND = {"value": samples.MANY_SCRIPTS, "form_id": "find", "hidden": [("sort", "newest")]}
MIDDLE = {"first": 21, "last": 40, "count": 128, "previous_url": "#", "next_url": "#"}
ONLY = {"first": 1, "last": 3, "count": 3, "previous_url": "", "next_url": ""}


def _search() -> list[Specimen]:
    facet = samples.FACETS[0]
    return [
        Specimen(
            "search-form",
            (Case("usual", FIND), Case("large", {"value": "", "size": "large"})),
        ),
        one("facets", facets=samples.FACETS, form_id="find", clear_url="#"),
        one("facet-option", facet=facet, option=facet.options[0], form_id="find"),
        one("chips", chips=samples.CHIPS, clear_url="#"),
        one("sort", sorts=samples.SORTS, form_id="find"),
        one("no-results", query="custodail", chips=samples.CHIPS, clear_url="#"),
    ]


def _results() -> list[Specimen]:
    cards = samples.CARDS
    return [
        listed("result", "results", *(Case("", {"card": card, "level": 3}) for card in cards)),
        Specimen("pager", (Case("middle", MIDDLE), Case("only", ONLY))),
        one("ledger", cards=cards),
        Specimen(
            "kind",
            tuple(
                Case("", {"kind": card.kind, "label": card.kind_label, "size": "large"})
                for card in cards[:3]
            ),
        ),
    ]


def _package() -> list[Specimen]:
    package = samples.PACKAGE
    return [
        one("label", package=package),
        one("scale", **headwaters.scale(package.efforts, package.effort_hours)),
        one("duties", duties=package.duties, language="en-CA", aligned=True),
        one("formats", downloads=package.downloads),
        one("timeline", releases=package.releases),
        Specimen("use", (_use("usual", package.downloads), _use("nothing", ()))),
        Specimen(
            "matrix",
            (
                _table("few parts", package.alignment),
                _table("too many parts", samples_large.alignment(41, 2, 2)),
            ),
        ),
        one("alignment-lists", table=package.alignment, language="fr-CA"),
        one("source", package=package),
    ]


def _use(label: str, downloads: Sequence[DownloadLine]) -> Case:
    return Case(label, {"downloads": downloads, "manifest_url": "#", "permanent_url": "#"})


def _table(label: str, table: AlignmentTable | None) -> Case:
    return Case(label, {"table": table, "language": "en-CA"})


def _contents() -> list[Specimen]:
    components = (samples.COMPONENT, samples.LESSON, samples.BARE_COMPONENT, samples.LONG_COMPONENT)
    file = samples.LESSON.files[0]
    return [
        one("contents", sections=samples.PACKAGE.sections, language="fr-CA"),
        listed(
            "part",
            "parts",
            *(Case("", {"component": part, "language": "en-CA"}) for part in components),
        ),
        one("part-more", component=samples.COMPONENT),
        one("files", files=samples.LESSON.files),
        one("file-facts", file=file),
        one("take", file=file, name="Lesson plan"),
    ]


def _catalogue_page(**changes: Any) -> Context:
    return {
        "query": "infection",
        "results": samples.CARDS,
        "count": 4,
        "first": 1,
        "last": 4,
        "next_url": "/catalogue/?after=4",
        "previous_url": "",
        "facets": samples.FACETS,
        "chips": samples.CHIPS,
        "clear_url": "/catalogue/",
        "sorts": samples.SORTS,
        "hidden": (),
        "empty": False,
        **changes,
    }


def _licence_page(**changes: Any) -> Context:
    return {
        "licence": samples.SHARE_ALIKE,
        "combinations": samples.COMBINATIONS,
        "count": 9,
        "packages": samples.CARDS,
        "attribution_example": samples.PACKAGE.attribution_text,
        **changes,
    }


def _withdrawn() -> Context:
    changed = dataclasses.replace(
        samples.PACKAGE,
        is_newest=False,
        withdrawn=samples.WITHDRAWN,
        newest=samples.NEWER,
        downloads=(),
    )
    return {"package": changed}


Pages = dict[str, tuple[str, Context]]


def pages() -> Pages:
    """Every page template with what it may be given: name of the sample, template, context."""
    return {
        **_home_pages(),
        **_catalogue_pages(),
        **_package_pages(),
        **specimens_layers.pages(),
        **_other_pages(),
        **_system_pages(),
    }


def _home_pages() -> Pages:
    home = SamplePage("Home")
    bare = dataclasses.replace(home, body="", searches="", hero_text="")
    full = {"page": home, "counts": samples.COUNTS, "newest": samples.CARDS}
    core = {"featured": samples_layers.CORE_PACKAGE, "watershed": samples_layers.watershed(3)}
    nothing = {"page": bare, "counts": (), "newest": (), "featured": None, "watershed": None}
    template = "home/home_page.html"
    return {
        "home": (template, {**full, **core}),
        "home-alone": (template, {**full, "featured": samples_large.USUAL, "watershed": None}),
        "home-empty": (template, nothing),
        "standard": ("home/standard_page.html", {"page": SamplePage("How sharing works")}),
    }


def _catalogue_pages() -> Pages:
    template = "public/catalogue.html"
    none = {"results": (), "count": 0}
    return {
        "catalogue": (template, _catalogue_page()),
        "catalogue-no-results": (
            template,
            _catalogue_page(**none, first=0, last=0, next_url=""),
        ),
        "catalogue-empty": (
            template,
            _catalogue_page(**none, query="", facets=(), chips=(), empty=True),
        ),
    }


def _package_pages() -> Pages:
    template = "public/package.html"
    return {
        "package": (template, {"package": samples_large.USUAL}),
        "package-withdrawn": (template, _withdrawn()),
        "package-bare": (template, {"package": samples.BARE_PACKAGE}),
        "package-french": (template, {"package": samples_large.FRENCH}),
        "package-strange": (template, {"package": samples_large.STRANGE}),
        "package-wide": (template, {"package": samples_large.WIDE}),
        "package-huge": (template, {"package": samples_large.HUGE}),
        "withdrawn": ("public/withdrawn.html", {"release": samples.WITHDRAWN_RELEASE}),
        "preparing": ("public/preparing.html", {"url": "/packages/x/releases/2.1.0/"}),
    }


def _other_pages() -> Pages:
    institution = {
        "institution": samples.INSTITUTION,
        "packages": samples.CARDS,
        "catalogue_url": "/catalogue/?institution=viu",
        "named_url": "/catalogue/?q=Vancouver+Island+University",
    }
    bare = {"packages": (), "count": 0, "attribution_example": ""}
    return {
        "institutions": ("public/institution_list.html", {"institutions": samples.INSTITUTIONS}),
        "institutions-empty": ("public/institution_list.html", {"institutions": ()}),
        "institution": ("public/institution.html", institution),
        "licences": ("public/licence_list.html", {"licences": samples.LICENCES}),
        "licence": ("public/licence.html", _licence_page()),
        "licence-bare": (
            "public/licence.html",
            _licence_page(licence=samples.PUBLIC_DOMAIN, **bare),
        ),
    }


def _system_pages() -> Pages:
    return {
        **{name: (f"{name}.html", {}) for name in ("400", "403", "403_csrf", "404", "500", "503")},
        "409": ("409.html", {"text": "Two packages still need this file."}),
        "413": ("413.html", {"megabytes": 1024}),
    }
