"""A subject for each lane, where the request does not fix the poem's content.

Without a subject the search finds the likeliest poem, and that is always the same one: a traveller,
the moon, 不知. Noise makes it another, and costs sense. Conditioned on a word of its own, each lane
finds the likeliest poem about that word; with words that are related it keeps to its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from poetgui.composer.themes.theme_lexicon import ThemeLexicon
from poetgui.engine.search.lanes import Lane

FREQUENCY_POWER = 0.5
"""Words are drawn with probability proportional to this power of their frequency. With 1 one poem
in forty would be about 春风 or 万里; with 0 rare words come as often as common ones."""
MOST = 3
"""Words for one lane; with more the poem becomes a list."""
RELATED = 30
"""The further words are drawn from so many that are most related to the first: enough that the same
first word gives different poems, and few enough that all are related."""


class SubjectSampler:
    """Draws from the lexicon of old poetry that comes with the model."""

    def __init__(self, words: ThemeLexicon) -> None:
        self._words = words

    def assign_subjects(
        self, lanes: Sequence[Lane], random: np.random.Generator, themes: Sequence[str] = ()
    ) -> list[Lane]:
        """The lanes, each with words of its own; as they are without a lexicon.

        Without themes one to MOST words; with themes at most one, related to one of them, so that
        the poems share their theme and differ in what they say of it.
        """
        if not self._words.subjects:
            return list(lanes)
        return [replace(lane, subject=self._draw(random, themes)) for lane in lanes]

    def _draw(self, random: np.random.Generator, themes: Sequence[str]) -> tuple[str, ...]:
        if themes:
            return self._related(themes[int(random.integers(len(themes)))], 2, random)
        number = int(random.choice(len(self._share), p=self._share))
        first = self._words.subjects[number]
        return (first, *self._related(first, MOST, random))

    def _related(self, word: str, fewer_than: int, random: np.random.Generator) -> tuple[str, ...]:
        """Words related to this one: first their number is drawn, then the words."""
        related = self._words.related(word, RELATED)
        count = min(len(related), int(random.integers(fewer_than)))
        drawn = random.choice(len(related), count, replace=False) if count else ()
        return tuple(related[i] for i in drawn)

    @cached_property
    def _share(self) -> NDArray[np.float64]:
        share = self._words.subject_shares**FREQUENCY_POWER
        return share / share.sum()
