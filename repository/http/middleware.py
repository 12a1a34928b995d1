"""What holds for every request: whose host it is, how large it may be, what the page may load."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.defaults import page_not_found

Handler = Callable[[HttpRequest], HttpResponseBase]

HEALTH = frozenset({"/healthz", "/readyz"})
# Wagtail's own screens hold inline scripts and styles (seen in its page editor, its users and its
# history); nothing that anybody uploaded is ever shown as a page of this origin.
ADMIN_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}
# The editor shows a draft beside its form; else the policy is the public page's.
PREVIEW_POLICY = {"frame-ancestors": ["'self'"]}


class ContentHostMiddleware:
    """The content host serves uploaded content only: no page, no admin, no cookie of the site."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        host = settings.CONTENT_ORIGIN.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
        self.host = host
        self.suffix = "." + host

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A name with a point at its end is the same name.
        host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower().rstrip(".")
        if host == self.host or host.endswith(self.suffix):
            return HttpResponse("Nothing is served here.", status=404, content_type="text/plain")
        return self.get_response(request)


class HealthMiddleware:
    """Health is asked for by address, inside a container or by a load balancer, not by name."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.host = urlsplit(settings.MAIN_ORIGIN).netloc

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in HEALTH:
            request.META["HTTP_HOST"] = self.host
        return self.get_response(request)


class UploadLimitMiddleware:
    """A request that says it is larger than an upload may be is refused before it is read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        # Form fields and boundaries come on top of the file itself.
        limit = settings.MAX_UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length.isdecimal() and int(length) > limit:
            megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
            return render(request, "413.html", {"megabytes": megabytes}, status=413)
        return self.get_response(request)


class PolicyMiddleware(CSPMiddleware):  # type: ignore[misc]  # django-csp is skipped by mypy
    """The content security policy; Wagtail's admin has one of its own, and so have its previews.

    A preview passes here twice: as the request that Wagtail makes up for the page's public address,
    whose header stays, and as the one that asked for it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        policy = PREVIEW_POLICY if getattr(request, "is_dummy", False) else ADMIN_POLICY
        inside = policy is PREVIEW_POLICY or request.path.startswith("/admin/")
        if inside and not hasattr(response, "_csp_replace"):
            response._csp_replace = policy  # type: ignore[attr-defined]
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


class PlainNotFoundMiddleware:
    """On a developer's machine too, an address that leads nowhere gets the page that visitors get.

    Django shows its list of address patterns there, which says nothing here: Wagtail takes every
    address that nothing else takes.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return page_not_found(request, error) if isinstance(error, Http404) else None
