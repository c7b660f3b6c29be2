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

FAMILIAR = 1e-5
"""Subjects stand at least this often among the words: some forty-eight hundred do."""
NUMERALS = frozenset("一二三四五六七八九十百千万两几")
"""数字: a word of nothing else (三千 八九 几百) says nothing either."""
HOLLOW = frozenset(
    "不无未何谁莫亦又更若如可能岂只但自相与为非是有得欲应须已曾复却还犹才且此其所之而于以则乃即将当"
)
"""虚字: a word with one of these (不知 何处 别有 犹在) says nothing of a subject."""

COURTLY = frozenset("圣宸旒銮辇诏帝皇臣廷陛殿阙墀祚睿御宫尧舜")
"""Told a word with one of these, the network writes a hymn for the court. Who wants one asks."""


class OldWords:
    """The words of a model's lexicon, by what their characters mean to it as a theme."""

    def __init__(self, model: LanguageModel) -> None:
        self._vocabulary, self._model = Vocabulary(model.characters), model
        characters = model.characters
        firsts = [np.full(len(seconds), f) for f, (seconds, _) in model.followers.items()]
        seconds = [seconds for seconds, _ in model.followers.values()]
        after = [after for _, after in model.followers.values()]
        empty = np.zeros(0, np.int64)
        pairs = np.stack([np.concatenate([empty, *x]) for x in (firsts, seconds)], axis=1)
        unlike = pairs[:, 0] != pairs[:, 1]  # a doubled character names nothing
        self._pairs = pairs[unlike]
        rows: list[list[int]] = self._pairs.tolist()
        self.words = tuple(characters[a] + characters[b] for a, b in rows)
        self.shares = np.exp(
            model.log_frequency[self._pairs[:, 0]] + np.concatenate([empty, *after])[unlike]
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

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The words that a poem can be about where nobody says about what."""
        return tuple(self.words[row] for row in self._subjects[0])

    @property
    def subject_shares(self) -> NDArray[np.float64]:
        """[subjects] see `shares`."""
        return self.shares[self._subjects[0]].astype(np.float64)

    def akin(self, word: str, count: int) -> tuple[str, ...]:
        """The `count` subjects that go best with a word, a character of which they do not have:
        渔父 汀洲 with 钓舟, 梧桐 芭蕉 with 蟋蟀. None to a word of unknown characters."""
        rows, senses = self._subjects
        known = [self._vocabulary.id(c) for c in word if c in self._vocabulary]
        if not known or not len(rows):
            return ()
        likeness = senses @ _unit(self._model.senses[known].sum(0))
        likeness[np.isin(self._pairs[rows], known).any(1)] = -np.inf
        best = np.argsort(-likeness, kind="stable")[:count]
        return tuple(self.words[rows[i]] for i in best if np.isfinite(likeness[i]))

    @cached_property
    def _subjects(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The numbers of the subjects, and what each of them means."""
        rows = np.flatnonzero(self.shares >= FAMILIAR)
        full = [_fits_anybody(self.words[row]) for row in rows]
        rows = rows[np.array(full, bool)]
        return rows, _unit(self._model.senses[self._pairs[rows]].sum(1))


def _fits_anybody(word: str) -> bool:
    """Whether a word can be the subject of a poem for which none was named."""
    hollow = not HOLLOW.isdisjoint(word) or NUMERALS.issuperset(word)
    return not hollow and COURTLY.isdisjoint(word)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
