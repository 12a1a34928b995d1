"""DATABASE_URL becomes Django's settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from repository.settings.databases import DatabaseUrlError, database_from_url

HERE = Path("/data")


def test_no_url_is_sqlite_in_the_data_directory() -> None:
    settings = database_from_url("", HERE)
    assert settings["NAME"] == "/data/headwaters.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


def test_sqlite_url_names_a_file() -> None:
    settings = database_from_url("sqlite:///srv/my%20site.sqlite3", HERE)
    assert settings["NAME"] == "/srv/my site.sqlite3"


def test_postgresql_url_is_taken_apart() -> None:
    settings = database_from_url(
        "postgresql://me:p%40ss@db.example:6543/site?sslmode=require", HERE
    )
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("me", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", "6543", "site")
    assert settings["OPTIONS"] == {"sslmode": "require"}
    assert settings["CONN_HEALTH_CHECKS"] is True


def test_another_database_is_refused_by_name() -> None:
    with pytest.raises(DatabaseUrlError, match="mysql"):
        database_from_url("mysql://localhost/site", HERE)
