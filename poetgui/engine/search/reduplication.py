"""叠字: a character said again at once, 悠悠 萧萧 年年, as one human poem in five does.

It is the one repetition that is allowed: once a line, and where a line answers another 对仗 in the
places where that one doubles (无边落木萧萧下, 不尽长江滚滚来), there as good as always: of 82
couplets of human octaves with doubled characters 64 double in both lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.features import UNK
from poetgui.grid import Place


class Reduplication:
    """Tells during a decoding where the previous character may be repeated."""

    def __init__(self, places: Sequence[Place], above: Sequence[int | None]) -> None:
        """places: of all cells; above: the number of the cell that each is to answer, if any."""
        self._columns, self._above = [place.column for place in places], above

    def apply(self, cell: int, tokens: Ints, penalty: Floats, others: float) -> None:
        """Remove the penalty of doubling the last character, in place.

        penalty: float32 [L, W, V]. tokens: int64 [L, W, T], of which those before the cell count.
        others: penalty in nats for every other character where the line above doubles.
        """
        column, above = self._columns[cell], self._above[cell]
        if column == 0:
            return
        line = tokens[:, :, cell - column : cell]
        allowed = ~(line[:, :, 1:] == line[:, :, :-1]).any(axis=2)
        if above is not None:
            first, second = tokens[:, :, above - 1], tokens[:, :, above]
            allowed &= (first == second) & (second != UNK)  # which ones are unknown is not known
            penalty[allowed] += np.float32(others)
        lanes, rows = np.nonzero(allowed)
        penalty[lanes, rows, line[lanes, rows, -1]] = 0
