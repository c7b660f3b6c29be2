"""Titles that name an occasion and nobody: what a poem may be called that is asked for without one.

A title that several poets have chosen (雨夜, 登楼, 送僧) names no friend of theirs and no office.
"""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.corpus.title_occasions import CEREMONY_TITLE

POETS = 3
"""So many of the poets that are styles must have chosen it: of the whole corpus 2,300 titles."""
SHORTEST, LONGEST = 2, 8
_NO_OCCASION = re.compile(
    "韵|[再又自]和|[再又复偶]赋|六言|五言|口占|漫题|得句|应制|皇|宗|寄子由|王定国"
)
"""That it answers another poem, or its form, is nothing to write about."""


def title_counts(corpus: Corpus) -> dict[str, int]:
    """Title -> how many poets of the training split have chosen it, the commonest first."""
    poets: dict[str, set[int]] = defaultdict(set)
    poems = corpus.poems
    named = (poems["part"] == Split.TRAIN) & (poems["titled"] > 0) & (poems["style"] > 0)
    for poem in poems[np.flatnonzero(named)]:
        poets[corpus.title(poem)].add(int(poem["style"]))
    counts = {title: len(found) for title, found in poets.items() if _is_occasion(title)}
    return {
        title: count
        for title, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= POETS
    }


def _is_occasion(title: str) -> bool:
    fits = SHORTEST <= len(title) <= LONGEST and "<" not in title
    return fits and not CEREMONY_TITLE.search(title) and not _NO_OCCASION.search(title)
