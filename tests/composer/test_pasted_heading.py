from __future__ import annotations

import pytest

from poetgui.composer.revision.manual_edit import pasted
from poetgui.composer.revision.pasted_heading import title_and_author

VERSE = "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。"


@pytest.mark.parametrize(
    "heading",
    [
        "春晓\n孟浩然\n",
        "春晓 孟浩然\n",
        "《春晓》孟浩然\n",
        "《春晓》（唐）孟浩然\n",
        "春晓\n[唐] 孟浩然\n",
        "春晓\n唐·孟浩然\n",
        "春晓　唐代：孟浩然\n",
        "题目：春晓\n作者：孟浩然\n",
    ],
)
def test_title_and_author_stand_above_a_pasted_poem(heading: str) -> None:
    poem = pasted(heading + VERSE)
    assert (poem.title, poem.author) == ("春晓", "孟浩然")
    assert poem.lines[0] == "春眠不觉晓"


@pytest.mark.parametrize(
    ("rows", "title", "author"),
    [
        ((), "", ""),
        (("水调歌头·明月几时有",), "水调歌头·明月几时有", ""),
        (("水调歌头 中秋",), "水调歌头·中秋", ""),
        (("水调歌头 中秋 苏轼",), "水调歌头·中秋", "苏轼"),
        (("宋玉悲秋",), "宋玉悲秋", ""),
        (("夜泊", "客有以诗见示者因次其韵"), "夜泊", ""),
    ],
)
def test_what_is_no_author_stays_in_the_title(
    rows: tuple[str, ...], title: str, author: str
) -> None:
    assert title_and_author(rows) == (title, author)
