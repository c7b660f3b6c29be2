"""Candidates read again without hints."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.composer.ranking import Ranking
from poetgui.composer.rereading import BEST_OF_LANE, reread
from poetgui.engine.lanes import Lane
from poetgui.engine.task import Cancelled, Candidate
from poetgui.grid import Cell, Grid
from tests.toy import ToyModel

GRID = Grid("其他", "", (tuple(Cell(0, j) for j in range(3)),))
MODEL = ToyModel()


def candidate(line: str, number: int = 0) -> Candidate:
    return Candidate(Lane(GRID), number, (line,), -1.0, 0.0, 0)


def test_only_the_best_of_each_lane_are_read() -> None:
    lines = ["春风花", "山水月", "人家日", "天年中"]
    found = reread([candidate(line, n) for n in (0, 1) for line in lines], MODEL, None, 0.2)
    assert [c.lines[0] for c in found] == lines[:BEST_OF_LANE] * 2
    assert all(c.fluency is not None for c in found)


def test_fluency_is_the_mean_log_probability_less_the_discount() -> None:
    plain, dear = (reread([candidate("春风花")], MODEL, None, d)[0].fluency for d in (0.0, 1.0))
    ids = [MODEL.characters.index(c) for c in "春风花"]
    assert dear == pytest.approx((plain or 0) - np.mean(MODEL.log_frequency[ids]), abs=1e-5)


def test_reading_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        reread([candidate("春风花")], MODEL, None, 0.2, cancelled=lambda: True)


def test_what_reads_better_ranks_higher() -> None:
    ranking = Ranking((), ())
    lane = Lane(GRID)
    ranking.add([Candidate(lane, 0, ("春风花",), -1.0, 0.0, 0, fluency=-3.0)])
    ranking.add([Candidate(lane, 1, ("山水月",), -1.0, 0.0, 0, fluency=-2.0)])
    assert ranking.choose(1)[0].candidate.lines == ("山水月",)
