"""How alike many poems are: distinct-2, the commonest words, Self-BLEU-2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from training.corpus.lexicon import RHYTHM

Poems = Sequence[Sequence[str]]
"""Each poem as its lines."""
TOP = 10
"""How many of the commonest words are listed."""


def distinct(poems: Poems) -> float:
    """Distinct-2: different pairs of neighbours in a line over all pairs.

    It falls with the number of poems: compare as many with as many.
    """
    pairs = [line[i : i + 2] for lines in poems for line in lines for i in range(len(line) - 1)]
    return len(set(pairs)) / max(1, len(pairs))


def words(poems: Poems) -> Counter[str]:
    """Pairs of characters at the rhythm places of lines of five and seven."""
    return Counter(
        line[i : i + 2] for lines in poems for line in lines for i in RHYTHM.get(len(line), ())
    )


def commonest(poems: Poems) -> tuple[list[str], float]:
    """The TOP most frequent words, and their share of all words."""
    counted = words(poems)
    top = counted.most_common(TOP)
    return [word for word, _ in top], sum(n for _, n in top) / max(1, counted.total())


def self_bleu(poems: Poems) -> float:
    """Self-BLEU-2: each poem's mean precision in characters and pairs against all the others.

    As many of an n-gram count as one single other poem has (Zhu et al. 2018, Texygen).
    """
    precisions = []
    for n in (1, 2):
        grams = [
            Counter(line[i : i + n] for line in p for i in range(len(line) - n + 1)) for p in poems
        ]
        most: dict[str, tuple[int, int, int]] = {}  # highest count, whose, and the next highest
        for number, counted in enumerate(grams):
            for gram, count in counted.items():
                best, owner, second = most.get(gram, (0, -1, 0))
                if count > best:
                    most[gram] = (count, number, best)
                else:
                    most[gram] = (best, owner, max(second, count))
        precisions.append(
            [
                sum(
                    min(count, second if owner == number else best)
                    for gram, count in counted.items()
                    for best, owner, second in (most[gram],)
                )
                / max(1, counted.total())
                for number, counted in enumerate(grams)
            ]
        )
    return float(np.sqrt(np.prod(np.array(precisions), axis=0)).mean()) if poems else 0.0
