"""The copy filter: every line of the corpus as a Bloom filter, so that none is written again.

A Bloom filter never misses a line that was added; it takes a new line for an old one with the
rate `false_alarms`. With 16 bits a line and 11 hashes that is 0.0005: 2.1 million lines
take 4.2 MB.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from poetgui.errors import UserError
from poetgui.files import replacing

PHRASE = 5
"""Shorter lines, as tunes have them, are phrases: that others used them too makes them no copy."""
BITS_PER_LINE = 16
HASHES = 11
MOST_HASHES = 64
"""More of a filter from elsewhere would only cost time."""
_MAGIC = b"poetlns1"
_HEADER = struct.Struct("<8sQQI")
_MASK = (1 << 48) - 1


class CopyFilter:
    """Whether a line of verse stands in the corpus: Han characters without punctuation."""

    def __init__(self, bits: NDArray[np.uint8], size: int, lines: int, hashes: int) -> None:
        """bits: packed, at least `size` of them; lines: how many different lines were added."""
        self._bits, self._size, self.lines, self._hashes = bits, size, lines, hashes

    def __contains__(self, line: str) -> bool:
        if len(line) < PHRASE:
            return False
        first, second = _fingerprint(line)
        for i in range(self._hashes):
            at = (first + i * second) % self._size
            if not self._bits[at >> 3] >> (at & 7) & 1:
                return False
        return True

    def __len__(self) -> int:
        return self.lines

    @property
    def false_alarms(self) -> float:
        """Expected share of new lines that are taken for old ones."""
        if not self.lines:
            return 0.0
        return (1 - np.exp(-self._hashes * self.lines / self._size).item()) ** self._hashes

    def add(self, lines: Iterable[str]) -> None:
        """Put more lines in. The filter does not grow: many more would be many false alarms."""
        bits = self._bits.copy()
        for line in lines:
            first, second = _fingerprint(line)
            for i in range(self._hashes):
                at = (first + i * second) % self._size
                bits[at >> 3] |= np.uint8(1 << (at & 7))
            self.lines += 1
        self._bits = bits

    def save(self, path: Path) -> None:
        """Write atomically: a reader sees the old file or the new one."""
        with replacing(path) as temporary, temporary.open("wb") as file:
            file.write(_HEADER.pack(_MAGIC, self._size, self.lines, self._hashes))
            file.write(self._bits.tobytes())

    @classmethod
    def load(cls, path: Path) -> CopyFilter:
        """Raises UserError when the file is missing or damaged."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UserError("读不到语料句表 {}，请重新安装。", path) from error
        if len(data) < _HEADER.size or not data.startswith(_MAGIC):
            raise UserError("语料句表 {} 已损坏，请重新安装。", path)
        _, size, lines, hashes = _HEADER.unpack_from(data)
        bits = np.frombuffer(data, np.uint8, offset=_HEADER.size)
        if not size or not 0 < hashes <= MOST_HASHES or lines > size:
            raise UserError("语料句表 {} 已损坏，请重新安装。", path)
        if len(bits) != (size + 7) // 8:
            raise UserError("语料句表 {} 不完整，请重新安装。", path)
        return cls(bits, size, lines, hashes)


def build(lines: Iterable[str]) -> CopyFilter:
    """The filter of all given lines; duplicates are counted once."""
    digests = b"".join(_digest(line) for line in lines)
    pairs = np.frombuffer(digests, "<u8").reshape(-1, 2) & np.uint64(_MASK)
    _, at = np.unique(pairs[:, 0], return_index=True)
    pairs = pairs[at]
    size = max(64, BITS_PER_LINE * len(pairs))
    flags = np.zeros(size, bool)
    first, second = pairs[:, 0], pairs[:, 1] | np.uint64(1)
    for i in range(HASHES):
        flags[(first + np.uint64(i) * second) % np.uint64(size)] = True
    return CopyFilter(np.packbits(flags, bitorder="little"), size, len(pairs), HASHES)


def _digest(line: str) -> bytes:
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _fingerprint(line: str) -> tuple[int, int]:
    """Two 48-bit numbers, the same on every machine; 48 so that the sums above stay in 64 bits."""
    first, second = struct.unpack("<QQ", _digest(line))
    return first & _MASK, second & _MASK | 1
