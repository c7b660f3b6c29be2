"""What a poem does not say."""

from __future__ import annotations

import dataclasses

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode, Pin
from poetgui.composer.request.han import simplified_text
from poetgui.composer.themes import taboo_words
from poetgui.composer.themes.taboo_words import MOURNING, TABOO, UNKIND, WISHES, taboo_words_for
from poetgui.composer.writing.composer import Composer
from poetgui.grid import Place
from tests.toy import ToyModel

NAMED = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", seed=1, daring=1.0)
FREE = ComposeRequest(Mode.FREE, form="五绝", seed=1, daring=1.0)
TUNE = dataclasses.replace(FREE, form="如梦令")
OPENED = ComposeRequest(Mode.CONTINUE, text="山中何所有", form="五绝", seed=1, daring=1.0)
COUPLET = ComposeRequest(Mode.COUPLET, text="书山有路勤为径", seed=1)


@pytest.mark.parametrize("request_", [NAMED, FREE, TUNE, OPENED, COUPLET])
def test_in_no_way_of_writing_a_poem_speaks_of_a_grave(
    request_: ComposeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the toy model's usual poem some characters are forbidden, and stand in no poem then."""
    composer = Composer(ToyModel())
    own = set(request_.heads + request_.text)
    usual = sorted({c for line in composer.compose(request_)[0].lines for c in line} - own)
    usual = set(usual[::3])
    monkeypatch.setattr(taboo_words, "TABOO", tuple(usual))
    poems = composer.compose(request_)
    assert poems
    for poem in poems:
        assert usual.isdisjoint("".join(poem.lines))


@pytest.mark.parametrize(
    "request_",
    [
        dataclasses.replace(NAMED, heads="春墓秋月"),
        dataclasses.replace(FREE, themes=("掃墓",)),
        dataclasses.replace(FREE, themes=("清明", "外婆")),
        dataclasses.replace(FREE, themes=("妈妈去世了",)),
        dataclasses.replace(FREE, title="輓歌"),
        dataclasses.replace(FREE, title="悼亡"),
        dataclasses.replace(FREE, pins=(Pin(Place(1, 3), "墓"),)),
        dataclasses.replace(OPENED, text="死去元知万事空"),
        dataclasses.replace(FREE, answer="一片风光谁画得，中有新坟。"),
        dataclasses.replace(FREE, rhyme_characters="坟魂"),
    ],
)
def test_who_asks_for_mourning_gets_it(request_: ComposeRequest) -> None:
    assert taboo_words_for(request_) == ()


@pytest.mark.parametrize(
    "theme", ["春天", "妈妈我想你了", "祝爸爸七十大寿", "新年快乐", "泉水", "梦断", "断肠", "老师"]
)
def test_nobody_else_does(theme: str) -> None:
    found = taboo_words_for(dataclasses.replace(FREE, themes=(theme,)))
    assert set(TABOO) <= set(found)
    assert found == taboo_words_for(dataclasses.replace(FREE, title=theme))


def test_a_head_does_not_ask_for_a_word_that_it_begins() -> None:
    assert "生前" in taboo_words_for(dataclasses.replace(NAMED, heads="生日快乐"))
    assert "生前" not in taboo_words_for(dataclasses.replace(NAMED, heads="生前春花"))
    apart = dataclasses.replace(NAMED, heads="春生", themes=("前程",))
    assert "生前" in taboo_words_for(apart)


def test_a_wish_has_nothing_sad_either() -> None:
    assert taboo_words_for(NAMED) == TABOO
    assert taboo_words_for(dataclasses.replace(FREE, themes=("春天",))) == TABOO
    wish = dataclasses.replace(FREE, themes=("祝爸爸七十大壽",))
    assert taboo_words_for(wish) == (*TABOO, *UNKIND)
    lonely = dataclasses.replace(FREE, themes=("妈妈病了",))
    assert set(UNKIND) - set(taboo_words_for(lonely)) == {"病"}


@pytest.mark.parametrize(
    "line",
    [
        "哭墓碑前草",
        "慈椿夭寿终",
        "杜鹃坟上啼",
        "白杨风萧萧",
        "松楸一望愁",
        "埋骨青山下",
        "黄泉不可期",
    ],
)
def test_what_readers_met_is_in_the_table(line: str) -> None:
    assert any(word in line for word in TABOO)


@pytest.mark.parametrize(
    "line",
    [
        "清泉石上流",
        "魂来枫林青",
        "梦断秦楼月",
        "萱草生堂阶",
        "灵椿一株老",
        "白发三千丈",
        "杜鹃枝上啼",
    ],
)
def test_what_verse_needs_is_not(line: str) -> None:
    assert not any(word in line for word in TABOO)


def test_the_table_is_simplified_and_names_each_once() -> None:
    for table in (TABOO, UNKIND, MOURNING, WISHES):
        assert len(set(table)) == len(table)
        assert [word for word in table if simplified_text(word) != word] == []
    assert set(WISHES).isdisjoint(MOURNING)
    assert set(WISHES).isdisjoint((*TABOO, *UNKIND))
