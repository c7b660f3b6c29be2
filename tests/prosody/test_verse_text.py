"""Verse out of pasted text."""

from __future__ import annotations

import pytest

from poetgui.errors import UserError
from poetgui.prosody.checker.verse_text import parse_text

LINES = ("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡")


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
        "床前明月光 疑是地上霜\n举头望明月 低头思故乡",
        "床前明月光,疑是地上霜?举头望明月!低头思故乡.",
        "床前明月光疑是地上霜举头望明月低头思故乡",
        "床前明月光疑是地上霜。\r\n举头望明月低头思故乡。",
        "床 前 明 月 光\n疑 是 地 上 霜\n举 头 望 明 月\n低 头 思 故 乡",
        "“床前明月光”，疑是地上霜（一作露（误））。举头望、明月；低头思故乡……",
        "\u3000\u3000床前明月光，\n\u3000\u3000疑是地上霜。\n举头望明月，\n低头思故乡。\n",
    ],
)
def test_any_layout_gives_the_same_lines(text: str) -> None:
    assert parse_text(text) == LINES


def test_characters_stay_as_they_came() -> None:
    text = "牀前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。"
    assert parse_text(text) == ("牀前明月光", "疑是地上霜", "舉頭望明月", "低頭思故鄉")


def test_seven_characters_without_punctuation() -> None:
    text = "朝辞白帝彩云间千里江陵一日还两岸猿声啼不住轻舟已过万重山"
    assert [len(line) for line in parse_text(text)] == [7, 7, 7, 7]


def test_uneven_lines_stay_as_they_are() -> None:
    assert parse_text("明月几时有，把酒问青天。不知天上宫阙") == (
        "明月几时有",
        "把酒问青天",
        "不知天上宫阙",
    )


def test_a_couplet_without_punctuation_among_other_lines_is_not_cut() -> None:
    lines = ("床前明月光疑是地上霜", "举头望明月")
    assert parse_text("，".join(lines)) == lines


def test_one_line_of_one_character_is_not_joined_to_the_next() -> None:
    assert parse_text("归 归去来兮") == ("归", "归去来兮")


@pytest.mark.parametrize("text", ["", "  \n ", "。，！", "（无）"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="这里没有诗句"):
        parse_text(text)


def test_what_is_not_han_is_named() -> None:
    with pytest.raises(UserError, match="第2句“疑是A上霜”里的“A”不是汉字"):
        parse_text("床前明月光，疑是A上霜。")


def test_half_a_character_of_a_clipboard_is_refused_and_not_a_bug() -> None:
    with pytest.raises(UserError, match="不是汉字"):
        parse_text("床前明月光，疑\ud83d是地上霜")
