"""Answering a poem on its rhyme characters 次韵, and rhyming on given ones 限韵."""

from __future__ import annotations

from typing import Any

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode, Pin
from poetgui.composer.writing.composer import Composer
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from tests.toy import ToyModel

COMPOSER = Composer(ToyModel())
BAIDI = "朝辭白帝彩雲間，千里江陵一日還。\n兩岸猿聲啼不住，輕舟已過萬重山。"
STORK = "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"
SNOW = "千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。"
MISSION = """单车欲问边，属国过居延。征蓬出汉塞，归雁入胡天。
大漠孤烟直，长河落日圆。萧关逢候骑，都护在燕然。"""


def written(mode: Mode = Mode.FREE, **more: Any) -> list[Poem]:
    poems = COMPOSER.compose(ComposeRequest(mode, **dict[str, Any](seed=1, count=3) | more))
    assert poems  # a loop over none would find nothing wrong
    return poems


def ends(poem: Poem) -> str:
    return "".join(line[-1] for line in poem.lines)


def test_an_answer_ends_on_the_rhyme_characters_as_typed() -> None:
    for poem in written(answer=BAIDI):
        assert ends(poem)[:2] + ends(poem)[3] == "間還山"
        assert (poem.form, poem.rhyme, poem.title) == ("七绝", "删", "次韻·朝辭白帝彩雲間")
        assert poem.violations == ()
        assert "首句入韵" in poem.pattern


def test_a_first_line_that_does_not_rhyme_stays_so() -> None:
    for poem in written(answer=STORK):
        assert (ends(poem)[1], ends(poem)[3]) == ("流", "楼")
        assert "首句不入韵" in poem.pattern
        assert poem.pins == {Place(1, 4), Place(3, 4)}


def test_octaves_keep_all_five() -> None:
    for poem in written(answer=MISSION):
        assert [ends(poem)[i] for i in (0, 1, 3, 5, 7)] == list("边延天圆然")


def test_oblique_rhyme_is_answered_in_old_style_with_its_first_line() -> None:
    for poem in written(answer=SNOW):
        assert poem.form == "五古"
        assert [ends(poem)[i] for i in (0, 1, 3)] == list("绝灭雪")
        assert poem.violations == ()


def test_an_old_style_first_line_that_does_not_rhyme_is_free() -> None:
    poem = written(answer="松下问童子，言师采药去。只在此山中，云深不知处。")[0]
    assert poem.pins == {Place(1, 4), Place(3, 4)}


def test_a_note_in_brackets_is_no_part_of_the_poem() -> None:
    assert written(answer=STORK.replace("尽，", "尽（一作去），"))[0].lines[1][-1] == "流"


def test_heads_theme_and_style_go_with_an_answer() -> None:
    for poem in written(Mode.ACROSTIC, heads="春花秋月", answer=STORK, themes=("山水",)):
        assert "".join(line[0] for line in poem.lines) == "春花秋月"
        assert (ends(poem)[1], ends(poem)[3]) == ("流", "楼")
        assert (poem.form, poem.title) == ("五绝", "春花秋月")


def test_an_answer_may_be_begun() -> None:
    for poem in written(Mode.CONTINUE, text="空山不见人", answer=STORK):
        assert poem.lines[0] == "空山不见人"
        assert ends(poem)[3] == "楼"


def test_without_a_book_the_characters_stand_all_the_same() -> None:
    for poem in written(answer=BAIDI, book="none"):
        assert ends(poem)[3] == "山"


