"""gunicorn: threads for waiting on files and the database, processes for the cores."""

from __future__ import annotations

import multiprocessing
import os
import sys


def _number(name: str, default: int) -> int:
    """A variable of the README's table. The site's own are read in `repository/settings/env.py`."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or not 0 < int(value) < 10_000:
        sys.exit(f"{name} is {value[:40]!r}; it must be a whole number from 1.")
    return int(value)


bind = os.environ.get("BIND") or "0.0.0.0:8000"
workers = _number("WEB_PROCESSES", multiprocessing.cpu_count())
threads = _number("WEB_THREADS", 4)
worker_class = "gthread"
preload_app = False
# An upload of the largest size over a slow line must be able to finish.
timeout = 120
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
