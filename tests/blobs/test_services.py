from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import pytest

from repository.blobs.errors import BlobMissingError
from repository.blobs.keeper import Keeper, blob_path
from repository.blobs.models import Blob
from repository.blobs.services import open_blob, store_blob
from repository.lib.clock import now

DATA = b"lesson plan" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()

pytestmark = pytest.mark.django_db


def test_store_blob_makes_bytes_and_row(keeper: Keeper) -> None:
    blob = store_blob(content=io.BytesIO(DATA))

    assert (blob.sha256, blob.size) == (SHA256, len(DATA))
    assert now() - blob.seen_at < timedelta(minutes=1)
    assert now() - blob.created_at < timedelta(minutes=1)
    with open_blob(SHA256) as opened:
        assert opened.read() == DATA


def test_store_blob_again_renews_the_grace_period_and_nothing_else(keeper: Keeper) -> None:
    long_ago = now() - timedelta(days=30)
    store_blob(content=io.BytesIO(DATA))
    Blob.objects.update(seen_at=long_ago, created_at=long_ago)

    blob = store_blob(content=io.BytesIO(DATA))

    assert now() - blob.seen_at < timedelta(minutes=1)
    assert blob.created_at == long_ago
    assert Blob.objects.count() == 1


def test_store_blob_whose_bytes_went_puts_them_back(keeper: Keeper) -> None:
    store_blob(content=io.BytesIO(DATA))
    keeper.delete(blob_path(SHA256))

    store_blob(content=io.BytesIO(DATA))

    assert keeper.digest(blob_path(SHA256)) == (SHA256, len(DATA))


def test_store_blob_collected_before_its_row_puts_the_bytes_back(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Blob.objects.bulk_create

    def collected_first(*args: object, **kwargs: object) -> object:
        keeper.delete(blob_path(SHA256))
        return plain(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Blob.objects, "bulk_create", collected_first)

    store_blob(content=io.BytesIO(DATA))

    assert keeper.digest(blob_path(SHA256)) == (SHA256, len(DATA))


def test_store_blob_of_damaged_bytes_says_they_are_whole_again(keeper: Keeper) -> None:
    store_blob(content=io.BytesIO(DATA))
    Blob.objects.update(damaged_at=now())

    assert store_blob(content=io.BytesIO(DATA)).damaged_at is None


def test_open_blob_that_is_missing_says_which(keeper: Keeper) -> None:
    with pytest.raises(BlobMissingError) as caught:
        open_blob(SHA256)

    assert caught.value.sha256 == SHA256
