"""A PNG that is the same bytes on every machine: 16 colours, and a deflate stream of our own.

What a deflate library makes differs between its versions and builds. Flat drawings need little:
repeats of the byte before and of the byte above, in the fixed Huffman code.

Source: RFC 1950; RFC 1951, 3.2.5 and 3.2.6; PNG (W3C, third edition), 11.2.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST = 258
SHORTEST = 3
LENGTH_BASES = (
    *(3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31),
    *(35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258),
)
LENGTH_EXTRA = (*(0,) * 8, *(1,) * 4, *(2,) * 4, *(3,) * 4, *(4,) * 4, *(5,) * 4, 0)
DISTANCE_BASES = (1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769)
DISTANCE_EXTRA = (0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8)
END_OF_BLOCK = 256


class Bits:
    """Bits in the order of a deflate stream: each byte is filled from its lowest bit."""

    def __init__(self) -> None:
        self.done = bytearray()
        self.pending = 0
        self.count = 0

    def add(self, value: int, width: int) -> None:
        self.pending |= value << self.count
        self.count += width
        while self.count >= 8:
            self.done.append(self.pending & 0xFF)
            self.pending >>= 8
            self.count -= 8

    def add_code(self, code: int, width: int) -> None:
        """A Huffman code, which goes in from its highest bit."""
        self.add(int(f"{code:0{width}b}"[::-1], 2), width)

    def finished(self) -> bytes:
        if self.count:
            self.add(0, 8 - self.count)
        return bytes(self.done)


def _add_symbol(bits: Bits, symbol: int) -> None:
    if symbol < 144:
        bits.add_code(0x30 + symbol, 8)
    elif symbol < 256:
        bits.add_code(0x190 + symbol - 144, 9)
    elif symbol < 280:
        bits.add_code(symbol - 256, 7)
    else:
        bits.add_code(0xC0 + symbol - 280, 8)


def _place(bases: Sequence[int], value: int) -> int:
    return max(place for place, base in enumerate(bases) if base <= value)


def _add_repeat(bits: Bits, length: int, distance: int) -> None:
    place = _place(LENGTH_BASES, length)
    _add_symbol(bits, 257 + place)
    bits.add(length - LENGTH_BASES[place], LENGTH_EXTRA[place])
    place = _place(DISTANCE_BASES, distance)
    bits.add_code(place, 5)
    bits.add(distance - DISTANCE_BASES[place], DISTANCE_EXTRA[place])


def _repeat_length(data: bytes, at: int, distance: int) -> int:
    if distance > at:
        return 0
    end = min(len(data), at + LONGEST)
    here = at
    while here < end and data[here] == data[here - distance]:
        here += 1
    return here - at


def deflate_repeats(data: bytes, stride: int) -> bytes:
    """A zlib stream of the data. stride: bytes from one row to the same place in the next."""
    bits = Bits()
    bits.add(1, 1)  # the last block
    bits.add(1, 2)  # in the fixed code
    at = 0
    while at < len(data):
        length, distance = max((_repeat_length(data, at, d), d) for d in (1, stride))
        if length >= SHORTEST:
            _add_repeat(bits, length, distance)
            at += length
        else:
            _add_symbol(bits, data[at])
            at += 1
    _add_symbol(bits, END_OF_BLOCK)
    return b"\x78\x01" + bits.finished() + struct.pack(">I", zlib.adler32(data))


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def write_png(pixels: bytes, width: int, palette: Sequence[tuple[int, int, int]]) -> bytes:
    """A PNG of palette places, one byte a pixel, row by row. At most 16 colours; even width.

    width: pixels; the height follows from the number of pixels.
    """
    height = len(pixels) // width
    rows = bytearray()
    for start in range(0, len(pixels), width):
        row = pixels[start : start + width]
        rows.append(0)  # no filter
        rows += bytes(high << 4 | low for high, low in zip(row[::2], row[1::2], strict=True))
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    stream = deflate_repeats(bytes(rows), width // 2 + 1)
    return (
        SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"PLTE", colours)
        + _chunk(b"IDAT", stream)
        + _chunk(b"IEND", b"")
    )
