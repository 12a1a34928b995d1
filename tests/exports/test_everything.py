"""Everything of a release in one zip: all of it, only it, and each time the same bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.exports.errors import FileDamagedError
from repository.exports.everything import write
from repository.exports.layout import members_of
from repository.exports.source import Source
from repository.formats.archive import open_archive
from repository.lib.canonical_json import canonical_bytes
from repository.releases.attribution import Place
from repository.releases.manifest import Base, Manifest, Note, Omission, to_json
from tests.manifests import a_component, a_file, a_manifest, components, titles

PLACE = Place("https://headwaters.example/p/1/", "Headwaters", date(2026, 3, 1))
MOMENT = datetime(2026, 3, 1, 12, 30, 10, tzinfo=UTC)


def a_source(manifest: Manifest, contents: dict[str, bytes] | None = None) -> Source:
    """The bytes of a file are its name, as in `a_file`, where `contents` has no others."""
    blobs = {file.sha256: file.name.encode() for file in manifest.files}
    blobs |= {hashlib.sha256(content).hexdigest(): content for content in (contents or {}).values()}
    return Source(
        slug="food-safety",
        manifest=dataclasses.replace(manifest, number="2.1.0"),
        text=canonical_bytes(to_json(manifest)),
        place=PLACE,
        released_at=MOMENT,
        open_blob=lambda sha256: io.BytesIO(blobs[sha256]),
    )


def written(source: Source) -> bytes:
    target = io.BytesIO()
    write(source, target)
    return target.getvalue()


def names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_write_members_lie_in_sections_in_their_order() -> None:
    manifest = a_manifest(
        components=(
            a_component("c1", "Syllabus", section="Before you start"),
            a_component("c2", "Lesson 1", section="Safety: first"),
            a_component(
                "c3",
                "Slides/handout",
                section="Safety: first",
                files=(a_file("a.pptx"), a_file("A.pptx"), a_file("notes.docx")),
            ),
        )
    )
    assert names(written(a_source(manifest))) == [
        "food-safety-2.1.0/ATTRIBUTION.txt",
        "food-safety-2.1.0/LICENCE.txt",
        "food-safety-2.1.0/README.html",
        "food-safety-2.1.0/README.txt",
        "food-safety-2.1.0/contents/01 Before you start/01 Syllabus.pdf",
        "food-safety-2.1.0/contents/02 Safety - first/01 Lesson 1.pdf",
        "food-safety-2.1.0/contents/02 Safety - first/02 Slides-handout/a.pptx",
        "food-safety-2.1.0/contents/02 Safety - first/02 Slides-handout/A (2).pptx",
        "food-safety-2.1.0/contents/02 Safety - first/02 Slides-handout/notes.docx",
        "food-safety-2.1.0/manifest.json",
    ]


def test_write_package_without_sections_has_no_folders_for_them() -> None:
    manifest = a_manifest(components=(a_component("c1", "Syllabus"),))
    assert "food-safety-2.1.0/contents/01 Syllabus.pdf" in names(written(a_source(manifest)))


def test_write_twice_gives_the_same_bytes() -> None:
    source = a_source(a_manifest())
    assert written(source) == written(source)


def test_write_members_are_stored_as_they_are_with_fixed_times_and_modes() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(a_source(a_manifest()))))
    for info in archive.infolist():
        assert info.compress_type == zipfile.ZIP_STORED
        assert info.date_time == (2026, 3, 1, 12, 30, 10)
        assert (info.create_system, info.external_attr >> 16) == (3, 0o100644)
        assert info.extra == b""


def test_write_every_file_has_the_digest_of_the_manifest() -> None:
    manifest = a_manifest(components=(a_component("c1"), a_component("c2", "Other")))
    archive = zipfile.ZipFile(io.BytesIO(written(a_source(manifest))))
    assert archive.testzip() is None
    for member in members_of(manifest):
        content = archive.read(f"food-safety-2.1.0/contents/{member.path}")
        assert hashlib.sha256(content).hexdigest() == member.file.sha256
    manifest_text = archive.read("food-safety-2.1.0/manifest.json")
    assert manifest_text == canonical_bytes(to_json(manifest))


def test_write_is_read_by_the_hardened_reader_too() -> None:
    archive = open_archive(io.BytesIO(written(a_source(a_manifest()))))
    assert (archive.findings, archive.verify()) == ((), ())
    assert len(archive.files) == 6


def test_write_notes_name_authors_licence_and_parts_of_other_licences() -> None:
    part = a_component("c1", "Swab <test>", licence="CC-BY-NC-4.0")
    archive = zipfile.ZipFile(io.BytesIO(written(a_source(a_manifest(components=(part,))))))

    def text(name: str) -> str:
        return archive.read(f"food-safety-2.1.0/{name}").decode()

    assert "Vancouver Island University" in text("ATTRIBUTION.txt")
    assert PLACE.url in text("ATTRIBUTION.txt")
    assert "CC-BY-SA-4.0" in text("LICENCE.txt")
    assert "Swab <test>: CC BY-NC 4.0" in text("LICENCE.txt")
    assert "Swab &lt;test&gt; (CC BY-NC 4.0)" in text("README.html")
    assert part.files[0].sha256 in text("README.txt")


def test_write_release_without_files_says_so() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(a_source(a_manifest(components=())))))
    assert "no public files" in archive.read("food-safety-2.1.0/README.txt").decode()


def test_write_other_bytes_than_the_released_are_refused() -> None:
    manifest = a_manifest()
    source = dataclasses.replace(a_source(manifest), open_blob=lambda _: io.BytesIO(b"others"))
    with pytest.raises(FileDamagedError) as caught:
        written(source)
    assert caught.value.sha256 == manifest.files[0].sha256


@given(
    st.lists(components(key="c"), max_size=6),
    st.lists(titles, min_size=6, max_size=6),
)
def test_members_of_any_components_have_paths_of_their_own(
    drawn: list[object], sections: list[str]
) -> None:
    parts = tuple(
        dataclasses.replace(part, key=f"c{number}", section=sections[number // 2])  # type: ignore[type-var]
        for number, part in enumerate(drawn)
    )
    manifest = a_manifest(components=parts)
    paths = [member.path for member in members_of(manifest)]
    assert len({path.casefold() for path in paths}) == len(manifest.files)
    for path in paths:
        assert len(path) < 190
        assert all(part not in ("", ".", "..") for part in path.split("/"))


class Zeros(io.RawIOBase):
    """A stream of so many bytes that lies nowhere."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        piece = b"\0" * min(size, self.left)
        self.left -= len(piece)
        return piece


