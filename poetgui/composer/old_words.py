"""Which words old poetry has, which is nearest to one that it has not, and which go together."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model import LanguageModel
from poetgui.engine.vocabulary import Vocabulary

NEAR = 0.68
"""Cosine from which on a word is near: 沙滩 is to 沙岸 (0.77), 生病 to 老病 (0.72), but 手机 is not
to 机巧 (0.63). Settled by reading some two hundred pairs."""
COMMON = 4e-6
"""A near word stands at least this often among the words: the rarest are no help to anyone."""

FAMILIAR = 2e-5
"""Words that go with another stand at least this often among the words: some two thousand."""


class OldWords:
    """The words of a model's lexicon, by what their characters mean to it as a theme."""

    def __init__(self, model: LanguageModel) -> None:
        self._vocabulary, self._model = Vocabulary(model.characters), model
        characters = model.characters
        firsts = [np.full(len(seconds), f) for f, (seconds, _) in model.followers.items()]
        seconds = [seconds for seconds, _ in model.followers.values()]
        after = [after for _, after in model.followers.values()]
        empty = np.zeros(0, np.int64)
        self._pairs = np.stack([np.concatenate([empty, *x]) for x in (firsts, seconds)], axis=1)
        pairs: list[list[int]] = self._pairs.tolist()
        self.words = tuple(characters[a] + characters[b] for a, b in pairs)
        self.shares = np.exp(
            model.log_frequency[self._pairs[:, 0]] + np.concatenate([empty, *after])
        )
        """[words] how often each begins at a character of the corpus."""
        self._rows = frozenset(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def near(self, word: str) -> str | None:
        """The nearest word that has a character of this one; None where none is near."""
        known = [self._vocabulary.id(c) for c in word if c in self._vocabulary]
        akin = np.isin(self._pairs, known).any(1) & (self.shares >= COMMON)
        rows = np.flatnonzero(akin)
        if not len(rows):
            return None
        senses = self._model.senses
        likeness = _unit(senses[self._pairs[rows]].sum(1)) @ _unit(senses[known].sum(0))
        best = int(likeness.argmax())
        if likeness[best] < NEAR:
            return None
        return self.words[rows[best]]

    def akin(self, word: str, count: int) -> tuple[str, ...]:
        """The `count` familiar words that go best with one of these words, a character of which
        they do not have: 渔父 汀洲 with 钓舟, 梧桐 芭蕉 with 蟋蟀."""
        rows, senses = self._familiar
        own = self._pairs[self.words.index(word)]
        likeness = senses @ _unit(self._model.senses[own].sum(0))
        likeness[np.isin(self._pairs[rows], own).any(1)] = -np.inf
        best = np.argsort(-likeness, kind="stable")[:count]
        return tuple(self.words[rows[i]] for i in best if np.isfinite(likeness[i]))

    @cached_property
    def _familiar(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows of the familiar words, and what each of them means."""
        rows = np.flatnonzero(self.shares >= FAMILIAR)
        return rows, _unit(self._model.senses[self._pairs[rows]].sum(1))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
