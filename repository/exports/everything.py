"""Everything of a release in one zip: its files under sensible names, and what goes with them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import IO

from repository.exports.errors import FileDamagedError
from repository.exports.layout import Member, members_of
from repository.exports.names import folder_name
from repository.exports.notes import licence_text, readme_html, readme_text
from repository.exports.source import Source
from repository.exports.zip_writer import StoredZip, pieces_of
from repository.releases.attribution import full_attribution_text

CONTENTS = "contents/"
# Characters of the package's name in the folder that everything lies in.
MAX_ROOT = 40


def write(source: Source, target: IO[bytes]) -> None:
    """The archive of a release, read and written in pieces. The same release: the same bytes.

    Raises: FileDamagedError where stored bytes aren't those of the release; BlobMissingError.
    """
    root = f"{folder_name(source.slug, MAX_ROOT)}-{source.manifest.number}/"
    members = members_of(source.manifest)
    notes = {
        "ATTRIBUTION.txt": full_attribution_text(source.manifest, source.place),
        "LICENCE.txt": licence_text(source.manifest),
        "README.html": readme_html(source, members, CONTENTS),
        "README.txt": readme_text(source, members, CONTENTS),
    }
    with StoredZip(target, source.released_at) as archive:
        for name, text in notes.items():
            archive.add(root + name, text.encode())
        for member in members:
            _copy(archive, f"{root}{CONTENTS}{member.path}", member, source)
        _copy_cover(archive, root, source)
        archive.add(f"{root}manifest.json", source.text)


def _copy(archive: StoredZip, path: str, member: Member, source: Source) -> None:
    file = member.file
    with source.open_blob(file.sha256) as stream:
        written = archive.copy(path, pieces_of(stream), file.size)
    if written != file.sha256:
        raise FileDamagedError(file.name, file.sha256)


def _copy_cover(archive: StoredZip, root: str, source: Source) -> None:
    cover = source.manifest.cover
    if cover is None:
        return
    name = PurePosixPath(cover.media_type).name.replace("jpeg", "jpg")
    with source.open_blob(cover.sha256) as stream:
        written = archive.copy(f"{root}cover.{name}", pieces_of(stream), cover.size)
    if written != cover.sha256:
        raise FileDamagedError("the cover picture", cover.sha256)
