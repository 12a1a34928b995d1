"""Uploaders and collectors in processes of their own, on the same database and the same storage."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from repository.blobs.models import StoredDocument

PROJECT = Path(__file__).resolve().parent.parent.parent
UPLOADER = """
import hashlib, io, random, sys
import django
django.setup()
from django.db import transaction
from wagtail.models import Collection
from repository.blobs.keeper import blob_keeper, blob_path
from repository.blobs.models import StoredDocument
from repository.blobs.services import store_document
root = Collection.get_first_root_node()
chance = random.Random(int(sys.argv[1]))
for turn in range(40):
    data = b"lesson %d" % chance.randrange(3) * 1000
    # One transaction, as an import has it: the blob's row is locked until its document is there.
    with transaction.atomic():
        document = store_document(content=io.BytesIO(data), name="a.txt", collection=root)
    sha256 = hashlib.sha256(data).hexdigest()
    for look in range(3):
        assert blob_keeper().digest(blob_path(sha256)) == (sha256, len(data)), "bytes are gone"
    if turn < 39:
        document.delete()
"""
COLLECTOR = """
import sys, time
from datetime import timedelta
import django
django.setup()
from repository.blobs.collecting import collect
end = time.monotonic() + float(sys.argv[1])
removed = 0
while time.monotonic() < end:
    # Everything that nobody needs goes at once, however young it is.
    found = collect(grace=timedelta(hours=-1))
    removed += len(found.blobs) + len(found.stray)
print(removed)
"""


def database(folder: Path) -> str:
    """The address of a database that other processes can use: a copy of this one, or this one."""
    if connection.vendor == "sqlite":
        path = folder / "copy.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        return f"sqlite://{path}"
    options = connection.settings_dict
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**options)


def start(code: str, argument: object, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, str(argument)],
        env=environment,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_uploads_and_collections_at_once_lose_nothing(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "repository.settings.development",
        "DATABASE_URL": database(tmp_path),
        "DATA_DIR": str(tmp_path),
        "BACKGROUND_TASKS": "no",
        "LOG_LEVEL": "ERROR",
    }
    uploaders = [start(UPLOADER, seed, environment) for seed in range(3)]
    collectors = [start(COLLECTOR, 12, environment) for _ in range(2)]

    said = [process.communicate() for process in (*uploaders, *collectors)]
    for process, (_, errors) in zip((*uploaders, *collectors), said, strict=True):
        assert process.returncode == 0, errors.decode()[-3000:]
    assert sum(int(removed) for removed, _ in said[len(uploaders) :]) > 0
    verified = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "verify_blobs"],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout.decode()
    if connection.vendor == "postgresql":
        assert StoredDocument.objects.count() == len(uploaders)
    assert list((tmp_path / "blobs" / "incoming").iterdir()) == []
