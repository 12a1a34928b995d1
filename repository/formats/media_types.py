"""Media types for serving: an allow-list by name, confirmed by the first bytes.

What an uploader says a file is never counts. What isn't in the list, or isn't what its name says,
is `application/octet-stream`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repository.formats.signatures import TEXTUAL, sniff

OCTET_STREAM = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class FileType:
    """label: as people say it. contents: what `sniff` may answer for such a file."""

    label: str
    media_type: str
    contents: frozenset[str]

    @property
    def is_text(self) -> bool:
        return "" in self.contents


def _binary(label: str, media_type: str, *contents: str) -> FileType:
    return FileType(label, media_type, frozenset(contents))


def _text(label: str, media_type: str) -> FileType:
    return FileType(label, media_type, TEXTUAL)


_JPEG = _binary("a JPEG picture", "image/jpeg", "jpeg")
_HTML = _text("a web page", "text/html")
_MP4 = _binary("an MP4 video", "video/mp4", "mp4")
_PLAIN = _text("plain text", "text/plain")
_XML = _text("an XML document", "application/xml")
_PROGRAM = _text("a program", OCTET_STREAM)
_ZIP = _binary("a zip archive", "application/zip", "zip")

FILE_TYPES: Mapping[str, FileType] = {
    # Documents
    "pdf": _binary("a PDF", "application/pdf", "pdf"),
    "docx": _binary("a Word document", f"{_OFFICE}.wordprocessingml.document", "zip"),
    "pptx": _binary("a PowerPoint presentation", f"{_OFFICE}.presentationml.presentation", "zip"),
    "xlsx": _binary("an Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", "zip"),
    "odt": _binary("an OpenDocument text", f"{_ODF}.text", "zip"),
    "odp": _binary("an OpenDocument presentation", f"{_ODF}.presentation", "zip"),
    "ods": _binary("an OpenDocument spreadsheet", f"{_ODF}.spreadsheet", "zip"),
    "doc": _binary("an old Word document", "application/msword", "ole", "rtf"),
    "ppt": _binary("an old PowerPoint presentation", "application/vnd.ms-powerpoint", "ole"),
    "xls": _binary("an old Excel workbook", "application/vnd.ms-excel", "ole"),
    "rtf": _binary("an RTF document", "application/rtf", "rtf"),
    "epub": _binary("an EPUB book", "application/epub+zip", "zip"),
    "md": _text("Markdown text", "text/markdown"),
    "markdown": _text("Markdown text", "text/markdown"),
    "txt": _PLAIN,
    "log": _PLAIN,
    "tex": _PLAIN,
    "yaml": _PLAIN,
    "yml": _PLAIN,
    "csv": _text("a CSV table", "text/csv"),
    "tsv": _text("a table", "text/tab-separated-values"),
    # Pictures
    "png": _binary("a PNG picture", "image/png", "png"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": _binary("a GIF picture", "image/gif", "gif"),
    "webp": _binary("a WebP picture", "image/webp", "webp"),
    "avif": _binary("an AVIF picture", "image/avif", "avif"),
    "bmp": _binary("a BMP picture", "image/bmp", "bmp"),
    "ico": _binary("an icon", "image/x-icon", "ico", "png", "bmp"),
    "tif": _binary("a TIFF picture", "image/tiff", "tiff"),
    "tiff": _binary("a TIFF picture", "image/tiff", "tiff"),
    "svg": _binary("an SVG drawing", "image/svg+xml", "svg", "xml", ""),
    # Recordings and captions
    "mp4": _MP4,
    "m4v": _MP4,
    "mov": _binary("a QuickTime video", "video/quicktime", "mp4"),
    "webm": _binary("a WebM video", "video/webm", "webm"),
    "mkv": _binary("a Matroska video", "video/x-matroska", "webm"),
    "ogv": _binary("an Ogg video", "video/ogg", "ogg"),
    "mp3": _binary("an MP3 recording", "audio/mpeg", "mp3"),
    "m4a": _binary("an M4A recording", "audio/mp4", "mp4"),
    "aac": _binary("an AAC recording", "audio/aac", "aac"),
    "wav": _binary("a WAV recording", "audio/wav", "wav"),
    "ogg": _binary("an Ogg recording", "audio/ogg", "ogg"),
    "oga": _binary("an Ogg recording", "audio/ogg", "ogg"),
    "opus": _binary("an Opus recording", "audio/ogg", "ogg"),
    "flac": _binary("a FLAC recording", "audio/flac", "flac"),
    "vtt": _text("captions (WebVTT)", "text/vtt"),
    "srt": _text("captions (SubRip)", "application/x-subrip"),
    # What web content is made of
    "html": _HTML,
    "htm": _HTML,
    "xhtml": _text("a web page", "application/xhtml+xml"),
    "css": _text("a style sheet", "text/css"),
    "js": _text("a script", "text/javascript"),
    "mjs": _text("a script", "text/javascript"),
    "json": _text("a JSON document", "application/json"),
    "map": _text("a source map", "application/json"),
    "xml": _XML,
    "xsd": _XML,
    "xsl": _XML,
    "woff": _binary("a font", "font/woff", "font"),
    "woff2": _binary("a font", "font/woff2", "font"),
    "ttf": _binary("a font", "font/ttf", "font"),
    "otf": _binary("a font", "font/otf", "font"),
    "wasm": _binary("a WebAssembly program", "application/wasm", "wasm"),
    # Packages
    "zip": _ZIP,
    "imscc": _binary("a Common Cartridge", "application/zip", "zip"),
    "h5p": _binary("an H5P package", "application/zip", "zip"),
    "mbz": _binary("a Moodle backup", OCTET_STREAM, "zip", "gzip"),
    # Known, and never served as what they are
    **dict.fromkeys(
        ("py", "sh", "ps1", "rb", "pl", "php", "phtml", "php3", "php4", "php5"), _PROGRAM
    ),
    **dict.fromkeys(("jsp", "jspx", "asp", "aspx", "ashx", "cfm", "cgi", "htaccess"), _PROGRAM),
    "swf": _binary("a Flash file", OCTET_STREAM, "flash"),
}

PROGRAM_TEXT = frozenset(
    extension for extension, file_type in FILE_TYPES.items() if file_type is _PROGRAM
)


def extension_of(name: str) -> str:
    """What follows the last dot of a file's name, in lower case; empty where nothing does."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, extension = last.rpartition(".")
    return extension.lower() if dot and (stem or extension.lower() == "htaccess") else ""


def media_type_of(name: str, head: bytes | None = None) -> str:
    """The media type to serve a file as.

    head: its first bytes; without them the name alone decides, which is right for members of an
    archive that was inspected when it came in.
    """
    file_type = FILE_TYPES.get(extension_of(name))
    if file_type is None:
        return OCTET_STREAM
    if head is not None and not agrees(file_type, sniff(head)):
        return OCTET_STREAM
    return file_type.media_type


def agrees(file_type: FileType, content: str) -> bool:
    """Whether a content (as `sniff` names it) can be a file of this type."""
    return content in file_type.contents


def by_content(content: str) -> tuple[str, FileType] | None:
    """The usual extension and type of what `sniff` found, where there is one."""
    for extension, file_type in FILE_TYPES.items():
        if content and content in file_type.contents and not file_type.is_text:
            return _USUAL.get(content, extension), FILE_TYPES[_USUAL.get(content, extension)]
    return (content, FILE_TYPES[content]) if content in ("html", "svg", "xml") else None


_USUAL: Mapping[str, str] = {"zip": "zip", "jpeg": "jpg", "mp4": "mp4", "ogg": "ogg", "rtf": "rtf"}
