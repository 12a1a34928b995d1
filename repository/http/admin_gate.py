"""The gate of the admin: nobody gets past it to a page, document or picture of others.

Wagtail checks permissions in its views, each in its own way, and a few of them not at all (seen in
8.0.1: the form that confirms a move, the page chooser, lists of chosen things, the API of documents
and pictures, the cancelling of a workflow, the last edited page in the report of page types). Here
the objects that an address names are checked before any view runs, so that a view that forgets to
ask, and one that comes with the next version, answers 403 all the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, IntegrityError
from django.db.models import Model, ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.models import Page, Revision

from repository.blobs.models import Picture, StoredDocument
from repository.institutions.access import reaches_files, reaches_page
from repository.institutions.selectors import Person, is_consortium_editor
from repository.pages.institution_hooks import choosable_pages

Handler = Callable[[HttpRequest], HttpResponseBase]

# Names that addresses of the admin give to what they are about.
ARGUMENTS: Mapping[str, type[Model]] = {
    "page_id": Page,
    "parent_page_id": Page,
    "page_to_move_id": Page,
    "destination_id": Page,
    "page_pk": Page,
    "document_id": StoredDocument,
    "doc_id": StoredDocument,
    "image_id": Picture,
}
# Where `pk` is one of these.
PRIMARY_KEYS: Mapping[str, type[Model]] = {
    "wagtailadmin_pages:revisions_compare": Page,
    "wagtailadmin_api:pages:detail": Page,
    "wagtailadmin_api:pages:action": Page,
    "wagtailadmin_api:documents:detail": StoredDocument,
    "wagtailadmin_api:images:detail": Picture,
    "wagtaildocs_chooser:chosen": StoredDocument,
    "wagtailimages_chooser:chosen": Picture,
}
# Where the query names them: ?id=3&id=5.
QUERIES: Mapping[str, type[Model]] = {
    "wagtailadmin_choose_page_chosen_multiple": Page,
    "wagtaildocs_chooser:chosen_multiple": StoredDocument,
    "wagtailimages_chooser:chosen_multiple": Picture,
}
# Where a posted form names where to: Wagtail's refusal would say the title of its draft.
FIELDS: Mapping[str, str] = {
    "wagtailadmin_pages:copy": "new_parent_page",
    "wagtailadmin_pages:move": "new_parent_page",
    "wagtail_bulk_action": "chooser",
    "wagtailadmin_api:pages:action": "destination_page_id",
}
# Here it is enough that the page lies on the way to one's own, or belongs to no institution.
EXPLORING = frozenset(
    {
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_api:pages:detail",
    }
)
# What looks across institutions and asks nobody, or would hide a page that releases have shown.
FOR_COORDINATORS = frozenset(
    {
        "wagtailadmin_pages:set_privacy",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_workflows:task_chooser",
        "wagtailadmin_workflows:task_chooser_results",
        "wagtailadmin_workflows:task_chooser_create",
        "wagtailadmin_workflows:task_chosen",
    }
)
# PostgreSQL has no text with one, and fails; no form of the admin makes one.
NUL = "\0"
# An address whose only purpose is to fail.
CLOSED = frozenset({"wagtailadmin_error_test"})
# What Wagtail's API ends in for numbers that no database knows, and for words of its own that it
# wasn't given (8.0.1).
API = "wagtailadmin_api:"
UNREADABLE = (DataError, IntegrityError, OverflowError, ValueError)
# What a form without its fields ends in, where it isn't Django's own error (8.0.1).
MALFORMED: Mapping[str, type[Exception]] = {
    "wagtailadmin_choose_page_external_link": AttributeError,
    "wagtailredirects:process_import": KeyError,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """One object that an address or its query names. exploring: on the way is enough."""

    model: type[Model]
    key: str
    exploring: bool = False


class AdminGateMiddleware:
    """Asks for every object that an address of the admin names, whether this person reaches it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Raises: PermissionDenied, Http404, BadRequest."""
        match = request.resolver_match
        if match is None or not in_admin(request):
            return
        if match.view_name in CLOSED or NUL in request.path_info:
            raise Http404
        if NUL in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("A NUL in the query.")
        if is_bulk_of_pages(match) and names_every_page(request):
            raise BadRequest("Every page of the site at once.")
        user = request.user
        if user.is_anonymous:
            return
        every = tuple(named_objects(match, request))
        if names_nothing(match, every):
            raise Http404
        if user.is_superuser:
            return
        if match.view_name in FOR_COORDINATORS and not is_consortium_editor(user):
            raise PermissionDenied
        if not all(reaches(user, named) for named in every):
            raise PermissionDenied

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A form without its fields is 400, deleting what something else needs is 409."""
        match = request.resolver_match
        if match is None or not in_admin(request):
            return None
        if request.method in {"GET", "HEAD"}:
            unreadable = match.view_name.startswith(API) and isinstance(error, UNREADABLE)
            return render(request, "400.html", status=400) if unreadable else None
        if isinstance(error, ProtectedError | RestrictedError):
            return render(request, "409.html", {"text": why_it_stays(error)}, status=409)
        if isinstance(error, MALFORMED.get(match.view_name, MultiValueDictKeyError)):
            return render(request, "400.html", status=400)
        return None


