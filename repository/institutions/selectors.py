"""Who belongs to which institution, and who may do what there."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Count, Q, QuerySet

from repository.institutions.models import Institution
from repository.institutions.rules import CONSORTIUM_EDITORS

Person = AbstractUser | AnonymousUser


def is_consortium_editor(user: Person) -> bool:
    """May see, edit and publish what every institution has."""
    if not user.is_active or user.is_anonymous:
        return False
    return user.is_superuser or user.groups.filter(name=CONSORTIUM_EDITORS).exists()


def institutions_of(user: Person) -> QuerySet[Institution]:
    """The institutions that a person belongs to, as a contributor or a publisher."""
    if not user.is_active or user.is_anonymous:
        return Institution.objects.none()
    own = Q(contributors__user=user.pk) | Q(publishers__user=user.pk)
    return Institution.objects.filter(pk__in=Institution.objects.filter(own).values("pk"))


def editable_institutions(user: Person) -> QuerySet[Institution]:
    """The institutions whose drafts and files a person may see and edit."""
    if is_consortium_editor(user):
        return Institution.objects.all()
    return institutions_of(user)


def is_publisher(user: Person, institution: Institution) -> bool:
    """May publish for this institution."""
    if is_consortium_editor(user):
        return True
    return _is_in(user, institution.publishers_id)


def is_contributor(user: Person, institution: Institution) -> bool:
    """May write drafts for this institution: whoever may publish there may do this too."""
    return is_publisher(user, institution) or _is_in(user, institution.contributors_id)


def _is_in(user: Person, group_id: int) -> bool:
    if not user.is_active or user.is_anonymous:
        return False
    return bool(user.groups.filter(pk=group_id).exists())


def short_name_is_free(short_name: str, institution: Institution | None = None) -> bool:
    """Nobody else is called so, in any case of letters."""
    others = Institution.objects.filter(short_name__iexact=short_name.strip())
    if institution is not None:
        others = others.exclude(pk=institution.pk)
    return not others.exists()


def institutions_with_people() -> QuerySet[Institution]:
    """All institutions with the people of both groups, in three queries.

    Adds `package_count`.
    """
    return (
        Institution.objects.select_related("contributors", "publishers")
        .prefetch_related("contributors__user_set", "publishers__user_set")
        .annotate(package_count=Count("packages"))
    )
