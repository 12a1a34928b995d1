"""A site of the benchmarks' own: a database, blobs and a server that go when they are done."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds for a server to answer


class Site:
    """A site in a directory of its own. database_url: empty for SQLite in that directory."""

    def __init__(self, directory: Path, database_url: str = "") -> None:
        self.port = _free_port()
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "repository.settings.production",
            "DATA_DIR": str(directory),
            "DATABASE_URL": database_url,
            "SECRET_KEY": "for the benchmarks only, and no longer than they run",
            "MAIN_ORIGIN": f"http://127.0.0.1:{self.port}",
            "CONTENT_ORIGIN": f"http://content.localhost:{self.port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            "BIND": f"127.0.0.1:{self.port}",
        }

    def manage(self, *arguments: str) -> tuple[str, float]:
        """Run a command; answers what it printed, and its wall time in seconds."""
        command = [sys.executable, "-W", "ignore", "manage.py", *arguments]
        start = time.perf_counter()
        result = subprocess.run(
            command, cwd=PROJECT, env=self.environment, text=True, capture_output=True, check=False
        )
        seconds = time.perf_counter() - start
        if result.returncode:
            raise RuntimeError(f"{arguments[0]}: {result.stderr[-2000:]}")
        return result.stdout, seconds

    def statements(self, paths: list[str]) -> dict[str, int]:
        """How many statements each address takes, counted in a process of its own."""
        result = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.statements", *paths],
            cwd=PROJECT, env=self.environment, text=True, capture_output=True, check=True,
        )  # fmt: skip
        counts: dict[str, int] = json.loads(result.stdout)
        return counts

    def samples(self) -> dict[str, Any]:
        """Addresses of packages to measure."""
        result = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.samples"],
            cwd=PROJECT, env=self.environment, text=True, capture_output=True, check=True,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """The server of production, as it is configured, for as long as the block lasts."""
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "repository.wsgi:application"],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait(server)
            yield
        finally:
            server.terminate()
            server.wait(timeout=40)

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if server.poll() is not None:
                raise RuntimeError(f"The server ended with {server.returncode}.")
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            time.sleep(0.2)
        raise RuntimeError("The server did not answer.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
