"""The pictures of the demonstration: marks of institutions and covers of packages.

Drawn from numbers in the site's colours, with no photograph and no other person's mark. What the
covers show stands in `content/covers.yaml`, in lines, circles and filled shapes on a field of 100
by 100.
"""

from __future__ import annotations

import functools
import io
import itertools
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw, ImageFont

from repository.demonstration.png_writer import write_png
from repository.demonstration.relief import contour_segments, landscape

Colour = tuple[int, int, int]

WHITE: Colour = (0xFF, 0xFF, 0xFF)
WATER_5, WATER_20, WATER_40 = (0xED, 0xF6, 0xF9), (0xB2, 0xD8, 0xE5), (0x3D, 0x94, 0xB3)
WATER_70: Colour = (0x0A, 0x4E, 0x67)
CONTOUR_20, CONTOUR_40 = (0xEB, 0xCC, 0xA3), (0xBB, 0x80, 0x42)
TONES: dict[str, tuple[Colour, Colour]] = {
    "water": (WATER_70, (0x1D, 0x7F, 0x9F)),
    "contour": ((0x67, 0x3D, 0x18), (0x87, 0x50, 0x1D)),
    "moss": ((0x1F, 0x52, 0x2E), (0x2E, 0x74, 0x43)),
    "stone": ((0x25, 0x34, 0x3A), (0x50, 0x62, 0x64)),
}
LOGO = 288
COVER = (1600, 900)
FINER = 2  # drawn so many times larger, then made smaller: smooth edges
COVER_SOURCE = Path(__file__).parent / "content" / "covers.yaml"
COVERS: dict[str, dict[str, Any]] = yaml.safe_load(COVER_SOURCE.read_text("utf-8"))


@functools.cache
def build_logo(mark: str, tone: str) -> bytes:
    """A square PNG: the letters on a contour map."""
    ground, ridge = TONES[tone]
    size = LOGO * FINER
    relief = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(relief)
    seed = sum(ord(letter) * (place + 7) for place, letter in enumerate(mark))
    for _level, segment in contour_segments(landscape(40, 40, size // 40, seed), size // 40, 0.09):
        pen.line(segment, fill=255, width=5)
    letters = Image.new("L", (size, size), 0)
    _write_centred(ImageDraw.Draw(letters), mark, size)
    # Eight steps from ground to line and eight from ground to white: sixteen colours.
    low = relief.reduce(FINER).point(lambda value: value * 7 // 255)
    high = letters.reduce(FINER).point(lambda value: 8 + value * 7 // 255 if value > 15 else 0)
    pixels = bytes(
        letter or line for letter, line in zip(high.tobytes(), low.tobytes(), strict=True)
    )
    palette = [_between(ground, ridge, step, 7) for step in range(8)]
    palette += [_between(ground, WHITE, step, 7) for step in range(8)]
    return write_png(pixels, LOGO, palette)


def _between(a: Colour, b: Colour, step: int, steps: int) -> Colour:
    red, green, blue = (x + (y - x) * step // steps for x, y in zip(a, b, strict=True))
    return red, green, blue


def _write_centred(pen: ImageDraw.ImageDraw, mark: str, size: int) -> None:
    points = size * 2 // 5
    while True:
        font = ImageFont.load_default(points)
        stroke = points // 28
        left, top, right, bottom = pen.textbbox((0, 0), mark, font=font, stroke_width=stroke)
        if right - left <= size * 4 // 5:
            break
        points -= 8
    place = ((size - right - left) // 2, (size - bottom - top) // 2)
    pen.text(place, mark, fill=255, font=font, stroke_width=stroke)


@functools.cache
def build_cover(scene: str) -> bytes:
    """A JPEG of 1600 by 900: a drawing on a map."""
    source = COVERS[scene]
    width, height = COVER[0] * FINER, COVER[1] * FINER
    picture = Image.new("RGB", (width, height), WATER_5)
    pen = ImageDraw.Draw(picture)
    step = 25 * FINER
    grid = landscape(width // step, height // step, step, int(source["seed"]))
    for level, segment in contour_segments(grid, step, 0.07):
        heavy = level % 5 == 0
        pen.line(segment, fill=CONTOUR_40 if heavy else CONTOUR_20, width=6 if heavy else 4)
    for course in source["water"]:
        _draw_course(pen, [_point(each, width, height) for each in course.split()])
    _draw_plate(pen, width, height)
    for stroke in source["strokes"]:
        _draw_stroke(pen, stroke, width, height)
    small = picture.reduce(FINER)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=80, optimize=True)
    return buffer.getvalue()


def _point(text: str, width: int, height: int) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x) * width / 100, float(y) * height / 100


def _draw_course(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]]) -> None:
    for _ in range(4):  # corners cut four times: a smooth stream
        cut = [points[0]]
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            cut += [(0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by)]
            cut += [(0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by)]
        points = [*cut, points[-1]]
    pen.line(points, fill=WATER_40, width=9 * FINER, joint="curve")


def _draw_plate(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    radius = height * 0.4
    box = (width / 2 - radius, height / 2 - radius, width / 2 + radius, height / 2 + radius)
    pen.ellipse(box, fill=WHITE, outline=WATER_70, width=6 * FINER)


def _draw_stroke(pen: ImageDraw.ImageDraw, stroke: str, width: int, height: int) -> None:
    """`line x,y x,y …`, `fill x,y …`, `land x,y …`, `circle x,y r`, `dot x,y r` on the plate."""
    kind, *rest = stroke.split()
    unit = height * 0.0056
    left, top = width / 2 - 50 * unit, height / 2 - 50 * unit

    def on_plate(text: str) -> tuple[float, float]:
        x, y = text.split(",")
        return left + float(x) * unit, top + float(y) * unit

    thick = round(1.9 * unit)
    if kind in ("circle", "dot"):
        (x, y), radius = on_plate(rest[0]), float(rest[1]) * unit
        box = (x - radius, y - radius, x + radius, y + radius)
        pen.ellipse(box, fill=WATER_70 if kind == "dot" else None, outline=WATER_70, width=thick)
        return
    points = [on_plate(each) for each in rest]
    if kind in ("fill", "land"):
        pen.polygon(points, fill=WATER_20 if kind == "fill" else CONTOUR_20)
    else:
        pen.line(points, fill=WATER_70, width=thick, joint="curve")
        for x, y in (points[0], points[-1]):
            end = thick / 2 - 1
            pen.ellipse((x - end, y - end, x + end, y + end), fill=WATER_70)
