"""For load balancers: is the process alive, and can it do its work."""

from __future__ import annotations

from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from repository.blobs.mounted import NotOurStorageError, require_own_storage


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 where database and blob storage answer, 503 with the names of what doesn't."""
    states = {"database": _database(), "blobs": _blobs()}
    status = 200 if all(state == "ready" for state in states.values()) else 503
    return JsonResponse(states, status=status)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "not reached"
    return "ready"


def _blobs() -> str:
    try:
        storages["blobs"].exists("00/00/marker")
        require_own_storage()
    except NotOurStorageError:
        return "not the site's own"
    except Exception:  # noqa: BLE001 - each storage has errors of its own; the answer says so
        return "not reached"
    return "ready"
