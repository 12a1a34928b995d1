from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Collection as WagtailCollection

from repository.blobs import collecting, references
from repository.blobs.collecting import collect
from repository.blobs.keeper import Keeper, blob_path
from repository.blobs.leftovers import upload_folder
from repository.blobs.models import Blob, StoredDocument
from repository.blobs.services import store_blob
from repository.blobs.storage import store_bytes
from repository.institutions.models import Institution
from repository.lib.clock import now
from tests import factories

LONG_AGO = timedelta(days=3)

pytestmark = pytest.mark.django_db


def blob(data: bytes, *, age: timedelta = LONG_AGO) -> str:
    """A blob that was stored some time ago."""
    sha256 = store_blob(content=io.BytesIO(data)).pk
    Blob.objects.filter(pk=sha256).update(seen_at=now() - age)
    return sha256


def document(sha256: str) -> StoredDocument:
    return StoredDocument.objects.create(
        title="a document",
        blob_id=sha256,
        file=blob_path(sha256),
        collection=WagtailCollection.get_first_root_node(),
    )


def stored(keeper: Keeper) -> set[str]:
    return {entry.sha256 or entry.path for entry in keeper.entries()}


@pytest.fixture
def named() -> Iterator[set[str]]:
    """Digests that a room names."""
    digests: set[str] = set()

    def name_them() -> set[str]:
        return digests

    references.register_blob_references(name_them)
    yield digests
    references._registered.remove(name_them)


def test_collect_removes_what_nothing_needs_and_nothing_else(
    keeper: Keeper, named: set[str]
) -> None:
    unneeded, fresh = blob(b"unneeded"), blob(b"fresh", age=timedelta(hours=1))
    in_document, by_name = blob(b"in a document"), blob(b"named by a room")
    document(in_document)
    named.add(by_name)

    found = collect()

    assert found.blobs == [unneeded]
    assert found.bytes == len(b"unneeded")
    assert stored(keeper) == {fresh, in_document, by_name}
    assert set(Blob.objects.values_list("pk", flat=True)) == {fresh, in_document, by_name}
    assert collect().blobs == []


def test_collect_keeps_the_logos_of_institutions(keeper: Keeper) -> None:
    logo = blob(b"a logo")
    Institution.objects.filter(pk=factories.institution().pk).update(logo_sha256=logo)

    assert collect().blobs == []


def test_collect_dry_run_names_and_removes_nothing(keeper: Keeper) -> None:
    unneeded = blob(b"unneeded")

    assert collect(dry_run=True).blobs == [unneeded]
    assert stored(keeper) == {unneeded}
    assert Blob.objects.count() == 1


def test_collect_more_than_one_batch(
    blob_folder: Path, monkeypatch: pytest.MonkeyPatch, named: set[str]
) -> None:
    monkeypatch.setattr(collecting, "BATCH", 3)
    monkeypatch.setattr(collecting, "SWEEP", 2)
    unneeded = [blob(b"%d" % number) for number in range(8)]
    named |= {blob(b"needed %d" % number) for number in range(8)}

    assert sorted(collect().blobs) == sorted(unneeded)
    assert set(Blob.objects.values_list("pk", flat=True)) == named


def test_collect_removes_bytes_without_a_row_after_the_grace_period(blob_folder: Path) -> None:
    old, young = store_bytes(io.BytesIO(b"old")), store_bytes(io.BytesIO(b"young"))
    before = (now() - LONG_AGO).timestamp()
    os.utime(blob_folder / old.path, (before, before))
    (blob_folder / "aa").mkdir(exist_ok=True)
    (blob_folder / "aa" / "notes.txt").write_text("no blob")
    os.utime(blob_folder / "aa" / "notes.txt", (before, before))

    found = collect()

    assert sorted(found.stray) == sorted([old.path, "aa/notes.txt"])
    assert not (blob_folder / old.path).exists()
    assert (blob_folder / young.path).exists()
    assert Blob.objects.count() == 0


def test_collect_without_grace_removes_bytes_without_a_row(keeper: Keeper) -> None:
    store_bytes(io.BytesIO(b"left behind"))
    keeper.storage.save("aa/bb/other.txt", ContentFile(b"?"))

    # A storage says times in whole seconds.
    found = collect(grace=timedelta(seconds=-2))

    assert len(found.stray) == 2
    assert stored(keeper) == set()


