"""Which part of the split each character of the arrays belongs to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def of_characters(poems: NDArray, total: int) -> NDArray[np.uint8]:
    """[N] part index of every character; poems lie one after the other without gaps."""
    assert int(poems["length"].sum()) == total
    return np.repeat(poems["part"], poems["length"])
