"""An inspection report as lines for a screen. Pure: the report's JSON in, text out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = {
    "scorm": "SCORM module",
    "common_cartridge": "Common Cartridge",
    "content_package": "IMS content package",
    "qti": "QTI questions",
    "h5p": "H5P",
    "cmi5": "cmi5 course",
    "xapi": "xAPI activity",
    "aicc": "AICC course",
    "moodle_backup": "Moodle backup",
    "zip": "Zip archive",
    "document": "Document",
}
FACTS = {
    "format": "Format",
    "version": "Version",
    "title": "Title inside the file",
    "language": "Language",
    "items": "Items",
    "scos": "SCOs (parts that an LMS starts)",
    "pages": "Pages",
    "slides": "Slides",
    "sheets": "Sheets",
    "width": "Width in pixels",
    "height": "Height in pixels",
    "seconds": "Length in seconds",
    "cues": "Captions",
}
SUMMARIES = {
    "clean": "Nothing was found that needs your attention.",
    "warnings": "The file can be published. Please look at what was found.",
    "errors": "The file is kept, but can't be published until this is mended.",
}
SEVERITIES = {"refused": "Refused", "error": "Error", "warning": "Warning"}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding. severity: `refused`, `error` or `warning`; label: the same for people."""

    code: str
    severity: str
    label: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class ReportLines:
    """A report. outcome: as in the report, empty where nothing was inspected."""

    outcome: str
    kind: str
    summary: str
    findings: tuple[FindingLine, ...]
    facts: tuple[tuple[str, str], ...]


def report_lines(report: Mapping[str, Any]) -> ReportLines:
    """The lines of a report in the JSON of `repository.formats.Report`."""
    outcome = str(report.get("outcome", ""))
    kind = str(report.get("kind", ""))
    findings = tuple(
        FindingLine(
            code=str(found.get("code", "")),
            severity=str(found.get("severity", "")),
            label=SEVERITIES.get(str(found.get("severity", "")), ""),
            place=str(found.get("place", "")),
            message=str(found.get("message", "")),
        )
        for found in report.get("findings", ())
    )
    known = report.get("facts", {})
    facts = tuple((label, str(known[name])) for name, label in FACTS.items() if known.get(name))
    return ReportLines(outcome, KINDS.get(kind, kind), SUMMARIES.get(outcome, ""), findings, facts)
