"""Types of the arrays that pass between the model and the search."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
BigramTable = Mapping[int, tuple[Ints, Floats]]
"""First character of pairs -> second characters, and a number for each."""
