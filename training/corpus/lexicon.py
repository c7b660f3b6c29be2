"""Two-character words of old poetry, mined at the rhythm places of the lines.

A five-character line falls into 2+2+1 or 2+1+2, a seven-character one into 2 more in front: words
begin at places 0, 2, 3 (and 4, 5). A pair is kept when it stands there often and the two belong
together (pointwise mutual information); its weight is its inverse document frequency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.features import UNK
from training.corpus.splits import Split, split_of_characters

RHYTHM = {5: (0, 2, 3), 7: (0, 2, 4, 5)}
MIN_WORD = 25
"""Of a large corpus; see `fewest`. A rarer pair is more often chance than a word."""
MIN_PMI = 1.5
"""Nats: the two stand together e^1.5 = 4.5 times as often as by chance."""
_SHIFT = 16


@dataclass(frozen=True)
class Lexicon:
    """Words as pairs of vocabulary ids, sorted by code for look-up by bisection."""

    codes: NDArray[np.uint32]
    weights: NDArray[np.uint8]
    counts: NDArray[np.int64]
    characters: list[str]

    def rows(self, codes: NDArray) -> NDArray[np.int32]:
        """Row of each code, -1 where it is no word."""
        if not len(self.codes):
            return np.full(len(codes), -1, np.int32)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, at, -1).astype(np.int32)

    def weights_in(self, poems: NDArray, text: NDArray, widths: NDArray) -> NDArray[np.uint8]:
        """[N] the weight of the word that begins at each character, 0 for none."""
        result = np.zeros(len(text), np.uint8)
        at = _word_places(text, widths)
        rows = self.rows(_codes(text, at))
        found = rows >= 0
        result[at[found]] = self.weights[rows[found]]
        return result

    def in_titles(self, titles: list[str]) -> NDArray[np.int32]:
        """[P, 2] rows of up to two words that a title names, heaviest first, -1 for none."""
        ids = {c: i for i, c in enumerate(self.characters)}
        word_rows = {int(code): row for row, code in enumerate(self.codes)}
        result = np.full((len(titles), 2), -1, np.int32)
        for i, title in enumerate(titles):
            rows = set()
            for first, second in pairwise(title):
                code = (ids.get(first, 0) << _SHIFT) | ids.get(second, 0)
                if (row := word_rows.get(code)) is not None:
                    rows.add(row)
            for j, row in enumerate(sorted(rows, key=lambda r: -int(self.weights[r]))[:2]):
                result[i, j] = row
        return result

    def to_json(self) -> dict:
        """words, their weights and counts, as three lists of one length."""
        words = [
            self.characters[code >> _SHIFT] + self.characters[code & 0xFFFF]
            for code in self.codes.tolist()
        ]
        return {"words": words, "weights": self.weights.tolist(), "counts": self.counts.tolist()}


def mine(poems: NDArray, text: NDArray, widths: NDArray, characters: list[str]) -> Lexicon:
    """The lexicon of the training split."""
    trained = split_of_characters(poems, len(text)) == Split.TRAIN
    at = _word_places(text, widths)
    at = at[trained[at]]
    codes, counts = np.unique(_codes(text, at), return_counts=True)
    first, second = codes >> _SHIFT, codes & 0xFFFF
    share = np.bincount(text[trained], minlength=len(characters)) / max(1, trained.sum())
    expected = share[first] * share[second] * len(at)
    with np.errstate(divide="ignore"):
        pmi = np.log(counts / expected)
    keep = (counts >= fewest(text)) & (pmi >= MIN_PMI)
    keep &= (first != second) & (first > UNK) & (second > UNK)
    codes, counts = codes[keep], counts[keep]
    idf = np.log(max(1, len(at)) / np.maximum(counts, 1))
    weights = np.clip(idf * 16, 1, 255).astype(np.uint8)
    return Lexicon(codes.astype(np.uint32), weights, counts, characters)


def of_words(words: Sequence[str], counts: Sequence[int], characters: list[str]) -> Lexicon:
    """The lexicon of a finished model, which keeps words and counts; doubled characters are none.

    Its weights are those of `mine` but for the number of all places, which is not kept: the places
    that hold a word are about a third of all.
    """
    ids = {c: i for i, c in enumerate(characters)}
    pairs = sorted(
        ((ids[w[0]] << _SHIFT) | ids[w[1]], n)
        for w, n in zip(words, counts, strict=True)
        if len(w) == 2 and w[0] != w[1] and w[0] in ids and w[1] in ids
    )
    codes = np.array([code for code, _ in pairs], np.uint32)
    often = np.array([n for _, n in pairs], np.int64)
    idf = np.log(max(1, 3 * often.sum()) / np.maximum(often, 1))
    return Lexicon(codes, np.clip(idf * 16, 1, 255).astype(np.uint8), often, characters)


def fewest(text: NDArray) -> int:
    """How often a word must stand in a corpus to be one."""
    return MIN_WORD if len(text) > 1_000_000 else 2


def _word_places(text: NDArray, widths: NDArray) -> NDArray[np.int64]:
    """Where a word may begin, in lines of five and seven characters."""
    begins = np.cumsum(widths.astype(np.int64)) - widths
    places = [begins[widths == width] + p for width, ps in RHYTHM.items() for p in ps]
    return np.sort(np.concatenate(places)) if places else np.zeros(0, np.int64)


def _codes(text: NDArray, at: NDArray) -> NDArray[np.uint32]:
    first, second = text[at].astype(np.uint32), text[at + 1].astype(np.uint32)
    return (first << np.uint32(_SHIFT)) | second
