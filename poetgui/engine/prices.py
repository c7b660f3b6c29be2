"""What a character costs whoever writes it by habit: how likely it is without any thought.

The likeliest poem is the blandest, so a share of this is taken off every character's score. A rare
character is dear, but not when it only completes a word that its neighbour has begun: 蝶 after 蝴
is no find. So within a line the price is that of a model of pairs, where the lexicon of old poetry
knows the pair, and the character's own frequency elsewhere. It knows doubled characters 叠字 too,
悠悠 年年; what nobody doubles earns nothing by being rare (帽帽).

To people's habits come the program's own: a bundle may bring the pairs that it was heard to say
oftener than people do (`training.bundle.overuse`), and each costs more by as many times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from poetgui.engine.model import Floats, Followers, Ints

OVERUSE = 1.2
"""Nats of price for each nat by which a pair is said oftener than people say it; the search takes
off a share of the price. Twice as much gained little variety, and read strained."""


def followers(
    words: Sequence[str], counts: Sequence[int], characters: Sequence[str], of_first: Sequence[int]
) -> Followers:
    """From a lexicon of two-character words and how often each stands in the training part.

    of_first: counts of the characters, [V].
    """
    ids = {c: i for i, c in enumerate(characters)}
    logps = [
        np.log(min(1.0, count / max(1, of_first[ids[word[0]]]))).item()
        for word, count in zip(words, counts, strict=True)
    ]
    return by_first(words, logps, ids)


def by_first(pairs: Sequence[str], numbers: Sequence[float], ids: Mapping[str, int]) -> Followers:
    """Pairs of characters, each with its number, to be looked up by the first."""
    found: dict[int, tuple[list[int], list[float]]] = {}
    for (first, second), number in zip(pairs, numbers, strict=True):
        tails, values = found.setdefault(ids[first], ([], []))
        tails.append(ids[second])
        values.append(number)
    return {
        head: (np.array(tails, np.int64), np.array(values, np.float32))
        for head, (tails, values) in found.items()
    }


_NONE = np.zeros(0, np.int64), np.zeros(0, np.float32)


class Prices:
    """Log-probabilities by habit; a discount of them is subtracted from scores."""

    def __init__(self, log_frequency: Floats, known: Followers, overused: Followers) -> None:
        """known: log-probabilities after the first character; overused: nats."""
        self._alone, self._known, self._overused = log_frequency, known, overused

    def alone(self) -> Floats:
        """[V] at the beginning of a line."""
        return self._alone

    def after(self, previous: Ints) -> Floats:
        """previous int64 [rows], characters of the same line -> float32 [rows, V]."""
        result = np.tile(self._alone, (len(previous), 1))
        for row, token in enumerate(previous.tolist()):
            tails, logps = self._known.get(token, _NONE)
            if token not in tails:
                result[row, token] = 0
            result[row, tails] = np.maximum(result[row, tails], logps)
            tails, nats = self._overused.get(token, _NONE)
            result[row, tails] += np.float32(OVERUSE) * nats
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
