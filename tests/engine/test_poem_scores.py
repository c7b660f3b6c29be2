"""Poems read as they stand, and after the openings of others."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.poem_scores import score_poems, score_with_openings
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.progress import Cancelled
from poetgui.grid import Cell, Grid
from tests.toy import ToyModel

MODEL = ToyModel()
VOCABULARY = Vocabulary(MODEL.characters)
LANE = Lane(Grid("其他", "", tuple(tuple(Cell(i, j) for j in range(3)) for i in range(2))))
TEXTS = (("春风花", "山水月"), ("人家日", "天年中"), ("心云上", "来何时"))
POEMS = [(LANE, lines) for lines in TEXTS]
HALF = 3


def test_an_opening_is_read_as_if_the_poem_had_begun_with_it() -> None:
    """As the model sees it: nothing of the own opening is left in its state."""
    turned = np.array([1, 2, 0])
    own, crossed = score_with_openings(MODEL, VOCABULARY, POEMS, HALF, [turned])
    mixed = [(LANE, (POEMS[j][1][0], POEMS[i][1][1])) for i, j in enumerate(turned)]
    np.testing.assert_allclose(own, score_poems(MODEL, VOCABULARY, POEMS), rtol=1e-6)
    whole = score_poems(MODEL, VOCABULARY, mixed)
    np.testing.assert_allclose(crossed[:, HALF:], whole[:, HALF:], rtol=1e-6)
    assert not np.allclose(crossed[:, HALF:], own[:, HALF:])
    assert not crossed[:, :HALF].any()


def test_after_its_own_opening_it_reads_as_it_is() -> None:
    same = np.arange(3)
    read = score_with_openings(MODEL, VOCABULARY, POEMS, HALF, [same, same])
    np.testing.assert_allclose(read[1:, :, HALF:], read[:1, :, HALF:].repeat(2, 0), rtol=1e-6)


def test_reading_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        score_with_openings(MODEL, VOCABULARY, POEMS, HALF, [], cancelled=lambda: True)
