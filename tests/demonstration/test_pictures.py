"""Pictures and documents that are the same bytes everywhere."""

from __future__ import annotations

import io
import zlib

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from repository.demonstration import shapes
from repository.demonstration.docx_builder import build_docx
from repository.demonstration.picture_builder import COVERS, build_cover, build_logo
from repository.demonstration.png_writer import deflate_repeats, write_png
from repository.demonstration.sources import read_source

DOCUMENT = """---
title: A plan
subtitle: For Monday
language: fr-CA
---
# First

1. one
2. two

# Second

1. again one
    - inner

| Time | What |
|---|---|
| 10 | **Bold** and *italic* |
"""


@given(st.binary(max_size=2000), st.integers(min_value=1, max_value=900))
def test_own_deflate_is_undone_by_zlib(data: bytes, stride: int) -> None:
    assert zlib.decompress(deflate_repeats(data, stride)) == data


def test_png_keeps_its_pixels() -> None:
    pixels = bytes([0, 1, 2, 1] * 8)
    picture = Image.open(io.BytesIO(write_png(pixels, 4, [(0, 0, 0), (9, 8, 7), (255, 0, 1)])))
    assert picture.size == (4, 8)
    assert picture.convert("RGB").getpixel((1, 0)) == (9, 8, 7)


def test_logo_is_a_small_square() -> None:
    build_logo.cache_clear()
    first = build_logo("VIU", "water")
    build_logo.cache_clear()
    assert build_logo("VIU", "water") == first
    assert Image.open(io.BytesIO(first)).size == (288, 288)
    assert len(first) < 40_000


@pytest.mark.parametrize("scene", COVERS)
def test_cover_is_wide_and_light(scene: str) -> None:
    picture = build_cover(scene)
    build_cover.cache_clear()
    assert build_cover(scene) == picture
    assert Image.open(io.BytesIO(picture)).size == (1600, 900)
    assert len(picture) < 200_000


def test_covers_have_an_alternative_text(content: shapes.DemoContent) -> None:
    covers = [p.about.cover for p in content.packages if p.about.cover is not None]
    assert all(20 < len(cover.alt) <= 300 for cover in covers)


def test_document_has_real_headings_lists_and_language() -> None:
    made = build_docx(read_source(DOCUMENT, "plan"), footer="CC0")
    assert made == build_docx(read_source(DOCUMENT, "plan"), footer="CC0")
    document = docx.Document(io.BytesIO(made))
    assert [(p.style.name, p.text) for p in document.paragraphs][:7] == [
        ("Title", "A plan"),
        ("Subtitle", "For Monday"),
        ("Heading 1", "First"),
        ("List Number", "one"),
        ("List Number", "two"),
        ("Heading 1", "Second"),
        ("List Number", "again one"),
    ]
    assert document.core_properties.language == "fr-CA"
    assert 'w:val="fr-CA"' in document.styles.element.xml
    assert document.tables[0].cell(1, 1).text == "Bold and italic"


def test_numbered_lists_begin_again() -> None:
    document = docx.Document(io.BytesIO(build_docx(read_source(DOCUMENT, "plan"))))
    numbers = document.element.body.xpath(".//w:pPr/w:numPr/w:numId/@w:val")
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