def test_collect_leaves_bytes_whose_row_came_meanwhile(
    blob_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store_bytes(io.BytesIO(b"just arriving")).path
    plain = collecting._remove_stray

    def late_row(*args: object) -> object:
        store_blob(content=io.BytesIO(b"just arriving"))
        return plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "_remove_stray", late_row)

    assert collect(grace=timedelta(0)).stray == []
    assert (blob_folder / path).read_bytes() == b"just arriving"


def test_collect_leaves_what_came_to_be_needed_after_it_was_marked(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, named: set[str]
) -> None:
    in_document, by_name, again = blob(b"document"), blob(b"name"), blob(b"again")
    plain = collecting._remove

    def needed_now(*args: object) -> object:
        document(in_document)
        named.add(by_name)
        store_blob(content=io.BytesIO(b"again"))
        return plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "_remove", needed_now)

    assert collect().blobs == []
    assert stored(keeper) == {in_document, by_name, again}


def test_collect_killed_before_its_end_is_mended_by_the_next(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    unneeded = blob(b"unneeded")
    plain = Keeper.delete if type(keeper) is Keeper else type(keeper).delete

    def die_afterwards(self: Keeper, path: str) -> None:
        plain(self, path)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(type(keeper), "delete", die_afterwards)
        collect()
    assert Blob.objects.filter(pk=unneeded).exists()

    store_blob(content=io.BytesIO(b"unneeded"))
    assert stored(keeper) == {unneeded}
    Blob.objects.update(seen_at=now() - LONG_AGO)
    assert collect().blobs == [unneeded]


def test_collect_removes_what_killed_writes_and_uploads_left_behind(
    blob_folder: Path, settings: object, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    before = (now() - LONG_AGO).timestamp()
    for folder in (blob_folder / "incoming", upload_folder()):
        folder.mkdir(parents=True)
        for name in ("old", "young"):
            (folder / name).write_bytes(b"half")
        os.utime(folder / "old", (before, before))

    found = collect()

    assert [Path(path).name for path in found.leftovers] == ["old", "old"]
    assert found.bytes == 8
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["young", "young"]


def test_document_that_goes_gives_its_blob_another_grace_period(keeper: Keeper) -> None:
    sha256 = blob(b"by mistake")
    kept = document(sha256)

    kept.delete()

    assert collect().blobs == []
    assert stored(keeper) == {sha256}


def test_collect_blobs_says_what_it_did(blob_folder: Path) -> None:
    unneeded = blob(b"unneeded")
    said = io.StringIO()

    call_command("collect_blobs", "--dry-run", stdout=said)
    call_command("collect_blobs", "--grace", "100", stdout=said)
    call_command("collect_blobs", stdout=said)

    assert said.getvalue().splitlines() == [
        f"{unneeded} (not needed)",
        "1 files, 0.0 MB would be removed.",
        "0 files, 0.0 MB removed.",
        f"{unneeded} (not needed)",
        "1 files, 0.0 MB removed.",
    ]


@pytest.mark.parametrize("grace", ["nan", "1e300", "-1", "soon", "inf"])
def test_collect_blobs_with_a_grace_that_is_none_says_so(grace: str, blob_folder: Path) -> None:
    with pytest.raises(CommandError, match="grace"):
        call_command("collect_blobs", f"--grace={grace}")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"a", b"b", b"c"]),
            st.sampled_from(["store", "need", "release", "age", "collect", "lose row"]),
        ),
        max_size=30,
    )
)
def test_collect_in_any_order_of_events_keeps_what_is_needed_whole(
    blob_folder: Path, named: set[str], events: list[tuple[bytes, str]]
) -> None:
    Blob.objects.all().delete()
    named.clear()
    for data, event in events:
        sha256 = hashlib.sha256(data).hexdigest()
        if event == "store":
            store_blob(content=io.BytesIO(data))
        elif event == "need":
            store_blob(content=io.BytesIO(data))
            named.add(sha256)
        elif event == "release":
            named.discard(sha256)
        elif event == "age":
            Blob.objects.filter(pk=sha256).update(seen_at=now() - LONG_AGO)
        elif event == "collect":
            collect()
        elif sha256 not in named:
            Blob.objects.filter(pk=sha256).delete()
        for needed in named:
            assert hashlib.sha256((blob_folder / blob_path(needed)).read_bytes()).hexdigest() == (
                needed
            )
        for row in Blob.objects.all():
            assert (blob_folder / blob_path(row.pk)).stat().st_size == row.size
