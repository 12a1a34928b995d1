"""The accounts of the demonstration: one invented person for each role."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.db import transaction

from repository.demonstration import shapes
from repository.institutions.models import Institution
from repository.institutions.services import ensure_consortium_editors


def load_accounts(
    *, accounts: Iterable[shapes.DemoAccount], password: str | None
) -> list[shapes.DemoAccount]:
    """Make the accounts that aren't there; answers these. Nobody's account is changed.

    password: of every new account; None for accounts that nobody can sign in to until an
    administrator sets one. Accounts of an institution that isn't there are left out.
    """
    wanted = list(accounts)
    there = set(
        User.objects.filter(username__in=[a.username for a in wanted]).values_list(
            "username", flat=True
        )
    )
    # One hash for all: hashing is slow on purpose, and they share the password anyway.
    hashed = make_password(password)
    made = [a for a in wanted if a.username not in there]
    return [account for account in made if _create(account, hashed)]


@transaction.atomic
def _create(account: shapes.DemoAccount, hashed: str) -> bool:
    group: Group | None = None
    if account.role == shapes.CONSORTIUM_EDITOR:
        group = ensure_consortium_editors()
    elif account.institution:
        institution = Institution.objects.filter(slug=account.institution).first()
        if institution is None:
            return False
        group = _group(account, institution)
    administrator = account.role == shapes.ADMINISTRATOR
    user = User.objects.create(
        username=account.username,
        email=account.email,
        first_name=account.first_name,
        last_name=account.last_name,
        password=hashed,
        is_superuser=administrator,
        is_staff=administrator,
    )
    if group is not None:
        user.groups.add(group)
    return True


def _group(account: shapes.DemoAccount, institution: Institution) -> Group | None:
    """A plain member belongs to no group: they read what is for members, and change nothing."""
    if account.role == shapes.CONTRIBUTOR:
        return institution.contributors
    if account.role == shapes.PUBLISHER:
        return institution.publishers
    return None
