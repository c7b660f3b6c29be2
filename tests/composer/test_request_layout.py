"""Requests laid out on a grid: the three modes, and how input is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetgui.composer.request.compose_request import BOTH, HEAD, ComposeRequest, Mode, Pin
from poetgui.composer.request.han import NotHan, is_han, simplified, simplified_text
from poetgui.composer.request.heads import parse_heads
from poetgui.composer.request.request_layout import Layout, lay_out
from poetgui.errors import UserError
from poetgui.grid import Place


def acrostic(heads: str, **more: Any) -> Layout:
    return lay_out(ComposeRequest(Mode.ACROSTIC, heads=heads, **more))


def opening(text: str, **more: Any) -> Layout:
    return lay_out(ComposeRequest(Mode.CONTINUE, text=text, **more))


def shape(layout: Layout) -> tuple[str, int]:
    return layout.form.name, len(layout.grids[0].lines)


@pytest.mark.parametrize(
    ("heads", "form", "lines"),
    [
        ("春", "七绝", 4),
        ("我爱你", "七绝", 4),
        ("春花秋月", "七绝", 4),
        ("一二三四五", "七古", 5),
        ("春花秋月何时了往", "七律", 8),
        ("一" * 32, "七古", 32),
    ],
)
def test_the_number_of_heads_chooses_the_form(heads: str, form: str, lines: int) -> None:
    layout = acrostic(heads)
    assert shape(layout) == (form, lines)
    assert layout.typed == {Place(i, 0): c for i, c in enumerate(heads)}
    assert layout.title == heads


@pytest.mark.parametrize(
    ("form", "lines", "expected"),
    [
        ("wujue", None, ("五绝", 4)),
        ("七古", None, ("七古", 3)),
        ("五古", 10, ("五古", 10)),
        ("七律", None, ("七律", 8)),
        (None, 6, ("七古", 6)),
        (None, 8, ("七律", 8)),
    ],
)
def test_a_form_may_leave_lines_open(form: str | None, lines: int | None, expected: Any) -> None:
    layout = acrostic("我爱你", form=form, lines=lines)
    assert shape(layout) == expected
    assert len(layout.typed) == 3


@pytest.mark.parametrize(
    ("position", "columns"),
    [("head", [0] * 8), ("tail", [4] * 8), ("3", [2] * 8), ("diagonal", [0, 1, 2, 3, 4, 0, 1, 2])],
)
def test_where_the_heads_stand(position: str, columns: list[int]) -> None:
    layout = acrostic("春花秋月何时了往", form="五律", position=position)
    assert list(layout.typed) == [Place(i, column) for i, column in enumerate(columns)]


def test_what_cannot_be_laid_out_is_refused() -> None:
    with pytest.raises(UserError, match="放不下5个字"):
        acrostic("一二三四五", form="五绝")
    with pytest.raises(UserError, match="没有第7字"):
        acrostic("春花", form="五绝", position="7")
    with pytest.raises(UserError, match="最多32个"):
        acrostic("春" * 33)
    with pytest.raises(UserError, match="应是4句"):
        acrostic("春", form="五绝", lines=6)
    with pytest.raises(UserError, match="1至32个汉字"):
        acrostic(" \n")


@pytest.mark.parametrize(
    ("heads", "index", "words"),
    [
        ("春a秋", 1, "第2个字“a”不是汉字"),
        ("春 花", 1, "空格或换行，请删去"),
        ("春花，秋月", 2, "“，”是标点"),
        ("3月", 0, "请改成汉字“三”"),
        ("𠮷😀", 1, "“😀”不是汉字"),
        ("  春\x00", 3, "U[+]0000"),
        ("あ", 0, "“あ”不是汉字"),
        ("\udcff", 0, "U[+]DCFF"),
    ],
)
def test_what_is_not_han_is_pointed_at(heads: str, index: int, words: str) -> None:
    with pytest.raises(NotHan, match=words) as caught:
        acrostic(heads)
    assert caught.value.index == index


@pytest.mark.parametrize("character", "春㐀𠮷𪜀𫝀𫠠𬺰𰀀𱍐𲎰〇龘")
def test_han_characters_of_every_plane_can_be_heads(character: str) -> None:
    assert is_han(character)
    assert acrostic(character).shown(["甲乙丙"])[0] == character + "乙丙"


@given(st.text())
def test_heads_are_taken_whole_or_refused_at_a_place(text: str) -> None:
    heads, refused = "", None
    try:
        heads = parse_heads(text)
    except UserError as error:
        refused = error
    if isinstance(refused, NotHan):
        assert not is_han(text[refused.index])
    elif refused:
        assert not text.strip() or len(text) > 32
    else:
        assert heads == text.strip()


def test_traditional_pins_stay_as_typed_and_are_seen_simplified() -> None:
    layout = acrostic("龍後", pins=(Pin(Place(3, 1), "髮"),))
    assert layout.typed[Place(0, 0)] == "龍"
    assert layout.seen == {Place(0, 0): "龙", Place(1, 0): "后", Place(3, 1): "发"}
    assert layout.shown(["龙一", "后二", "三四", "五发"]) == ("龍一", "後二", "三四", "五髮")


@pytest.mark.parametrize(
    ("text", "form", "lines", "pinned"),
    [
        ("春", "五绝", 4, 1),
        ("白日依山尽", "五绝", 4, 5),
        ("白日依山尽黄", "七绝", 4, 6),
        ("渭城朝雨浥轻尘", "七绝", 4, 7),
        ("渭城朝雨浥轻尘客", "七绝", 4, 8),
        ("白日依山尽，黄河", "五绝", 4, 7),
        ("白日依山盡，黃河入海流。", "五绝", 4, 10),
        ("白日依山尽黄河入海流", "五绝", 4, 10),
        ("白日依山尽黄河入海流。欲穷千里目更上一层楼。", "五律", 8, 20),
        ("「白日、依山尽」\n黄河入海流", "五绝", 4, 10),
        ("床 前 明 月 光", "五绝", 4, 5),
        ("床前明月光，疑是地上霜。举头望明月，低头思故乡。", "五律", 8, 20),
        ("一二三四五，" * 8, "五古", 12, 40),
        ("一二三四五六七，" * 31, "七古", 32, 217),
        ("春，", "五绝", 4, 1),
    ],
)
def test_an_opening_points_to_its_form(text: str, form: str, lines: int, pinned: int) -> None:
    layout = opening(text)
    assert shape(layout) == (form, lines)
    places = [cell.place for cell in layout.grids[0].cells]
    assert list(layout.typed) == places[:pinned]
    assert layout.title.startswith(("续·", "續·"))


def test_an_opening_may_be_given_another_form() -> None:
    assert shape(opening("春", form="七律")) == ("七律", 8)
    assert shape(opening("春眠", form="五古")) == ("五古", 8)
    assert shape(opening("一二三四五" * 8, form="五古")) == ("五古", 10)
    assert shape(opening("春眠", lines=6)) == ("五古", 6)
    assert list(opening("床前明月光", form="七绝").typed)[-1] == Place(0, 4)


def test_running_text_is_simplified_by_phrases_and_shown_as_typed() -> None:
    layout = opening("乾坤日夜浮，親朋")
    assert "".join(layout.seen.values()) == "乾坤日夜浮亲朋"
    assert "".join(layout.typed.values()) == "乾坤日夜浮親朋"


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ("", None, "请写下开头"),
        ("，。", None, "请写下开头"),
        ("一二三四五六七八九十一二，一", None, "12、1.*不合哪个词牌"),
        ("白日依山尽，黄，河入海流，", None, "5、1、4"),
        ("床前明月光，", "七绝", "有5字，七绝每句7字"),
        ("床前，明月光", "五绝", "有2字，五绝每句5字"),
        ("一二三四五，一二三四五六", "五绝", "第2句“一二三四五六”有6字"),
        ("一二三四五" * 4, "五绝", "写满了"),
        ("一二三四五，" * 32, None, "写满了"),
        ("一二三四五，" * 33, None, "太长了"),
    ],
)
def test_openings_that_fit_nowhere_are_refused(text: str, form: str | None, words: str) -> None:
    with pytest.raises(UserError, match=words):
        opening(text, form=form)


def test_what_is_no_mark_in_an_opening_is_pointed_at() -> None:
    with pytest.raises(NotHan, match="第3个字“x”") as caught:
        opening("春，x")
    assert caught.value.index == 2


def test_free_writing_has_a_form_and_no_pins() -> None:
    layout = lay_out(ComposeRequest(Mode.FREE))
    assert shape(layout) == ("七绝", 4)
    assert not layout.typed
    assert shape(lay_out(ComposeRequest(Mode.FREE, form="五古"))) == ("五古", 8)


def test_without_a_book_the_grid_demands_nothing() -> None:
    layout = lay_out(ComposeRequest(Mode.FREE, book="none"))
    assert len(layout.grids) == 1
    assert {(c.tone, c.rhyme) for c in layout.grids[0].cells} == {("中", None)}


def test_further_pins_win_over_heads_and_are_checked() -> None:
    layout = acrostic("春花", pins=(Pin(Place(0, 0), "秋"), Pin(Place(2, 3), "月")))
    assert layout.typed == {Place(0, 0): "秋", Place(1, 0): "花", Place(2, 3): "月"}
    with pytest.raises(UserError, match="没有第5句第1字"):
        acrostic("春", pins=(Pin(Place(4, 0), "秋"),))
    with pytest.raises(UserError, match="“xy”不是一个汉字"):
        acrostic("春", pins=(Pin(Place(0, 0), "xy"),))


def test_simplifying_keeps_the_number_of_characters() -> None:
    assert simplified("髮") == "发"
    assert simplified("𠮷") == "𠮷"
    assert simplified_text("裏後𠮷乾坤") == "里后𠮷乾坤"


def test_heads_and_tails_are_one_position() -> None:
    request = ComposeRequest(
        Mode.ACROSTIC, heads="春花秋月", position=BOTH, tails="東風", form="五绝"
    )
    layout = lay_out(request)
    assert "".join(layout.typed[Place(i, 0)] for i in range(4)) == "春花秋月"
    assert [layout.typed.get(Place(i, 4)) for i in range(4)] == ["東", "風", None, None]
    assert layout.seen[Place(1, 4)] == "风"
    assert layout.title == "春花秋月"
    assert ComposeRequest.from_json(request.to_json()) == request


def test_tails_without_room_or_without_their_position_are_refused() -> None:
    request = ComposeRequest(
        Mode.ACROSTIC, heads="春", position=BOTH, tails="东南西北中", form="五绝"
    )
    with pytest.raises(UserError, match="放不下5个字"):
        lay_out(request)
    with pytest.raises(UserError, match="首尾"):
        replace(request, position=HEAD)
    narrow = ComposeRequest(Mode.ACROSTIC, heads="春", position=BOTH, tails="秋", form="十六字令")
    with pytest.raises(UserError, match="既藏“春”又藏“秋”"):
        lay_out(narrow)
