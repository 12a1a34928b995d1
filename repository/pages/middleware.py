"""Refusals of the domain as messages in the admin: a person reads what to do, not a traceback."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from repository.blobs.errors import BlobError
from repository.pages.errors import PageError
from repository.releases.errors import NotReleasableError, ReleaseError

Handler = Callable[[HttpRequest], HttpResponseBase]


class RefusalMiddleware:
    """Any way of publishing, moving or taking down a page that is refused ends here.

    The editor's own form has told most of it before; this holds for bulk actions, workflow screens
    and whatever else Wagtail offers.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PageError | ReleaseError | BlobError):
            return None
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            body = {"success": False, "error_code": error.code, "error_message": str(error)}
            return JsonResponse(body, status=409)
        messages.error(request, refusal_text(error))
        return redirect(_back(request))


def refusal_text(error: PageError | ReleaseError | BlobError) -> str:
    """What to tell: for a draft that isn't complete, every problem with its place."""
    if not isinstance(error, NotReleasableError):
        return str(error)
    return problem_list([(place, sentence) for _, place, sentence in error.problems])


def problem_list(problems: list[tuple[str, str]]) -> str:
    """ "This can't be released yet", with each (place, sentence) in a list. HTML."""
    items = format_html_join("", "<li><strong>{}:</strong> {}</li>", problems)
    return format_html(
        'This can’t be released yet. <ul class="hw-bullets">{}</ul>',
        items,
    )


def _back(request: HttpRequest) -> str:
    """Where the person came from, if that is here; else the dashboard."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return came_from
    return reverse("wagtailadmin_home")
