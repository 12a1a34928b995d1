"""Writing a group's permissions, exactly as the rules say.

Exactly: what the rules don't name is taken away again. The groups of an institution are what
isolates it, so a permission that somebody added by hand would be a hole that nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import models as auth
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from repository.institutions.rules import Grant, Permission


def permission(name: Permission) -> auth.Permission:
    """Django's permission of a name; made where no migration has made it yet."""
    app, model, codename = name
    content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
    found, _ = auth.Permission.objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return found


def permissions(names: Iterable[Permission]) -> list[auth.Permission]:
    return [permission(name) for name in sorted(names)]


def set_everywhere(group: auth.Group, grant: Grant) -> None:
    """What the group may do wherever it is."""
    group.permissions.set(permissions(grant.everywhere))


def set_on_collection(group: auth.Group, collection: Collection, grant: Grant) -> None:
    """What the group may do with files: in this collection, and in no other."""
    kept = [
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=each
        )[0].pk
        for each in permissions(grant.files)
    ]
    GroupCollectionPermission.objects.filter(group=group).exclude(pk__in=kept).delete()


def set_on_page(group: auth.Group, page: Page, grant: Grant) -> None:
    """What the group may do with pages: with this one and all below, and with no other."""
    kept = [
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=each)[0].pk
        for each in permissions(grant.pages)
    ]
    GroupPagePermission.objects.filter(group=group).exclude(pk__in=kept).delete()
