"""Does a poem asked for in a poet's style sound like that poet? A classifier answers.

Naive Bayes over characters and pairs of neighbours, trained on human poems of the training split:
crude, but it has read nothing that the network wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

Poem = Sequence[str]
"""Lines."""
SMOOTHING = 0.3
"""Added to every count. Below 1 (Laplace), because most n-grams of a poet are seen once."""


class NaiveBayes:
    """Names the poet of a poem among those it has read. Every poet counts as equally likely."""

    def __init__(self, poems: Mapping[str, Sequence[Poem]]) -> None:
        self.poets = tuple(poems)
        counts = [Counter(g for p in poems[poet] for g in _grams(p)) for poet in self.poets]
        types = sorted({g for counted in counts for g in counted})
        self._rows = {g: i for i, g in enumerate(types)}
        table = np.full((len(counts), len(types)), SMOOTHING)
        for i, counted in enumerate(counts):
            for gram, n in counted.items():
                table[i, self._rows[gram]] += n
        # Characters and pairs are two distributions, so that a pair weighs as much as a character.
        pairs = np.array([len(g) == 2 for g in types], bool)
        for kind in (pairs, ~pairs):
            table[:, kind] /= table[:, kind].sum(1, keepdims=True)
        self._logp = np.log(table)

    def name(self, poem: Poem) -> str:
        """The likeliest of `poets`; n-grams that none of them has count for nothing."""
        rows = [self._rows[g] for g in _grams(poem) if g in self._rows]
        return self.poets[int(self._logp[:, rows].sum(1).argmax())]

    def right(self, poems: Sequence[tuple[str, Poem]]) -> float:
        """Share of (poet, poem) in which the poet is named. Chance is 1 / len(poets)."""
        return float(np.mean([self.name(poem) == poet for poet, poem in poems])) if poems else 0.0


def _grams(poem: Poem) -> list[str]:
    return [line[i : i + n] for line in poem for n in (1, 2) for i in range(len(line) - n + 1)]
