"""AICC courses: recognised by their files, with title and version; units are not read yet.

Source: AICC CMI001 Guidelines for Interoperability 4.0, 7 (course structure files).
"""

from __future__ import annotations

import re

from repository.formats.archive import Archive
from repository.formats.description import Description
from repository.formats.errors import FormatError
from repository.formats.findings import finding
from repository.formats.limits import MIB, Limits
from repository.formats.text import one_line

_VALUE = re.compile(r"^[ \t]*([A-Za-z_]{3,40})[ \t]*=[ \t]*(.{0,500}?)[ \t]*$", re.MULTILINE)


def recognises(archive: Archive) -> bool:
    extensions = {entry.name.rsplit(".", 1)[-1].lower() for entry in archive.files}
    return {"crs", "au"} <= extensions


def describe(archive: Archive, limits: Limits) -> Description:
    """An AICC course, from its course file."""
    name = next(e.name for e in archive.files if e.name.lower().endswith(".crs"))
    findings = [finding("OUTSIDE-ONLY", what="an AICC course")]
    try:
        data = archive.read(name, MIB)
    except FormatError as error:
        findings.extend(error.findings)
        data = b""
    text = data.decode("utf-8-sig", "replace").replace("\r", "\n")
    values = {key.lower(): value for key, value in reversed(_VALUE.findall(text))}
    return Description(
        "aicc",
        "AICC",
        version=one_line(values.get("version")),
        title=one_line(values.get("course_title")),
        findings=tuple(findings),
    )
