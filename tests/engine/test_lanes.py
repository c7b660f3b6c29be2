"""Which patterns and rhyme groups compete."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from poetgui.engine.search.lanes import Lane, choose_lanes
from poetgui.engine.search.masks import Masks, accepts, demand
from poetgui.errors import UserError
from poetgui.grid import Place
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.toy import ToyModel

MODEL = ToyModel()
BOOK = load_book(PINGSHUI)
MASKS = Masks(MODEL.characters, BOOK)


def lanes(
    form: str,
    pins: Mapping[Place, str] | None = None,
    *,
    count: int = 8,
    rhyme: str | None = None,
    lines: int | None = None,
    masks: Masks = MASKS,
    seed: int = 1,
) -> list[Lane]:
    return choose_lanes(
        grids(form_of(form), lines),
        pins or {},
        masks,
        MODEL.log_frequency,
        count=count,
        rhyme=rhyme,
        random=np.random.default_rng(seed),
    )


def test_several_wide_groups_compete() -> None:
    chosen = [lane.rhyme for lane in lanes("七绝")]
    assert len(set(chosen)) == 8
    assert not {"江", "佳", "肴", "咸"} & set(chosen)
    assert all(dict(BOOK.groups)[group] == "平" for group in chosen)


def test_the_same_seed_draws_the_same_lanes() -> None:
    assert lanes("七律", seed=5) == lanes("七律", seed=5)
    assert lanes("七律", seed=5) != lanes("七律", seed=6)


def test_first_lines_rhyme_about_as_often_as_human_ones() -> None:
    def share(form: str) -> float:
        drawn = lanes(form, count=200)
        return sum("不入韵" not in lane.grid.pattern for lane in drawn) / 200

    assert share("七绝") > 0.6
    assert share("五绝") < 0.35


def test_a_given_group_is_kept_even_a_narrow_one() -> None:
    assert {lane.rhyme for lane in lanes("七绝", rhyme="江")} == {"江"}


def test_groups_that_cannot_be_are_refused() -> None:
    with pytest.raises(UserError, match="“送”是仄声韵"):
        lanes("七绝", rhyme="送")
    with pytest.raises(UserError, match="没有“冬天”这个韵部"):
        lanes("七绝", rhyme="冬天")
    assert lanes("七古", rhyme="月", lines=6)[0].rhyme == "月"


def test_a_pin_on_a_rhyme_cell_chooses_the_group() -> None:
    assert {lane.rhyme for lane in lanes("七绝", {Place(1, 6): "江"})} == {"江"}
    # 论 is level in 元 and in 真; its oblique reading in 愿 does not fit the cell.
    assert {lane.rhyme for lane in lanes("七绝", {Place(1, 6): "论"})} <= {"元", "真"}


def test_pins_choose_the_patterns_that_they_conflict_with_least() -> None:
    pins = {Place(0, 1): "日", Place(0, 6): "月"}
    patterns = {lane.grid.pattern for lane in lanes("七绝", pins, count=40)}
    assert patterns == {"仄起首句不入韵"}


def test_no_pin_conflicts_where_a_pattern_without_conflict_exists() -> None:
    pins = {Place(0, 6): "楼", Place(3, 6): "秋"}
    for lane in lanes("七绝", pins):
        for place, character in pins.items():
            cell = lane.grid.lines[place.line][place.column]
            assert accepts(character, demand(lane.grid, cell, BOOK, lane.groups), BOOK)


def test_a_pin_that_no_book_knows_decides_nothing() -> None:
    assert len({lane.rhyme for lane in lanes("七绝", {Place(1, 6): "𠮷"})}) == 8


def test_old_style_verse_rhymes_mostly_level_and_sometimes_oblique() -> None:
    tones = dict(BOOK.groups)
    drawn = [tones[lane.rhyme] for lane in lanes("七古", lines=6, count=200)]
    assert 0.5 < drawn.count(tones["东"]) / 200 < 1


def test_without_a_book_nothing_rhymes() -> None:
    drawn = lanes("七绝", masks=Masks(MODEL.characters, None))
    assert {lane.rhyme for lane in drawn} == {""}