def test_write_large_file_takes_no_more_memory_than_a_few_pieces(tmp_path: Path) -> None:
    size = 64 * 1024 * 1024
    sha256 = hashlib.sha256(b"\0" * size).hexdigest()
    part = a_component(files=(a_file("video.mp4", sha256=sha256, size=size),))
    source = dataclasses.replace(
        a_source(a_manifest(components=(part,))),
        open_blob=lambda _: Zeros(size),  # type: ignore[arg-type,return-value]
    )
    with (tmp_path / "large.zip").open("w+b") as target:
        tracemalloc.start()
        write(source, target)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert target.tell() > size
    assert peak < 8 * 1024 * 1024


def test_write_beyond_the_old_limits_of_zips_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    manifest = a_manifest()
    content = written(a_source(manifest))
    monkeypatch.undo()
    archive = open_archive(io.BytesIO(content))
    assert (archive.findings, archive.verify()) == ((), ())
    (member,) = members_of(manifest)
    path = f"food-safety-2.1.0/contents/{member.path}"
    assert zipfile.ZipFile(io.BytesIO(content)).read(path) == member.file.name.encode()


def test_write_notes_of_a_layer_say_whose_each_part_is_and_what_was_left_out() -> None:
    core = a_manifest(title="Cleaning", number="2.1.0")
    base = Base("x", "Cleaning", core.kind, "2.1.0", "a" * 64, core.owner, "CC-BY-4.0", ("VCC",))
    parts = (
        a_component("c1", "Gloves", notes=(Note("Blue <here>", "viu"),)),
        a_component("c2", "Crates", origin="replaced", in_place_of="Lifting"),
        a_component("c3", "Foam", origin="added"),
    )
    left = Omission("p", "Poster", "video", "", "Other rules")
    layer = a_manifest(components=parts, base=base, omissions=(left,))
    archive = zipfile.ZipFile(io.BytesIO(written(a_source(layer))))

    def text(name: str) -> str:
        return archive.read(f"food-safety-2.1.0/{name}").decode()

    for said in (
        "Stands on: “Cleaning”, release 2.1.0, by VCC, CC BY 4.0",
        "    Core\n",
        "    VIU’s own, in place of “Lifting”\n",
        "    VIU’s own\n",
        "- Poster: Other rules",
        "- Gloves: Blue <here> (Vancouver Island University)",
    ):
        assert said in text("README.txt")
    assert "Blue &lt;here&gt;" in text("README.html")
    assert "VIU’s own, in place of “Lifting”" in text("README.html")
    assert "Builds on “Cleaning”, release 2.1.0, by VCC" in text("ATTRIBUTION.txt")
    assert b'"omissions":[{' in archive.read("food-safety-2.1.0/manifest.json")
