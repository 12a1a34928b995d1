"""Emptying the test database between tests that commit, although releases can't be deleted.

Tests with real transactions and browser tests end in Django's flush, which the triggers on
releases refuse, and which takes the rows with it that migrations wrote (licences, the root of the
page tree). Here, for tests only, a flush drops the triggers, empties the tables, makes the triggers
again and puts the migrations' rows back.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.management.color import no_style
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.utils import CursorWrapper

triggers = importlib.import_module("repository.migrations.0003_releases_are_immutable")

KEPT = "kept_"


def keep_rows(connection: BaseDatabaseWrapper) -> None:
    """Copy every row that is there now, within the database; a flush brings them back."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in _kept(connection, cursor):
            cursor.execute(f'DROP TABLE "{KEPT}{table}"')
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608 - a model's table
            if cursor.fetchone():
                copy = f'SELECT * FROM "{table}"'  # noqa: S608 - a model's table
                cursor.execute(f'CREATE TABLE "{KEPT}{table}" AS {copy}')


def _kept(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> list[str]:
    names = connection.introspection.table_names(cursor)
    return [name.removeprefix(KEPT) for name in names if name.startswith(KEPT)]


def _restore(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    kept = _kept(connection, cursor)
    for table in kept:
        copy = f'SELECT * FROM "{KEPT}{table}"'  # noqa: S608 - a model's table
        cursor.execute(f'INSERT INTO "{table}" {copy}')
    # A flush may have set the sequences back to 1, below the keys of these rows.
    models = [model for model in apps.get_models() if model._meta.db_table in kept]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)


def _run(cursor: CursorWrapper, statements: Iterator[str]) -> None:
    for statement in statements:
        cursor.execute(statement)


@contextlib.contextmanager
def flushes_that_work() -> Iterator[None]:
    """While it lasts, flushing empties releases too and restores what `keep_rows` kept."""
    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        connection = self.connection
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            _run(cursor, triggers.dropping(connection.vendor))
            plain(self, sql_list)
            _run(cursor, triggers.creating(connection.vendor))
            _restore(connection, cursor)

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    try:
        yield
    finally:
        BaseDatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]
