"""The habit penalty: log-probabilities under a small model of the language without any context.

The likeliest poem has the commonest characters. As in decoding by maximum mutual information
(MMI-antiLM: Li et al., "A Diversity-Promoting Objective Function for Neural Conversation Models",
2016) the search
subtracts a share of log p(character) under a second, weaker language model. That model has

- the frequency of each character (unigram) at the beginning of a line, and after it
- within a line the pairs of a lexicon of old poetry (bigram): 蝶 after 蝴 only completes a word,
  and is not rewarded for being rare. Doubled characters 叠字 (悠悠 年年) are in the lexicon; any
  other repetition has log-probability 0 and gains nothing by its rarity (帽帽).

Readers mark poems without it highest; only a request that asks for daring diction has any of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from poetgui.engine.model.arrays import BigramTable, Floats, Ints


def lexicon_bigrams(
    words: Sequence[str], counts: Sequence[int], characters: Sequence[str], of_first: Sequence[int]
) -> BigramTable:
    """log p(second character | first) of the two-character words of a lexicon.

    counts: how often each word stands in the training part. of_first: counts of characters, [V].
    """
    ids = {c: i for i, c in enumerate(characters)}
    logps = [
        np.log(min(1.0, count / max(1, of_first[ids[word[0]]]))).item()
        for word, count in zip(words, counts, strict=True)
    ]
    return bigram_table(words, logps, ids)


def bigram_table(
    pairs: Sequence[str], numbers: Sequence[float], ids: Mapping[str, int]
) -> BigramTable:
    """Pairs of characters, each with its number, grouped by the first character."""
    found: dict[int, tuple[list[int], list[float]]] = {}
    for (first, second), number in zip(pairs, numbers, strict=True):
        seconds, values = found.setdefault(ids[first], ([], []))
        seconds.append(ids[second])
        values.append(number)
    return {
        first: (np.array(seconds, np.int64), np.array(values, np.float32))
        for first, (seconds, values) in found.items()
    }


_NONE = np.zeros(0, np.int64), np.zeros(0, np.float32)


class HabitPenalty:
    """Log-probabilities of the habit model; scores subtract a share of them."""

    def __init__(self, log_frequency: Floats, known: BigramTable) -> None:
        """log_frequency: [V]; known: log-probabilities of pairs."""
        self._unigram, self._known = log_frequency, known

    def at_line_start(self) -> Floats:
        """float32 [V], where no character of the line stands before."""
        return self._unigram

    def after(self, previous: Ints) -> Floats:
        """previous: int64 [rows], the character before in the same line -> float32 [rows, V]."""
        result = np.tile(self._unigram, (len(previous), 1))
        for row, token in enumerate(previous.tolist()):
            seconds, logps = self._known.get(token, _NONE)
            if token not in seconds:
                result[row, token] = 0
            result[row, seconds] = np.maximum(result[row, seconds], logps)
        return result

    def of_poems(self, tokens: Ints, widths: Sequence[int]) -> Floats:
        """tokens: int64 [poems, cells], in lines of `widths` -> float32 [poems, cells]."""
        result = self._unigram[tokens]
        begins = set(np.cumsum([0, *widths]).tolist())
        poems = np.arange(len(tokens))
        for cell in range(1, tokens.shape[1]):
            if cell not in begins:
                result[:, cell] = self.after(tokens[:, cell - 1])[poems, tokens[:, cell]]
        return result
