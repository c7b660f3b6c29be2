"""The three splits of the corpus, and the forms that are measured on them."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Split(IntEnum):
    """Index of a split, as the field `part` of poems.npy holds it."""

    TRAIN = 0
    VALID = 1
    TEST = 2


REGULATED_FORMS = {"五绝": 1.0, "七绝": 1.0, "五律": 1.0, "七律": 1.0}
"""The forms that perplexity is measured on, with the share of each that is read: all of it."""


def split_of_characters(poems: NDArray, total: int) -> NDArray[np.uint8]:
    """[N] the split of every character; poems lie one after the other without gaps.

    total: N, for a check.
    """
    assert int(poems["length"].sum()) == total
    return np.repeat(poems["part"], poems["length"])
