"""The best candidates read again by a model that knows nothing of the pins.

Told that a head comes next, the model takes it for granted; whether the head stands naturally where
it stands only shows when nothing is told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from poetgui.engine.model import LanguageModel
from poetgui.engine.prices import Prices
from poetgui.engine.scoring import score_poems
from poetgui.engine.task import Candidate
from poetgui.engine.vocabulary import Vocabulary
from poetgui.prosody.books import RhymeBook

BEST_OF_LANE = 3
"""How many candidates of each lane are read again; the others are dropped."""


def reread(
    candidates: Sequence[Candidate],
    model: LanguageModel,
    book: RhymeBook | None,
    discount: float,
    cancelled: Callable[[], bool] | None = None,
) -> list[Candidate]:
    """The best of each lane with their `fluency`. candidates: lane by lane, best first."""
    best = [
        candidate
        for _, lane in groupby(candidates, key=lambda c: c.number)
        for candidate in list(lane)[:BEST_OF_LANE]
    ]
    vocabulary = Vocabulary(model.characters)
    logp = score_poems(
        model, vocabulary, [(c.lane, c.lines) for c in best], book=book, cancelled=cancelled
    )
    ids = np.array([[vocabulary.id(c) for c in "".join(b.lines)] for b in best])
    prices = Prices(model.log_frequency, model.followers).along(ids, best[0].lane.grid.shape)
    scores = (logp - discount * prices).mean(axis=1)
    return [replace(c, fluency=float(s)) for c, s in zip(best, scores, strict=True)]
