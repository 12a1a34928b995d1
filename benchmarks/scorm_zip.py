"""A SCORM 1.2 module of a given size, made on the fly: mostly media, as real ones are."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="benchmark" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o1"><organization identifier="o1"><title>{title}</title>
    <item identifier="i1" identifierref="r1"><title>Watch</title></item>
  </organization></organizations>
  <resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html">
    <file href="index.html"/>{files}
  </resource></resources>
</manifest>
"""
PIECE = 10 * 1024 * 1024


def write_module(path: Path, size: int, title: str) -> int:
    """Write a module of at least so many bytes; answers how many it has."""
    chance = random.Random(7)
    count = max(size // PIECE, 1)
    names = [f"media/part-{number:03}.mp4" for number in range(count)]
    files = "".join(f'\n    <file href="{name}"/>' for name in names)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", MANIFEST.format(title=title, files=files))
        archive.writestr("index.html", "<!DOCTYPE html><title>Watch</title><p>Watch.</p>" * 200)
        for name in names:
            content = chance.randbytes(min(PIECE, size))
            archive.writestr(name, content, compress_type=zipfile.ZIP_STORED)
    return path.stat().st_size
