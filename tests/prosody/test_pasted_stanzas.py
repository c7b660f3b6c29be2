"""Texts as people paste them: stanzas, titles as long as the lines, odd characters."""

from __future__ import annotations

import pytest

from poetgui.errors import UserError
from poetgui.grid import OPEN
from poetgui.prosody.checker.pasted_poems import read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms.verse_forms import form_of

SPRING = (
    "国破山河在，城春草木深。\n感时花溅泪，恨别鸟惊心。\n"
    "烽火连三月，家书抵万金。\n白头搔更短，浑欲不胜簪。"
)
DATES = (
    "簌簌衣巾落枣花，村南村北响缲车。牛衣古柳卖黄瓜。\n\n"
    "酒困路长惟欲睡，日高人渴漫思茶。敲门试问野人家。"
)
TOWER = "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
BEANS = "红豆生南国，春来发几枝。\n愿君多采撷，此物最相思。"
DAWN = "春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。"
FAREWELL = "渭城朝雨浥轻尘，客舍青青柳色新。\n劝君更尽一杯酒，西出阳关无故人。"
TEMPLE = (
    "清晨入古寺\n初日照高林\n曲径通幽处\n禅房花木深\n山光悦鸟性\n潭影空人心\n万籁此都寂\n但余钟磬音"
)
LANTERNS = (
    "去年元夜时，花市灯如昼。月上柳梢头，人约黄昏后。\n\n"
    "今年元夜时，月与灯依旧。不见去年人，泪湿春衫袖。"
)


def forms(text: str) -> list[str]:
    verdicts = [check(poem.lines, poem.form) for poem in read_poems(text)]
    return [verdict.form.name if verdict.form else "" for verdict in verdicts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SPRING.replace("\n", "\n\n"), ["五律"]),
        (DATES, ["浣溪沙"]),
        (LANTERNS, ["生查子"]),
        (f"{TOWER}\n\n{BEANS}", ["五绝", "五绝"]),
        (f"{TOWER}\n\n{BEANS}\n\n{FAREWELL}", ["五绝", "五绝", "七绝"]),
        (f"其一\n{TOWER}\n其二\n{BEANS}", ["五绝", "五绝"]),
        (f"绝句二首\n\n其一\n\n{TOWER}\n\n其二\n\n{BEANS}", ["五绝", "五绝"]),
        (f"绝句二首\n{TOWER}\n\n{BEANS}", ["五绝", "五绝"]),
        (f"登鹳雀楼\n{TOWER}\n\n相思\n{BEANS}", ["五绝", "五绝"]),
        (f"春望\n\n{SPRING.replace(chr(10), chr(10) * 2)}", ["五律"]),
    ],
)
def test_what_fits_as_a_whole_is_one_poem_and_others_are_several(
    text: str, expected: list[str]
) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "form", "heading"),
    [
        (f"送元二使安西曲\n{FAREWELL}", "七绝", ("送元二使安西曲",)),
        (f"题破山寺后\n{TEMPLE}", "五律", ("题破山寺后",)),
        (f"题破山寺后\n常建\n{TEMPLE}", "五律", ("题破山寺后", "常建")),
        (f"春晓·孟浩然：{DAWN}", "五古", ("春晓·孟浩然",)),
        (f"登鹳雀楼：{TOWER}", "五绝", ("登鹳雀楼",)),
    ],
)
def test_a_title_is_no_verse_however_long(text: str, form: str, heading: tuple[str, ...]) -> None:
    (poem,) = read_poems(text)
    assert poem.heading == heading
    assert check(poem.lines, poem.form).form == form_of(form)


def test_a_line_too_short_is_named_and_the_heading_is_none() -> None:
    (poem,) = read_poems("相思\n红豆生南国，春来发几枝。愿君采撷，此物最相思。")
    assert (len(poem.lines), poem.heading) == (4, ("相思",))
    (fault,) = check(poem.lines).faults
    assert "五绝（第3句少1字）" in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("白日依山尽黄河入海流欲穷千里目更上一层楼"),
        "白日依山尽①，黄河入海流[1]。欲穷千里目2，更上一层楼。",
        "白日依山\u200b尽，黄河\ufeff入海流。欲穷千⾥⽬，更上一层\ufe00楼。",
        "白日依山尽，黄河入海流。欲穷千里目，更上一层楼（一作“重”）。",
    ],
)
def test_what_is_no_character_of_the_poem_is_folded(text: str) -> None:
    assert parse_text(text) == ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼")


def test_notes_are_told() -> None:
    (poem,) = read_poems("白日依山尽，黄河入海流。欲穷千里目，更上一层楼（一作重）。")
    assert poem.notes == ("（一作重）",)


@pytest.mark.parametrize("sign", ["□", "○"])
def test_open_places_are_judged_around(sign: str) -> None:
    (poem,) = read_poems(f"白日依山{sign}，黄河入海流。欲穷千里目，更上一层楼。")
    assert poem.lines[0] == f"白日依山{OPEN}"
    assert check(poem.lines).passed


HALVES = SPRING.split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two quatrains under one heading have the metre of one octave.
        (f"春望\n{HALVES[0]}\n{HALVES[1]}\n\n{HALVES[2]}\n{HALVES[3]}", ["五律"]),
        # What is no poem by itself belongs to the whole.
        (f"{HALVES[0]}\n{HALVES[1]}\n\n烽火连三月，\n\n家书抵万金。\n{HALVES[3]}", ["五律"]),
        # Parts that are nothing by themselves and nothing together.
        ("今天天气好。\n\n是不是这样呢。", ["", ""]),
    ],
)
def test_parts_that_are_no_poems_by_themselves(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize("text", ["其一", "其一\n\n其二", " \n\n "])
def test_numbers_alone_are_no_verse(text: str) -> None:
    with pytest.raises(UserError, match="没有诗句"):
        read_poems(text)
