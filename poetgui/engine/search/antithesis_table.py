"""对仗: how well characters answer each other at the same place of two lines.

The table has a vector for each character, of unit length times 127. It is counted out of the middle
couplets of human octaves (`training.tables.antithesis_vectors`): characters that answer the same
ones lie close, so numerals lie by numerals, colours by colours, verbs of going by verbs of going.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.arrays import Floats, Ints
from poetgui.resource_files import checked_path

TABLE = "antithesis.npz"


class AntithesisTable:
    """The table of a file: characters, and int8 [characters, dimensions]."""

    def __init__(self, characters: Sequence[str], vectors: NDArray[np.int8]) -> None:
        self._rows = {c: i for i, c in enumerate(characters)}
        self._vectors = vectors.astype(np.float32) / np.float32(127)

    @classmethod
    def load(cls, path: Path) -> AntithesisTable:
        with np.load(path) as data:
            return cls("".join(map(chr, data["characters"].tolist())), data["vectors"])

    def vectors_of(self, characters: Sequence[str]) -> Floats:
        """float32 [V, dimensions] for a vocabulary; zeros where the table lacks a character."""
        result = np.zeros((len(characters), self._vectors.shape[1]), np.float32)
        for i, character in enumerate(characters):
            if character in self._rows:
                result[i] = self._vectors[self._rows[character]]
        return result

    def similarity(self, upper: str, lower: str) -> float:
        """Mean over the places of two equally long lines: 1 they answer perfectly, 0 not at all."""
        above, below = self.vectors_of(upper), self.vectors_of(lower)
        return float((above * below).sum(axis=1).mean())


@cache
def shipped_table() -> AntithesisTable:
    """The table that the program carries."""
    return AntithesisTable.load(checked_path("prosody", TABLE))


@dataclass(frozen=True, eq=False)
class AntithesisBonus:
    """How well one character answers another, for the search."""

    vectors: Floats
    """[V, dimensions]"""
    weight: float
    """Nats for a perfect answer over none at all."""

    def bonus(self, above: Ints) -> Floats:
        """above int64 [L, W], ids of the characters that are answered -> float32 [L, W, V]."""
        return np.float32(self.weight) * (self.vectors[above] @ self.vectors.T)
