"""xAPI (Tin Can) packages: recognised, with their title; what they report is not looked at.

Source: Rustici Software, "Tin Can packaging", https://github.com/RusticiSoftware/launch
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from repository.formats.archive import Archive
from repository.formats.description import Description
from repository.formats.findings import finding
from repository.formats.limits import Limits
from repository.formats.text import language_tag, one_line
from repository.formats.xml import attribute, child, children, examine_member, namespace_of

MANIFEST = "tincan.xml"


def recognises(archive: Archive) -> bool:
    return MANIFEST in archive


def describe(archive: Archive, limits: Limits) -> Description:
    """An xAPI package, from the outside."""
    document = examine_member(archive, MANIFEST, limits)
    if document.root is None:
        return Description("xapi", "xAPI", findings=document.findings)
    description = describe_root(document.root)
    return Description(
        "xapi",
        "xAPI",
        version=description.version,
        title=description.title,
        language=description.language,
        findings=(*document.findings, *description.findings),
    )


def describe_root(root: Element) -> Description:
    """The list of activities; the first one names the package."""
    holder = child(root, "activities")
    activities = [] if holder is None else children(holder, "activity")
    name = child(activities[0], "name") if activities else None
    return Description(
        "xapi",
        "xAPI",
        version=namespace_of(root.tag),
        title="" if name is None else one_line(name.text),
        language="" if name is None else language_tag(attribute(name, "lang")),
        findings=(finding("OUTSIDE-ONLY", what="an xAPI package"),),
    )