def test_an_old_style_form_of_the_same_shape_may_be_asked_for() -> None:
    assert written(answer=STORK, form="五古")[0].form == "五古"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"answer": "春眠不觉晓，处处闻"}, "看不出要和的诗是什么体裁"),
        ({"answer": "abc"}, "不是汉字"),
        ({"answer": STORK, "form": "七绝"}, "不能写成七言绝句"),
        ({"answer": STORK, "form": "五律"}, "不能写成五言律诗"),
        ({"answer": STORK, "rhyme": "东"}, "不能再指定韵部或韵字"),
        ({"answer": STORK, "rhyme_characters": "东"}, "不能再指定韵部或韵字"),
        (
            {"mode": Mode.ACROSTIC, "answer": STORK, "heads": "春花秋月", "position": "tail"},
            "第2句第5字既要作“花”，又要作韵字“流”",
        ),
        ({"mode": Mode.ACROSTIC, "answer": STORK, "heads": "春花秋月江"}, "放不下5个字"),
    ],
)
def test_answers_that_cannot_be_are_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        written(**more)


def test_a_further_pin_wins_over_a_rhyme_character() -> None:
    poem = written(answer=STORK, pins=(Pin(Place(3, 4), "舟"),))[0]
    assert (ends(poem)[1], ends(poem)[3]) == ("流", "舟")


def test_given_characters_are_rhymed_on_in_order() -> None:
    for poem in written(form="七律", rhyme_characters="中风空同"):
        assert [ends(poem)[i] for i in (1, 3, 5, 7)] == list("中风空同")
        assert "首句不入韵" in poem.pattern
        assert (poem.rhyme, poem.violations) == ("东", ())
    for poem in written(form="七律", rhyme_characters="宫、中 风，空同"):
        assert [ends(poem)[i] for i in (0, 1, 3, 5, 7)] == list("宫中风空同")


def test_fewer_leave_the_rest_free_in_the_same_group() -> None:
    for poem in written(form="七律", rhyme_characters="中"):
        assert poem.lines[0][-1] == "中"  # seven-character verse mostly rhymes its first line
        assert (poem.rhyme, poem.violations) == ("东", ())


def test_a_group_that_has_the_characters_may_be_named_too() -> None:
    assert written(form="七绝", rhyme_characters="中", rhyme="东")[0].rhyme == "东"


def test_a_character_that_the_book_does_not_know_goes_with_any() -> None:
    poem = written(form="七绝", rhyme_characters="𠮷中")[0]
    assert poem.lines[1][-1] == "𠮷"


def test_without_a_book_any_characters_stand() -> None:
    poem = written(form="七绝", rhyme_characters="花月", book="none")[0]
    assert (ends(poem)[1], ends(poem)[3]) == ("花", "月")


@pytest.mark.parametrize(
    ("characters", "more", "words"),
    [
        ("中风空同东红", {}, "最多5个韵脚，给了6个"),
        ("中花", {}, "“中”与“花”不同韵"),
        ("月", {}, "七律此处押平声韵，平水韵里“月”不是平声"),
        ("中", {"rhyme": "麻"}, "“中”不在“麻”韵"),
        ("中a", {}, "“a”不是汉字"),
        ("中", {"mode": Mode.ACROSTIC, "heads": "春", "position": "tail"}, "既要作“春”"),
    ],
)
def test_characters_that_cannot_be_are_refused(
    characters: str, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        written(**dict[str, Any](form="七律", rhyme_characters=characters) | more)


def test_a_tune_whose_lines_were_broken_anew_is_answered() -> None:
    """A comma is missing: the lines are those of the tune, not those that were typed."""
    text = "一曲新词酒一杯去年天气旧亭台。夕阳西下几时回。"
    text += "无可奈何花落去，似曾相识燕归来。小园香径独徘徊。"
    for poem in written(answer=text, count=1):
        assert (poem.form, ends(poem)[:3], ends(poem)[4:]) == ("浣溪沙", "杯台回", "来徊")


def test_title_and_author_above_a_poem_are_no_lines_of_it() -> None:
    for poem in written(answer=f"早發白帝城\n李白\n{BAIDI}"):
        assert ends(poem)[:2] + ends(poem)[3] == "間還山"
        assert poem.title == "次韻·朝辭白帝彩雲間"
    with pytest.raises(UserError, match="有2首诗"):
        written(answer=f"其一\n{BAIDI}\n\n其二\n{BAIDI}")
