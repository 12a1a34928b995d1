"""Which reader describes which document."""

from __future__ import annotations

from typing import IO

from repository.formats import moodle
from repository.formats.description import Description
from repository.formats.documents.matroska import describe_matroska
from repository.formats.documents.mp4 import describe_mp4
from repository.formats.documents.old_office import describe_old_office
from repository.formats.documents.pdf import describe_pdf
from repository.formats.documents.pictures import describe_picture
from repository.formats.documents.sound import describe_mp3, describe_wav
from repository.formats.documents.texts import describe_text
from repository.formats.documents.xml_documents import describe_xml
from repository.formats.findings import finding
from repository.formats.limits import Limits
from repository.formats.media_types import FILE_TYPES, OCTET_STREAM, by_content
from repository.formats.signatures import LABELS, OTHER_ARCHIVES, is_text

_PICTURES = frozenset(("png", "jpeg", "gif", "webp", "bmp", "avif", "tiff"))
_WEB_PAGES = frozenset(("html", "htm", "xhtml"))
_SIZED = {
    "pdf": describe_pdf,
    "mp4": describe_mp4,
    "webm": describe_matroska,
    "mp3": describe_mp3,
    "wav": describe_wav,
}


def describe_document(
    file: IO[bytes], size: int, content: str, extension: str, limits: Limits
) -> Description:
    """A file that is no zip. content: as `sniff` names it; extension: of its name.

    Raises: OSError where the file can't be read, nothing else.
    """
    if content in _SIZED:
        return _SIZED[content](file, size, limits)
    if content in _PICTURES:
        return describe_picture(file, content, limits)
    if content == "ole":
        return describe_old_office(file, extension, limits)
    if content in OTHER_ARCHIVES:
        return _other_archive(content, extension)
    if content in ("svg", "xml") and extension not in _WEB_PAGES:
        return describe_xml(file, limits)
    if content == "html" and extension not in ("md", "markdown", "txt"):
        return describe_text(file, "html", limits)
    file_type = FILE_TYPES.get(extension)
    if content == "" and (file_type is None or file_type.is_text):
        return _by_name(file, extension, limits)
    return _known(content, extension)


def _by_name(file: IO[bytes], extension: str, limits: Limits) -> Description:
    if extension in ("svg", "xml"):
        return describe_xml(file, limits)
    if extension in FILE_TYPES or _is_plain_text(file, extension):
        return describe_text(file, extension or "txt", limits)
    return Description("document", findings=(finding("TYPE-UNKNOWN"),), media_type=OCTET_STREAM)


def _is_plain_text(file: IO[bytes], extension: str) -> bool:
    """Whether this is a text such as LICENSE or README, whose name needs no ending."""
    file.seek(0)
    return not extension and is_text(file.read(64 * 1024))


def _other_archive(content: str, extension: str) -> Description:
    if content == "gzip" and extension == "mbz":
        return moodle.describe_packed()
    found = finding("TYPE-OTHER-ARCHIVE", found=LABELS[content])
    return Description("document", findings=(found,), media_type=OCTET_STREAM)


def _known(content: str, extension: str) -> Description:
    """A format that is recognised and not looked into."""
    file_type = FILE_TYPES.get(extension)
    if file_type is not None and content in file_type.contents:
        label = file_type.label.split(" ", 1)[-1]
        return Description("document", label, media_type=file_type.media_type)
    usual = by_content(content)
    if usual is None:
        return Description("document", findings=(finding("TYPE-UNKNOWN"),), media_type=OCTET_STREAM)
    return Description("document", usual[1].label.split(" ", 1)[-1], media_type=usual[1].media_type)
