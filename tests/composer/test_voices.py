"""Whose hand each lane writes in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from poetgui.composer.compose import Composer
from poetgui.composer.request import ComposeRequest, Mode
from poetgui.composer.voices import TUNES, VERSE, lend
from poetgui.engine.features import FEATURES
from poetgui.engine.lanes import Lane
from poetgui.engine.model import Floats, Ints
from poetgui.grid import Grid
from tests.toy import ToyModel

LANES = [Lane(Grid("其他", "", ()))] * 5
STYLES = ("唐", "宋", "郊庙朝会歌辞", "李白", "王维", "辛弃疾", "晏几道", "杜甫")


def chance() -> np.random.Generator:
    return np.random.default_rng(1)


def test_every_poet_lends_his_voice_before_any_lends_it_again() -> None:
    lanes = lend(LANES, STYLES, chance(), tune=False)
    drawn = [lane.voice for lane in lanes]
    assert set(drawn) == {4, 5, 8}
    assert sorted(drawn.count(voice) for voice in set(drawn)) == [1, 2, 2]


def test_tunes_are_sung_by_those_who_wrote_them() -> None:
    assert {lane.voice for lane in lend(LANES, STYLES, chance(), tune=True)} == {6, 7}


def test_a_model_that_knows_none_of_them_speaks_as_it_does() -> None:
    assert lend(LANES, ("唐", "某甲"), chance(), tune=False) == LANES


def test_the_altars_of_the_court_lend_none() -> None:
    assert not {"郊庙朝会歌辞", "宋徽宗", "唐", "宋"} & (VERSE | TUNES)


class _Poets(ToyModel):
    """Remembers which styles it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.conditioning: set[int] = set()

    @property
    def styles(self) -> tuple[str, ...]:
        return STYLES

    def step(self, previous: Ints, features: Ints, state: Any, memory: Any) -> tuple[Floats, Any]:
        self.conditioning |= set(features[:, FEATURES.index("style")].tolist())
        return super().step(previous, features, state, memory)


@pytest.mark.parametrize(
    ("request_", "writing"),
    [
        (ComposeRequest(Mode.FREE, form="五绝", seed=1), {4, 5, 8}),
        (ComposeRequest(Mode.FREE, form="五绝", themes=("春花",), seed=1), {4, 5, 8}),
        (ComposeRequest(Mode.FREE, form="如梦令", seed=1), {6, 7}),
        (ComposeRequest(Mode.FREE, form="五绝", style="辛弃疾", seed=1), {6}),
        (ComposeRequest(Mode.CONTINUE, text="春花秋月夏，春花秋月山", form="五绝", seed=1), set()),
    ],
)
def test_the_lanes_speak_with_voices_where_the_person_names_none(
    request_: ComposeRequest, writing: set[int]
) -> None:
    model = _Poets()
    Composer(model).compose(request_)
    assert model.told - {0} == writing
