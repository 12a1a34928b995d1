"""The film "One cloth, eight faces", drawn frame by frame.

The encoded film is kept beside its captions, because an encoder is not to be had on every machine.
After a change here: `python -m repository.demonstration.film_builder OUTPUT.mp4` (needs ffmpeg).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 640, 360
FINER = 2
FRAMES_A_SECOND = 12
PAPER, INK, TEXT = (0xED, 0xF6, 0xF9), (0x0A, 0x4E, 0x67), (0x14, 0x1F, 0x24)
CLOTH, SOIL, CLEAN = (0xEB, 0xCC, 0xA3), (0x87, 0x50, 0x1D), (0xFF, 0xFF, 0xFF)
FACES = 8

Pen = ImageDraw.ImageDraw
Scene = Callable[[Pen, float], None]


def frames() -> Iterator[Image.Image]:
    """Every frame in order, 640 by 360."""
    for seconds, scene in SCENES:
        count = round(seconds * FRAMES_A_SECOND)
        for number in range(count):
            large = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
            scene(ImageDraw.Draw(large), number / count)
            yield large.reduce(FINER)


def _say(pen: Pen, text: str, y: int, size: int = 26, colour: tuple[int, int, int] = TEXT) -> None:
    font = ImageFont.load_default(size * FINER)
    pen.text((WIDTH * FINER / 2, y * FINER), text, fill=colour, font=font, anchor="mm")


def _box(pen: Pen, x: float, y: float, w: float, h: float, fill: tuple[int, int, int]) -> None:
    pen.rectangle(
        (x * FINER, y * FINER, (x + w) * FINER, (y + h) * FINER),
        fill=fill,
        outline=INK,
        width=3 * FINER,
    )


def _title(pen: Pen, _share: float) -> None:
    _say(pen, "One cloth, eight faces", 150, 40, INK)
    _say(pen, "Building service worker, Level 1", 205, 22)


def _fold_once(pen: Pen, share: float) -> None:
    _say(pen, "Fold the cloth once ...", 50)
    folded = min(1.0, share * 1.4)
    _box(pen, 220, 90, 100, 200, CLOTH)
    _box(pen, 320 - 100 * max(0.0, 2 * folded - 1), 90, 100 * abs(1 - 2 * folded), 200, CLOTH)


def _fold_twice(pen: Pen, share: float) -> None:
    _say(pen, "... and again.", 50)
    folded = min(1.0, share * 1.4)
    _box(pen, 220, 90, 100, 100, CLOTH)
    _box(pen, 220, 190 - 100 * max(0.0, 2 * folded - 1), 100, 100 * abs(1 - 2 * folded), CLOTH)


def _eight(pen: Pen, _share: float) -> None:
    _say(pen, "Four layers, two sides each:", 50)
    for layer in range(4):
        _box(pen, 270 + layer * 8, 100 + layer * 10, 100, 100, CLOTH)
    _say(pen, "eight clean faces", 290, 34, INK)


def _wipe(pen: Pen, share: float) -> None:
    at = share * FACES
    face = min(FACES, int(at) + 1)
    _say(pen, f"Surface {face}: face {face}", 50)
    for tile in range(FACES):
        x = 44 + tile * 70
        _box(pen, x, 150, 62, 90, CLEAN)
        if tile + 1 > at:
            for spot, (dx, dy) in enumerate(((14, 24), (40, 18), (24, 52), (46, 66), (12, 74))):
                radius = 4 + spot % 2 * 2
                centre_x, centre_y = (x + dx) * FINER, (150 + dy) * FINER
                reach = radius * FINER
                box = (centre_x - reach, centre_y - reach, centre_x + reach, centre_y + reach)
                pen.ellipse(box, fill=SOIL)
    stroke = at - int(at)
    _box(pen, 40 + int(at) * 70 + 6, 140 + 60 * stroke, 56, 44, CLOTH)
    _say(pen, "One surface, one face. Then turn.", 300, 22)


def _bag(pen: Pen, share: float) -> None:
    _say(pen, "All eight used? Bag it.", 50)
    _box(pen, 290, 90 + 110 * min(1.0, share * 2), 60, 44, CLOTH)
    _box(pen, 250, 190, 140, 110, CLEAN)
    _say(pen, "never back into the clean bucket", 328, 20)


def _end(pen: Pen, _share: float) -> None:
    _say(pen, "Take a clean cloth. Wash your hands.", 165, 30, INK)
    _say(pen, "CC BY-SA 4.0 - illustrative content", 215, 18)


SCENES: tuple[tuple[float, Scene], ...] = (
    (2.5, _title),
    (2.0, _fold_once),
    (2.0, _fold_twice),
    (2.0, _eight),
    (7.0, _wipe),
    (2.5, _bag),
    (2.0, _end),
)


def encode_film(target: Path) -> None:
    """Write the film as MP4 (H.264, index first, no sound).

    Raises: FileNotFoundError without ffmpeg, CalledProcessError where it fails.
    """
    program = shutil.which("ffmpeg")
    if program is None:
        raise FileNotFoundError("ffmpeg")
    command = [program, "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAMES_A_SECOND), "-i", "-"]
    command += ["-c:v", "libx264", "-preset", "veryslow", "-crf", "27", "-pix_fmt", "yuv420p"]
    command += ["-movflags", "+faststart", "-map_metadata", "-1", "-fflags", "+bitexact"]
    command += ["-flags:v", "+bitexact", str(target)]
    pixels = b"".join(frame.tobytes() for frame in frames())
    subprocess.run(command, input=pixels, check=True)  # noqa: S603 - our own arguments only


if __name__ == "__main__":
    encode_film(Path(sys.argv[1]))
