"""QTI questions and tests: recognised, with title and version; questions are not read yet.

Source: IMS QTI 1.2.1 ASI binding; QTI 2.1 and 2.2 information models.
"""

from __future__ import annotations

import itertools
import re
from xml.etree.ElementTree import Element

from repository.formats.archive import Archive
from repository.formats.content_packaging.manifest import OpenedManifest
from repository.formats.description import Description
from repository.formats.errors import FormatError
from repository.formats.findings import finding
from repository.formats.limits import Limits
from repository.formats.text import language_tag, one_line
from repository.formats.xml import local_name, namespace_of, root_name

ROOTS = frozenset(("questestinterop", "assessmentitem", "assessmenttest", "assessmentsection"))
_TYPE = re.compile(r"\Aimsqti_(?:item_|test_|section_)?xmlv(\d)p(\d)", re.IGNORECASE)
_NAMESPACE = re.compile(r"imsqti_v(\d)p(\d)")
_MOST_TRIED = 50


def recognises(archive: Archive) -> bool:
    """A zip of question files without a manifest."""
    documents = (entry.name for entry in archive.files if entry.name.lower().endswith(".xml"))
    return any(_is_qti(archive, name) for name in itertools.islice(documents, _MOST_TRIED))


def _is_qti(archive: Archive, name: str) -> bool:
    try:
        with archive.open(name) as member:
            return root_name(member.read(8192)).lower() in ROOTS
    except FormatError:
        return False


def describe(archive: Archive, limits: Limits) -> Description:
    """A zip of question files, from the outside."""
    return Description("qti", "QTI", findings=(finding("OUTSIDE-ONLY", what="QTI questions"),))


def describe_package(opened: OpenedManifest) -> Description:
    """A QTI content package, from its manifest."""
    version = ""
    if opened.root is not None:
        types = (each.get("type", "") for each in opened.root.iter())
        match = next((found for each in types if (found := _TYPE.match(each))), None)
        version = f"{match.group(1)}.{match.group(2)}" if match else ""
    findings = (*opened.findings, finding("OUTSIDE-ONLY", what="a QTI package"))
    return Description("qti", f"QTI {version}".strip(), version=version, findings=findings)


def describe_root(root: Element) -> Description:
    """One file of questions."""
    match = _NAMESPACE.search(namespace_of(root.tag))
    version = f"{match.group(1)}.{match.group(2)}" if match else ""
    if not version and local_name(root.tag).lower() == "questestinterop":
        version = "1.2"
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return Description(
        "qti",
        f"QTI {version}".strip(),
        version=version,
        title=one_line(root.get("title")) or _first_title(root),
        language=language_tag(language),
        findings=(finding("OUTSIDE-ONLY", what="QTI questions"),),
    )


def _first_title(root: Element) -> str:
    names = ("assessment", "section", "item", "objectbank")
    titled = (each for each in root.iter() if local_name(each.tag) in names and each.get("title"))
    return one_line(next((each.get("title") for each in titled), ""))
