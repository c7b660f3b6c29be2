"""Completing a word is no find; elsewhere a rare character is dear."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.engine.model.habit_penalty import HabitPenalty, lexicon_bigrams

CHARACTERS = ("", "<s>", "<unk>", "蝴", "蝶", "春", "风")
COUNTS = (0, 0, 5, 100, 110, 4000, 6000)
ALONE = np.log(np.array(COUNTS) + 1.0).astype(np.float32) - np.float32(np.log(sum(COUNTS)))


@pytest.fixture
def penalty() -> HabitPenalty:
    return HabitPenalty(ALONE, lexicon_bigrams(("蝴蝶", "春风"), (99, 400), CHARACTERS, COUNTS))


def test_a_word_that_its_first_character_begs_for_costs_next_to_nothing(
    penalty: HabitPenalty,
) -> None:
    after = penalty.after(np.array([3, 5, 6]))
    assert after[0, 4] == pytest.approx(np.log(0.99))
    assert after[1, 6] == pytest.approx(ALONE[6])  # 风 is commoner alone than after 春 here
    assert (np.delete(after[2], 6) == np.delete(ALONE, 6)).all()
    assert (np.delete(after[0], [3, 4]) == np.delete(ALONE, [3, 4])).all()


def test_words_do_not_reach_over_the_end_of_a_line(penalty: HabitPenalty) -> None:
    poem = np.array([[5, 3, 4, 6]])
    whole, broken = penalty.of_poems(poem, (4,)), penalty.of_poems(poem, (2, 2))
    assert whole[0, 2] == pytest.approx(np.log(0.99))
    assert broken[0, 2] == ALONE[4]
    assert whole[0, 0] == broken[0, 0] == ALONE[5]


def test_a_lexicon_counted_elsewhere_gives_no_probability_above_one() -> None:
    (tails, logps) = lexicon_bigrams(("蝴蝶",), (500,), CHARACTERS, COUNTS)[3]
    assert tails.tolist() == [4]
    assert logps.tolist() == [0.0]


def test_doubled_characters_are_words_or_earn_nothing() -> None:
    known = lexicon_bigrams(("蝶蝶", "蝶风"), (55, 11), CHARACTERS, COUNTS)
    after = HabitPenalty(ALONE, known).after(np.array([4, 3]))
    assert after[0, 4] == pytest.approx(np.log(0.5))
    assert after[1, 3] == 0
