"""Storages to try the blobs on: local disk, any Django storage, S3 on a server of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import InMemoryStorage, Storage, storages
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from repository.blobs.keeper import Keeper, blob_keeper
from repository.institutions.models import Institution
from tests import factories
from tests.factories import Role

ACCESS = {"aws_access_key_id": "tests", "aws_secret_access_key": "tests"}


class AnyStorage(InMemoryStorage):
    """A storage of which the blobs know nothing but Django's interface."""


def use_storage(settings: Settings, backend: str, **options: Any) -> Storage:
    settings.STORAGES = settings.STORAGES | {"blobs": {"BACKEND": backend, "OPTIONS": options}}
    return storages["blobs"]


@pytest.fixture
def blob_folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty local storage, whose folder isn't there yet."""
    folder = tmp_path / "blobs"
    use_storage(settings, "django.core.files.storage.FileSystemStorage", location=folder)
    return folder


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3 server in this process, on a loopback port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_bucket(request: pytest.FixtureRequest, settings: Settings) -> str:
    """An empty bucket that holds the blobs."""
    endpoint: str = request.getfixturevalue("s3_server")
    name = "b" + str(abs(hash(request.node.nodeid)))
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **ACCESS)
    client.create_bucket(Bucket=name)
    client.close()
    use_storage(
        settings,
        "storages.backends.s3.S3Storage",
        bucket_name=name,
        endpoint_url=endpoint,
        region_name="us-east-1",
        access_key="tests",
        secret_key="tests",
        addressing_style="path",
        signature_version="s3v4",
        location="blobs",
        file_overwrite=False,
    )
    return name


def _local(request: pytest.FixtureRequest, settings: Settings) -> None:
    request.getfixturevalue("blob_folder")


def _any(request: pytest.FixtureRequest, settings: Settings) -> None:
    use_storage(settings, "tests.blobs.conftest.AnyStorage")


def _s3(request: pytest.FixtureRequest, settings: Settings) -> None:
    request.getfixturevalue("s3_bucket")


KINDS: dict[str, Callable[[pytest.FixtureRequest, Settings], None]] = {
    "local": _local,
    "any": _any,
    "s3": _s3,
}


@pytest.fixture(params=sorted(KINDS))
def keeper(request: pytest.FixtureRequest, settings: Settings) -> Keeper:
    """The keeper of an empty storage: of each kind in turn."""
    KINDS[request.param](request, settings)
    return blob_keeper()


@pytest.fixture
def college() -> Institution:
    return factories.institution("viu")


@pytest.fixture
def data_dir(blob_folder: Path, tmp_path: Path, settings: Settings) -> Path:
    """A place of the test's own for blobs, pictures and uploads."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def contributor(client: Client, college: Institution, data_dir: Path) -> Client:
    client.force_login(factories.user(Role.CONTRIBUTOR, college))
    return client
