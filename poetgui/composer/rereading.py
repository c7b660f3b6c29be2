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

from poetgui.engine.model import Floats, Ints, LanguageModel
from poetgui.engine.scoring import cross_poems
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
    """The best of each lane with `fluency`, `thread` and `habit`.

    candidates: lane by lane, best first. Raises Cancelled.
    """
    best = [
        candidate
        for _, lane in groupby(candidates, key=lambda c: c.number)
        for candidate in list(lane)[:BEST_OF_LANE]
    ]
    vocabulary = Vocabulary(model.characters)
    grid = best[0].lane.grid
    begin = sum(map(len, grid.lines[: second_half(grid)]))
    poems = [(c.lane, c.lines) for c in best]
    others = _openings(best)
    read = cross_poems(model, vocabulary, poems, begin, others, book=book, cancelled=cancelled)
    ids = np.array([[vocabulary.id(c) for c in "".join(b.lines)] for b in best])
    prices = model.prices.along(ids, grid.shape)
    fluency = (read[0] - discount * prices).mean(axis=1)
    threads = _threads(read[:, :, begin:])
    return [
        replace(c, fluency=float(f), thread=float(t), habit=float(h))
        for c, f, t, h in zip(best, fluency, threads, prices.mean(axis=1), strict=True)
    ]


def second_half(grid: Grid) -> int:
    """The line with which the second half begins: the second stanza, or the line in the middle."""
    return grid.stanzas[0] if len(grid.stanzas) > 1 else len(grid.lines) // 2


def _openings(best: Sequence[Candidate]) -> list[Ints]:
    """Of each candidate, others whose opening is read before its second half: of other lanes.

    None where all openings are the same: there is but one line, or all of it stands.
    """
    half = second_half(best[0].lane.grid)
    if len({c.lines[:half] for c in best}) == 1:
        return []
    offsets = (BEST_OF_LANE * (n + 1) for n in range(OPENINGS))
    own = np.arange(len(best))
    return [(own + offset) % len(best) for offset in offsets if offset % len(best)]


def _threads(halves: Floats) -> Floats:
    """[1 + openings, poems, cells] -> [poems], nats a character; 0 where there is no opening."""
    if len(halves) == 1:
        return np.zeros(halves.shape[1], np.float32)
    return (halves[0] - halves[1:].mean(axis=0)).mean(axis=1)
