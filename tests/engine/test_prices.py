"""Completing a word is no find; elsewhere a rare character is dear."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.engine.prices import Prices, followers

CHARACTERS = ("", "<s>", "<unk>", "蝴", "蝶", "春", "风")
COUNTS = (0, 0, 5, 100, 110, 4000, 6000)
ALONE = np.log(np.array(COUNTS) + 1.0).astype(np.float32) - np.float32(np.log(sum(COUNTS)))


@pytest.fixture
def prices() -> Prices:
    return Prices(ALONE, followers(("蝴蝶", "春风"), (99, 400), CHARACTERS, COUNTS))


def test_a_word_that_its_first_character_begs_for_costs_next_to_nothing(prices: Prices) -> None:
    after = prices.after(np.array([3, 5, 6]))
    assert after[0, 4] == pytest.approx(np.log(0.99))
    assert after[1, 6] == pytest.approx(ALONE[6])  # 风 is commoner alone than after 春 here
    assert (after[2] == ALONE).all()
    assert (np.delete(after[0], 4) == np.delete(ALONE, 4)).all()


def test_words_do_not_reach_over_the_end_of_a_line(prices: Prices) -> None:
    poem = np.array([[5, 3, 4, 6]])
    whole, broken = prices.along(poem, (4,)), prices.along(poem, (2, 2))
    assert whole[0, 2] == pytest.approx(np.log(0.99))
    assert broken[0, 2] == ALONE[4]
    assert whole[0, 0] == broken[0, 0] == ALONE[5]


def test_a_lexicon_counted_elsewhere_gives_no_probability_above_one() -> None:
    (tails, logps) = followers(("蝴蝶",), (500,), CHARACTERS, COUNTS)[3]
    assert tails.tolist() == [4]
    assert logps.tolist() == [0.0]
