"""Readings that the books' sources had wrong or lacked; by 广韵, 佩文诗韵, the dictionary."""

from __future__ import annotations

import pytest

from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, TONGYUN, load_book
from poetgui.prosody.books.tones import EITHER, LEVEL, OBLIQUE, lookup
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.checker.verse_text import parse_text

OLD = """
    儿支齐 师支 宦谏 绘泰 了筱 维支 锻翰 优尤 猪鱼 铃青 戍遇 才灰 授有宥 衡庚 蒲虞 汉翰 德职 耻纸
    炙祃陌 臭宥 冢肿 雎鱼 嬴庚 圯支 圮纸 振真震 靴歌 卷先阮铣霰 并庚梗迥敬 差支佳麻卦祃 帕祃黠
    帅寘质 乖佳 攻东冬 国职 类寘 逢东冬 倪齐
"""
PARTS = """
    佳第五部平第十部平 涯第三部平第五部平第十部平 靴第九部平 街第五部平 娃第十部平 话第十部仄
    外第三部仄第五部仄 儿第三部平 才第五部平 帅第三部仄第十七部
    差第三部平第五部平第五部仄第十部平第十部仄
"""
MODERN = """
    哮熬仄 矽衣平 蹬英平英仄 怔英平英仄 脯乌平乌仄 芯恩平恩仄 呛昂平昂仄 娜啊仄喔平 莎啊平喔平
    耶鹅平 驮喔平喔仄 囤恩平恩仄
"""


def groups(name: str, character: str) -> str:
    return "".join(r.group for r in load_book(name).readings(character))


@pytest.mark.parametrize("row", OLD.split())
def test_the_old_book(row: str) -> None:
    assert sorted(groups(PINGSHUI, row[0])) == sorted(row[1:])


@pytest.mark.parametrize("row", PARTS.split())
def test_the_book_of_tunes(row: str) -> None:
    assert groups(CILIN, row[0]) == row[1:]


@pytest.mark.parametrize("row", MODERN.split())
def test_the_modern_book(row: str) -> None:
    found = {r.group for r in load_book(TONGYUN).readings(row[0])}
    assert found == {row[i : i + 2] for i in range(1, len(row), 2)}


@pytest.mark.parametrize("name", [PINGSHUI, CILIN])
def test_particles_that_close_a_sentence_are_read_so_at_a_lines_end_alone(name: str) -> None:
    look = lookup(load_book(name))
    assert look.tones("不知君来不") == (OBLIQUE, LEVEL, LEVEL, LEVEL, EITHER)
    assert look.tones("与君何故与") == (OBLIQUE, LEVEL, LEVEL, OBLIQUE, EITHER)
    assert not load_book(name).meets("不", Tone.LEVEL)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (
            "白日依山尽，不知入海流。欲穷千里目，更上一层楼。",
            Kind.LONE_LEVEL,
            "第2句犯孤平：第2句第1字“不”应平而仄。",
        ),
        (
            "离离原上草，一岁一枯荣。野火烧不尽，春风夜夜生。",
            Kind.TONE,
            "第3句第4字“不”出律：应平而仄。",
        ),
        (
            "春日寻芳客，相逢古道边。少年随分去，百岁不归田。",
            None,
            "",
        ),
    ],
)
def test_not_is_oblique(text: str, kind: Kind | None, message: str) -> None:
    faults = check(parse_text(text)).faults
    assert [(f.kind, f.message) for f in faults] == ([] if kind is None else [(kind, message)])


def test_a_saved_break_before_the_poet_is_named() -> None:
    verdict = check(
        parse_text(
            "离离原上草，一岁一枯荣。野火烧不尽，春风吹又生。"
            "远芳侵古道，晴翠接荒城。又送王孙去，萋萋满别情。"
        )
    )
    assert verdict.passed
    (repair,) = [f for f in verdict.notes if f.kind is Kind.REPAIR]
    assert repair.message == "第3句第4字“不”应平而拗，由对句相救。"
