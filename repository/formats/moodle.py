"""Moodle backups (.mbz): recognised, with their title; activities are not read yet."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from repository.formats.archive import Archive
from repository.formats.description import Description
from repository.formats.findings import finding
from repository.formats.limits import Limits
from repository.formats.text import one_line
from repository.formats.xml import child, examine_member

MANIFEST = "moodle_backup.xml"


def recognises(archive: Archive) -> bool:
    return MANIFEST in archive


def describe(archive: Archive, limits: Limits) -> Description:
    """A Moodle backup that is a zip, from the outside."""
    document = examine_member(archive, MANIFEST, limits)
    if document.root is None:
        return Description("moodle_backup", "Moodle backup", findings=document.findings)
    description = describe_root(document.root)
    return Description(
        "moodle_backup",
        "Moodle backup",
        version=description.version,
        title=description.title,
        findings=(*document.findings, *description.findings),
    )


def describe_packed() -> Description:
    """A Moodle backup that is a tar in gzip, as newer Moodles write it: nothing of it is read."""
    findings = (finding("OUTSIDE-ONLY", what="a Moodle backup"),)
    return Description("moodle_backup", "Moodle backup", findings=findings)


def describe_root(root: Element) -> Description:
    information = child(root, "information")
    return Description(
        "moodle_backup",
        "Moodle backup",
        version=_text(information, "moodle_release"),
        title=_text(information, "original_course_fullname") or _text(information, "name"),
        findings=(finding("OUTSIDE-ONLY", what="a Moodle backup"),),
    )


def _text(parent: Element | None, name: str) -> str:
    element = None if parent is None else child(parent, name)
    return "" if element is None else one_line(element.text)
