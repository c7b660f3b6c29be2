"""How hard the beam searches, by the person's wish between plain and daring.

Every number here is a matter of taste: settled by reading poems, not by a figure.
"""

from __future__ import annotations

import math

from poetgui.engine.task import Dials

DISCOUNT = (0.15, 0.40)
NOISE = (0.30, 0.85)
MARGIN = (4.5, 7.5)
"""Each from plain to daring; what they mean: `engine.task.Dials`."""
WIDTH = 8
GUIDANCE = 0.8

LANES_PER_POEM = 1.6
"""Lanes that compete for each poem asked for."""
FEWEST_LANES, MOST_LANES = 8, 16
COUPLET_LANES = 24
"""In a couplet only its lower line is written: more of them may compete in the same time."""


def dials(daring: float) -> Dials:
    """daring: 0 plain … 1 daring."""
    discount, noise, margin = (a + (b - a) * daring for a, b in (DISCOUNT, NOISE, MARGIN))
    return Dials(WIDTH, discount, noise, margin, GUIDANCE)


def lanes_for(poems: int, couplet: bool = False) -> int:
    """How many lanes one round of decoding runs for so many poems still wanted."""
    if couplet:
        return max(COUPLET_LANES, math.ceil(LANES_PER_POEM * poems))
    return max(FEWEST_LANES, min(MOST_LANES, math.ceil(LANES_PER_POEM * poems)))
