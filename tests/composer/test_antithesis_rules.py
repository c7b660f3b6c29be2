"""对仗: the table of what answers what, the search that leans on it, the ranking that counts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.writing import antithesis_rules
from poetgui.composer.writing.antithesis_rules import (
    SIMILARITY_CAP,
    antithesis_bonus,
    numerals,
    similarity,
)
from poetgui.composer.writing.composer import Composer
from poetgui.composer.writing.ranking import Ranking, Weights
from poetgui.engine.search.antithesis_table import AntithesisTable, shipped_table
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.task import Candidate
from poetgui.grid import Place
from poetgui.prosody.books.rhyme_books import load_book
from poetgui.prosody.forms.couplet_form import COUNTING, couplet_grid
from poetgui.prosody.forms.verse_forms import COUPLET, form_of
from tests.toy import ToyModel

GRID = couplet_grid(("两个黄鹂", "鸣翠柳"), load_book("平水韵"))


@pytest.mark.parametrize(
    ("of", "near", "far"),
    [
        ("一", "万千百两", "山归我"),
        ("红", "绿白青", "东我三"),
        ("东", "西南北", "红鸟飞"),
        ("我", "君", "山飞白"),
        ("飞", "啼", "山东君"),
    ],
)
def test_the_table_knows_what_answers_what(of: str, near: str, far: str) -> None:
    like = min(shipped_table().similarity(of, c) for c in near)
    unlike = max(shipped_table().similarity(of, c) for c in far)
    assert like > unlike + 0.2


@pytest.mark.parametrize(
    "couplet",
    [
        ("两个黄鹂鸣翠柳", "一行白鹭上青天"),
        ("明月松间照", "清泉石上流"),
        ("无边落木萧萧下", "不尽长江滚滚来"),
        ("沧海月明珠有泪", "蓝田日暖玉生烟"),
        ("感时花溅泪", "恨别鸟惊心"),
        ("海内存知己", "天涯若比邻"),
    ],
)
def test_couplets_answer_better_than_lines_that_follow_each_other(
    couplet: tuple[str, str],
) -> None:
    seven = len(couplet[0]) == 7
    plain = ("窗含西岭千秋雪", "故人西辞黄鹤楼") if seven else ("床前明月光", "无为在歧路")
    assert (
        shipped_table().similarity(*couplet)
        > shipped_table().similarity(couplet[0], plain[1]) + 0.1
    )


def test_what_the_table_lacks_answers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "表.npz"
    vectors = np.array([[127, 0], [127, 0], [0, 127]], np.int8)
    np.savez(path, characters=np.array([ord(c) for c in "山水归"], np.uint32), vectors=vectors)
    table = AntithesisTable.load(path)
    assert table.similarity("山山", "水归") == pytest.approx(0.5)
    assert table.similarity("山", "𠮷") == 0
    assert table.vectors_of(["", "归", "𠮷"]).tolist() == [[0, 0], [0, 1], [0, 0]]


def test_which_lines_answer_which() -> None:
    assert COUPLET.paired_lines(4) == {2: 0, 3: 1}
    octave = form_of("五律")
    assert octave.paired_lines(8) == {3: 2, 5: 4}
    longer = form_of("五排")
    assert longer.paired_lines(12) == {3: 2, 5: 4, 7: 6, 9: 8}
    old_style = form_of("五古")
    assert old_style.paired_lines(8) == {}
    quatrain = form_of("七绝")
    assert quatrain.paired_lines(4) == {}


def test_the_search_leans_only_in_couplets() -> None:
    vectors = np.eye(4, 3, dtype=np.float32)
    found = antithesis_bonus(COUPLET, vectors)
    assert found is not None
    assert found.bonus(np.array([[1, 3]])).tolist() == [
        [[0, antithesis_rules.ANTITHESIS_BONUS, 0, 0], [0, 0, 0, 0]]
    ]
    assert antithesis_bonus(form_of("五律"), vectors) is None


def test_numerals_want_numerals() -> None:
    pins = {Place(0, 0): "孤", Place(0, 1): "三", Place(1, 2): "柳"}
    assert numerals(COUPLET, pins) == {Place(2, 1): COUNTING}
    assert numerals(form_of("五律"), pins) == {}


def test_likeness_is_capped_and_means_over_the_pairs() -> None:
    assert similarity(("红", "红"), {1: 0}) == SIMILARITY_CAP
    assert similarity(("红", "红", "红", "𠮷"), {1: 0, 3: 2}) == pytest.approx(SIMILARITY_CAP / 2)
    assert similarity(("红", "红"), {}) == 0


def test_the_ranking_prefers_the_line_that_answers() -> None:
    lane = Lane(couplet_grid(("明月松间照",), load_book("平水韵")))
    lines = ("清泉石上流", "无为在歧路")
    pool = [Candidate(lane, 0, ("明月松间照", line), -2.0, 0.0, 0) for line in reversed(lines)]
    given = {Place(0, j) for j in range(5)}
    pairs = COUPLET.paired_lines(len(lane.grid.lines))
    ranking = Ranking(given, (), Weights(antithesis=1.0), pairs)
    ranking.add(pool)
    assert [r.candidate.lines[1] for r in ranking.choose(2)] == list(lines)


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        (ComposeRequest(Mode.COUPLET, text="明月松间照", count=1, seed=1), True),
        (ComposeRequest(Mode.FREE, form="五律", count=1, seed=1), False),
    ],
)
def test_a_couplet_is_chosen_for_it_and_an_octave_is_not(
    asked: ComposeRequest, counted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = list[Weights]()
    ranking = Ranking.__init__

    def watched(self: Ranking, pins: Any, themes: Any, weights: Weights, pairs: Any) -> None:
        given.append(weights)
        ranking(self, pins, themes, weights, pairs)

    monkeypatch.setattr(Ranking, "__init__", watched)
    Composer(ToyModel()).compose(asked)
    assert [w.antithesis > 0 for w in given] == [counted]


def test_numerals_are_answered_by_numerals_where_any_fits() -> None:
    composer = Composer(ToyModel())
    for upper in ("三年秋月照", "一年秋月照", "云间千里月"):
        place = next(i for i, c in enumerate(upper) if c in "一三千")
        for poem in composer.compose(ComposeRequest(Mode.COUPLET, text=upper, count=3, seed=1)):
            assert poem.lines[1][place] in COUNTING
    barren = Composer(ToyModel("春风花月山水江河人心天地有无来去明清高长"))
    poem = barren.compose(ComposeRequest(Mode.COUPLET, text="三春花月好", count=1, seed=1))[0]
    assert poem.lines[1][0] not in COUNTING