def in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


def why_it_stays(error: ProtectedError | RestrictedError) -> str:
    """Of what kind the rows are that stand in the way of a deletion, in a sentence."""
    if isinstance(error, ProtectedError):
        rows = error.protected_objects
    else:
        rows = error.restricted_objects
    kinds = sorted({str(row._meta.verbose_name) for row in rows})
    return f"Something else still needs it ({', '.join(kinds)}), so nothing was changed."


def named_objects(match: ResolverMatch, request: HttpRequest) -> Iterator[Named]:
    """Everything that an address of the admin names, in its path and in its query."""
    exploring = match.view_name in EXPLORING
    for name, model in ARGUMENTS.items():
        if name in match.kwargs:
            yield Named(model, str(match.kwargs[name]), exploring)
    if match.view_name in PRIMARY_KEYS:
        yield Named(PRIMARY_KEYS[match.view_name], str(match.kwargs["pk"]), exploring)
    listed = QUERIES.get(match.view_name) or bulk_model(match)
    if listed is not None:
        for key in request.GET.getlist("id"):
            if key != "all":  # of the listing: Wagtail takes those that this person may change
                yield Named(listed, key, exploring)
    if is_bulk_of_pages(match) and "childOf" in request.GET:
        yield Named(Page, request.GET["childOf"], exploring=True)
    field = FIELDS.get(match.view_name)
    if field is not None and (key := request.POST.get(field, "")).isdecimal():
        yield Named(Page, key)


def bulk_model(match: ResolverMatch) -> type[Model] | None:
    """What a bulk action is about, where it is about something that institutions own."""
    if match.view_name != "wagtail_bulk_action":
        return None
    for model in (Page, StoredDocument, Picture):
        label = (match.kwargs["app_label"], match.kwargs["model_name"])
        if label == (model._meta.app_label, model._meta.model_name):
            return model
    return None


def is_bulk_of_pages(match: ResolverMatch) -> bool:
    model = bulk_model(match)
    return model is not None and issubclass(model, Page)


def names_every_page(request: HttpRequest) -> bool:
    """All that are found, below no page: Wagtail takes that for every page of the site (8.0.1)."""
    return "all" in request.GET.getlist("id") and not request.GET.get("childOf")


def names_nothing(match: ResolverMatch, every: Iterable[Named]) -> bool:
    """Whether a key is one of nothing at all: Wagtail ends in a traceback there (8.0.1)."""
    if any(not named.key.isdecimal() or len(named.key) > 18 for named in every):
        return True
    if match.view_name != "wagtailadmin_pages:revisions_revert":
        return False
    of_page = Revision.page_revisions.filter(object_id=str(match.kwargs["page_id"]))
    return not of_page.filter(pk=match.kwargs["revision_id"]).exists()


def reaches(user: Person, named: Named) -> bool:
    """May come near it. What isn't there is left to the view, which answers 404."""
    if not issubclass(named.model, Page):
        there = named.model._default_manager.filter(pk=named.key).exists()
        return not there or reaches_files(user, named.model, [int(named.key)])
    page = Page.objects.filter(pk=named.key).first()
    if page is None or reaches_page(user, page):
        return True
    return named.exploring and choosable_pages(Page.objects.filter(pk=page.pk), user).exists()
