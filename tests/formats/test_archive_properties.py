"""What holds for every zip: read back as written; damaged bytes are never taken for sound ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.formats import ArchiveRefusedError, open_archive
from repository.formats.text import collision_key

LETTERS = st.sampled_from("abcxyz019_-éßΩж中あ😀")
PARTS = st.text(LETTERS, min_size=1, max_size=12)
NAMES = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda b, n: b * n, st.binary(max_size=9), st.integers(0, 9000)),
)
METHODS = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])


def _distinct(names: list[str]) -> bool:
    """Whether no name is another's folder or the same on some system."""
    keys = [collision_key(name) for name in names]
    return len(set(keys)) == len(keys) and not any(
        other.startswith(key + "/") for key in keys for other in keys
    )


FILES = st.dictionaries(NAMES, st.tuples(CONTENTS, METHODS, st.booleans()), min_size=1, max_size=8)


class Unseekable(io.BytesIO):
    """Makes the standard library write data descriptors."""

    def seekable(self) -> bool:
        return False

    def seek(self, *args: object) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def written(
    files: dict[str, tuple[bytes, int, bool]], comment: bytes = b"", *, streamed: bool = False
) -> bytes:
    out = Unseekable() if streamed else io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment
        for name, (content, method, large) in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with archive.open(info, "w", force_zip64=large) as member:
                member.write(content)
    return out.getvalue()


@settings(max_examples=100, deadline=None)
@given(files=FILES.filter(lambda files: _distinct(list(files))), streamed=st.booleans())
def test_archive_gives_back_what_the_standard_library_wrote(
    files: dict[str, tuple[bytes, int, bool]], streamed: bool
) -> None:
    archive = open_archive(io.BytesIO(written(files, streamed=streamed)))
    assert archive.verify() == ()
    assert archive.findings == ()
    assert [entry.name for entry in archive.entries] == list(files)
    for entry in archive.files:
        content, method, _ = files[entry.name]
        assert (entry.size, entry.method) == (len(content), method)
        assert archive.read(entry.name, entry.size) == content


SAMPLE_FILES = {
    "imsmanifest.xml": (b"<manifest/>" * 40, zipfile.ZIP_DEFLATED, False),
    "media/a.bin": (bytes(range(256)) * 3, zipfile.ZIP_STORED, False),
    "large/é.html": (b"<p>hello</p>" * 90, zipfile.ZIP_DEFLATED, True),
    "empty": (b"", zipfile.ZIP_STORED, False),
}
SAMPLES = (written(SAMPLE_FILES), written(SAMPLE_FILES, b"a comment", streamed=True))
CHANGES = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=4)


def _readable(data: bytes) -> dict[str, bytes]:
    """Everything that can be read of a zip that is let in after verification."""
    archive = open_archive(io.BytesIO(data))
    refused = archive.verify()
    if refused:
        raise ArchiveRefusedError(refused)
    return {entry.name: archive.read(entry.name, 100_000) for entry in archive.files}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sample=st.sampled_from(SAMPLES), changes=CHANGES)
def test_changed_zip_is_refused_or_gives_the_bytes_that_were_written(
    sample: bytes, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(sample)
    for at, value in changes:
        data[at % len(data)] = value
    try:
        contents = _readable(bytes(data))
    except ArchiveRefusedError as error:
        assert error.findings
        return
    # What is let in are the bytes that the checksums were made of, under whatever name.
    assert set(contents.values()) <= {content for content, _, _ in SAMPLE_FILES.values()}


@settings(max_examples=150, deadline=None)
@given(sample=st.sampled_from(SAMPLES), start=st.integers(0, 5000), length=st.integers(1, 5000))
def test_zip_with_a_piece_missing_is_refused(sample: bytes, start: int, length: int) -> None:
    start %= len(sample)
    with pytest.raises(ArchiveRefusedError) as refused:
        _readable(sample[:start] + sample[start + length :])
    assert refused.value.findings


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_finding(data: bytes) -> None:
    with pytest.raises(ArchiveRefusedError) as refused:
        open_archive(io.BytesIO(data))
    assert refused.value.findings
