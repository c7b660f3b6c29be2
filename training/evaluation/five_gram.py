"""A 5-gram model of characters, given the place in the line: a baseline that is only counted.

Interpolated, with modified Kneser-Ney discounts (Chen and Goodman 1998). A context is the place and
up to four characters before it, over the ends of lines; shorter ones forget the farthest character
and, last of all, keep the place alone.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.features import BOS, UNK
from poetgui.files import write_text
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS, Split

BEFORE = 4
"""Characters that the longest context remembers: a 5-gram model."""
_SHIFT = np.uint64(16)
"""A character's code; contexts are numbered anew at each length, so that two numbers are one."""

Codes = NDArray[np.uint64]
Numbers = NDArray[np.float64]


class FiveGram:
    """Trained on the quatrains and octaves of the training split, in memory: some 2 GB."""

    def __init__(self, corpus: Corpus) -> None:
        self._vocabulary = len(corpus.vocabulary["characters"])
        self._orders: list[_Order] = []
        grams = _Grams(corpus, corpus.rows(Split.TRAIN, REGULATED_FORMS))
        numbers = grams.places.astype(np.uint64)
        contexts = [numbers]
        self._numbering: list[Codes] = []
        for back in range(BEFORE):
            codes = numbers << _SHIFT | grams.before[back]
            table, numbers = np.unique(codes, return_inverse=True)
            numbers = numbers.astype(np.uint64)
            self._numbering.append(table)
            contexts.append(numbers)
        # Highest order: how often; lower ones: after how many different characters
        # (Kneser and Ney). Where a poem begins nothing can differ, and every time counts.
        times = np.ones(len(grams.target), np.int64)
        for order in range(BEFORE, -1, -1):
            codes = contexts[order] << _SHIFT | grams.target
            found, first, counts = _counted(codes, times)
            self._orders.insert(0, _Order(found, counts))
            if order:
                kept = np.zeros(len(codes), np.int64)
                kept[first] = 1
                starts = grams.before[order - 1] == BOS
                times = np.where(starts, times, kept)

    def loss(self, corpus: Corpus, rows: NDArray[np.int64], unseen_types: int = 0) -> float:
        """Mean loss in nats per character; unknown ones as in `measure.loss_of`."""
        grams = _Grams(corpus, rows)
        numbers, known = grams.places.astype(np.uint64), np.ones(len(grams.target), bool)
        p = np.full(len(grams.target), 1 / (self._vocabulary - BOS - 1))
        p = self._orders[0].refine(p, numbers, known, grams.target)
        for back in range(BEFORE):
            codes = numbers << _SHIFT | grams.before[back]
            at = np.minimum(
                np.searchsorted(self._numbering[back], codes), len(self._numbering[back]) - 1
            )
            known &= self._numbering[back][at] == codes
            numbers = at.astype(np.uint64)
            p = self._orders[back + 1].refine(p, numbers, known, grams.target)
        unknown = grams.target == UNK
        losses = -np.log(p)
        if unseen_types:
            losses += unknown * np.log(unseen_types)
        else:
            losses = losses[~unknown]
        return float(losses.mean())


def kept_loss(corpus: Corpus, rows: NDArray[np.int64], unseen_types: int, path: Path) -> float:
    """The loss on those poems, counted once and kept in `path` for this very data."""
    data = {
        "split": corpus.manifest["split_sha256"],
        "poems": hashlib.sha256(np.ascontiguousarray(rows).tobytes()).hexdigest(),
        "unseen_types": unseen_types,
    }
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept.items() >= data.items():
            return float(kept["loss"])
    loss = FiveGram(corpus).loss(corpus, rows, unseen_types)
    write_text(path, json.dumps(data | {"loss": loss}))
    return loss


class _Order:
    """Contexts of one length: what followed them, and how much is kept for what did not."""

    def __init__(self, codes: Codes, counts: NDArray[np.int64]) -> None:
        self._codes, self._counts = codes, counts
        contexts = codes >> _SHIFT
        self._contexts, of = np.unique(contexts, return_inverse=True)
        discounts = _discounts(counts)
        self._taken = discounts[np.minimum(counts, 3)]
        self._total = np.bincount(of, counts)
        self._left = np.bincount(of, self._taken)

    def refine(
        self, shorter: Numbers, contexts: Codes, known: NDArray[np.bool_], target: Codes
    ) -> Numbers:
        """The probability of each target, given that after the shorter context."""
        row = np.minimum(np.searchsorted(self._contexts, contexts), len(self._contexts) - 1)
        known = known & (self._contexts[row] == contexts)
        codes = contexts << _SHIFT | target
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        seen = known & (self._codes[at] == codes)
        own = np.where(seen, self._counts[at] - self._taken[at], 0.0)
        refined = (own + self._left[row] * shorter) / self._total[row]
        return np.where(known, refined, shorter)


class _Grams:
    """Every character of some poems with its place and the characters before it."""

    def __init__(self, corpus: Corpus, rows: NDArray[np.int64]) -> None:
        poems = corpus.poems[rows]
        length = poems["length"].astype(np.int64)
        start = np.repeat(poems["start"].astype(np.int64), length)
        cell = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
        at = start + cell
        line, column, left = (array[at].astype(np.int64) for array in corpus.places)
        self.target: Codes = corpus.text[at].astype(np.uint64)
        self.places = (line % 2 * 16 + column) * 16 + left
        self.before: list[Codes] = [
            np.where(cell > back, corpus.text[np.maximum(at - 1 - back, 0)], BOS).astype(np.uint64)
            for back in range(BEFORE)
        ]


def _counted(
    codes: Codes, times: NDArray[np.int64]
) -> tuple[Codes, NDArray[np.int64], NDArray[np.int64]]:
    """The different codes, the first index of each, and the sum of its `times`, at least 1."""
    found, first, of = np.unique(codes, return_index=True, return_inverse=True)
    counts = np.bincount(of, times).astype(np.int64)
    return found, first, np.maximum(counts, 1)


def _discounts(counts: NDArray[np.int64]) -> Numbers:
    """[4] what is taken off a count of 0, 1, 2, and 3 or more."""
    n1, n2, n3, n4 = ((counts == n).sum() for n in (1, 2, 3, 4))
    if not (n1 and n2 and n3):
        return np.array([0, 0.5, 0.5, 0.5])
    y = n1 / (n1 + 2 * n2)
    taken = [0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
    return np.clip(np.array(taken), 0, [0, 1, 2, 3])
