"""DATABASE_URL to Django's DATABASES.

SQLite in write-ahead mode with immediate transactions: readers never wait for the writer, and
writers queue instead of failing half-way. PostgreSQL keeps its connections and tests them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Set once per connection; foreign keys are enforced by Django itself.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA busy_timeout=20000;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA temp_store=MEMORY;"
)


class DatabaseUrlError(ValueError):
    """DATABASE_URL names a database that the site can't use."""


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        },
    }


def database_from_url(url: str, data_dir: Path) -> dict[str, Any]:
    """The `default` database.

    url: `postgresql://user:password@host:port/name?sslmode=require`, `sqlite:///path`, or empty for
    SQLite in `data_dir`.

    Raises: DatabaseUrlError.
    """
    if not url:
        return sqlite(data_dir / "headwaters.sqlite3")
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        # Not shown: it holds a password.
        raise DatabaseUrlError(f"DATABASE_URL can't be read: {error}.") from error
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise DatabaseUrlError(
            f"DATABASE_URL begins with {parts.scheme}:, but only postgresql: and sqlite: are known."
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise DatabaseUrlError(
            "DATABASE_URL names no database after the host, such as …/headwaters."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
