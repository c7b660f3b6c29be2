"""词林正韵 and 中华通韵: their groups, and rhymes that are known to be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import BOOKS, CILIN, PINGSHUI, TONGYUN, RhymeBook, load_book
from poetgui.prosody.checker.poem_checker import check
from tests.prosody import independent

FREQUENT = Path(__file__).with_name("frequent.txt")


def sharing(table: RhymeBook, group: str, characters: str) -> str:
    """Those of the characters that have a reading in the group."""
    members = set(table.members(group))
    return "".join(c for c in characters if c in members)


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_is_whole(name: str) -> None:
    table = load_book(name)
    names = [group for group, _ in table.groups]
    assert len(set(names)) == len(names) == len(table.labels)
    assert all(len(table.members(group)) >= 3 for group in names)
    assert independent.table(name) == {
        c: [(r.tone.value, r.group) for r in table.readings(c)] for c in table.characters
    }


@pytest.mark.parametrize("name", BOOKS)
def test_99_of_100_running_characters_of_the_corpus_are_known(name: str) -> None:
    rows = FREQUENT.read_text(encoding="utf-8").split("\n")
    counts = {row[0]: int(row[2:]) for row in rows[1:] if row}
    known = sum(n for c, n in counts.items() if load_book(name).readings(c))
    assert known / int(rows[0]) >= 0.99


def test_the_nineteen_parts() -> None:
    groups = load_book(CILIN).groups
    assert len(groups) == 33
    assert groups[0] == ("第一部平", Tone.LEVEL)
    assert groups[27] == ("第十四部仄", Tone.OBLIQUE)
    assert groups[28:] == tuple(
        (f"第十{number}部", Tone.OBLIQUE) for number in ("五", "六", "七", "八", "九")
    )


def test_the_parts_have_what_the_old_book_has_and_no_more() -> None:
    old, new = load_book(PINGSHUI), load_book(CILIN)
    assert set(old.characters) == set(new.characters)
    for character in old.characters:
        tones = {r.tone for r in old.readings(character)}
        assert {r.tone for r in new.readings(character)} == tones, character


@pytest.mark.parametrize(
    ("group", "rhymes"),
    [
        ("第七部平", "天年寒间眠圆全娟"),  # 苏轼 水调歌头 明月几时有
        ("第三部仄", "坠思闭起缀碎水泪"),  # 苏轼 水龙吟 次韵章质夫杨花词
        ("第十八部", "物雪杰发灭月"),  # 苏轼 念奴娇 赤壁怀古, but for 壁
        ("第十八部", "歇烈月切雪灭缺血阙"),  # 岳飞 满江红
        ("第十八部", "切歇发噎阔别节月设说"),  # 柳永 雨霖铃
        ("第十七部", "觅戚息急识积摘黑滴得"),  # 李清照 声声慢
        ("第十七部", "色笛摘笔席寂积泣忆碧得"),  # 姜夔 暗香
        ("第十五部", "目肃簇矗足逐续绿曲"),  # 王安石 桂枝香
        ("第四部仄", "处去住虎顾路鼓否"),  # 辛弃疾 永遇乐 京口北固亭怀古
        ("第四部仄", "树雨路舞缕去度处"),  # 辛弃疾 青玉案 元夕
        ("第十二部仄", "昼兽透后袖瘦"),  # 李清照 醉花阴
        ("第十二部平", "秋舟楼流愁头"),  # 李清照 一剪梅
        ("第十一部平", "程青兵城惊情声生"),  # 姜夔 扬州慢
        ("第十一部平", "声行生迎晴情"),  # 苏轼 定风波
        ("第二部平", "茫量凉霜乡妆行肠冈"),  # 苏轼 江城子 乙卯正月二十日夜记梦
        ("第一部平", "红匆风东"),  # 李煜 相见欢
        ("第五部仄", "在改"),  # 李煜 虞美人
        ("第八部仄", "了少"),
        ("第十部平", "涯家花霞斜茶佳"),
        ("第六部平", "魂门村昏人春云"),
        ("第十九部", "合塔答甲"),
    ],
)
def test_known_tunes_rhyme_in_one_part(group: str, rhymes: str) -> None:
    assert sharing(load_book(CILIN), group, rhymes) == rhymes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("回", "来"),
        ("魂", "元"),
        ("会", "太"),
        ("壁", "雪"),
        ("街", "家"),
        ("林", "人"),
        ("甲", "接"),
    ],
)
def test_what_the_parts_keep_apart(one: str, other: str) -> None:
    """回 and 来, 魂 and 元 are one group each in 平水韵."""
    table = load_book(CILIN)
    shared = {r.group for r in table.readings(one)} & {r.group for r in table.readings(other)}
    assert not shared


def test_the_sixteen_groups() -> None:
    groups = load_book(TONGYUN).groups
    assert "".join(name[0] for name, _ in groups[::2]) == "啊喔鹅衣乌迂哀欸熬欧安恩昂英雍儿"
    for name, tone in groups:
        assert name[1] == tone.value


@pytest.mark.parametrize(
    ("group", "rhymes"),
    [
        ("啊平", "花家霞发"),
        ("喔平", "波多国"),
        ("鹅平", "歌斜街别"),
        ("鹅仄", "月雪夜客"),
        ("衣平", "时机石一"),
        ("乌仄", "不路古目"),
        ("迂仄", "雨绿语"),
        ("哀平", "来怀白"),
        ("欸平", "回飞杯黑"),
        ("熬仄", "晓照老"),
        ("欧平", "秋楼洲"),
        ("安平", "山天园船帆"),
        ("恩平", "人春心云林"),
        ("昂平", "光江乡霜"),
        ("英平", "风情灯星"),
        ("雍平", "东松空穷"),
        ("儿仄", "二耳尔"),
    ],
)
def test_what_rhymes_today(group: str, rhymes: str) -> None:
    assert sharing(load_book(TONGYUN), group, rhymes) == rhymes


@pytest.mark.parametrize("character", "不月雪夜客去")
def test_dead_and_changed_readings_are_left_out(character: str) -> None:
    """不 fǒu, 去 qū, 客 qià … stand in dictionaries only."""
    assert {r.tone for r in load_book(TONGYUN).readings(character)} == {Tone.OBLIQUE}


@pytest.mark.parametrize(
    ("name", "wanted", "groups"),
    [
        (PINGSHUI, "东", ("东",)),
        (CILIN, "第一部平", ("第一部平",)),
        (CILIN, "第一部", ("第一部平", "第一部仄")),
        (CILIN, "第十八部", ("第十八部",)),
        (CILIN, "冬", ("第一部平",)),
        (CILIN, "灰", ("第三部平", "第五部平")),
        (TONGYUN, "啊", ("啊平", "啊仄")),
        (TONGYUN, "十四英", ("英平", "英仄")),
        (TONGYUN, "英仄", ("英仄",)),
    ],
)
def test_groups_go_by_several_names(name: str, wanted: str, groups: tuple[str, ...]) -> None:
    assert load_book(name).named(wanted) == groups


@pytest.mark.parametrize(("name", "wanted"), [(PINGSHUI, "第一部"), (CILIN, "啊"), (TONGYUN, "东")])
def test_a_name_of_another_book_is_refused(name: str, wanted: str) -> None:
    with pytest.raises(UserError, match=f"{name}里没有“{wanted}”这个韵部"):
        load_book(name).named(wanted)


def test_a_poem_is_judged_by_the_book_that_is_asked_for() -> None:
    """李白 静夜思's rhymes hold in all; 元 with 魂, right of old, parts in the other two."""
    for name in BOOKS:
        verdict = check(("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡"), book=name)
        assert verdict.rhyme == {PINGSHUI: "阳", CILIN: "第二部平", TONGYUN: "昂平"}[name]
        assert not [f for f in verdict.faults if f.kind == "不押韵"]
    lines = ("向晚意不适", "驱车登古原", "夕阳无限好", "只是近黄昏")  # 李商隐 登乐游原
    missed = {
        name: [f.message for f in check(lines, book=name).faults if f.kind == "不押韵"]
        for name in BOOKS
    }
    assert missed[PINGSHUI] == []
    assert len(missed[CILIN]) == len(missed[TONGYUN]) == 1
    assert "第六部平" in missed[CILIN][0]
    assert "恩平" in missed[TONGYUN][0]
