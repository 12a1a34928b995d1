"""The manifest's words as people read them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from django.utils.translation import get_language_info

from repository.releases.manifest import File

KINDS = {
    "level-1-core": "Level 1 core",
    "level-2-specialisation": "Level 2 specialisation",
    "standalone": "Standalone package",
}
# After a number of hours: "24 hours in lesson plans".
EFFORTS = {
    "syllabus": "with the syllabus",
    "lesson-plan": "in lessons",
    "scorm-module": "in SCORM modules",
    "assessment": "in assessments",
    "learning-resource": "with learning resources",
    "video": "in videos",
    "instructor-guide": "with guides",
}
DELIVERIES = {"online": "Online", "in-person": "In person", "blended": "Blended"}
FACILITATIONS = {
    "self-directed": "Self-directed or supervised",
    "lightly-facilitated": "Lightly facilitated",
    "fully-facilitated": "Fully facilitated",
}
CREDITS = {
    "not-for-credit": "Not for credit",
    "for-credit": "For credit",
    "counts-towards": "Counts towards a credential",
}
# Adaptable is what everybody expects under an open licence, so nothing is said of it.
POLICIES = {"locked": "The same in every specialisation", "optional": "May be left out"}
COUNTRIES = {"CA": "Canada", "US": "United States", "GB": "United Kingdom", "FR": "France"}
FORMATS = {
    "pdf": "PDF",
    "docx": "Word",
    "doc": "Word",
    "odt": "OpenDocument text",
    "rtf": "Rich text",
    "pptx": "PowerPoint",
    "ppt": "PowerPoint",
    "odp": "OpenDocument slides",
    "xlsx": "Excel",
    "xls": "Excel",
    "ods": "OpenDocument sheet",
    "html": "Web page",
    "htm": "Web page",
    "md": "Markdown",
    "txt": "Plain text",
    "csv": "Table (CSV)",
    "vtt": "Captions",
    "srt": "Captions",
    "mp4": "MP4 video",
    "webm": "WebM video",
    "mp3": "MP3 audio",
    "jpg": "JPEG picture",
    "jpeg": "JPEG picture",
    "png": "PNG picture",
    "svg": "SVG drawing",
    "gif": "GIF picture",
    "webp": "WebP picture",
    "zip": "Zip archive",
    "imscc": "Common Cartridge",
    "h5p": "H5P",
}
# Kinds whose name says more than the file name's end does.
PACKAGE_FORMATS = {
    "scorm": "SCORM",
    "common_cartridge": "Common Cartridge",
    "content_package": "IMS content package",
    "qti": "QTI",
    "h5p": "H5P",
    "cmi5": "cmi5",
    "xapi": "xAPI",
    "aicc": "AICC",
    "moodle_backup": "Moodle backup",
}


def language_label(tag: str) -> str:
    """ "fr-CA" → "French (Canada)"; a tag that isn't known is its own label."""
    language, _, region = tag.partition("-")
    try:
        name = str(get_language_info(language.lower())["name"])
    except KeyError:
        return tag
    country = COUNTRIES.get(region.upper(), region)
    return f"{name} ({country})" if country else name


def hours_label(minutes: int) -> str:
    """Hours as a number: "60", "1.5"; empty for none."""
    if minutes <= 0:
        return ""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def format_label(file: File) -> str:
    """What kind of file it is: "SCORM 1.2", "PDF"."""
    kind = PACKAGE_FORMATS.get(file.fact("kind"), "")
    if kind:
        return f"{kind} {file.fact('version')}".strip()
    ending = PurePosixPath(file.name).suffix.lstrip(".").lower()
    return FORMATS.get(ending, ending.upper()[:12] or "File")


def facts_label(file: File) -> str:
    """What the inspection found in a file: "44 pages", "6 min, 1280 × 720"."""
    facts: Mapping[str, Callable[[str], str]] = {
        "scos": lambda n: _counted(n, "part", "parts"),
        "pages": lambda n: _counted(n, "page", "pages"),
        "seconds": _duration,
    }
    found = [label(file.fact(name)) for name, label in facts.items() if file.fact(name)]
    if file.fact("width") and file.fact("height"):
        found.append(f"{file.fact('width')} × {file.fact('height')}")
    return ", ".join(text for text in found if text)


def _counted(number: str, one: str, many: str) -> str:
    if not number.isdecimal() or int(number) == 0:
        return ""
    return f"{number}\N{NO-BREAK SPACE}{one if number == '1' else many}"


def _duration(seconds: str) -> str:
    if not seconds.isdecimal() or int(seconds) == 0:
        return ""
    minutes = round(int(seconds) / 60)
    return f"{minutes}\N{NO-BREAK SPACE}min" if minutes else f"{seconds}\N{NO-BREAK SPACE}s"
