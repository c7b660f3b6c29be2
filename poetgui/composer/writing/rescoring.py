"""Rescoring: the best candidates scored again by the model without pins and themes.

Conditioned on the next head, the model takes it for granted; whether the head stands naturally in
its place only shows without that condition (fluency). And whether a poem is one poem shows when its
second half is scored after the first half of another: if it is as likely there, the halves have
nothing to do with each other (coherence).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.poem_scores import score_with_openings
from poetgui.engine.search.task import Candidate
from poetgui.grid import Grid
from poetgui.prosody.books.rhyme_books import RhymeBook

BEST_OF_LANE = 2
"""Candidates of each lane that are rescored; the others are dropped. Of one lane the third differs
from the second in a character or two."""
WEAKEST = 3
"""Characters of which `Candidate.weakest` is the mean."""
OPENINGS = 2
"""First halves of so many other lanes are put before each second half; each costs as much time as
scoring the candidates once."""


def rescore(
    candidates: Sequence[Candidate],
    model: LanguageModel,
    book: RhymeBook | None,
    discount: float,
    cancelled: Callable[[], bool] | None = None,
) -> list[Candidate]:
    """The best of each lane with `fluency`, `coherence` and `weakest`.

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
    openings = _openings(best)
    logp = score_with_openings(
        model, vocabulary, poems, begin, openings, book=book, cancelled=cancelled
    )
    fluency = logp[0].mean(axis=1)
    if discount:
        ids = np.array([[vocabulary.id(c) for c in "".join(b.lines)] for b in best])
        fluency -= discount * model.habit_penalty.of_poems(ids, grid.shape).mean(axis=1)
    coherence = _coherence(logp[:, :, begin:])
    weakest = np.sort(logp[0], axis=1)[:, :WEAKEST].mean(axis=1)
    return [
        replace(c, fluency=float(f), coherence=float(t), weakest=float(w))
        for c, f, t, w in zip(best, fluency, coherence, weakest, strict=True)
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


def _coherence(halves: Floats) -> Floats:
    """[1 + openings, poems, cells] -> [poems], nats a character; 0 where there is no opening."""
    if len(halves) == 1:
        return np.zeros(halves.shape[1], np.float32)
    return (halves[0] - halves[1:].mean(axis=0)).mean(axis=1)
