"""The checker: known poems, single rules, and properties over everything the grids allow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from poetgui.errors import UserError
from poetgui.grid import Place, Tone
from poetgui.prosody.checker import check
from poetgui.prosody.forms import form_of
from poetgui.prosody.text import parse_text
from poetgui.prosody.verdict import Kind, Severity, State, Verdict
from tests.prosody import independent


class Known(NamedTuple):
    """A poem that everybody knows, and what is true of it."""

    title: str
    text: str
    form: str
    passed: bool
    rhyme: str
    pattern: str = ""
    kinds: str = ""
    """Kinds of finding that must be there (faults and notes, 重字 left out)."""


KNOWN = [
    Known(
        "登鹳雀楼",
        "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。",
        "五绝",
        True,
        "尤",
        "仄起首句不入韵",
    ),
    Known(
        "相思",
        "红豆生南国，春来发几枝。愿君多采撷，此物最相思。",
        "五绝",
        True,
        "支",
        "仄起首句不入韵",
    ),
    Known(
        "八阵图",
        "功盖三分国，名成八阵图。江流石不转，遗恨失吞吴。",
        "五绝",
        True,
        "虞",
        "仄起首句不入韵",
    ),
    Known(
        "宿建德江",
        "移舟泊烟渚，日暮客愁新。野旷天低树，江清月近人。",
        "五绝",
        True,
        "真",
        "平起首句不入韵",
        "拗救",
    ),
    Known(
        "听筝",
        "鸣筝金粟柱，素手玉房前。欲得周郎顾，时时误拂弦。",
        "五绝",
        True,
        "先",
        "平起首句不入韵",
    ),
    Known(
        "静夜思",
        "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
        "五绝",
        False,
        "阳",
        "",
        "出律",
    ),
    Known(
        "鹿柴",
        "空山不见人，但闻人语响。返景入深林，复照青苔上。",
        "五绝",
        False,
        "养",
        "",
        "不押韵 古体",
    ),
    Known(
        "春晓",
        "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
        "五绝",
        False,
        "筱",
        "",
        "不押韵 古体",
    ),
    Known(
        "江雪",
        "千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。",
        "五绝",
        False,
        "屑",
        "",
        "不押韵 古体",
    ),
    Known(
        "早发白帝城",
        "朝辞白帝彩云间，千里江陵一日还。两岸猿声啼不住，轻舟已过万重山。",
        "七绝",
        True,
        "删",
        "平起首句入韵",
    ),
    Known(
        "清平调",
        "云想衣裳花想容，春风拂槛露华浓。若非群玉山头见，会向瑶台月下逢。",
        "七绝",
        True,
        "冬",
        "仄起首句入韵",
    ),
    Known(
        "枫桥夜泊",
        "月落乌啼霜满天，江枫渔火对愁眠。姑苏城外寒山寺，夜半钟声到客船。",
        "七绝",
        True,
        "先",
        "仄起首句入韵",
    ),
    Known(
        "出塞",
        "秦时明月汉时关，万里长征人未还。但使龙城飞将在，不教胡马度阴山。",
        "七绝",
        True,
        "删",
        "平起首句入韵",
    ),
    Known(
        "江南逢李龟年",
        "岐王宅里寻常见，崔九堂前几度闻。正是江南好风景，落花时节又逢君。",
        "七绝",
        True,
        "文",
        "平起首句不入韵",
        "拗救",
    ),
    Known(
        "绝句",
        "两个黄鹂鸣翠柳，一行白鹭上青天。窗含西岭千秋雪，门泊东吴万里船。",
        "七绝",
        True,
        "先",
        "仄起首句不入韵",
    ),
    Known(
        "泊秦淮",
        "烟笼寒水月笼沙，夜泊秦淮近酒家。商女不知亡国恨，隔江犹唱后庭花。",
        "七绝",
        True,
        "麻",
        "平起首句入韵",
    ),
    Known(
        "清明",
        "清明时节雨纷纷，路上行人欲断魂。借问酒家何处有，牧童遥指杏花村。",
        "七绝",
        True,
        "元",
        "平起首句入韵",
        "邻韵",
    ),
    Known(
        "题西林壁",
        "横看成岭侧成峰，远近高低各不同。不识庐山真面目，只缘身在此山中。",
        "七绝",
        True,
        "东",
        "平起首句入韵",
        "邻韵",
    ),
    Known(
        "渭城曲",
        "渭城朝雨浥轻尘，客舍青青柳色新。劝君更尽一杯酒，西出阳关无故人。",
        "七绝",
        False,
        "真",
        "平起首句入韵",
        "失粘 小拗",
    ),
    Known(
        "春望",
        "国破山河在，城春草木深。感时花溅泪，恨别鸟惊心。烽火连三月，家书抵万金。白头搔更短，浑欲不胜簪。",
        "五律",
        True,
        "侵",
        "仄起首句不入韵",
    ),
    Known(
        "山居秋暝",
        "空山新雨后，天气晚来秋。明月松间照，清泉石上流。竹喧归浣女，莲动下渔舟。随意春芳歇，王孙自可留。",
        "五律",
        True,
        "尤",
        "平起首句不入韵",
    ),
    Known(
        "赋得古原草送别",
        "离离原上草，一岁一枯荣。野火烧不尽，春风吹又生。远芳侵古道，晴翠接荒城。又送王孙去，萋萋满别情。",
        "五律",
        True,
        "庚",
        "平起首句不入韵",
    ),
    Known(
        "月夜忆舍弟",
        "戍鼓断人行，边秋一雁声。露从今夜白，月是故乡明。有弟皆分散，无家问死生。寄书长不达，况乃未休兵。",
        "五律",
        True,
        "庚",
        "仄起首句入韵",
    ),
    Known(
        "送杜少府之任蜀州",
        "城阙辅三秦，风烟望五津。与君离别意，同是宦游人。海内存知己，天涯若比邻。无为在歧路，儿女共沾巾。",
        "五律",
        True,
        "真",
        "仄起首句入韵",
        "拗救",
    ),
    Known(
        "与诸子登岘山",
        "人事有代谢，往来成古今。江山留胜迹，我辈复登临。水落鱼梁浅，天寒梦泽深。羊公碑尚在，读罢泪沾襟。",
        "五律",
        True,
        "侵",
        "仄起首句不入韵",
        "拗救",
    ),
    Known(
        "旅夜书怀",
        "细草微风岸，危樯独夜舟。星垂平野阔，月涌大江流。名岂文章著，官应老病休。飘飘何所似，天地一沙鸥。",
        "五律",
        True,
        "尤",
        "仄起首句不入韵",
    ),
    Known(
        "登高",
        "风急天高猿啸哀，渚清沙白鸟飞回。无边落木萧萧下，不尽长江滚滚来。万里悲秋常作客，百年多病独登台。艰难苦恨繁霜鬓，潦倒新停浊酒杯。",
        "七律",
        True,
        "灰",
        "仄起首句入韵",
    ),
    Known(
        "蜀相",
        "丞相祠堂何处寻，锦官城外柏森森。映阶碧草自春色，隔叶黄鹂空好音。三顾频烦天下计，两朝开济老臣心。出师未捷身先死，长使英雄泪满襟。",
        "七律",
        True,
        "侵",
        "仄起首句入韵",
        "小拗",
    ),
    Known(
        "黄鹤楼",
        "昔人已乘黄鹤去，此地空余黄鹤楼。黄鹤一去不复返，白云千载空悠悠。晴川历历汉阳树，芳草萋萋鹦鹉洲。日暮乡关何处是，烟波江上使人愁。",
        "七律",
        False,
        "尤",
        "",
        "出律",
    ),
    Known(
        "无题",
        "相见时难别亦难，东风无力百花残。春蚕到死丝方尽，蜡炬成灰泪始干。晓镜但愁云鬓改，夜吟应觉月光寒。蓬山此去无多路，青鸟殷勤为探看。",
        "七律",
        True,
        "寒",
        "仄起首句入韵",
    ),
    Known(
        "望岳",
        "岱宗夫如何，齐鲁青未了。造化钟神秀，阴阳割昏晓。荡胸生曾云，决眦入归鸟。会当凌绝顶，一览众山小。",
        "五古",
        True,
        "筱",
    ),
    Known(
        "送别",
        "下马饮君酒，问君何所之。君言不得意，归卧南山陲。但去莫复问，白云无尽时。",
        "五古",
        True,
        "支",
    ),
    Known(
        "游子吟",
        "慈母手中线，游子身上衣。临行密密缝，意恐迟迟归。谁言寸草心，报得三春晖。",
        "五古",
        True,
        "微",
    ),
]


def kinds(verdict: Verdict) -> set[str]:
    return {finding.kind.value for finding in verdict.findings}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.title)
def test_a_known_poem_gets_its_true_verdict(known: Known) -> None:
    form = form_of(known.form) if known.form in ("五古", "七古") else None
    verdict = check(parse_text(known.text), form)
    assert verdict.form is not None
    assert verdict.form.name == known.form
    assert verdict.passed == known.passed, verdict.violations()
    assert verdict.rhyme == known.rhyme
    assert known.pattern in ("", verdict.pattern)
    assert set(known.kinds.split()) <= kinds(verdict)


def test_without_a_form_old_style_of_eight_lines_is_held_against_the_octave() -> None:
    text = next(known.text for known in KNOWN if known.title == "望岳")
    verdict = check(parse_text(text))
    assert verdict.form == form_of("五律")
    assert {"不押韵", "古体"} <= kinds(verdict)
    assert verdict.rhyme == "筱"


def verse(*tones: str, level: str = "东", oblique: str = "屋") -> tuple[str, ...]:
    """Lines of the wanted tones, out of characters with one reading, none of them twice."""

    def pool(reading: tuple[str, str]) -> Iterator[str]:
        return iter([c for c, pairs in independent.READINGS.items() if pairs == [reading]])

    pools = {"平": pool(("平", level)), "仄": pool(("仄", oblique))}
    return tuple("".join(next(pools[tone]) for tone in line) for line in tones)


QUATRAIN = ("仄仄平平仄", "平平仄仄平", "平平平仄仄", "仄仄仄平平")


def found(*tones: str, pins: tuple[Place, ...] = ()) -> list[tuple[Kind, Severity, Place | None]]:
    verdict = check(verse(*tones), pins=pins)
    return [(f.kind, f.severity, f.place) for f in verdict.findings]


FAULT, NOTE = Severity.FAULT, Severity.NOTE


@pytest.mark.parametrize(
    ("line", "tones", "expected"),
    [
        (0, "仄仄仄平仄", (Kind.TWISTED, NOTE, Place(0, 2))),
        (0, "仄平平平仄", (Kind.TONE, FAULT, Place(0, 1))),
        (0, "仄仄平仄仄", (Kind.TONE, FAULT, Place(0, 3))),
        (1, "仄平仄仄平", (Kind.LONE_LEVEL, FAULT, Place(1, 0))),
        (1, "仄平平仄平", (Kind.REPAIR, NOTE, Place(1, 0))),
        (1, "平平仄平平", (Kind.TONE, FAULT, Place(1, 3))),
        (2, "平平仄仄仄", (Kind.TWISTED, NOTE, Place(2, 2))),
        (2, "平平仄平仄", (Kind.REPAIR, NOTE, Place(2, 3))),
        (2, "仄平仄平仄", (Kind.TONE, FAULT, Place(2, 3))),
        (2, "平平平平仄", (Kind.TONE, FAULT, Place(2, 3))),
        (2, "平平平仄平", (Kind.TONE, FAULT, Place(2, 4))),
        (3, "仄仄平平平", (Kind.LEVEL_TAIL, FAULT, Place(3, 2))),
        (3, "仄仄仄仄平", (Kind.TONE, FAULT, Place(3, 3))),
        (3, "仄仄仄平仄", (Kind.RHYME, FAULT, Place(3, 4))),
    ],
)
def test_one_thing_is_wrong_with_one_line(
    line: int, tones: str, expected: tuple[Kind, Severity, Place]
) -> None:
    lines: list[str] = list(QUATRAIN)
    lines[line] = tones
    assert found(*lines) == [expected]


def test_a_quatrain_in_metre_has_no_findings() -> None:
    assert found(*QUATRAIN) == []


def test_the_next_line_repairs_a_fourth_character() -> None:
    assert found("仄仄平仄仄", "平平平仄平", *QUATRAIN[2:]) == [(Kind.REPAIR, NOTE, Place(0, 3))]
    assert found("仄仄仄仄仄", "仄平平仄平", *QUATRAIN[2:]) == [
        (Kind.REPAIR, NOTE, Place(0, 3)),
        (Kind.REPAIR, NOTE, Place(1, 0)),
    ]


def test_an_oblique_end_is_no_level_tail_and_no_lone_level() -> None:
    assert found(*QUATRAIN[:3], "仄仄平平仄") == [(Kind.RHYME, FAULT, Place(3, 4))]
    assert found(QUATRAIN[0], "仄平仄仄仄", *QUATRAIN[2:]) == [(Kind.RHYME, FAULT, Place(1, 4))]


def test_couplets_that_part_are_one_fault() -> None:
    assert found(*QUATRAIN[:2], *QUATRAIN[:2]) == [(Kind.COUPLETS_PART, FAULT, Place(2, 1))]


def test_lines_alike_in_one_couplet_are_one_fault() -> None:
    lines = ["".join("平平" if t[1] == "仄" else "仄仄") + t for t in QUATRAIN]
    lines[1] = "平平仄仄仄平平"
    assert (Kind.LINES_ALIKE, FAULT, Place(1, 1)) in found(*lines)


def test_seven_characters_count_two_more() -> None:
    lines = ["".join("平平" if t[1] == "仄" else "仄仄") + t for t in QUATRAIN]
    assert found(*lines) == []
    lines[1] = "仄仄仄平仄仄平"
    assert found(*lines) == [(Kind.LONE_LEVEL, FAULT, Place(1, 2))]
    lines[1] = "仄平平平仄仄平"
    assert found(*lines) == [(Kind.TONE, FAULT, Place(1, 1))]


def test_line_one_may_rhyme_in_a_neighbouring_group() -> None:
    lines = list(verse("仄仄仄平平", *QUATRAIN[1:]))
    near = check([lines[0][:-1] + "农", *lines[1:]])
    assert [(f.kind, f.severity) for f in near.findings] == [(Kind.NEIGHBOUR, NOTE)]
    assert near.passed
    assert near.pattern == "仄起首句入韵"
    far = check([lines[0][:-1] + "山", *lines[1:]])
    assert [f.message for f in far.faults] == ["第1句第5字“山”属删韵，与全诗的东韵不押。"]


def test_a_neighbouring_group_elsewhere_is_a_fault() -> None:
    lines = list(verse("仄仄仄平平", *QUATRAIN[1:]))
    lines[3] = lines[3][:-1] + "农"
    (fault,) = check(lines).faults
    assert fault.kind is Kind.RHYME
    assert "是邻韵" in fault.message
    assert fault.place == Place(3, 4)


def test_repeated_characters_are_notes_and_doubled_ones_nothing() -> None:
    lines = parse_text("东东屋屋独，东东屋屋同。同东东独屋，独屋屋东东。")
    notes = [f for f in check(lines).findings if f.kind is Kind.REPEATED]
    assert {f.severity for f in notes} == {Severity.NOTE}
    assert notes[0].message.startswith("“东”字重出：第1句第1字、第2句第1字")
    assert notes[0].place == Place(1, 0)
    doubled = check(["东东屋屋独", *verse(*QUATRAIN[1:], level="先", oblique="质")])
    assert all(f.kind is not Kind.REPEATED for f in doubled.findings)


def test_unknown_characters_meet_everything_and_are_named() -> None:
    lines = list(verse(*QUATRAIN))
    lines[0] = lines[0][:1] + "喆" + lines[0][2:]
    lines[1] = lines[1][:-1] + "堃"
    verdict = check(lines)
    assert verdict.passed
    assert [f.place for f in verdict.findings] == [Place(0, 1), Place(1, 4)]
    assert verdict.marks[0][1].state is State.UNKNOWN
    assert verdict.marks[1][4].state is State.UNKNOWN
    assert check([line[:-1] + "喆" for line in lines]).rhyme == ""


def test_traditional_characters_are_looked_up_simplified() -> None:
    simplified = parse_text(KNOWN[19].text)
    typed = (
        "國破山河在，城春草木深。感時花濺淚，恨別鳥驚心。"
        "烽火連三月，家書抵萬金。白頭搔更短，渾欲不勝簪。"
    )
    traditional = tuple(typed.replace("。", "，").strip("，").split("，"))
    assert parse_text(typed) == simplified
    one, two = check(simplified), check(traditional)
    assert (one.passed, one.rhyme, one.pattern) == (two.passed, two.rhyme, two.pattern)
    assert two.lines == traditional


def test_marks_say_how_each_cell_stands() -> None:
    verdict = check(parse_text(KNOWN[5].text))
    states = [[mark.state for mark in row] for row in verdict.marks]
    assert states[0][4] is State.RHYMES
    assert states[1][3] is State.WRONG
    assert states[3][0] is State.RIGHT
    assert verdict.marks[1][3].demand is Tone.LEVEL
    missed = check(verse(*QUATRAIN[:3], "仄仄仄平仄"))
    assert missed.marks[3][4].state is State.MISSED_RHYME
    several = check(
        ["".join(["看" if j == 1 else c for j, c in enumerate(row)]) for row in verse(*QUATRAIN)]
    )
    assert several.passed
    assert several.marks[0][1].state is State.SEVERAL
    assert several.marks[1][0].demand is Tone.LEVEL
    assert several.marks[0][0].demand is Tone.ANY


@pytest.mark.parametrize(
    ("lines", "form", "sentences"),
    [
        (["东" * 5] * 3, "五绝", ["五言绝句应为4句，这里有3句。"]),
        (["东" * 5] * 3 + ["东" * 4], "五绝", ["第4句有4字，五言绝句每句应为5字。"]),
        (["东" * 5, ""], "五古", ["第2句有0字，五言古诗每句应为5字。"]),
        (["东" * 7] * 33, "七古", ["七言古诗应为2至32句，这里有33句。"]),
        (["东东", "东"], None, ["共2句，字数为2、1，不合任何一种已知体裁。"]),
    ],
)
def test_a_wrong_shape_is_all_that_is_said(
    lines: list[str], form: str | None, sentences: list[str]
) -> None:
    verdict = check(lines, form_of(form) if form else None)
    assert verdict.violations() == tuple(sentences)
    assert {f.kind for f in verdict.faults} == {Kind.SHAPE}
    assert verdict.marks == ()


def test_without_a_book_only_shape_and_repeats_are_seen() -> None:
    verdict = check(["东" * 5] * 4, book="none")
    assert verdict.passed
    assert verdict.rhyme == verdict.pattern == ""
    assert {f.kind for f in verdict.findings} == {Kind.REPEATED}
    with pytest.raises(UserError, match="没有“广韵”这部韵书"):
        check(["东" * 5] * 4, book="广韵")


def old_style(ends: str) -> Verdict:
    """Eight-character ends make sixteen lines: each even line ends on one of `ends`."""
    return check(
        [line for end in ends for line in ("独屋木竹目", "服福禄熟" + end)], form_of("五古")
    )


def test_old_style_keeps_one_rhyme_level_or_oblique() -> None:
    assert old_style("东同中").findings == ()
    assert old_style("鸟晓小").rhyme == "筱"


def test_old_style_mixes_near_groups() -> None:
    verdict = old_style("东同农")
    assert verdict.passed
    assert [f.message for f in verdict.findings] == ["第6句第5字“农”属冬韵，与东韵通押。"]


def test_old_style_changes_its_rhyme() -> None:
    verdict = old_style("东同先天年鸟晓")
    assert verdict.passed
    assert [f.message for f in verdict.findings] == [
        "中途换韵：第2句起押东韵、第6句起押先韵、第12句起押筱韵。"
    ]


def test_old_style_that_does_not_rhyme_is_told_where() -> None:
    verdict = old_style("东山同喆")
    assert verdict.violations() == ("第4句第5字“山”属删韵，与全诗的东韵不押。",)
    assert {f.kind for f in verdict.notes} == {Kind.UNKNOWN}
    assert verdict.marks[3][4].state is State.MISSED_RHYME


def test_what_a_pin_brings_about_is_marked() -> None:
    lines = (QUATRAIN[0], "仄平仄仄平", *QUATRAIN[2:])
    pinned = check(verse(*lines), pins=[Place(1, 0)])
    assert [f.pinned for f in pinned.faults] == [True]
    assert pinned.violations() == ()
    assert pinned.violations(outside_pins=False) == (
        "第2句犯孤平：第2句第1字“" + pinned.lines[1][0] + "”应平而仄。",
    )
    elsewhere = check(verse(*lines), pins=[Place(0, 0)])
    assert len(elsewhere.violations()) == 1


def test_everything_goes_into_json() -> None:
    verdict = check(parse_text(KNOWN[5].text))
    data = json.loads(json.dumps(verdict.to_json()))
    assert data["form"] == "五绝"
    assert data["passed"] is False
    assert data["findings"][0] == {
        "kind": "出律",
        "severity": "fault",
        "message": "第2句第4字“上”出律：应平而仄。",
        "line": 1,
        "column": 3,
        "pinned": False,
    }
    assert data["marks"][0][4]["state"] == "韵"
    assert ["平", "阳"] in data["marks"][0][4]["readings"]
    shapeless = check(["东东", "东"]).to_json()
    assert (shapeless["form"], shapeless["findings"][0]["line"]) == (None, None)
