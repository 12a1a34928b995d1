"""Zip files that are the same bytes on every machine.

Members are stored, not compressed: the output of a deflate library differs between its versions,
and what is stored is small. Dates are fixed, the order is given.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

DATE = (2026, 1, 5, 9, 0, 0)
REGULAR_FILE = 0o100644 << 16
UNIX = 3


def write_archive(members: Mapping[str, bytes], *, first: str = "") -> bytes:
    """A zip of these members, sorted by name.

    first: the member that has to stand at the beginning (manifest, content types).
    """
    order = sorted(members, key=lambda name: (name != first, name))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = UNIX
            entry.external_attr = REGULAR_FILE
            archive.writestr(entry, members[name])
    return buffer.getvalue()
