"""Couplets as they are pasted, with labels and without."""

from __future__ import annotations

import pytest

from poetgui.composer.revision.manual_edit import pasted
from poetgui.errors import UserError
from poetgui.prosody.checker.pasted_poems import read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import COUPLET, FORMS

SEA = ("海阔凭鱼跃", "天高任鸟飞")


@pytest.mark.parametrize(
    "text",
    [
        "上联：海阔凭鱼跃\n下联：天高任鸟飞",
        "上联:海阔凭鱼跃，下联:天高任鸟飞。",
        "上联：海阔凭鱼跃；\n\n下联：天高任鸟飞。",
        "【上联】海阔凭鱼跃\n【下联】天高任鸟飞".replace("】", "】："),
        "上联\n海阔凭鱼跃\n下联\n天高任鸟飞",
        "出句　海阔凭鱼跃\n对句　天高任鸟飞",
        "下联：天高任鸟飞\n上联：海阔凭鱼跃",
    ],
)
def test_labelled_sides_are_read(text: str) -> None:
    (poem,) = read_poems(text)
    assert (poem.lines, poem.form, poem.heading, poem.notes) == (SEA, COUPLET, (), ())


def test_a_banner_and_a_heading_are_no_sides() -> None:
    text = "題書房\n上聯：海闊憑魚躍\n下聯：天高任鳥飛（集句）\n橫批：天地自然"
    (poem,) = read_poems(text)
    assert poem.lines == ("海闊憑魚躍", "天高任鳥飛")
    assert (poem.heading, poem.notes) == (("題書房",), ("横批：天地自然", "（集句）"))


def test_several_couplets_part_at_their_upper_sides() -> None:
    one, other = read_poems(
        "上联：海阔凭鱼跃\n下联：天高任鸟飞\n\n横批：自然\n\n上联：天增岁月人增寿\n下联：春满乾坤福满门"
    )
    assert (one.notes, other.lines[0]) == (("横批：自然",), "天增岁月人增寿")


def test_a_long_side_is_not_cut() -> None:
    (poem,) = read_poems("上联：风声雨声读书声声声入耳\n下联：家事国事天下事事事关心")
    assert [len(line) for line in poem.lines] == [11, 11]
    (ten,) = read_poems("上联：宝剑锋从磨砺出来之后\n下联：梅花香自苦寒来到当前")
    assert [len(line) for line in ten.lines] == [10, 10]


def test_one_side_alone_is_no_couplet() -> None:
    (poem,) = read_poems("上联：海阔凭鱼跃，天高任鸟飞")
    assert poem.form is None
    with pytest.raises(UserError, match="没有诗句"):
        read_poems("上联：海阔凭鱼跃\n下联：")


def test_another_form_that_is_asked_for_goes_first() -> None:
    (poem,) = read_poems("海阔凭鱼跃，天高任鸟飞", FORMS["五古"])
    assert poem.form == FORMS["五古"]


@pytest.mark.parametrize(
    "text",
    [
        "海阔凭鱼跃，天高任鸟飞",
        "天增岁月人增寿，春满乾坤福满门",
        "墙上芦苇头重脚轻根底浅，山间竹笋嘴尖皮厚腹中空",
        "风声雨声，读书声声声入耳；家事国事，天下事事事关心。",
    ],
)
def test_two_sides_that_answer_each_other_are_a_couplet(text: str) -> None:
    (poem,) = read_poems(text)
    assert check(poem.lines).form is COUPLET


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("山中相送罢，日暮掩柴扉。春草年年绿，王孙归不归。", "五绝"),
        ("江南可采莲，莲叶何田田", "五古"),
        ("天地无终极，日月有时尽", "五古"),
        ("大江东去浪声高，明月照我还故乡", "七古"),
    ],
)
def test_verse_is_no_couplet(text: str, form: str) -> None:
    (poem,) = read_poems(text)
    assert check(poem.lines).form == FORMS[form]


def test_prose_in_two_halves_is_no_couplet() -> None:
    verdict = check(("今天天气好风里有花香", "明天天气好林里有鸟香"))
    assert (verdict.form, verdict.findings[0].kind) == (None, Kind.SHAPE)


def test_a_pasted_couplet_has_its_marks() -> None:
    poem = pasted("上联：风声雨声，读书声声声入耳\n下联：家事国事，天下事事事关心")
    assert (poem.form, poem.stanzas) == ("对联", (2, 2))
    assert poem.text == "风声雨声，读书声声声入耳；\n家事国事，天下事事事关心。"
    uneven = pasted("上联：风声雨声，读书声声声入耳\n下联：家事国事天下事")
    assert (uneven.form, uneven.stops) == ("", ())
