"""叠字: a character said again at once, 悠悠 萧萧 年年, as one human poem in five does.

It is the one repetition that is welcome: once a line, and where a line answers another 对仗 in the
places where that one doubles (无边落木萧萧下, 不尽长江滚滚来), there as good as always: of 82
couplets of human octaves with doubled characters 64 double in both lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from poetgui.engine.features import UNK
from poetgui.engine.model import Floats, Ints
from poetgui.grid import Place


class Doubling:
    """Says during a decoding where the character before may be said again."""

    def __init__(self, places: Sequence[Place], above: Sequence[int | None]) -> None:
        """places: of all cells; above: the number of the cell that each is to answer, if any."""
        self._columns, self._above = [place.column for place in places], above

    def lift(self, cell: int, tokens: Ints, barrier: Floats, rather: float) -> None:
        """Open the way to a doubled character in `barrier`, float32 [L, W, V], in place.

        tokens: int64 [L, W, T], of which those before the cell count. rather: barrier for all
        others where the line above doubles.
        """
        column, above = self._columns[cell], self._above[cell]
        if column == 0:
            return
        line = tokens[:, :, cell - column : cell]
        welcome = ~(line[:, :, 1:] == line[:, :, :-1]).any(axis=2)
        if above is not None:
            first, second = tokens[:, :, above - 1], tokens[:, :, above]
            welcome &= (first == second) & (second != UNK)  # which ones are unknown is not known
            barrier[welcome] += np.float32(rather)
        lanes, rows = np.nonzero(welcome)
        barrier[lanes, rows, line[lanes, rows, -1]] = 0
