"""Characters that should not be written twice."""

from __future__ import annotations

import numpy as np

from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.search.repeated_cells import linked, origins
from poetgui.grid import Grid, Place

SHORT = 56
"""In poems of at most so many characters (an octave's) none comes twice."""
WINDOW = 4
"""In longer ones none comes twice within so many lines, none a third time, and no two lines end
alike."""
AGAIN = 1.5
"""Penalty, in nats, for a character that stands further back in a long poem."""


def near(grid: Grid, place: Place) -> list[Place]:
    """The cells whose characters must not stand at `place` too, it and its copies left out."""
    own, last = set(linked(grid, place)), _ends(grid)
    if len(grid.cells) <= SHORT:
        return [cell.place for cell in grid.cells if cell.place not in own]
    lines = {p.line for p in own}
    return [
        cell.place
        for cell in grid.cells
        if cell.place not in own
        and (
            any(abs(cell.line - line) < WINDOW for line in lines)
            or (place in last and cell.place in last)
        )
    ]


def _ends(grid: Grid) -> set[Place]:
    return {line[-1].place for line in grid.lines}


class Repetition:
    """Says during a decoding how much stands against each character because it was used."""

    def __init__(self, grid: Grid, pins: dict[Place, int], size: int, bar: float) -> None:
        """pins: place -> id; size: of the vocabulary; bar: the penalty for what should not be."""
        self._grid, self._pins, self._size, self._bar = grid, pins, size, bar
        self._places = [cell.place for cell in grid.cells]
        self._long = len(self._places) > SHORT
        first = origins(grid)
        self._own = np.array([place not in first for place in self._places])
        self._line = np.array([place.line for place in self._places])
        last = _ends(grid)
        self._last = np.array([place in last for place in self._places])

    def penalties(self, cell: int, tokens: Ints) -> Floats:
        """tokens int64 [L, W, cell], what stands before the cell -> float32 [L, W, size]."""
        lanes, width = tokens.shape[:2]
        penalty = np.zeros((lanes, width, self._size), np.float32)
        rows = np.arange(lanes * width)[:, None]
        flat, past = penalty.reshape(lanes * width, -1), tokens.reshape(lanes * width, -1)
        if not self._long:
            penalty[:, :, list(self._pins.values())] = self._bar
            flat[rows, past] = self._bar
            return penalty
        counts = np.zeros_like(flat, np.int16)
        line = self._line[cell]
        for place, token in self._pins.items():
            counts[:, token] += place.line >= line
        np.add.at(counts, (rows, past[:, self._own[:cell]]), 1)
        flat += AGAIN * (counts > 0)
        fresh = self._line[:cell] > line - WINDOW
        if self._last[cell]:
            fresh |= self._last[:cell]
        flat[rows, past[:, fresh]] = self._bar
        ahead = [t for p, t in self._pins.items() if line <= p.line < line + WINDOW]
        flat[:, ahead] = self._bar
        flat[counts > 1] = self._bar
        return penalty
