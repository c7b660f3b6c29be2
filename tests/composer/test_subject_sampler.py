"""A subject for each lane."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.themes import subject_sampler
from poetgui.composer.themes.subject_sampler import MOST, SubjectSampler
from poetgui.composer.themes.theme_lexicon import ThemeLexicon
from poetgui.composer.writing.composer import Composer
from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.search.lanes import Lane
from poetgui.grid import Grid
from tests.toy import ToyModel

LANES = [Lane(Grid("其他", "", ()))] * 200


class _FewWords(ToyModel):
    """春夏 is common, 春秋 rare; 山水 goes with both, 日月 does not; the others are no subjects."""

    @property
    def lexicon_bigrams(self) -> dict[int, tuple[Ints, Floats]]:
        log = np.log(np.array([0.9, 0.1], np.float32))
        sure = np.zeros(1, np.float32)
        return {
            3: (np.array([4, 5]), log),
            6: (np.array([7]), sure),
            8: (np.array([9]), sure),
            10: (np.array([11]), sure),
            12: (np.array([13]), sure),
            15: (np.array([16]), sure),
        }

    @property
    def theme_vectors(self) -> Floats:
        meanings = np.zeros((len(self.characters), 2), np.float32)
        meanings[3:8, 0] = meanings[8:, 1] = 1.0
        return meanings


def words() -> ThemeLexicon:
    return ThemeLexicon(_FewWords("春夏秋山水日月何处三千人圣主"))


def test_words_that_go_together_share_no_character() -> None:
    old = words()
    assert old.related("春夏", 1) == ("山水",)
    assert old.related("春", 9) == ("山水", "日月")
    assert old.related("山水", 2) == ("春夏", "春秋")
    assert old.related("喆", 2) == ()


def test_what_says_nothing_is_no_subject() -> None:
    old = words()
    assert {"何处", "三千", "圣主"} <= set(old.words)
    assert set(old.subjects) == {"春夏", "春秋", "山水", "日月"}


def test_each_lane_gets_a_word_of_its_own_the_commoner_more_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subject_sampler, "RELATED", 1)
    lanes = SubjectSampler(words()).assign_subjects(LANES, np.random.default_rng(1))
    drawn = [lane.subject for lane in lanes]
    firsts = [words[0] for words in drawn]
    assert firsts.count("春夏") > firsts.count("春秋") > 0
    assert {words[1:] for words in drawn if words[0] == "春夏"} == {(), ("山水",)}


def test_others_come_with_it_up_to_the_most() -> None:
    lanes = SubjectSampler(words()).assign_subjects(LANES, np.random.default_rng(1))
    assert {len(lane.subject) for lane in lanes} == set(range(1, MOST + 1))
    for first, *others in (lane.subject for lane in lanes):
        assert not any(set(first) & set(word) for word in others)


def test_what_is_named_is_kept_to_and_some_lanes_are_told_what_goes_with_it() -> None:
    lanes = SubjectSampler(words()).assign_subjects(LANES, np.random.default_rng(1), ("春夏",))
    assert {lane.subject for lane in lanes} == {(), ("山水",), ("日月",)}


def test_without_a_lexicon_the_lanes_stay_as_they_are() -> None:
    assert (
        SubjectSampler(ThemeLexicon(ToyModel())).assign_subjects(LANES, np.random.default_rng(1))
        == LANES
    )


@pytest.mark.parametrize(
    ("request_", "asked"),
    [
        (ComposeRequest(Mode.FREE, form="五绝", seed=1), True),
        (ComposeRequest(Mode.ACROSTIC, heads="春花秋月", seed=1), True),
        (ComposeRequest(Mode.CONTINUE, text="春花秋月夏", form="五绝", seed=1), True),
        (ComposeRequest(Mode.CONTINUE, text="春花秋月夏，春花秋月山", form="五绝", seed=1), False),
        (ComposeRequest(Mode.COUPLET, text="春花秋月夏", seed=1), False),
        (ComposeRequest(Mode.FREE, form="五绝", themes=("春花",), seed=1), True),
    ],
)
def test_what_has_a_subject_is_given_none(
    request_: ComposeRequest, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    assign_subjects = SubjectSampler.assign_subjects
    monkeypatch.setattr(
        SubjectSampler, "assign_subjects", lambda *a: calls.append(a) or assign_subjects(*a)
    )
    Composer(ToyModel()).compose(request_)
    assert bool(calls) is asked
