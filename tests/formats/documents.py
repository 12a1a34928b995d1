"""Small documents of many formats, made by hand, byte by byte where it takes few."""

from __future__ import annotations

import io
import struct
import zlib

from docx import Document
from PIL import Image

from tests.formats.raw_zip import zip_of


def picture(form: str, size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, form)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose header says more than there is."""
    header = b"IHDR" + struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">L", 13) + header + struct.pack(">L", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"


def word(title: str = "Lesson 1", language: str = "en-CA") -> bytes:
    document = Document()
    document.core_properties.title = title
    document.core_properties.language = language
    document.add_paragraph("Mop from the far corner to the door.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CORE = '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>{}</dc:title></cp:coreProperties>'


def slides(count: int) -> bytes:
    files = {"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<p/>"}
    files |= {f"ppt/slides/slide{number}.xml": "<s/>" for number in range(count)}
    return zip_of(files | {"docProps/core.xml": CORE.format("Slides")})


def workbook(**more: str) -> bytes:
    return zip_of({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<w/>"} | more)


def open_document(form: str = "text", meta: str = "") -> bytes:
    title = "<dc:title xmlns:dc='y'>Plan</dc:title><dc:language xmlns:dc='y'>fr-CA</dc:language>"
    statistic = '<m:document-statistic xmlns:m="m" m:page-count="4"/>'
    return zip_of(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{form}",
            "content.xml": "<c/>",
            "meta.xml": f"<meta>{title}{statistic}{meta}</meta>",
        }
    )


def pdf(*objects: str, trailer: str = "", version: str = "1.7", end: str = "%%EOF\n") -> bytes:
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-{version}\n{body}trailer\n<</Root 1 0 R {trailer}>>\n{end}".encode("latin-1")


def pdf_with_object_stream(*objects: str) -> bytes:
    """A PDF whose objects are in a compressed stream, as newer programs write it."""
    offsets, body = [], ""
    for number, text in enumerate(objects, 10):
        offsets.append(f"{number} {len(body)}")
        body += text + " "
    index = " ".join(offsets) + " "
    packed = zlib.compress((index + body).encode("latin-1"))
    head = f"5 0 obj\n<</Type/ObjStm/N {len(objects)}/First {len(index)}/Filter/FlateDecode"
    stream = f"{head}/Length {len(packed)}>>\nstream\n".encode() + packed + b"\nendstream\nendobj\n"
    return b"%PDF-1.5\n" + stream + b"6 0 obj\n<</Type/XRef/Root 10 0 R/Info 12 0 R>>\n%%EOF"


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content) + 8) + kind + content


def mp4(seconds: int = 90, size: tuple[int, int] = (640, 360), brand: bytes = b"mp42") -> bytes:
    header = struct.pack(">LLLLL", 0, 0, 0, 1000, seconds * 1000) + b"\0" * 80
    track = b"\0" * 76 + struct.pack(">LL", size[0] << 16, size[1] << 16)
    movie = box(b"mvhd", header) + box(b"trak", box(b"tkhd", track))
    return box(b"ftyp", brand + b"\0" * 8) + box(b"mdat", b"\0" * 100) + box(b"moov", movie)


def element(identifier: int, content: bytes) -> bytes:
    raw = identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")
    return raw + (0x10000000 | len(content)).to_bytes(4, "big") + content


def webm(seconds: float = 12.0, size: tuple[int, int] = (320, 180)) -> bytes:
    info = element(0x2AD7B1, (1_000_000).to_bytes(3, "big"))
    info += element(0x4489, struct.pack(">d", seconds * 1000))
    video = element(0xB0, size[0].to_bytes(2, "big")) + element(0xBA, size[1].to_bytes(2, "big"))
    tracks = element(0x1654AE6B, element(0xAE, element(0xE0, video)))
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    return head + element(0x18538067, element(0x1549A966, info) + tracks)


def wav(seconds: int = 3) -> bytes:
    data = b"\0" * (8000 * seconds)
    form = struct.pack("<HHLLHH", 1, 1, 8000, 8000, 1, 8)
    chunks = b"fmt " + struct.pack("<L", 16) + form + b"data" + struct.pack("<L", len(data)) + data
    return b"RIFF" + struct.pack("<L", len(chunks) + 4) + b"WAVE" + chunks


def mp3(seconds: int = 4, tag: bytes = b"") -> bytes:
    """Frames of 128 kbit/s at 44.1 kHz, 16,000 bytes a second."""
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    return tag + frame * (16_000 * seconds // len(frame))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
