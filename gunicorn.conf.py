"""gunicorn: threads for waiting on files and the database, processes for the cores."""

from __future__ import annotations

import multiprocessing
import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_PROCESSES", str(multiprocessing.cpu_count())))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = False
# An upload of the largest size over a slow line must be able to finish.
timeout = 120
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
