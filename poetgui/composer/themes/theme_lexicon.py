"""The lexicon of old poetry: its words, the nearest one to any other word, related words."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary

NEAR = 0.68
"""Cosine from which on a word is near: 沙滩 is to 沙岸 (0.77), 生病 to 老病 (0.72), but 手机 is not
to 机巧 (0.63). Settled by reading some two hundred pairs."""
COMMON = 4e-6
"""Smallest share of a nearest word among all words: the rarest are known to no reader."""

FAMILIAR = 1e-5
"""Smallest share of a subject among all words; some 4,800 words have it."""
NUMERALS = frozenset("一二三四五六七八九十百千万两几")
"""数字: a word of numerals alone (三千 八九 几百) names no subject either."""
FUNCTION_CHARACTERS = frozenset(
    "不无未何谁莫亦又更若如可能岂只但自相与为非是有得欲应须已曾复却还犹才且此其所之而于以则乃即将当"
)
"""虚字, function characters: a word with one of these (不知 何处 别有 犹在) names no subject."""

COURTLY = frozenset("圣宸旒銮辇诏帝皇臣廷陛殿阙墀祚睿御宫尧舜")
"""Conditioned on a word with one of these, the network writes a court hymn. It is no subject unless
the person names it as a theme."""


class ThemeLexicon:
    """The words of a model's lexicon, compared by its theme vectors."""

    def __init__(self, model: LanguageModel) -> None:
        self._vocabulary, self._model = Vocabulary(model.characters), model
        characters = model.characters
        firsts = [np.full(len(seconds), f) for f, (seconds, _) in model.lexicon_bigrams.items()]
        seconds = [seconds for seconds, _ in model.lexicon_bigrams.values()]
        after = [after for _, after in model.lexicon_bigrams.values()]
        none = np.zeros(0, np.int64)
        pairs = np.stack([np.concatenate([none, *x]) for x in (firsts, seconds)], axis=1)
        unlike = pairs[:, 0] != pairs[:, 1]  # a doubled character names nothing
        self._pairs = pairs[unlike]
        rows: list[list[int]] = self._pairs.tolist()
        self.words = tuple(characters[a] + characters[b] for a, b in rows)
        self.shares = np.exp(
            model.log_frequency[self._pairs[:, 0]] + np.concatenate([none, *after])[unlike]
        )
        """[words] probability that the word begins at a character of the corpus."""
        self._rows = frozenset(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def nearest(self, word: str) -> str | None:
        """The nearest word that has a character of this one; None where none is near."""
        known = [self._vocabulary.id(c) for c in word if c in self._vocabulary]
        related = np.isin(self._pairs, known).any(1) & (self.shares >= COMMON)
        rows = np.flatnonzero(related)
        if not len(rows):
            return None
        vectors = self._model.theme_vectors
        likeness = _unit(vectors[self._pairs[rows]].sum(1)) @ _unit(vectors[known].sum(0))
        best = int(likeness.argmax())
        if likeness[best] < NEAR:
            return None
        return self.words[rows[best]]

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The words that can be the subject of a poem for which none was named."""
        return tuple(self.words[row] for row in self._subjects[0])

    @property
    def subject_shares(self) -> NDArray[np.float64]:
        """[subjects] see `shares`."""
        return self.shares[self._subjects[0]].astype(np.float64)

    def related(self, word: str, count: int) -> tuple[str, ...]:
        """The `count` subjects most related to a word and without any of its characters: 渔父 汀洲
        for 钓舟, 梧桐 芭蕉 for 蟋蟀. Empty for a word of unknown characters."""
        rows, vectors = self._subjects
        known = [self._vocabulary.id(c) for c in word if c in self._vocabulary]
        if not known or not len(rows):
            return ()
        likeness = vectors @ _unit(self._model.theme_vectors[known].sum(0))
        likeness[np.isin(self._pairs[rows], known).any(1)] = -np.inf
        best = np.argsort(-likeness, kind="stable")[:count]
        return tuple(self.words[rows[i]] for i in best if np.isfinite(likeness[i]))

    @cached_property
    def _subjects(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Indices of the subjects, and the unit theme vector of each."""
        rows = np.flatnonzero(self.shares >= FAMILIAR)
        full = [_can_be_subject(self.words[row]) for row in rows]
        rows = rows[np.array(full, bool)]
        return rows, _unit(self._model.theme_vectors[self._pairs[rows]].sum(1))


def _can_be_subject(word: str) -> bool:
    """Whether a word can be the subject of a poem for which none was named."""
    empty = not FUNCTION_CHARACTERS.isdisjoint(word) or NUMERALS.issuperset(word)
    return not empty and COURTLY.isdisjoint(word)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
