"""Every address × role × method, against the table of `addresses.py`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from http.cookies import SimpleCookie
from string import Formatter

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import Role
from tests.permissions.addresses_files import TABLE
from tests.permissions.signs import Row
from tests.permissions.world import (
    MEMBERS_KEY,
    PUBLIC_KEY,
    Belongings,
    World,
    holds_secret,
    make_world,
)

METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE")
COLUMNS = (None, *Role)
PRIVILEGED = (Role.CONSORTIUM_EDITOR, Role.SUPERUSER)
OF_AN_INSTITUTION = (Role.CONTRIBUTOR, Role.PUBLISHER)


def names_of_addresses(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*namespaces, pattern.name or str(pattern.pattern)])
        else:
            inner = (pattern.namespace,) if pattern.namespace else ()
            yield from names_of_addresses(pattern, namespaces + inner)


def test_table_has_every_address() -> None:
    found = set(names_of_addresses(get_resolver()))
    listed = {row.name for row in TABLE}
    new, gone = sorted(found - listed), sorted(listed - found)
    assert not new, f"add to tests/permissions/addresses*.py: {', '.join(new)}"
    assert not gone, f"take out of tests/permissions/addresses*.py: {', '.join(gone)}"


def test_rows_have_a_sign_for_every_role() -> None:
    for row in TABLE:
        expected = 9 if names_belongings(row) else 6
        for signs in (row.read, row.write):
            assert len(signs) == expected, row
            assert set(signs) <= set("+s-. "), row


def names_belongings(row: Row) -> bool:
    return bool(fields_of(row.path) & OWNED)


def fields_of(path: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(path) if name}


OWNED = {
    "page", "slug", "draft", "released", "package", "package_slug", "package_uuid", "members_file",
    "public_file", "revision", "document", "document_name", "picture", "picture_file", "collection",
    "workflow", "workflow_state", "task", "task_state", "session", "uploaded", "group", "person",
    "layer", "layer_package", "layer_part", "proposal", "core", "core_update",
}  # fmt: skip


def values(world: World, of: Belongings) -> dict[str, object]:
    """What the names in braces stand for."""
    return {
        "page": of.page.pk,
        "slug": of.institution.slug,
        "draft": of.draft.pk,
        "released": of.released.pk,
        "package": of.released.package_id,
        "package_slug": of.released.package.slug,
        "package_uuid": of.released.package.uuid,
        "layer": of.layer.pk,
        "layer_package": of.layer.package_id,
        "layer_part": of.layer_part,
        "public_file": f"{PUBLIC_KEY}/lesson.txt",
        "members_file": f"{MEMBERS_KEY}/{of.word}%20key.txt",
        "revision": of.revision.pk,
        "document": of.document.pk,
        "document_name": of.document.filename,
        "picture": of.picture.pk,
        "picture_file": of.picture.file.name,
        "collection": of.institution.collection_id,
        "workflow": of.workflow_state.workflow_id,
        "workflow_state": of.workflow_state.pk,
        "task": of.task_state.task_id,
        "task_state": of.task_state.pk,
        "session": of.session.pk,
        "uploaded": of.uploaded.pk,
        "group": of.institution.publishers_id,
        "person": of.session.user_id,
        "proposal": of.proposal.pk,
        "core": of.core.pk,
        "core_update": of.core_update.pk,
        "index": world.index.pk,
        "redirect": world.redirect.pk,
        "site": world.site.pk,
        "page_restriction": world.page_restriction.pk,
    }


def sign(response: HttpResponseBase) -> str:
    """How the table would write an answer; the status itself where it has no sign."""
    if response.status_code in (403, 404, 409):
        return "-"
    if response.status_code == 405:
        return "."
    if response.status_code >= 500:
        return str(response.status_code)
    location = response.headers.get("Location", "")
    return "s" if location.startswith("/admin/login/") else "+"


def agrees(found: str, expected: str, method: str) -> bool:
    if found == ".":
        return expected in ".-" or method not in {"GET", "POST"}
    return found == expected


@dataclasses.dataclass(frozen=True)
class Asker:
    """One person, or a visitor, asking at one address after the other."""

    world: World
    role: Role | None
    foreign: bool

    def client(self) -> Client:
        client = Client(raise_request_exception=False)
        if self.role is not None:
            client.force_login(self.world.people[self.role.value])
        return client

    def column(self) -> int:
        if self.foreign:
            return 7 + OF_AN_INSTITUTION.index(self.role)
        return COLUMNS.index(self.role)

    def asks(self, method: str) -> bool:
        """Where reading and writing are allowed, the superuser alone asks in every way.

        HEAD is GET without a body there, and PUT is POST; what counts is that nothing fails.
        """
        return method in {"GET", "POST"} or self.role is Role.SUPERUSER

    def answers(self) -> Iterator[str]:
        """A line for every answer that isn't as the table says, or tells a secret."""
        client = self.client()
        cookies = SimpleCookie(client.cookies)
        of = self.world.other if self.foreign else self.world.own
        known = values(self.world, of)
        for row in TABLE:
            if self.foreign and not names_belongings(row):
                continue
            path = row.path.format(**known)
            for method in METHODS:
                signs = row.read if method in {"GET", "HEAD"} else row.write
                expected = signs[self.column()]
                if expected == "+" and not self.asks(method):
                    continue
                client.cookies = SimpleCookie(cookies)
                with transaction.atomic():
                    response = client.generic(method, path)
                    content = b"".join(response) if hasattr(response, "__iter__") else b""
                    # The client connects it again after each request.
                    request_finished.disconnect(close_old_connections)
                    response.close()
                    transaction.set_rollback(True)
                if not agrees(sign(response), expected, method):
                    status = response.status_code
                    yield f"{method} {path} ({row.name}): {status}, expected {expected}"
                if self.role not in PRIVILEGED and holds_secret([content]):
                    yield f"{method} {path} ({row.name}): tells what is the other institution's"


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Closing an answer by hand must not close the connection that holds the world."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.parametrize("role", COLUMNS, ids=lambda role: role.value if role else "visitor")
def test_every_address_answers_as_the_table_says(role: Role | None) -> None:
    wrong = list(Asker(make_world(), role, foreign=False).answers())
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("role", OF_AN_INSTITUTION, ids=lambda role: role.value)
def test_nothing_of_another_institution_is_within_reach(role: Role) -> None:
    wrong = list(Asker(make_world(), role, foreign=True).answers())
    assert not wrong, "\n".join(wrong)
