"""The catalogue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.public.catalogue_lines import catalogue_context
from repository.public.questions import question_of
from repository.public.responses import page_response
from search.catalogue import KeyDamagedError, find


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """/catalogue/: search, filters, pages."""
    try:
        query = question_of(request.GET)
    except KeyDamagedError:
        return render(request, "400.html", status=400)
    return page_response(request, "public/catalogue.html", catalogue_context(query, find(query)))
