"""A PostgreSQL server of one's own, for as long as a test run lasts.

    python -m tests.postgresql COMMAND…     runs the command with DATABASE_URL set

The server lives in a temporary directory, listens on a loopback port of its own, and goes with the
command. Durability is switched off: nothing in it is worth keeping.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


def programs() -> Path | None:
    """The directory of initdb and pg_ctl, newest version first; None where there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return homes[0].parent if homes else None


def _owner() -> str | None:
    """initdb refuses root: then the server belongs to `postgres`, or to `nobody`."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server; yields its DATABASE_URL.

    Raises: RuntimeError without server programs, CalledProcessError where it won't start.
    """
    home = programs()
    if home is None:
        raise RuntimeError("No PostgreSQL server programs were found.")
    owner = _owner()
    directory = Path(tempfile.mkdtemp(prefix="headwaters-postgresql-"))
    try:
        if owner:
            shutil.chown(directory, owner)
        data, port = directory / "data", _free_port()

        def call(*arguments: str) -> None:
            subprocess.run(
                arguments, check=True, user=owner, cwd=directory, stdout=subprocess.DEVNULL
            )

        call(str(home / "initdb"), "-D", str(data), "-U", "headwaters", "-A", "trust", "-E", "UTF8")
        listen = f"{OPTIONS} -c listen_addresses=127.0.0.1 -c port={port}"
        listen += f" -c unix_socket_directories={directory}"
        log = str(directory / "log")
        call(str(home / "pg_ctl"), "-D", str(data), "-w", "-l", log, "-o", listen, "start")
        try:
            yield f"postgresql://headwaters@127.0.0.1:{port}/postgres"
        finally:
            call(str(home / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def main() -> int:
    with server() as url:
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
