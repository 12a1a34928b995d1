"""A write that is killed with SIGKILL at each of its steps, in a process of its own."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.leftovers import Leftover, remove_leftover
from repository.blobs.storage import store_bytes
from repository.lib.clock import now

PROJECT = Path(__file__).resolve().parent.parent.parent
DATA = b"carpets and hard floors\n" * 90_000
SHA256 = hashlib.sha256(DATA).hexdigest()
# What the write does to the file system, in order; the process dies in front of each of them.
STEPS = [
    ("tempfile", "NamedTemporaryFile", 0),
    ("os", "fchmod", 0),
    ("shutil", "copyfileobj", 0),
    *(("os", "fsync", occurrence) for occurrence in range(6)),
    ("repository.blobs.local_keeper", "digest_of", 0),
    ("pathlib.Path", "replace", 0),
]
WRITER = """
import importlib, io, os, pathlib, signal, sys
import django
from django.conf import settings
folder, module, name, skipped = sys.argv[1:5]
backend = "django.core.files.storage.FileSystemStorage"
storages = {"blobs": {"BACKEND": backend, "OPTIONS": {"location": folder}}}
settings.configure(USE_TZ=True, STORAGES=storages)
from repository.blobs import local_keeper
from repository.blobs.storage import store_bytes
owner = pathlib.Path if module == "pathlib.Path" else importlib.import_module(module)
plain = getattr(owner, name)
left = [int(skipped)]
def die(*args, **kwargs):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return plain(*args, **kwargs)
setattr(owner, name, die)
store_bytes(io.BytesIO(sys.stdin.buffer.read()))
"""


def killed_write(folder: Path, module: str, name: str, skipped: int) -> bool:
    """Whether the writer died at this step; `skipped`: at which of its occurrences."""
    found = subprocess.run(
        [sys.executable, "-c", WRITER, str(folder), module, name, str(skipped)],
        input=DATA,
        cwd=PROJECT,
        check=False,
        capture_output=True,
    )
    assert found.returncode in {0, -signal.SIGKILL}, found.stderr.decode()
    return found.returncode != 0


@pytest.mark.parametrize(("module", "name", "occurrence"), STEPS)
def test_killed_write_leaves_the_blob_whole_or_absent(
    blob_folder: Path, module: str, name: str, occurrence: int
) -> None:
    target = blob_folder / blob_path(SHA256)

    assert killed_write(blob_folder, module, name, occurrence)

    assert not target.exists() or target.read_bytes() == DATA
    others = [path for path in blob_folder.rglob("*") if path.is_file() and path != target]
    assert {path.parent for path in others} <= {blob_folder / "incoming"}
    assert len(others) <= 1
    for leftover in blob_keeper().leftovers(now() + timedelta(seconds=1)):
        assert remove_leftover(leftover)
    store_bytes(io.BytesIO(DATA))
    assert [path for path in blob_folder.rglob("*") if path.is_file()] == [target]
    assert target.read_bytes() == DATA


def test_leftover_that_is_being_written_stays(blob_folder: Path) -> None:
    keeper = blob_keeper()
    with keeper._incoming() as opened:  # type: ignore[attr-defined]
        opened.write(b"half of it")
        opened.flush()
        writing = Leftover(Path(opened.name), 10)

        assert remove_leftover(writing) is False
        assert writing.path.exists()
        os.unlink(opened.name)  # noqa: PTH108 - the writer's own end
