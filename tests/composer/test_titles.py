"""Titles: the occasion of a poem, given by the person or drawn for each lane."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.themes.title_sampler import TitleSampler, title_hint
from poetgui.composer.writing.composer import Composer
from poetgui.engine.model.features import HINT_TITLE, MAX_TITLE
from poetgui.engine.search.lanes import Lane
from poetgui.grid import Grid
from tests.toy import ToyModel

TITLES = {"春山": 8, "秋月": 4, "江上": 1}
FREE = ComposeRequest(Mode.FREE, form="五绝", seed=3, count=3)


class Watched(ToyModel):
    """Keeps the characters of the titles that it is given, one text a row."""

    def __init__(self, knows_titles: bool = True) -> None:
        super().__init__()
        self.given: list[str] = []
        self.themes = 0
        self._knows = knows_titles

    @property
    def knows_titles(self) -> bool:
        return self._knows

    def encode_hints(self, hints: Any) -> Any:
        for row in hints:
            title = row[row[:, 1] == HINT_TITLE]
            self.given.append("".join(self.characters[int(c)] for c in title[:, 0]))
            assert title[:, 3].tolist() == list(range(1, len(title) + 1))
            self.themes += int(((row[:, 1] != HINT_TITLE) & (row[:, 1] > 1)).sum())
        return super().encode_hints(hints)


def test_a_title_is_given_to_every_lane_and_names_the_poem() -> None:
    model = Watched()
    poems = Composer(model, titles=TITLES).compose(replace(FREE, title="《秋江》"))
    assert {poem.title for poem in poems} == {"《秋江》"}
    assert set(model.given) - {""} == {"秋江"}
    assert model.themes == 0


def test_without_a_title_each_lane_draws_one_and_the_poem_is_called_so() -> None:
    model = Watched()
    poems = Composer(model, titles=TITLES).compose(FREE)
    assert poems
    assert {poem.title for poem in poems} <= set(TITLES)
    assert set(model.given) - {""} == set(TITLES)


@pytest.mark.parametrize(
    "request_",
    [
        replace(FREE, themes=("秋月",)),
        ComposeRequest(Mode.ACROSTIC, heads="春花", form="五绝", seed=1),
        ComposeRequest(Mode.FREE, form="如梦令", seed=1, count=1),
    ],
)
def test_no_title_is_drawn_where_the_request_says_something(request_: ComposeRequest) -> None:
    model = Watched()
    Composer(model, titles=TITLES).compose(request_)
    assert set(model.given) == {""}


def test_a_model_without_titles_is_given_the_words_of_the_title() -> None:
    model = Watched(knows_titles=False)
    poem = Composer(model).compose(replace(FREE, title="秋江"))[0]
    assert poem.title == "秋江"
    assert set(model.given) == {""}
    assert model.themes


def test_without_any_title_a_poem_is_untitled() -> None:
    assert Composer(ToyModel()).compose(FREE)[0].title == "无题"


def test_frequent_titles_are_drawn_more_often() -> None:
    sampler = TitleSampler({"春山": 100, "秋月": 1})
    random, lanes = np.random.default_rng(1), [Lane(Grid("五绝", "", ()))]
    drawn = [sampler.assign_titles(lanes, random)[0].title for _ in range(300)]
    assert 0.8 < drawn.count("春山") / 300 < 0.99


def test_lanes_differ_as_long_as_titles_last() -> None:
    lanes = [Lane(Grid("五绝", "", ()))] * 5
    drawn = [
        lane.title for lane in TitleSampler(TITLES).assign_titles(lanes, np.random.default_rng(1))
    ]
    assert set(drawn[:3]) == set(TITLES)
    assert drawn[3:] == drawn[:2]


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("送李判官歸蜀", "送李判官归蜀"),
        (" Hello 2026 中秋！", "中秋"),
        ("一" * 40, "一" * MAX_TITLE),
    ],
)
def test_what_is_given_of_a_title(typed: str, given: str) -> None:
    assert title_hint(typed) == given
