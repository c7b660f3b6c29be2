"""The rhyme table, and how it is looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import PINGSHUI, Reading, load_book
from poetgui.prosody.books.tones import EITHER, LEVEL, OBLIQUE, lookup
from tests.prosody import independent

FREQUENT = Path(__file__).with_name("frequent.txt")


@pytest.fixture(scope="module")
def pingshui():
    return load_book(PINGSHUI)


def groups(character: str) -> set[str]:
    return {reading.group for reading in load_book(PINGSHUI).readings(character)}


def test_there_are_106_groups_of_which_30_are_level(pingshui) -> None:
    names = [name for name, _ in pingshui.groups]
    assert len(set(names)) == 106
    assert all(len(name) == 1 for name in names)
    assert [tone for _, tone in pingshui.groups].count(Tone.LEVEL) == 30
    assert "".join(names[:15]) == "东冬江支微鱼虞齐佳灰真文元寒删"
    assert "".join(names[15:30]) == "先萧肴豪歌麻阳庚青蒸尤侵覃盐咸"
    assert "".join(names[-17:]) == "屋沃觉质物月曷黠屑药陌锡职缉合叶洽"


def test_every_group_name_is_in_its_own_group(pingshui) -> None:
    """Caught the source's 先 group, which lacked 先; 寘 and the like keep their names as well."""
    assert [name for name, _ in pingshui.groups if name not in pingshui.members(name)] == []


def test_only_han_characters_stand_in_the_table(pingshui) -> None:
    assert [c for c in pingshui.characters if c < "㐀"] == []


def test_99_of_100_running_characters_of_the_corpus_are_known(pingshui) -> None:
    """`frequent.txt`: the corpus's most frequent characters, simplified, with their counts; the
    first line is the count of all, so that those left out count as unknown."""
    rows = FREQUENT.read_text(encoding="utf-8").split("\n")
    counts = {row[0]: int(row[2:]) for row in rows[1:] if row}
    known = sum(n for c, n in counts.items() if pingshui.readings(c))
    assert known / int(rows[0]) >= 0.99


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("后", {"有", "宥"}),  # 后 後
        ("发", {"月"}),  # 發 髮
        ("钟", {"冬"}),  # 鐘 鍾
        ("余", {"鱼"}),  # 餘 余
        ("云", {"文"}),  # 雲 云
        ("里", {"纸"}),  # 裏 里
        ("曲", {"沃", "屋"}),  # 曲 麴
        ("谷", {"屋", "沃"}),  # 谷 穀
        ("斗", {"有", "宥"}),  # 斗 鬥
        ("复", {"屋", "宥"}),  # 復 複
        ("征", {"庚", "蒸", "纸"}),  # 征 徵
        ("干", {"寒", "先", "翰"}),  # 干 乾 幹
        ("乾", {"寒", "先"}),
        ("看", {"寒", "翰"}),
        ("思", {"支", "寘"}),
        ("长", {"阳", "养", "漾"}),
        ("中", {"东", "送"}),
        ("为", {"支", "寘"}),
        ("雨", {"麌", "遇"}),
        ("石", {"陌"}),
        ("月", {"月"}),
        ("先", {"先", "霰"}),
        ("峯", {"冬"}),
        ("煙", {"先"}),
    ],
)
def test_merged_characters_keep_the_readings_of_all(character: str, expected: set[str]) -> None:
    found = lookup(load_book(PINGSHUI)).groups(character)
    assert expected <= found


def test_tones_of_characters(pingshui) -> None:
    look = lookup(pingshui)
    assert look.tones("春看石") == (LEVEL, EITHER, OBLIQUE)
    assert look.tones("喆") == (EITHER,)
    assert look.groups("看", LEVEL) == {"寒"}
    assert look.groups("看", OBLIQUE) == {"翰"}
    assert look.readings("國") == look.readings("国")


def test_a_book_answers_for_characters_and_groups(pingshui) -> None:
    assert pingshui.readings("东") == (Reading(Tone.LEVEL, "东"),)
    assert pingshui.index("冬") == 1
    assert "中" in pingshui.members("送")
    assert pingshui.meets("看", Tone.OBLIQUE)
    assert not pingshui.meets("东", Tone.OBLIQUE)
    assert pingshui.meets("东", Tone.ANY)
    assert pingshui.meets("喆", Tone.OBLIQUE)
    with pytest.raises(UserError, match="没有“龙”这个韵部"):
        pingshui.index("龙")


def test_an_unknown_book_is_refused() -> None:
    with pytest.raises(UserError, match="没有“广韵”这部韵书"):
        load_book("广韵")


def test_the_second_reader_sees_the_same_table(pingshui) -> None:
    assert set(independent.READINGS) == set(pingshui.characters)
    for character, pairs in independent.READINGS.items():
        assert [(r.tone.value, r.group) for r in pingshui.readings(character)] == pairs
