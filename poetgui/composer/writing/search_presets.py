"""Settings of the search for the person's choice between plain (0) and daring (1).

Plain is what blind readers marked highest (2.9 of 5 against 2.0); every step towards daring costs
fluency and wins rarer words. Daring is what the program wrote before it was read blind.
"""

from __future__ import annotations

import math

from poetgui.engine.search.task import SearchConfig

DISCOUNT = (0.0, 0.275)
"""More, and rare characters crowd in. Variety comes from subject, poet and title, and stock phrases
are kept out by their own rule (`stock_phrases`)."""
NOISE = (0.30, 0.575)
"""Less, and a second seed changes a few words only; more, and lines lose their sense."""
MARGIN = (4.5, 6.0)
"""Nats; must grow with the noise, or the noise could choose nothing."""

LANES_PER_POEM = 1.6
"""Lanes that compete for each poem that is asked for."""
FEWEST_LANES, MOST_LANES = 12, 16
"""What the ranking chooses among, and what fits in the time that a person waits. Poems of 18 lanes
of width 4, noise 0.35 and margin 4, guided towards drawn titles, were marked 2.2 of 5, those of 8
lanes of width 8 had 2.4 and 2.7, of 12 lanes 2.3, each by another reader: nothing won by more."""
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
