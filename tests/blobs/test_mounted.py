"""A storage that answers but isn't the site's: nothing is stored in it, nothing removed from it."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from repository.blobs.keeper import Keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.mounted import SAMPLE, NotOurStorageError, require_own_storage
from repository.blobs.services import store_blob
from repository.blobs.storage import store_bytes

pytestmark = pytest.mark.django_db


def store(count: int) -> list[str]:
    return [store_blob(content=io.BytesIO(b"%d" % number)).pk for number in range(count)]


@pytest.fixture
def unmounted(blob_folder: Path) -> Path:
    """The folder of the storage, empty, where the database knows files enough."""
    store(SAMPLE)
    shutil.rmtree(blob_folder)
    blob_folder.mkdir()
    return blob_folder


def test_new_site_owns_its_empty_storage(keeper: Keeper) -> None:
    require_own_storage(keeper=keeper)


def test_one_file_of_those_known_is_proof(keeper: Keeper) -> None:
    for sha256 in store(SAMPLE)[1:]:
        keeper.delete(blob_path(sha256))
    require_own_storage(keeper=keeper)


def test_few_files_that_are_lost_are_put_back(keeper: Keeper) -> None:
    for sha256 in store(3):
        keeper.delete(blob_path(sha256))
    store(3)


def test_storage_without_any_is_another(keeper: Keeper) -> None:
    for sha256 in store(SAMPLE):
        keeper.delete(blob_path(sha256))
    with pytest.raises(NotOurStorageError):
        require_own_storage(keeper=keeper)


def test_nothing_is_stored_beside_the_right_storage(unmounted: Path) -> None:
    with pytest.raises(NotOurStorageError, match="Is it mounted"):
        store_blob(content=io.BytesIO(b"a thesis"))
    assert Blob.objects.count() == SAMPLE
    assert list(unmounted.iterdir()) == []


def test_collector_removes_nothing_of_a_storage_of_others(unmounted: Path) -> None:
    theirs = store_bytes(io.BytesIO(b"another site's"))
    with pytest.raises(CommandError, match="BLOB-OTHER-STORAGE"):
        call_command("collect_blobs", "--grace=0")
    assert (unmounted / theirs.path).is_file()
    assert Blob.objects.count() == SAMPLE


def test_verification_says_it_in_one_sentence(unmounted: Path) -> None:
    said = io.StringIO()
    with pytest.raises(CommandError, match="Is it mounted"):
        call_command("verify_blobs", stdout=said)
    assert said.getvalue() == ""


def test_health_is_not_ready(unmounted: Path, client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["blobs"]) == (503, "not the site's own")
