"""What a character costs whoever writes it by habit: how likely it is without any thought.

The likeliest poem is the blandest, so a share of this is taken off every character's score. A rare
character is dear, but not when it only completes a word that its neighbour has begun: 蝶 after 蝴
is no find. So within a line the price is that of a model of pairs, where the lexicon of old poetry
knows the pair, and the character's own frequency elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from poetgui.engine.features import UNK
from poetgui.engine.model import Floats, Ints

Followers = Mapping[int, tuple[Ints, Floats]]
"""First character of words -> second characters, and each one's log-probability after it."""


def followers(
    words: Sequence[str], counts: Sequence[int], characters: Sequence[str], of_first: Sequence[int]
) -> Followers:
    """From a lexicon of two-character words and how often each stands in the training part.

    of_first: counts of the characters, [V].
    """
    ids = {c: i for i, c in enumerate(characters)}
    found: dict[int, tuple[list[int], list[float]]] = {}
    for (first, second), count in zip(words, counts, strict=True):
        head, tail = ids[first], ids[second]
        tails, logps = found.setdefault(head, ([], []))
        tails.append(tail)
        logps.append(np.log(min(1.0, count / max(1, of_first[head]))).item())
    return {
        head: (np.array(tails, np.int64), np.array(logps, np.float32))
        for head, (tails, logps) in found.items()
    }


class Prices:
    """Log-probabilities by habit; a discount of them is subtracted from scores."""

    def __init__(self, log_frequency: Floats, known: Followers) -> None:
        self._alone, self._known = log_frequency, known

    def alone(self) -> Floats:
        """[V] at the beginning of a line."""
        return self._alone

    def after(self, previous: Ints) -> Floats:
        """previous int64 [rows], characters of the same line -> float32 [rows, V]."""
        result = np.tile(self._alone, (len(previous), 1))
        for row, token in enumerate(previous.tolist()):
            if token in self._known and token != UNK:
                tails, logps = self._known[token]
                result[row, tails] = np.maximum(result[row, tails], logps)
        return result

    def along(self, tokens: Ints, widths: Sequence[int]) -> Floats:
        """tokens int64 [poems, cells] in lines of `widths` -> float32 [poems, cells]."""
        result = self._alone[tokens]
        begins = set(np.cumsum([0, *widths]).tolist())
        poems = np.arange(len(tokens))
        for cell in range(1, tokens.shape[1]):
            if cell not in begins:
                result[:, cell] = self.after(tokens[:, cell - 1])[poems, tokens[:, cell]]
        return result
