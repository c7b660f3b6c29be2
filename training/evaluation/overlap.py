"""What stands in the corpus already: whole lines, and runs of five characters.

Poets quote one another too, and some runs are nobody's (二十四桥边): a generated poem's share is
compared with the share of one human poet's runs that stand in the poems of all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS

RUN = 5
"""Characters: a whole line of five, or the greater part of one of seven."""
FEWEST_POEMS = 300
"""A poet with fewer regulated poems has too few runs for a share."""
POETS = 20
"""So many poets with most poems are compared: the mean of their shares is the human figure."""


class Runs:
    """All runs of RUN characters inside the lines of the corpus, by the width of their line."""

    def __init__(self, corpus: Corpus, width: int) -> None:
        self._corpus, self._width = corpus, width
        widths = corpus.widths.astype(np.int64)
        begins = (np.cumsum(widths) - widths)[widths == width]
        poem_of_line = np.repeat(np.arange(len(corpus.poems)), corpus.poems["lines"])
        offsets = np.arange(width - RUN + 1)
        at = (begins[:, None] + offsets).reshape(-1)
        codes = _codes(corpus.text.astype(np.uint64), at, len(corpus.vocabulary["characters"]))
        styles = corpus.poems["style"][poem_of_line[widths == width]]
        self._own = codes, np.repeat(styles, len(offsets))

    @cached_property
    def counted(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Every different run, sorted, and how often it stands in the corpus."""
        codes, counts = np.unique(self._own[0], return_counts=True)
        return codes, counts

    def of_poets(self) -> dict[str, float]:
        """For the poets with most poems: the share of their runs that others wrote as well."""
        codes, styles = self._own
        every, counts = self.counted
        names = self._corpus.manifest["styles"]
        shares = {}
        for poet in list(human_poems.styles_with(self._corpus, FEWEST_POEMS, REGULATED_FORMS))[
            :POETS
        ]:
            own, times = np.unique(codes[styles == 1 + names.index(poet)], return_counts=True)
            if len(own):
                others = counts[np.searchsorted(every, own)] > times
                shares[poet] = float((times * others).sum() / times.sum())
        return shares

    def share(self, runs: Sequence[str]) -> float:
        """Share of the given runs that stand in lines of this width; unknown characters never."""
        characters = self._corpus.vocabulary["characters"]
        ids = {c: i for i, c in enumerate(characters)}
        known = [[ids[c] for c in run] for run in runs if all(c in ids for c in run)]
        text = np.array(known, np.uint64).reshape(-1)
        codes = _codes(text, np.arange(0, len(text), RUN), len(characters))
        return float(np.isin(codes, self.counted[0]).sum() / max(1, len(runs)))


def runs_of(poem: dict) -> list[str]:
    """The runs of a generated poem with at most one pin among their characters."""
    pins = {tuple(place) for place in poem["pins"]}
    return [
        line[j : j + RUN]
        for i, line in enumerate(poem["lines"])
        for j in range(len(line) - RUN + 1)
        if sum((i, k) in pins for k in range(j, j + RUN)) <= 1
    ]


def own_lines(poem: dict) -> list[str]:
    """Lines that the program wrote at least one character of."""
    pins = {tuple(place) for place in poem["pins"]}
    return [
        line
        for i, line in enumerate(poem["lines"])
        if any((i, j) not in pins for j in range(len(line)))
    ]


def copied(poems: Iterable[dict], corpus_lines: Iterable[str]) -> tuple[int, int]:
    """How many of the program's own lines stand verbatim in the corpus, of how many."""
    written = set(corpus_lines)
    own = [line for poem in poems for line in own_lines(poem)]
    return sum(line in written for line in own), len(own)


def _codes(text: NDArray[np.uint64], at: NDArray, base: int) -> NDArray[np.uint64]:
    """One number a run. Up to 7,131 characters it is exact; beyond, two runs in 10^19 collide."""
    codes = np.zeros(len(at), np.uint64)
    for i in range(RUN):
        codes = codes * np.uint64(base) + text[at + i]
    return codes
