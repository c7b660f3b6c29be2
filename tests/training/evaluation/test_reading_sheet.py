"""The sheet of a blind reading, and what is read off a filled one."""

from __future__ import annotations

import csv
import io

import pytest

from poetgui.errors import UserError
from training.evaluation.reading_figures import Mark
from training.evaluation.reading_sheet import couplets, mark_of, page, table

POEM = ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼")
TEXT = "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"


def test_lines_are_shown_two_by_two() -> None:
    assert "".join(couplets(POEM)) == TEXT
    assert couplets(POEM[:3])[-1] == "欲穷千里目。"


def test_the_table_has_a_row_for_each_poem() -> None:
    heading, one, two = csv.reader(io.StringIO(table([POEM, POEM[:2]])))
    assert one[:2] == ["1", TEXT]
    assert two[:2] == ["2", TEXT[:12]]
    assert heading[0] == "编号"
    assert {len(heading), len(one), len(two)} == {8}
    assert not any(one[2:])


def test_a_page_shows_text_and_no_markup_of_its_poems() -> None:
    text = page([("<b>", "a&b")])
    assert "&lt;b&gt;，a&amp;b。" in text
    assert "<b>" not in text
    assert "{{" not in text


def test_a_page_has_a_place_for_every_mark_and_needs_no_network() -> None:
    text = page([POEM, POEM])
    assert text.count("<section data-number=") == 2
    assert text.count("<select>") == 2
    assert text.count('type="number" min="1" max="5" step="0.5"') == 8
    assert "http" not in text
    assert "src=" not in text


@pytest.mark.parametrize("poem", [[], [TEXT]], ids=["without the poem", "with the poem"])
@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["H", "4", "3.5", "2", "3"], Mark(True, (4, 3.5, 2, 3))),
        (["h", "4", "3.5", "2", "3", ""], Mark(True, (4, 3.5, 2, 3))),
        (["人作", "1", "5", "1", "5", "好"], Mark(True, (1, 5, 1, 5), "好")),
        ([" m ", " 1", "2 ", "3", "4", "一句", "二句"], Mark(False, (1, 2, 3, 4), "一句 二句")),
        (["机", "1", "1", "1", "1"], Mark(False, (1, 1, 1, 1))),
        (["", "", "", "", "", ""], None),
        ([], None),
        (["", "", "", "", "", "没看懂"], None),
    ],
)
def test_marks_are_read_with_or_without_the_poem(
    poem: list[str], cells: list[str], mark: Mark | None
) -> None:
    assert mark_of(["7", *poem, *cells]) == mark


@pytest.mark.parametrize("poem", [[], [TEXT]], ids=["without the poem", "with the poem"])
@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["H", "4", "3", "2"], "第 7 首的评分要填四个数"),
        (["H", "4", "3", "2", "好"], "第 7 首的评分要填四个数"),
        (["H", "", "", "", ""], "第 7 首的评分要填四个数"),
        (["H", "4", "3", "2", "5.5"], "第 7 首的评分要在 1 与 5 之间"),
        (["H", "0", "3", "2", "5"], "第 7 首的评分要在 1 与 5 之间"),
        (["H", "nan", "3", "2", "5"], "第 7 首的评分要在 1 与 5 之间"),
        (["", "4", "3", "2", "5"], "第 7 首请填 H（人作）或 M（机作）"),
        (["X", "4", "3", "2", "5"], "第 7 首请填 H（人作）或 M（机作）"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_with_its_number(
    poem: list[str], cells: list[str], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        mark_of(["7", *poem, *cells])
