"""The best candidates read again by a model that knows nothing of the pins and themes.

Told that a head comes next, the model takes it for granted; whether the head stands naturally where
it stands only shows when nothing is told of it. And whether a poem is one poem shows when its
second half is read after the opening of another: what comes as easily there has no thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from poetgui.engine.model import Floats, LanguageModel
from poetgui.engine.prices import Prices
from poetgui.engine.scoring import score_poems
from poetgui.engine.task import Candidate
from poetgui.engine.vocabulary import Vocabulary
from poetgui.grid import Grid
from poetgui.prosody.books import RhymeBook

BEST_OF_LANE = 2
"""How many candidates of each lane are read again; the others are dropped."""
OPENINGS = 2
"""Of how many other lanes the opening is put before each second half."""


def reread(
    candidates: Sequence[Candidate],
    model: LanguageModel,
    book: RhymeBook | None,
    discount: float,
    cancelled: Callable[[], bool] | None = None,
) -> list[Candidate]:
    """The best of each lane with `fluency` and `thread`. candidates: lane by lane, best first."""
    best = [
        candidate
        for _, lane in groupby(candidates, key=lambda c: c.number)
        for candidate in list(lane)[:BEST_OF_LANE]
    ]
    vocabulary = Vocabulary(model.characters)
    texts = _texts(best)
    poems = [(c.lane, lines) for each in texts for c, lines in zip(best, each, strict=True)]
    read = score_poems(model, vocabulary, poems, book=book, cancelled=cancelled)
    read = read.reshape(len(texts), len(best), -1)
    ids = np.array([[vocabulary.id(c) for c in "".join(b.lines)] for b in best])
    prices = Prices(model.log_frequency, model.followers).along(ids, best[0].lane.grid.shape)
    fluency = (read[0] - discount * prices).mean(axis=1)
    threads = _threads(read, best[0].lane.grid)
    return [
        replace(c, fluency=float(f), thread=float(t))
        for c, f, t in zip(best, fluency, threads, strict=True)
    ]


def second_half(grid: Grid) -> int:
    """The line with which the second half begins: the second stanza, or the line in the middle."""
    return grid.stanzas[0] if len(grid.stanzas) > 1 else len(grid.lines) // 2


def _texts(best: Sequence[Candidate]) -> list[list[tuple[str, ...]]]:
    """The candidates as they are; then each second half after openings of other lanes.

    The latter not where all openings are the same: there is but one line, or all of it stands.
    """
    half = second_half(best[0].lane.grid)
    openings = [c.lines[:half] for c in best]
    offsets = (BEST_OF_LANE * (n + 1) for n in range(OPENINGS))
    others = [o for o in offsets if o % len(best) and len(set(openings)) > 1]
    return [
        [openings[(i + offset) % len(best)] + c.lines[half:] for i, c in enumerate(best)]
        for offset in (0, *others)
    ]


def _threads(read: Floats, grid: Grid) -> Floats:
    """read [1 + openings, poems, cells] -> [poems]: what the second half owes to its own opening.

    In nats a character of that half.
    """
    begin = sum(map(len, grid.lines[: second_half(grid)]))
    if len(read) == 1:
        return np.zeros(read.shape[1], np.float32)
    return (read[0] - read[1:].mean(axis=0))[:, begin:].mean(axis=1)
