"""The checker, one rule after another."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from poetgui.errors import UserError
from poetgui.grid import OPEN, Place, Tone
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind, Severity, State, Verdict
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms.verse_forms import form_of
from tests.prosody import independent
from tests.prosody.known import KNOWN


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


def test_two_faults_of_one_line_weigh_less_than_one_and_a_couplet_that_parts() -> None:
    """Taken as 平平仄仄平 it would have one fault, and not answer the line before it."""
    assert found(*QUATRAIN[:3], "平平平平平") == [
        (Kind.TONE, FAULT, Place(3, 1)),
        (Kind.LEVEL_TAIL, FAULT, Place(3, 2)),
    ]


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
    strict = check([lines[0][:-1] + "农", *lines[1:]], strict=True)
    assert not strict.passed
    assert "从严则不许" in strict.faults[0].message
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
    assert parse_text(typed) == traditional
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
        "repair": "",
    }
    assert data["marks"][0][4]["state"] == "韵"
    assert ["平", "阳"] in data["marks"][0][4]["readings"]
    shapeless = check(["东东", "东"]).to_json()
    assert (shapeless["form"], shapeless["findings"][0]["line"]) == (None, None)


def test_an_unfinished_poem_is_judged_by_what_is_there() -> None:
    lines = ("白日依山□", OPEN * 5, "欲穷" + OPEN * 3, OPEN * 5)
    verdict = check(lines, form_of("五绝"))
    assert verdict.findings == ()
    assert verdict.pattern == "仄起首句不入韵"
    assert "".join(mark.demand for mark in verdict.marks[1]) == "平平中仄平"
    assert [mark.state for mark in verdict.marks[1]] == [State.OPEN] * 4 + [State.RHYMES]
    assert verdict.marks[0][4].state is State.OPEN
    wrong = check(("白日依山□", OPEN * 4 + "月", "欲穷千里目", OPEN * 5), form_of("五绝"))
    assert [f.place for f in wrong.faults] == [Place(1, 4)]


def test_an_unfinished_tune_owes_no_echo_yet() -> None:
    lines = (
        "常记溪亭日暮",
        "沉醉不知归路",
        "兴尽晚回舟",
        "误入藕花深处",
        "争渡",
        "争□",
        "惊起一滩鸥鹭",
    )
    verdict = check(lines, form_of("如梦令"))
    assert verdict.passed
    assert verdict.marks[5][1].state is State.RHYMES
    assert not check((*lines[:5], "月□", lines[6]), form_of("如梦令")).passed


def test_old_style_is_named_only_where_the_lines_rhyme() -> None:
    far = ["独屋木竹目", "服福禄熟山", "服福禄熟目", "独屋木竹红"]
    verdict = check(far)
    assert len(verdict.faults) >= 3
    assert Kind.OLD_STYLE not in {f.kind for f in verdict.findings}
    old = check([*far[:3], "独屋木竹间"])
    assert old.form == form_of("五古")
    assert old.passed
    assert old.notes[0].message == "作五绝看有5处不合，是古绝，不拘平仄。"


def test_of_two_licences_the_likely_one_is_told() -> None:
    """乡 could be 嚮 (漾): then 仍怜故乡水 would be 平平仄仄仄, which is 小拗."""
    lines = (
        "渡远荆门外 来从楚国游 山随平野尽 月入大荒流 月下飞天镜 云生结海楼 仍怜故乡水 万里送行舟"
    )
    verdict = check(tuple(lines.split()))
    assert verdict.passed
    (found,) = [f for f in verdict.findings if f.place is not None and f.place.line == 6]
    assert (found.kind, found.place) == (Kind.REPAIR, Place(6, 3))
    assert "特拗" in found.message


def test_the_entering_tone_is_marked_apart() -> None:
    verdict = check(("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"))
    entering = "".join(m.character for row in verdict.marks for m in row if m.entering)
    assert entering == "白日入欲目一"
    modern = check(("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"), book="中华通韵")
    assert not any(m.entering for row in modern.marks for m in row)
    assert verdict.to_json()["marks"][0][0]["entering"] is True
