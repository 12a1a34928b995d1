"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What people call each format, for "the content is …".
LABELS: Mapping[str, str] = {
    "zip": "a zip archive",
    "pdf": "a PDF",
    "png": "a PNG picture",
    "jpeg": "a JPEG picture",
    "gif": "a GIF picture",
    "webp": "a WebP picture",
    "bmp": "a BMP picture",
    "tiff": "a TIFF picture",
    "avif": "an AVIF picture",
    "heic": "a HEIC picture",
    "ico": "an icon",
    "svg": "an SVG drawing",
    "mp4": "an MP4 recording",
    "webm": "a WebM or Matroska recording",
    "ogg": "an Ogg recording",
    "mp3": "an MP3 recording",
    "aac": "an AAC recording",
    "wav": "a WAV recording",
    "flac": "a FLAC recording",
    "avi": "an AVI recording",
    "flash": "a Flash file",
    "ole": "an Office document from before 2007",
    "rtf": "an RTF document",
    "gzip": "a gzip archive",
    "bzip2": "a bzip2 archive",
    "xz": "an xz archive",
    "7z": "a 7z archive",
    "rar": "a RAR archive",
    "tar": "a tar archive",
    "font": "a font",
    "sqlite": "a database",
    "html": "a web page",
    "xml": "an XML document",
    "exe": "a Windows program",
    "elf": "a Linux program",
    "macho": "a macOS program",
    "java": "a Java program",
    "lnk": "a Windows shortcut",
    "wasm": "a WebAssembly program",
}

PICTURES = frozenset(("png", "jpeg", "gif", "webp", "bmp", "tiff", "avif", "heic", "ico", "svg"))
RECORDINGS = frozenset(("mp4", "webm", "ogg", "mp3", "aac", "wav", "flac", "avi"))
PROGRAMS = frozenset(("exe", "elf", "macho", "lnk"))
OTHER_ARCHIVES = frozenset(("gzip", "bzip2", "xz", "7z", "rar", "tar"))
TEXTUAL = frozenset(("", "html", "xml", "svg", "rtf"))

_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\0\0\1\0", "ico"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
    (b"FWS", "flash"),
    (b"CWS", "flash"),
    (b"ZWS", "flash"),
    (b"FLV\1", "flash"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO\0", "font"),
    (b"\0\1\0\0\0", "font"),
    (b"true\0", "font"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\x7fELF", "elf"),
    (b"\xfe\xed\xfa\xce", "macho"),
    (b"\xfe\xed\xfa\xcf", "macho"),
    (b"\xce\xfa\xed\xfe", "macho"),
    (b"\xcf\xfa\xed\xfe", "macho"),
    (b"L\0\0\0\x01\x14\x02\0", "lnk"),
    (b"\0asm", "wasm"),
)

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|title|meta|style|h1|div|table)[\s>/]",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rb"\A(?:\s+|<\?xml[^>]{0,500}\?>|<!--.{0,4000}?-->|<!doctype\s+svg[^>]{0,500}>)*",
    re.DOTALL | re.IGNORECASE,
)
_ADTS = (0xF1, 0xF9)


def sniff(head: bytes) -> str:
    """The format of a file by its first bytes (64 KiB is plenty); empty where they don't say."""
    for magic, name in _MAGICS:
        # Two or three letters may also be the beginning of a text.
        if head.startswith(magic) and not (len(magic) <= 3 and is_text(head[:256])):
            return name
    return _sniff_container(head) or _sniff_text(head) or _sniff_late(head)


def _sniff_container(head: bytes) -> str:
    kind = head[8:12]
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}.get(kind, "")
    if head[4:8] == b"ftyp":
        brands = {
            b"avif": "avif",
            b"avis": "avif",
            b"heic": "heic",
            b"heix": "heic",
            b"mif1": "heic",
        }
        return brands.get(kind, "mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide") and len(head) > 16:
        return "mp4"
    if head[:2] == b"BM" and len(head) > 26 and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if head[:4] == b"\xca\xfe\xba\xbe":
        return _sniff_java(head)
    return _sniff_frames(head)


def _sniff_java(head: bytes) -> str:
    """Java classes and macOS programs for several processors begin alike; a count tells them."""
    return "java" if int.from_bytes(head[4:8], "big") > 40 else "macho"


def _sniff_frames(head: bytes) -> str:
    if head[:1] != b"\xff" or len(head) < 4 or head[:4] in (b"\xff\xfe\0\0",):
        return ""
    second = head[1]
    if second in _ADTS:
        return "aac"
    layer_3 = second & 0xE6 == 0xE2 and second & 0x18 != 0x08
    plausible = head[2] & 0xF0 not in (0, 0xF0) and head[2] & 0x0C != 0x0C
    return "mp3" if layer_3 and plausible else ""


def _sniff_text(head: bytes) -> str:
    text = plain_bytes(head[:8192])
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    body = text[start : start + 256]
    if body[:4].lower() == b"<svg" or re.match(rb"<[a-z0-9]+:svg[\s>]", body):
        return "svg"
    if _HTML.match(body):
        return "html"
    return "xml" if text.lstrip()[:5] == b"<?xml" else ""


def _sniff_late(head: bytes) -> str:
    if head[257:262] == b"ustar":
        return "tar"
    if head[:2] == b"MZ" and len(head) >= 64 and not is_text(head[:1024]):
        return "exe"
    # Some programs write a few lines before the PDF; readers look at the first KiB.
    return "pdf" if b"%PDF-" in head[:1024] and not is_text(head[:1024]) else ""


def plain_bytes(head: bytes) -> bytes:
    """The beginning of a text as ASCII-compatible bytes, also from UTF-16, without its mark."""
    if head[:3] == b"\xef\xbb\xbf":
        return head[3:]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\0", b"")
    return head


def is_text(head: bytes) -> bool:
    """Whether these bytes look like text in some encoding."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)
