"""Poems under headings, in stanzas, several in a text."""

from __future__ import annotations

import pytest

from poetgui.errors import UserError
from poetgui.prosody.checker.pasted_poems import Pasted, read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import form_of

NIGHT = ("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡")
NIGHT_TEXT = "床前明月光，疑是地上霜。\r\n举头望明月，低头思故乡。"
UPPER = "多少恨，昨夜梦魂中。还似旧时游上苑，车如流水马如龙。花月正春风。"
LOWER = "多少泪，断脸复横颐。心事莫将和泪说，凤笙休向泪时吹。肠断更无疑。"
WEST = "无言独上西楼，月如钩。寂寞梧桐深院、锁清秋。"
EAST = "剪不断，理还乱，是离愁。别是一般滋味、在心头。"
MOON = (
    "明月几时有？把酒问青天。不知天上宫阙，今夕是何年。我欲乘风归去，又恐琼楼玉宇，高处不胜寒。"
    "起舞弄清影，何似在人间。\n转朱阁，低绮户，照无眠。不应有恨，何事长向别时圆？人有悲欢离合，"
    "月有阴晴圆缺，此事古难全。但愿人长久，千里共婵娟。"
)
FOREWORD = "丙辰中秋，欢饮达旦，大醉，作此篇，兼怀子由。"


def only(text: str) -> Pasted:
    (poem,) = read_poems(text)
    return poem


def test_poems_are_set_apart_by_blank_lines() -> None:
    found = read_poems(f"{NIGHT_TEXT}\r\n \r\n\r\n\r\n白日依山尽，黄河入海流。\n")
    assert found == [Pasted(NIGHT, None), Pasted(("白日依山尽", "黄河入海流"), None)]


@pytest.mark.parametrize("text", ["\n \n\n", "", "（无）"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="这里没有诗句"):
        read_poems(text)


def test_what_is_not_han_is_refused() -> None:
    with pytest.raises(UserError, match="不是汉字"):
        read_poems("床前明月光，疑是地上A。")


@pytest.mark.parametrize(
    "heading",
    ["水调歌头", "水调歌头·明月几时有", "《水调歌头》 苏轼", "水調歌頭・中秋\n宋·苏轼", "凯歌"],
)
@pytest.mark.parametrize("foreword", ["", FOREWORD + "\n"])
def test_a_tune_is_known_by_its_heading(heading: str, foreword: str) -> None:
    poem = only(f"{heading}\n{foreword}{MOON}")
    assert poem.form == form_of("水调歌头")
    assert poem.lines[0] == "明月几时有"
    assert check(poem.lines, poem.form).passed


def test_a_blank_line_may_part_heading_and_stanzas() -> None:
    upper, lower = MOON.split("\n")
    poem = only(f"水调歌头\n\n{upper}\n\n{lower}")
    assert poem.form == form_of("水调歌头")
    assert poem.lines[-1] == "千里共婵娟"


def test_stanzas_are_put_together_where_neither_stands_alone() -> None:
    poem = only(f"{WEST}\n\n{EAST}")
    assert poem.form is None
    assert check(poem.lines).form == form_of("相见欢")


def test_a_stanza_that_stands_alone_is_a_poem_unless_one_heading_names_both() -> None:
    assert len(read_poems(f"{UPPER}\n\n{LOWER}")) == 2
    poem = only(f"望江南\n{UPPER}\n\n{LOWER}")
    assert check(poem.lines, poem.form).pattern == "双调五十四字平韵"
    first, second = read_poems(f"望江南\n{UPPER}\n\n{NIGHT_TEXT}")
    assert (first.form, second.lines) == (form_of("忆江南"), NIGHT)
    (alone,) = read_poems(f"望江南\n{UPPER}")
    assert len(alone.lines) == 5


def test_a_title_above_verse_goes() -> None:
    assert only(f"静夜思\n李白\n{NIGHT_TEXT}") == Pasted(NIGHT, None, ("静夜思", "李白"))


def test_a_tune_s_name_that_the_lines_do_not_keep() -> None:
    """乌夜啼 is also a name of 相见欢: then the lines decide. Else it is checked as it is named."""
    assert only(f"乌夜啼\n{WEST}\n{EAST}").form is None
    poem = only("水调歌头\n明月几时有，把酒问青天。不知天上宫阙。")
    assert poem.form == form_of("水调歌头")


def test_what_is_asked_for_goes_before_what_is_written() -> None:
    found = read_poems(f"静夜思\n{NIGHT_TEXT}", form_of("五古"))
    assert found == [Pasted(NIGHT, form_of("五古"), ("静夜思",))]
    assert read_poems(f"{FOREWORD}\n{MOON}", form_of("水调歌头"))[0].lines[0] == "明月几时有"
    unfit = read_poems(NIGHT_TEXT, form_of("七绝"))
    assert unfit == [Pasted(NIGHT, form_of("七绝"))]


def test_verse_that_names_a_tune_is_no_heading() -> None:
    lines = ("忆江南", "江南忆", "江南好")
    assert only("忆江南，江南忆，江南好。\n").lines == lines


def test_a_broken_heading_does_not_hide_the_poem() -> None:
    assert only(f"No 1\n{NIGHT_TEXT}").lines == NIGHT


def test_what_is_too_long_for_a_poem_is_refused_before_it_is_read() -> None:
    poem = "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。"
    with pytest.raises(UserError, match="第2段有3000001字，太长了：一首诗至多3000字"):
        read_poems(f"{poem}\n\n{'床' * 3_000_001}")


def test_lines_of_no_form_are_compared_with_few_patterns() -> None:
    """Eight hundred lines against every pattern took a minute."""
    (poem,) = read_poems("床，前明月\n" * 400)
    assert not check(poem.lines, poem.form).passed
