"""Triggers that refuse every change of a release, of its list of blobs, and of what was said.

They are the same on both databases, and so are their sentences.

A later migration that alters one of these tables on SQLite rebuilds the table, and its triggers go
with the old one: such a migration ends with `create(...)` of this module again. The tests of this
room's immutability run against the fully migrated database and fail where that was forgotten.
"""

from django.db import migrations

MESSAGES = "repository_proposalmessage"
TABLES = ("repository_release", "repository_releaseblob", "repository_releasebase", MESSAGES)

# What identifies a row: INSERT OR REPLACE on SQLite deletes the row of the same key without
# asking the delete trigger, so the insert itself has to be refused.
SAME_ROW = {
    "repository_release": (
        "id = NEW.id OR (package_id = NEW.package_id AND (number = NEW.number OR"
        " (major = NEW.major AND minor = NEW.minor AND patch = NEW.patch)))"
    ),
    "repository_releaseblob": (
        "id = NEW.id OR (release_id = NEW.release_id AND blob_id = NEW.blob_id)"
    ),
    "repository_releasebase": "id = NEW.id OR release_id = NEW.release_id",
    MESSAGES: "id = NEW.id",
}

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION repository_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% never changes: % of % is refused.',
        CASE TG_TABLE_NAME WHEN '{MESSAGES}' THEN 'What was said' ELSE 'A release' END,
        TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""


def _sqlite_create(table):
    what = "What was said" if table == MESSAGES else "A release"
    message = f"{what} never changes: %s of {table} is refused."
    yield (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message % 'UPDATE'}'); END"
    )
    yield (
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message % 'DELETE'}'); END"
    )
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {SAME_ROW[table]}) "
        f"BEGIN SELECT RAISE(ABORT, '{message % 'REPLACE'}'); END"
    )


def _sqlite_drop(table):
    for name in ("no_update", "no_delete", "no_replace"):
        yield f"DROP TRIGGER IF EXISTS {table}_{name}"


def _postgresql_create(table):
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION repository_refuse_change()"
    )
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION repository_refuse_change()"
    )


def _postgresql_drop(table):
    for name in ("no_change", "no_truncate"):
        yield f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"


def creating(vendor):
    """The statements that make the triggers. vendor: sqlite or postgresql."""
    if vendor == "postgresql":
        yield POSTGRESQL_FUNCTION
    for table in TABLES:
        yield from _postgresql_create(table) if vendor == "postgresql" else _sqlite_create(table)


def dropping(vendor):
    """The statements that take the triggers away."""
    for table in TABLES:
        yield from _postgresql_drop(table) if vendor == "postgresql" else _sqlite_drop(table)
    if vendor == "postgresql":
        yield "DROP FUNCTION IF EXISTS repository_refuse_change()"


def create(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in creating(schema_editor.connection.vendor):
            cursor.execute(statement)


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in dropping(schema_editor.connection.vendor):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("repository", "0002_licences")]

    operations = [migrations.RunPython(create, drop)]
