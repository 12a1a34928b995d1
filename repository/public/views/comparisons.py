"""A package's releases side by side, and a core beside what is built on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from repository.public.addresses import compare_url
from repository.public.comparisons import compare_detail, pair_of
from repository.public.responses import REVALIDATED, kept_response, page_response
from repository.public.specialisations import specialisations_of
from repository.public.views.packages import history_or_404, withdrawn_response


@require_safe
def compare(request: HttpRequest, slug: str, before: str, after: str) -> HttpResponseBase:
    """/packages/<slug>/compare/<a>..<b>/: what differs; `a` may be the word core."""
    pair = pair_of(history_or_404(slug), before, after)
    if pair is None:
        raise Http404
    return kept_response(
        request, "public/compare.html", pair.state, lambda: {"comparison": compare_detail(pair)}
    )


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponseBase:
    """/packages/<slug>/compare/?from=…&to=…: to the page of that pair.

    Where nothing is asked for: the newest release against the one before it.
    """
    history = history_or_404(slug)
    newest = history.newest or history.releases[0]
    before = request.GET.get("from") or (history.before(newest) or newest).number
    after = request.GET.get("to") or newest.number
    if pair_of(history, before, after) is None:
        raise Http404
    response = HttpResponseRedirect(compare_url(slug, before, after))
    response["Cache-Control"] = REVALIDATED
    return response


@require_safe
def specialisations(request: HttpRequest, slug: str) -> HttpResponseBase:
    """/packages/<slug>/specialisations/: a core and all Level 2 over it."""
    history = history_or_404(slug)
    if history.newest is None:
        return withdrawn_response(request, history, history.releases[0])
    detail = specialisations_of(history, history.newest)
    if detail is None:
        raise Http404
    return page_response(request, "public/specialisations.html", {"family": detail})
