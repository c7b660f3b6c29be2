"""A subject for each lane, where the person names none.

Left to itself the beam finds the likeliest poem, and that is always the same poem: a traveller, the
moon, who knows. Noise makes it another one, at the price of sense. Told a word of its own, each
lane writes the likeliest poem about that; told words that go together, it keeps to its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from poetgui.composer.old_words import OldWords
from poetgui.engine.lanes import Lane

FLAT = 0.7
"""Words are drawn by this power of their frequency: by the frequency itself one poem in forty would
be about 不知, 春风 or 万里."""
MOST = 3
"""Words a lane."""
COMPANY = 12
"""Of so many words that go best with the first the others are drawn."""


class Muse:
    """Draws from the words of old poetry that come with the model."""

    def __init__(self, words: OldWords) -> None:
        self._words = words
        share = words.shares**FLAT
        self._share = share / share.sum() if len(share) else share

    def inspire(self, lanes: Sequence[Lane], random: np.random.Generator) -> list[Lane]:
        """The lanes, each with one to MOST words of its own; as they are without a lexicon."""
        if not self._words.words:
            return list(lanes)
        return [replace(lane, muse=self._draw(random)) for lane in lanes]

    def _draw(self, random: np.random.Generator) -> tuple[str, ...]:
        first = self._words.words[random.choice(len(self._share), p=self._share)]
        company = self._words.akin(first, COMPANY)
        count = min(len(company), int(random.integers(MOST)))
        drawn = random.choice(len(company), count, replace=False) if count else ()
        return (first, *(company[i] for i in drawn))
