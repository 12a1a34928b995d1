"""For crawlers: what there is, and where not to go; and the pages of errors."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import escape
from django.views.decorators.http import require_safe

from repository.public.responses import REVALIDATED
from repository.public.sitemap import Place, package_parts, package_places, page_places

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /documents/
Disallow: /catalogue/?*after=
Disallow: /catalogue/?*before=
Sitemap: {origin}/sitemap.xml
"""
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt"""
    return _sent(ROBOTS.format(origin=settings.MAIN_ORIGIN), "text/plain")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: the sitemaps of the pages and of the packages, so many in each."""
    names = ["pages", *(f"packages-{number}" for number in package_parts())]
    lines = [
        f"<sitemap><loc>{escape(settings.MAIN_ORIGIN)}/sitemaps/{name}.xml</loc></sitemap>"
        for name in names
    ]
    body = "\n".join(lines)
    text = f'<sitemapindex xmlns="{NAMESPACE}">\n{body}\n</sitemapindex>\n'
    return _sent(DECLARATION + text, "application/xml")


@require_safe
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    return _sent(_urls(page_places()), "application/xml")


@require_safe
def sitemap_of_packages(request: HttpRequest, number: int) -> HttpResponse:
    """A part of the packages. A part in which there are none any more is empty, not missing."""
    if number not in package_parts():
        raise Http404
    return _sent(_urls(package_places(number)), "application/xml")


def _urls(places: Iterator[Place]) -> str:
    lines = [
        f"<url><loc>{escape(place.url)}</loc>"
        + (f"<lastmod>{place.changed_at.isoformat()}</lastmod>" if place.changed_at else "")
        + "</url>"
        for place in places
    ]
    body = "\n".join(lines)
    return f'{DECLARATION}<urlset xmlns="{NAMESPACE}">\n{body}\n</urlset>\n'


def _sent(text: str, media_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response["Cache-Control"] = REVALIDATED
    return response


# Errors. The page for 500 is Django's own, made without request and data: nothing there may fail.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return render(request, "400.html", status=400)
