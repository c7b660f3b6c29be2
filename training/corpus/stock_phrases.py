"""What poets have said so often that a new poem should not: phrases of four characters, and ends.

A likelihood search ends on these before anything else: of twenty plain quatrains nine had
不知何处, which one human line in ten thousand has. Keeping the commonest out costs nothing that
readers hear and leaves the characters themselves alone. `engine.search.line_rules` reads the list.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.search.line_rules import ENDING_LENGTH, PHRASE_LENGTH
from training.corpus.dataset import Corpus
from training.corpus.human_poems import known_lines
from training.corpus.splits import Split

PHRASES_SHARE = 7e-7
"""A phrase is stock from this share of the characters read: twelve times in the seventeen million
of the whole corpus. That gives a thousand phrases; of three hundred, worn ones remain."""
ENDINGS_SHARE = 5e-6
"""The same for the ends of lines, eighty times. Lower, and rhymes run short: human lines end on
what was said before in every second case."""
FEWEST = 5
"""However small the corpus, what is said less often is not stock."""


def stock_phrases(corpus: Corpus) -> list[str]:
    """Phrases and endings in lines of five and seven characters of the training split, sorted."""
    total = len(corpus.text)
    found: set[str] = set()
    ends = []
    for width, begins in ((5, (0,)), (7, (0, 2))):
        lines = known_lines(corpus, width, Split.TRAIN)
        ends.append(lines[:, -ENDING_LENGTH:])
        for begin in begins:  # where a phrase can begin: at the pauses of the line
            phrases = lines[:, begin : begin + PHRASE_LENGTH]
            found |= _frequent(corpus, phrases, PHRASES_SHARE * total)
    return sorted(found | _frequent(corpus, np.concatenate(ends), ENDINGS_SHARE * total))


def _frequent(corpus: Corpus, phrases: NDArray[np.int64], fewest: float) -> set[str]:
    characters = corpus.vocabulary["characters"]
    codes = phrases @ len(characters) ** np.arange(phrases.shape[1])
    _, first, counts = np.unique(codes, return_index=True, return_counts=True)
    rows = phrases[first[counts >= max(FEWEST, fewest)]]
    return {"".join(characters[i] for i in row) for row in rows.tolist()}
