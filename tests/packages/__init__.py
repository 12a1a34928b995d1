"""Test packages: readable folders, zipped in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def files_of(package: str) -> dict[str, bytes]:
    """The files of a package folder by their names in the package."""
    folder = FOLDER / package
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def zip_files(files: Mapping[str, bytes | str]) -> bytes:
    """A zip of these files, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zip_package(package: str, changes: Mapping[str, bytes | str | None] | None = None) -> bytes:
    """A package as a zip. changes: files to replace or add; None takes one out."""
    files: dict[str, bytes | str] = dict(files_of(package))
    for name, content in (changes or {}).items():
        if content is None:
            files.pop(name, None)
        else:
            files[name] = content
    return zip_files(files)
