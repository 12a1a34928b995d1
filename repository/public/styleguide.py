"""The styleguide: every component and every page with sample data. In development only."""

from __future__ import annotations

import dataclasses
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString

from repository.public.specimen import Specimen
from repository.public.specimens import pages, specimens
from repository.settings.env import PROJECT
from repository.templatetags import headwaters

TOKENS = PROJECT / "static" / "css" / "tokens.css"


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A specimen ready for the page: name, what wraps it, and (label, HTML) of each case."""

    name: str
    tag: str
    wrapper_class: str
    cases: list[tuple[str, SafeString]]


def shown(specimen: Specimen) -> Shown:
    return Shown(
        specimen.template,
        specimen.tag,
        specimen.wrapper_class,
        [
            (case.label, render_to_string(f"components/{specimen.template}.html", case.props))
            for case in specimen.cases
        ],
    )


def tokens() -> list[str]:
    """The names of the colours that components may use: the second tier of tokens.css."""
    meanings = TOKENS.read_text(encoding="utf-8").split("tier 2", 1)[1]
    return list(re.findall(r"^  --([a-z-]+): (?:light-dark|var)\(", meanings, re.M))


def styleguide(request: HttpRequest) -> HttpResponse:
    # What belongs to the frame of the page stands on the page already.
    framing = {"site-head", "site-foot", "share", "system"}
    context = {
        "pages": list(pages()),
        "tokens": tokens(),
        "icons": sorted(
            {
                *headwaters.COMPONENT_ICONS.values(),
                *headwaters.NOTICE_ICONS.values(),
                "search",
                "download",
                "copy",
                "filter",
                "close",
                "arrow",
                "menu",
            }
        ),
        "specimens": [shown(item) for item in specimens() if item.template not in framing],
    }
    return render(request, "styleguide.html", context)


def sample(request: HttpRequest, name: str) -> HttpResponse:
    """A page with sample data. Raises: Http404 for an unknown name."""
    if name not in pages():
        raise Http404
    template, context = pages()[name]
    return render(request, template, context)


urlpatterns = [
    path("", styleguide, name="styleguide"),
    path("<slug:name>/", sample, name="styleguide-sample"),
]
