"""MP3 and WAV: how long they are.

Source: ISO/IEC 11172-3 2.4.1.3 (frame header); RIFF WAVE (Microsoft, 1991).
"""

from __future__ import annotations

import re
import struct
from typing import IO

from repository.formats.description import Description
from repository.formats.findings import finding
from repository.formats.limits import Limits

_BITRATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_HEAD = 64 * 1024
_MOST_CHUNKS = 100
_SYNC = re.compile(rb"\xff[\xe0-\xff]")


def describe_wav(file: IO[bytes], size: int, limits: Limits) -> Description:
    """A WAV recording."""
    at, rate = 12, 0
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        head = file.read(20)
        if len(head) < 8:
            break
        kind, length = struct.unpack_from("<4sL", head)
        if kind == b"fmt " and len(head) >= 20:
            (rate,) = struct.unpack_from("<L", head, 16)
        if kind == b"data" and rate:
            seconds = round(min(length, size - at) / rate)
            return Description("document", "WAV", facts={"seconds": seconds}, media_type=_WAV)
        at += 8 + length + length % 2
    found = finding("AUDIO-DAMAGED", reason="it holds no sound")
    return Description("document", "WAV", findings=(found,), media_type=_WAV)


def describe_mp3(file: IO[bytes], size: int, limits: Limits) -> Description:
    """An MP3 recording. Its length is exact where the file states it, and else taken from the first
    frame."""
    start = _after_tag(file)
    file.seek(start)
    head = file.read(_HEAD)
    seconds = next(
        (
            found
            for match in _SYNC.finditer(head, 0, max(0, len(head) - 4))
            if (found := _seconds(head, match.start(), size - start))
        ),
        0,
    )
    return Description("document", "MP3", facts={"seconds": seconds}, media_type="audio/mpeg")


_WAV = "audio/wav"


def _after_tag(file: IO[bytes]) -> int:
    file.seek(0)
    head = file.read(10)
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | (byte & 0x7F)
    return 10 + size


def _seconds(head: bytes, at: int, size: int) -> int:
    """Seconds of sound by the frame at this place; 0 where there is no frame."""
    (bits,) = struct.unpack_from(">L", head, at)
    version, layer = bits >> 19 & 3, bits >> 17 & 3
    rate_index, bitrate_index = bits >> 10 & 3, bits >> 12 & 15
    if bits >> 21 != 0x7FF or layer != 1 or version == 1 or rate_index == 3:
        return 0
    rate = _RATES[version][rate_index]
    bitrate = (_BITRATES_1 if version == 3 else _BITRATES_2)[bitrate_index]
    if not bitrate:
        return 0
    mono = bits >> 6 & 3 == 3
    side = (17 if mono else 32) if version == 3 else (9 if mono else 17)
    frames = _stated_frames(head, at + 4 + side)
    if frames:
        return round(frames * (1152 if version == 3 else 576) / rate)
    return round(size * 8 / (bitrate * 1000))


def _stated_frames(head: bytes, at: int) -> int:
    if head[at : at + 4] not in (b"Xing", b"Info") or len(head) < at + 12:
        return 0
    flags, frames = struct.unpack_from(">LL", head, at + 4)
    return frames if flags & 1 else 0
