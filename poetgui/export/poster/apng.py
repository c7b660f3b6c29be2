"""Animated PNG: the frames of an animation in one file that shows its first where none can play.

Written after the PNG specification (third edition, W3C 2025, chapters 5 and 11.3.6).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB, RGBA = 2, 6
"""Colour types."""
LARGEST_DELAY = 65535
_KEEP, _REPLACE = 0, 0
"""What becomes of a frame after it was shown, and how the next is laid over it."""


class Frame(NamedTuple):
    """A rectangle of the picture that is drawn anew, and how long it then stands."""

    x: int
    y: int
    width: int
    height: int
    pixels: bytes
    """Three bytes a pixel or, in a picture with alpha, four; row by row."""
    milliseconds: int


def encoded(width: int, height: int, alpha: bool, frames: Iterable[Frame]) -> bytes:
    """The file. The first frame has to be the whole picture. It is played once."""
    chunks = list(_frames(frames, 4 if alpha else 3))
    count = sum(kind == b"fcTL" for kind, _ in chunks)
    header = struct.pack(">IIBBBBB", width, height, 8, RGBA if alpha else RGB, 0, 0, 0)
    parts = [(b"IHDR", header), (b"acTL", struct.pack(">II", count, 1)), *chunks, (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _frames(frames: Iterable[Frame], depth: int) -> Iterator[tuple[bytes, bytes]]:
    number = 0
    for index, frame in enumerate(frames):
        delay = min(frame.milliseconds, LARGEST_DELAY)
        where = (frame.width, frame.height, frame.x, frame.y)
        control = struct.pack(">IIIIIHHBB", number, *where, delay, 1000, _KEEP, _REPLACE)
        yield b"fcTL", control
        number += 1
        stride = frame.width * depth
        rows = (frame.pixels[at : at + stride] for at in range(0, len(frame.pixels), stride))
        data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
        if index == 0:
            yield b"IDAT", data
        else:
            yield b"fdAT", struct.pack(">I", number) + data
            number += 1


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
