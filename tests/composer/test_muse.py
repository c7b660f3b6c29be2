"""A subject for each lane."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.composer.compose import Composer
from poetgui.composer.muse import MOST, Muse
from poetgui.composer.old_words import OldWords
from poetgui.composer.request import ComposeRequest, Mode
from poetgui.engine.lanes import Lane
from poetgui.engine.model import Floats, Ints
from poetgui.grid import Grid
from tests.toy import ToyModel

LANES = [Lane(Grid("其他", "", ()))] * 200


class _TwoWords(ToyModel):
    @property
    def followers(self) -> dict[int, tuple[Ints, Floats]]:
        return {3: (np.array([4, 5]), np.log(np.array([0.9, 0.1], np.float32)))}


def test_each_lane_gets_words_of_its_own_the_commoner_more_often() -> None:
    model = _TwoWords("春夏秋")
    lanes = Muse(OldWords(model)).inspire(LANES, np.random.default_rng(1))
    drawn = [lane.muse for lane in lanes]
    assert {len(muse) for muse in drawn} == set(range(1, MOST + 1))
    assert all(set(muse) <= {"春夏", "春秋"} and len(set(muse)) == len(muse) for muse in drawn)
    single = [muse for muse in drawn if len(muse) == 1]
    assert single.count(("春夏",)) > single.count(("春秋",)) > 0


def test_without_a_lexicon_the_lanes_stay_as_they_are() -> None:
    muse = Muse(OldWords(ToyModel()))
    assert muse.inspire(LANES, np.random.default_rng(1)) == LANES


@pytest.mark.parametrize(
    ("request_", "asked"),
    [
        (ComposeRequest(Mode.FREE, form="五绝", seed=1), True),
        (ComposeRequest(Mode.ACROSTIC, heads="春花秋月", seed=1), True),
        (ComposeRequest(Mode.CONTINUE, text="春花秋月夏", form="五绝", seed=1), True),
        (ComposeRequest(Mode.CONTINUE, text="春花秋月夏，春花秋月山", form="五绝", seed=1), False),
        (ComposeRequest(Mode.COUPLET, text="春花秋月夏", seed=1), False),
        (ComposeRequest(Mode.FREE, form="五绝", themes=("春花",), seed=1), False),
    ],
)
def test_what_has_a_subject_is_given_none(
    request_: ComposeRequest, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    inspire = Muse.inspire
    monkeypatch.setattr(Muse, "inspire", lambda *a: calls.append(a) or inspire(*a))
    Composer(ToyModel()).compose(request_)
    assert bool(calls) is asked
