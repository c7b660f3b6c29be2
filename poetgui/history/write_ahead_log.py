"""What a damaged log of SQLite still holds.

After a kill or a power cut the poems written last are only in the log (`-wal`). SQLite takes its
frames up to the first that is not what was written, and says nothing of the others. They are whole
more often than not: with all of them put into a copy of the database, the rows tell by their own
checksums which can be believed. (https://www.sqlite.org/fileformat2.html#walformat)
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HEADER, _FRAME = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)
_BIG_PAGE = 65536
_NO_LOG = b"\x01\x01"
"""Versions in the header of a database that is read without a log."""


class Frame(NamedTuple):
    """A page as it was written."""

    page: int
    commits: bool
    """Whether it is the last of a transaction."""
    ours: bool
    """Whether it was written since the log was last begun anew."""
    data: bytes


class Log:
    """The bytes of a log, read before SQLite opens it."""

    def __init__(self, data: bytes) -> None:
        """An empty one where there is none."""
        self._data = data
        head = data[:_HEADER].ljust(_HEADER, b"\0")
        magic, _, size, _, *self._salts = struct.unpack(">6I8x", head)
        self._size = size or _BIG_PAGE
        self._sound_head = magic in _MAGIC and len(data) >= _HEADER

    @classmethod
    def of(cls, database: Path) -> Log:
        """The log of a database; raises OSError where it is there and cannot be read."""
        path = database.with_name(f"{database.name}-wal")
        return cls(path.read_bytes() if path.exists() else b"")

    def began_like(self, other: Log) -> bool:
        """Whether no other process has begun the log anew in between."""
        return self._data[:_HEADER] == other._data[:_HEADER]

    def holds_more(self, taken: int) -> bool:
        """Whether there is more in it than the frames that SQLite has taken.

        Frames of a transaction that never ended are no more: they are what a kill leaves.
        """
        if not self._data:
            return False
        left = list(self.frames())[taken:]
        torn = (len(self._data) - _HEADER) % (_FRAME + self._size) != 0
        return not self._sound_head or torn or any(f.ours and f.commits for f in left)

    def frames(self) -> Iterator[Frame]:
        """All of them, in the order in which they were written."""
        if not 512 <= self._size <= _BIG_PAGE:
            return
        for at in range(_HEADER, len(self._data) - _FRAME - self._size + 1, _FRAME + self._size):
            page, size, *salts = struct.unpack_from(">4I", self._data, at)
            # Either salt will do: the damage may be in the other. Zeros are what a disk leaves.
            ours = any(map(int.__eq__, salts, self._salts)) or not any(salts)
            data = self._data[at + _FRAME : at + _FRAME + self._size]
            yield Frame(page, bool(size) or not page, ours, data)

    def applied_to(self, database: bytes) -> bytes:
        """A database with every frame of the log in it, whether it is whole or not."""
        pages = bytearray(database)
        for frame in self.frames():
            begin = (frame.page - 1) * self._size
            if frame.ours and 0 <= begin <= len(pages):
                pages[begin : begin + self._size] = frame.data
        pages[18:20] = _NO_LOG
        return bytes(pages)
