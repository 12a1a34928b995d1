"""Documents that are XML and known by their root: drawings, questions, course structures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import IO
from xml.etree.ElementTree import Element

from repository.formats import cmi5, moodle, qti, xapi
from repository.formats.description import Description
from repository.formats.documents.pictures import size_findings
from repository.formats.findings import Finding, finding
from repository.formats.limits import Limits
from repository.formats.lom import read_lom
from repository.formats.text import megabytes, one_line
from repository.formats.xml import child, examine_xml, local_name

_LENGTH = re.compile(r"\A\s*(\d{1,7})(?:\.\d{0,9})?(?:px)?\s*\Z")
_ACTIVE = frozenset(("script", "foreignobject", "iframe", "object", "embed", "handler"))
_WEB = re.compile(r"\A\s*(?:https?:|//|javascript:|data:text)", re.IGNORECASE)


def describe_xml(file: IO[bytes], limits: Limits) -> Description:
    """An XML document by its root element; an SVG drawing among them."""
    file.seek(0)
    data = file.read(limits.max_xml_bytes + 1)
    if len(data) > limits.max_xml_bytes:
        found = finding("FILE-UNCHECKED", limit=megabytes(limits.max_xml_bytes))
        return Description("document", "XML", findings=(found,), media_type="application/xml")
    document = examine_xml(data, "", limits)
    root = document.root
    findings = document.findings
    if root is None:
        return Description("document", "XML", findings=findings, media_type="application/xml")
    name = local_name(root.tag).lower()
    if name == "svg":
        # Drawing programs write a document type without entities; it is never read.
        findings = tuple(_as_svg(found) for found in findings)
    description = _reader(name)(root)
    return replace(
        description,
        findings=(*findings, *description.findings, *_too_large(description, limits)),
        media_type=description.media_type or "application/xml",
    )


def _as_svg(found: Finding) -> Finding:
    return finding("SVG-DOCTYPE", found.place) if found.code == "XML-DOCTYPE" else found


def _reader(name: str) -> Callable[[Element], Description]:
    return qti.describe_root if name in qti.ROOTS else _READERS.get(name, _any)


def _too_large(description: Description, limits: Limits) -> tuple[Finding, ...]:
    width, height = description.facts.get("width"), description.facts.get("height")
    if isinstance(width, int) and isinstance(height, int):
        return tuple(size_findings((width, height), "", limits))
    return ()


def _svg(root: Element) -> Description:
    title = child(root, "title")
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    active = any(_is_active(element) for element in root.iter())
    return Description(
        "document",
        "SVG",
        title="" if title is None else one_line("".join(title.itertext())),
        findings=(finding("SVG-SCRIPT"),) if active else (),
        facts={"width": width, "height": height} if width and height else {},
        media_type="image/svg+xml",
    )


def _pixels(length: str | None) -> int:
    match = _LENGTH.match(length or "")
    return int(match.group(1)) if match else 0


def _is_active(element: Element) -> bool:
    """Whether an element of a drawing runs something or leads elsewhere."""
    if local_name(element.tag).lower() in _ACTIVE:
        return True
    return any(
        local_name(name).lower().startswith("on")
        or (local_name(name).lower() == "href" and _WEB.match(value))
        for name, value in element.attrib.items()
    )


def _lom(root: Element) -> Description:
    lom = read_lom(root)
    return Description("document", "LOM metadata", title=lom.title, language=lom.language)


def _moodle_quiz(root: Element) -> Description:
    return Description("document", "Moodle questions")


def _any(root: Element) -> Description:
    return Description("document", "XML")


_READERS: Mapping[str, Callable[[Element], Description]] = {
    "svg": _svg,
    "lom": _lom,
    "quiz": _moodle_quiz,
    "coursestructure": cmi5.describe_root,
    "tincan": xapi.describe_root,
    "moodle_backup": moodle.describe_root,
}
