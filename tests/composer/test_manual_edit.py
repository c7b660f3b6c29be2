"""Poems written by hand, without a window."""

from __future__ import annotations

import pytest

from poetgui.composer.revision.manual_edit import (
    blank,
    carried,
    cleared,
    moved,
    order,
    pasted,
    typed,
)
from poetgui.errors import UserError
from poetgui.grid import OPEN, Place, Poem
from poetgui.prosody.forms.verse_forms import form_of

HERON = ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼")


def test_a_blank_page_has_the_forms_cells_and_nothing_to_find_fault_with() -> None:
    poem = blank(form_of("七绝"))
    assert poem.lines == (OPEN * 7,) * 4
    assert (poem.book, poem.pattern, poem.violations) == ("平水韵", "平起首句入韵", ())
    assert len(blank(form_of("五古"), 6, "none").lines) == 6
    with pytest.raises(UserError, match="几句"):
        blank(form_of("五古"))


def test_a_blank_tune_has_its_marks_and_stanzas() -> None:
    poem = blank(form_of("西江月"))
    assert [len(line) for line in poem.lines] == [6, 6, 7, 6] * 2
    assert (poem.book, poem.stanzas) == ("词林正韵", (4, 4))
    assert len(poem.stops) == 8
    assert len(poem.open) == 50


def test_typing_runs_on_into_the_next_line_and_is_judged() -> None:
    poem, at = typed(blank(form_of("五绝")), Place(0, 3), "山盡黃")
    assert poem.lines[:2] == (OPEN * 3 + "山盡", "黃" + OPEN * 4)
    assert at == Place(1, 1)
    wrong, _ = typed(Poem(HERON, "五绝", book="平水韵"), Place(1, 4), "月")
    assert any("月" in message for message in wrong.violations)


def test_typing_stops_at_the_end_and_refuses_what_is_no_han_character() -> None:
    poem, at = typed(blank(form_of("五绝")), Place(3, 4), "楼台")
    assert (poem.lines[3], at) == (OPEN * 4 + "楼", Place(3, 4))
    with pytest.raises(UserError, match="数字"):
        typed(poem, Place(0, 0), "春3")


def test_a_pin_that_is_typed_over_or_erased_is_none_any_more() -> None:
    pins = frozenset({Place(0, 0), Place(1, 0), Place(2, 0)})
    poem = Poem(HERON, "五绝", book="平水韵", pins=pins, score=-3.0)
    assert typed(poem, Place(0, 0), "青")[0].pins == pins - {Place(0, 0)}
    erased = cleared(poem, [Place(1, 0), Place(1, 1)])
    assert (erased.lines[1], erased.pins) == (OPEN * 2 + "入海流", pins - {Place(1, 0)})
    assert erased.score == 0


def test_a_moved_line_takes_its_pins_along() -> None:
    poem = Poem(HERON, "五绝", book="平水韵", pins=frozenset({Place(0, 0), Place(3, 4)}))
    down = moved(poem, 0, 2)
    assert down.lines == (HERON[1], HERON[2], HERON[0], HERON[3])
    assert down.pins == {Place(2, 0), Place(3, 4)}
    assert moved(down, 2, 0).lines == HERON
    assert carried([Place(1, 1)], order(4, 3, 0)) == {Place(2, 1)}


def test_lines_of_other_lengths_do_not_change_places() -> None:
    poem = blank(form_of("西江月"))
    with pytest.raises(UserError, match="字数不同"):
        moved(poem, 0, 2)
    assert moved(typed(poem, Place(0, 0), "明月")[0], 0, 1).lines[1].startswith("明月")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", ""),
        ("白日依山尽黄河入海流欲穷千里目更上一层楼", ""),
        ("白 日 依 山 尽\n黄 河 入 海 流\n欲 穷 千 里 目\n更 上 一 层 楼", ""),
    ],
)
def test_a_pasted_poem_is_read_in_any_layout(text: str, title: str) -> None:
    poem = pasted(text)
    assert (poem.lines, poem.form) == (HERON, "五绝")
    assert poem.pattern == "仄起首句不入韵"
    assert bool(poem.title) == bool(title)


def test_a_pasted_poem_stays_in_its_script() -> None:
    text = "登鸛雀樓\n王之渙\n白日依山盡，黃河入海流。\n欲窮千里目，更上一層樓。"
    poem = pasted(text)
    assert (poem.title, poem.form, poem.pattern) == ("登鸛雀樓", "五绝", "仄起首句不入韵")
    assert poem.lines == ("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓")


def test_a_pasted_tune_is_known_by_its_shape_or_its_name() -> None:
    text = (
        "如梦令\n常记溪亭日暮，沉醉不知归路，兴尽晚回舟，误入藕花深处。争渡，争渡，惊起一滩鸥鹭。"
    )
    poem = pasted(text)
    assert (poem.form, poem.title, poem.book) == ("如梦令", "如梦令", "词林正韵")
    assert len(poem.stops) == 7
    assert poem.violations == ()
    assert pasted(text.split("\n")[1]).form == "如梦令"


def test_a_pasted_text_of_no_form_says_so() -> None:
    poem = pasted("今天天气很好呀，是不是呢。")
    assert poem.form == ""
    assert "不合任何一种" in poem.violations[0]
    assert typed(poem, Place(0, 0), "明")[0].lines[0] == "明天天气很好呀"
    with pytest.raises(UserError, match="太长"):
        pasted("一二三，" * 50)
    with pytest.raises(UserError):
        pasted("hello")


def test_two_poems_with_a_blank_line_between_are_no_octave() -> None:
    couplets = "国破山河在，城春草木深。\n\n感时花溅泪，恨别鸟惊心。"
    two = "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。\n\n"
    two += "床前明月光，疑是地上霜。举头望明月，低头思故乡。"
    with pytest.raises(UserError, match="这里有2首诗"):
        pasted(two)
    rest = "\n\n烽火连三月，家书抵万金。\n\n白头搔更短，浑欲不胜簪。"
    assert pasted(couplets + rest).form == "五律"
