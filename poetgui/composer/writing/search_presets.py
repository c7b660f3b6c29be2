"""Settings of the search for the person's choice between plain (0) and daring (1).

The ranges are matters of taste: each was settled by reading poems, not by a figure.
"""

from __future__ import annotations

import math

from poetgui.engine.search.task import SearchConfig

DISCOUNT = (0.15, 0.40)
"""Less, and most poems have the same stock phrases; more, and rare characters crowd in."""
NOISE = (0.30, 0.85)
"""Less, and a second seed changes a few words only; more, and lines lose their sense."""
MARGIN = (4.5, 7.5)
"""Nats; must grow with the noise, or the noise could choose nothing."""

LANES_PER_POEM = 1.6
"""Lanes that compete for each poem that is asked for."""
FEWEST_LANES, MOST_LANES = 8, 16
"""Below 8 the ranking has too little choice for one poem; 16 lanes are what fits in the time that a
person waits."""
COUPLET_LANES = 24
"""In a couplet only the lower line is written: more lanes take no longer."""


def search_preset(daring: float) -> SearchConfig:
    """daring: 0 plain … 1 daring; linear in between."""
    discount, noise, margin = (a + (b - a) * daring for a, b in (DISCOUNT, NOISE, MARGIN))
    return SearchConfig(discount=discount, noise=noise, margin=margin)


def lanes_for(poems: int, couplet: bool = False) -> int:
    """How many lanes one round of decoding runs for so many poems still wanted."""
    if couplet:
        return max(COUPLET_LANES, math.ceil(LANES_PER_POEM * poems))
    return max(FEWEST_LANES, min(MOST_LANES, math.ceil(LANES_PER_POEM * poems)))
