"""cmi5 courses: recognised, with their title; their structure is not read yet.

Source: cmi5 Specification Profile for xAPI, Quartz 1st edition, 13 (course structure).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from repository.formats.archive import Archive
from repository.formats.description import Description
from repository.formats.findings import finding
from repository.formats.limits import Limits
from repository.formats.text import language_tag, one_line
from repository.formats.xml import attribute, child, examine_member, namespace_of

MANIFEST = "cmi5.xml"


def recognises(archive: Archive) -> bool:
    return MANIFEST in archive


def describe(archive: Archive, limits: Limits) -> Description:
    """A cmi5 package, from the outside."""
    document = examine_member(archive, MANIFEST, limits)
    if document.root is None:
        return Description("cmi5", "cmi5", findings=document.findings)
    description = describe_root(document.root)
    return Description(
        "cmi5",
        "cmi5",
        version=description.version,
        title=description.title,
        language=description.language,
        findings=(*document.findings, *description.findings),
    )


def describe_root(root: Element) -> Description:
    """A course structure, also where it comes without a package."""
    course = child(root, "course")
    title = None if course is None else child(course, "title")
    text = None if title is None else child(title, "langstring")
    return Description(
        "cmi5",
        "cmi5",
        version=namespace_of(root.tag),
        title="" if text is None else one_line(text.text),
        language="" if text is None else language_tag(attribute(text, "lang")),
        findings=(finding("OUTSIDE-ONLY", what="a cmi5 course"),),
    )
