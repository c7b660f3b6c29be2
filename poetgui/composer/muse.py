"""A subject for each lane.

Left to itself the beam finds the likeliest poem, and that is always the same poem: a traveller, the
moon, who knows. Noise makes it another one, at the price of sense. Told a word of its own, each
lane writes the likeliest poem about that; told words that go together, it keeps to its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from poetgui.composer.old_words import OldWords
from poetgui.engine.lanes import Lane

FLAT = 0.5
"""Words are drawn by this power of their frequency: by the frequency itself one poem in forty would
be about 春风 or 万里."""
MOST = 3
"""Words a lane."""
COMPANY = 30
"""Of so many words that go best with the first the others are drawn."""


class Muse:
    """Draws from the words of old poetry that come with the model."""

    def __init__(self, words: OldWords) -> None:
        self._words = words

    def inspire(
        self, lanes: Sequence[Lane], random: np.random.Generator, themes: Sequence[str] = ()
    ) -> list[Lane]:
        """The lanes, each with words of its own; as they are without a lexicon.

        One to MOST words; where themes are named, at most one that goes with one of them: the
        poems are about the same, and need not say the same.
        """
        if not self._words.subjects:
            return list(lanes)
        return [replace(lane, muse=self._draw(random, themes)) for lane in lanes]

    def _draw(self, random: np.random.Generator, themes: Sequence[str]) -> tuple[str, ...]:
        if themes:
            return self._company(themes[int(random.integers(len(themes)))], 2, random)
        number = int(random.choice(len(self._share), p=self._share))
        first = self._words.subjects[number]
        return (first, *self._company(first, MOST, random))

    def _company(self, word: str, fewer_than: int, random: np.random.Generator) -> tuple[str, ...]:
        """Words that go with this one: a number drawn, then they."""
        company = self._words.akin(word, COMPANY)
        count = min(len(company), int(random.integers(fewer_than)))
        drawn = random.choice(len(company), count, replace=False) if count else ()
        return tuple(company[i] for i in drawn)

    @cached_property
    def _share(self) -> NDArray[np.float64]:
        share = self._words.subject_shares**FLAT
        return share / share.sum()
