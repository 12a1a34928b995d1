"""What a file would become: decided from its inspection alone, before anything is written."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

DEFAULT_LANGUAGE = "en-CA"
LONGEST_TITLE = 255

# What people call their files says more about a document's use than its format does.
NAMES = (
    ("syllabus", re.compile(r"syllabus|course.?outline|plan de cours", re.I)),
    ("lesson-plan", re.compile(r"lesson|leçon", re.I)),
    ("instructor-guide", re.compile(r"instructor|facilitator|answer.?key|corrigé", re.I)),
    ("assessment", re.compile(r"assessment|quiz|exam|\btest\b|rubric", re.I)),
)
KINDS = {
    "scorm": "scorm-module",
    "cmi5": "scorm-module",
    "xapi": "scorm-module",
    "aicc": "scorm-module",
    "qti": "assessment",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """One draft package with one component, not yet written.

    title: of the package and of its component, at most 255 characters. component_type: as in the
    manifest. language: BCP 47 tag.
    """

    title: str
    component_type: str
    language: str


def plan_package(name: str, inspection: Mapping[str, Any], *, title: str = "") -> Plan:
    """What a file would become.

    name: of the file. inspection: JSON of its report. title: said by a person, goes before what the
    file says of itself.
    """
    found = str(inspection.get("title", "")).strip()
    language = str(inspection.get("language", "")).strip()
    said = (whole_characters(text).strip() for text in (title, found, readable_name(name)))
    chosen = next(filter(None, said), "Untitled")
    return Plan(
        title=chosen[:LONGEST_TITLE].strip(),
        component_type=component_type(name, inspection),
        language=language if is_language(language) else DEFAULT_LANGUAGE,
    )


def component_type(name: str, inspection: Mapping[str, Any]) -> str:
    """The type of component that a file most probably is."""
    kind = str(inspection.get("kind", ""))
    if kind in KINDS:
        return KINDS[kind]
    if str(inspection.get("media_type", "")).startswith("video/"):
        return "video"
    said = f"{readable_name(name)} {inspection.get('title', '')}"
    return next(
        (component for component, pattern in NAMES if pattern.search(said)), "learning-resource"
    )


def readable_name(name: str) -> str:
    """A file's name as a title: without its ending, dashes and underscores as spaces."""
    stem = re.sub(r"[\s_\-.]+", " ", PurePath(name).stem).strip()
    return stem[:1].upper() + stem[1:]


def whole_characters(text: str) -> str:
    """Text without the halves of characters that Python makes of bytes in another encoding."""
    return text.encode("utf-8", "ignore").decode()


def is_language(text: str) -> bool:
    """Whether a text is a tag that names a language (BCP 47; "und" and "x-none" name none)."""
    tag = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text)
    return bool(tag) and text.lower() not in {"und", "zxx", "mul"}
