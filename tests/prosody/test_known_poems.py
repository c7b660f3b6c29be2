"""Well-known poems get their true verdicts."""

from __future__ import annotations

import pytest

from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Verdict
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms.verse_forms import form_of
from tests.prosody.known import KNOWN, Known


def kinds(verdict: Verdict) -> set[str]:
    return {finding.kind.value for finding in verdict.findings}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.title)
def test_a_known_poem_gets_its_true_verdict(known: Known) -> None:
    verdict = check(parse_text(known.text))
    assert verdict.form is not None
    assert verdict.form.name == known.form
    assert verdict.passed == known.passed, verdict.violations()
    assert verdict.rhyme == known.rhyme
    assert known.pattern in ("", verdict.pattern)
    assert set(known.kinds.split()) <= kinds(verdict)


OLD_VERSE = {
    "江雪": ("五古", "全诗押仄声屑韵，是古绝，不拘平仄。"),
    "鹿柴": ("五古", "全诗押仄声养韵，是古绝，不拘平仄。"),
    "竹里馆": ("五古", "全诗押仄声啸韵，是古绝，不拘平仄。"),
    "春晓": ("五古", "全诗押仄声筱韵，是古绝，不拘平仄。"),
    "望岳": ("五古", "全诗押仄声筱韵，是古风，不拘平仄。"),
    "滕王阁诗": ("七古", "中途换韵，是古风，不拘平仄。"),
}
TEXTS = {known.title: known.text for known in KNOWN} | {
    "滕王阁诗": "滕王高阁临江渚，佩玉鸣鸾罢歌舞。画栋朝飞南浦云，珠帘暮卷西山雨。"
    "闲云潭影日悠悠，物换星移几度秋。阁中帝子今何在，槛外长江空自流。",
}


@pytest.mark.parametrize("title", OLD_VERSE)
def test_old_verse_passes_as_what_it_is(title: str) -> None:
    form, sentence = OLD_VERSE[title]
    verdict = check(parse_text(TEXTS[title]))
    assert verdict.passed
    assert verdict.form == form_of(form)
    assert verdict.notes[0].message == sentence


@pytest.mark.parametrize(
    ("title", "form", "count"),
    [("静夜思", "五绝", 2), ("黄鹤楼", "七律", 1), ("渭城曲", "七绝", 1)],
)
def test_a_fault_or_two_make_no_old_verse(title: str, form: str, count: int) -> None:
    verdict = check(parse_text(TEXTS[title]))
    assert (verdict.form, len(verdict.faults)) == (form_of(form), count)


def test_asked_for_as_regulated_verse_old_verse_has_its_faults() -> None:
    verdict = check(parse_text(TEXTS["江雪"]), form_of("五绝"))
    assert {"不押韵", "古体"} <= kinds(verdict)


LONG = (
    "善鼓云和瑟，常闻帝子灵。冯夷空自舞，楚客不堪听。苦调凄金石，清音入杳冥。"
    "苍梧来怨慕，白芷动芳馨。流水传潇浦，悲风过洞庭。曲终人不见，江上数峰青。"
)


def test_ten_lines_and_more_that_keep_the_pattern_are_regulated_unasked() -> None:
    assert check(parse_text(LONG)).form == form_of("五排")
    broken = check(parse_text(LONG.replace("清音入杳冥", "清音渡杳冥").replace("江上", "江边")))
    assert broken.form == form_of("五排")
    assert [fault.place and fault.place.line for fault in broken.faults] == [11]
    old = "花间一壶酒，独酌无相亲。举杯邀明月，对影成三人。月既不解饮，影徒随我身。"
    assert check(parse_text(f"{old}暂伴月将影，行乐须及春。我歌月徘徊，我舞影零乱。")).form == (
        form_of("五古")
    )


@pytest.mark.parametrize(
    ("tune", "text"),
    [
        ("生查子", "去年元夜时，花市灯如昼。月上柳梢头，人约黄昏后。"
                   "今年元夜时，月与灯依旧。不见去年人，泪湿春衫袖。"),
        ("浣溪沙", "簌簌衣巾落枣花，村南村北响缲车。牛衣古柳卖黄瓜。"
                   "酒困路长惟欲睡，日高人渴漫思茶。敲门试问野人家。"),
        ("虞美人", "深闺春色劳思想，恨共春芜长。黄鹂娇啭泥芳妍，杏枝如画倚轻烟，锁窗前。"
                   "凭阑愁立双娥细，柳影斜摇砌。玉郎还是不还家，教人魂梦逐杨花，绕天涯。"),
    ],
)  # fmt: skip
def test_a_tune_that_fits_comes_before_verse_that_does_not(tune: str, text: str) -> None:
    verdict = check(parse_text(text))
    assert verdict.form == form_of(tune)
    assert verdict.passed


def test_the_shape_of_a_tune_in_other_tones_is_one_fault() -> None:
    text = (
        "山" * 6 + "，" + "水" * 6 + "，" + "山" * 5 + "，" + "水" * 6 + "，水山，山水，" + "水" * 6
    )
    (fault,) = check(parse_text(text)).faults
    assert fault.message == "句式与如梦令同，平仄韵脚与所收各体皆不合，或是未收的体。"
