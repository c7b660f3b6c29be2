"""Candidates read again without hints."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from poetgui.composer.writing.ranking import Ranking
from poetgui.composer.writing.rescoring import BEST_OF_LANE, rescore, second_half
from poetgui.engine.bundle.session import log_softmax
from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.progress import Cancelled
from poetgui.engine.search.task import Candidate
from poetgui.grid import Cell, Grid, Place
from tests.toy import ToyModel

GRID = Grid("其他", "", (tuple(Cell(0, j) for j in range(3)),))
MODEL = ToyModel()


def candidate(line: str, number: int = 0) -> Candidate:
    return Candidate(Lane(GRID), number, (line,), -1.0, 0.0, 0)


def test_only_the_best_of_each_lane_are_read() -> None:
    lines = ["春风花", "山水月", "人家日", "天年中"]
    found = rescore([candidate(line, n) for n in (0, 1) for line in lines], MODEL, None, 0.2)
    assert [c.lines[0] for c in found] == lines[:BEST_OF_LANE] * 2
    assert all(c.fluency is not None for c in found)


def test_fluency_is_the_mean_log_probability_less_the_discount() -> None:
    plain, dear = (rescore([candidate("春风花")], MODEL, None, d)[0].fluency for d in (0.0, 1.0))
    ids = [MODEL.characters.index(c) for c in "春风花"]
    assert dear == pytest.approx((plain or 0) - np.mean(MODEL.log_frequency[ids]), abs=1e-5)


def test_reading_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        rescore([candidate("春风花")], MODEL, None, 0.2, cancelled=lambda: True)


def test_what_reads_better_ranks_higher() -> None:
    ranking = Ranking({Place(0, 0)}, ())
    lane = Lane(GRID)
    ranking.add([Candidate(lane, 0, ("春风花",), -3.0, 0.0, 0, fluency=-4.0)])
    ranking.add([Candidate(lane, 1, ("山水月",), -3.0, 0.0, 0, fluency=-3.5)])
    assert ranking.choose(1)[0].candidate.lines == ("山水月",)


QUATRAIN = Grid("其他", "", tuple(tuple(Cell(i, j) for j in range(2)) for i in range(4)))


class Rhyming(ToyModel):
    """Says that a character is likelier where it stood before."""

    def initial_state(self, batch: int) -> Any:
        return (np.zeros((batch, len(self.characters)), np.float32),)

    def step(self, previous: Ints, features: Ints, state: Any, memory: Any) -> tuple[Floats, Any]:
        heard = state[0].copy()
        heard[np.arange(len(previous)), previous] = 1.0
        return log_softmax(heard.copy()), (heard,)


def quatrain(text: str, number: int) -> Candidate:
    return Candidate(Lane(QUATRAIN), number, tuple(text.split()), -1.0, 0.0, 0)


def test_the_thread_is_what_the_second_half_owes_to_its_own_opening() -> None:
    """Of four poems of four lanes two say again what they began with."""
    texts = [
        "春风 花山 春风 花山",
        "水月 人家 水月 人家",
        "天年 中日 春山 水人",
        "心云 上来 风花 月家",
    ]
    found = rescore([quatrain(t, n) for n, t in enumerate(texts)], Rhyming(), None, 0.0)
    assert [c.coherence > 0.05 for c in found] == [True, True, False, False]
    ranking = Ranking((), ())
    ranking.add(found)
    assert {r.candidate.lines[0] for r in ranking.choose(2)} == {"春风", "水月"}


def test_what_stands_in_every_candidate_has_no_thread() -> None:
    texts = ["春风 花山 春风 花山", "春风 花山 水月 人家", "春风 花山 天年 中日"]
    found = rescore([quatrain(t, n) for n, t in enumerate(texts)], Rhyming(), None, 0.0)
    assert [c.coherence for c in found] == [0.0] * 3


def test_stanzas_are_the_halves_of_a_tune() -> None:
    assert second_half(QUATRAIN) == 2
    assert second_half(replace(QUATRAIN, stanzas=(3, 1))) == 3
