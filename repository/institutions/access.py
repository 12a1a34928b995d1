"""Whether a person may come near one page, document or picture: Wagtail's own policies, asked.

Wagtail asks them itself at most of its addresses; `repository.http.admin_gate` asks them at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from repository.institutions.selectors import Person

PAGE_ACTIONS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
FILE_ACTIONS = {"add", "change", "delete", "choose"}


def reaches_page(user: Person, page: Page) -> bool:
    """May do anything at all with this page, its draft or its history."""
    tester = page.specific_deferred.permissions_for_user(user)
    return bool(user.is_superuser or tester.permissions or tester.can_edit())


def explorable_pages(user: Person) -> QuerySet[Page]:
    """The pages that a person reaches, and those above them, for finding the way."""
    found: QuerySet[Page] = policy_registry.get_by_type(Page).explorable_instances(user)
    return found


def files_within_reach(user: Person, model: type[Model]) -> QuerySet[Model]:
    """The documents or pictures that a person may edit or choose."""
    policy = policy_registry.get_by_type(model)
    found: QuerySet[Model] = policy.instances_user_has_any_permission_for(user, FILE_ACTIONS)
    return found


def reaches_files(user: Person, model: type[Model], keys: Iterable[int]) -> bool:
    """May edit or choose every one of these documents or pictures. Unknown ones aren't reached."""
    wanted = set(keys)
    found = files_within_reach(user, model).filter(pk__in=wanted).values_list("pk", flat=True)
    return wanted == set(found)
