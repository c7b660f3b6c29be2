"""The table of tunes, and poems held against it."""

from __future__ import annotations

import re

import pytest

from poetgui.errors import UserError
from poetgui.grid import Place, Tone, punctuate
from poetgui.prosody.books.rhyme_books import NO_BOOK, PINGSHUI
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind, State
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms import tune_fit
from poetgui.prosody.forms.tune_patterns import find_tune, tune_of, tunes
from poetgui.prosody.forms.verse_forms import form_of, grids, infer_form, tune_forms
from tests.prosody.tunes_known import KNOWN_TUNES, KnownTune


@pytest.mark.parametrize("known", KNOWN_TUNES, ids=lambda known: known.text[:5])
def test_a_known_tune_gets_its_true_verdict(known: KnownTune) -> None:
    verdict = check(parse_text(known.text))
    assert verdict.form is not None
    assert verdict.form.name == known.tune
    assert verdict.passed == known.passed, verdict.violations()
    assert verdict.rhyme == known.rhyme
    assert set(known.kinds.split()) <= {finding.kind.value for finding in verdict.findings}


@pytest.mark.parametrize("tune", tunes(), ids=lambda tune: tune.name)
def test_a_grid_of_a_tune_is_whole(tune) -> None:
    for grid in tune.patterns:
        assert grid.form == tune.name
        assert sum(grid.stanzas) == len(grid.lines) == len(grid.stops)
        assert all(cell.rhyme is None or cell.tone is not Tone.ANY for cell in grid.cells)
        for number, slot in enumerate(grid.slots):
            own = [cell.tone for cell in grid.cells if cell.rhyme == number]
            assert set(own) == {slot.tone}
            assert slot.kin is None or slot.kin < number
    assert len({grid.pattern for grid in tune.patterns}) == len(tune.patterns)


@pytest.mark.parametrize("name", ["浣溪沙", "浣沙溪", "huanxisha", "Huan xi-sha", " 浣溪沙 "])
def test_a_tune_goes_by_any_of_its_names(name: str) -> None:
    assert form_of(name).name == tune_of(name).name == "浣溪沙"


def test_an_unknown_tune_is_refused() -> None:
    assert find_tune("无此调") is None
    with pytest.raises(UserError, match=r"没有“无此调”这个词牌"):
        tune_of("无此调")


def test_a_grid_says_all_that_a_tune_demands() -> None:
    (grid,) = grids(form_of("如梦令"))
    assert grid.shape == (6, 6, 5, 6, 2, 2, 6)
    assert grid.stanzas == (7,)
    assert [(tuple(a), tuple(b)) for a, b in grid.repeats] == [((5, 0), (4, 0)), ((5, 1), (4, 1))]
    (river,) = grids(form_of("西江月"))
    assert river.slots[1].kin == 0
    assert river.slots[1].tone is Tone.OBLIQUE
    assert grids(form_of("满江红"))[0].slots[0].entering


def test_pauses_are_set_where_the_table_has_them() -> None:
    grid, _ = grids(form_of("满江红"))
    lines = tuple("".join(cell.tone for cell in line) for line in grid.lines)
    text = punctuate(lines, grid.stops, grid.stanzas)
    assert text.startswith("中仄平平，中中仄、中平中仄。中中仄、中平中仄，中平中仄。")
    assert text.count("\n") == 1


def test_verse_comes_before_tunes_of_the_same_shape() -> None:
    assert infer_form((7,) * 6) == form_of("七古")
    assert infer_form(grids(form_of("水调歌头"))[0].shape) == form_of("水调歌头")
    assert all(form.tune is not None for form in tune_forms().values())


def text_of(tune: str) -> str:
    return next(known.text for known in KNOWN_TUNES if known.tune == tune)


@pytest.mark.parametrize("known", KNOWN_TUNES, ids=lambda known: known.text[:5])
def test_marks_and_their_lack_do_not_matter(known: KnownTune) -> None:
    """、 is no character, and a stanza without a mark is read by its tune."""
    form = form_of(known.tune)
    verdict = check(parse_text(known.text), form)
    bare = [re.sub(r"[，。？！；：、]", "", stanza) for stanza in known.text.split("\n")]
    assert check(bare, form).violations() == verdict.violations()


def test_a_copy_stands_where_its_original_has_the_same_demand() -> None:
    for tune in tunes():
        for grid in tune.patterns:
            for later, earlier in grid.repeats:
                copy = grid.lines[later.line][later.column]
                original = grid.lines[earlier.line][earlier.column]
                assert copy.tone is original.tone
                assert copy.rhyme in (None, original.rhyme)


def test_a_repeat_that_is_not_kept_is_named_once() -> None:
    lines = list(parse_text(text_of("如梦令")))
    lines[5] = "争去"
    verdict = check(lines)
    assert verdict.violations() == ("第6句“争去”应叠第5句的“争渡”。",)
    assert verdict.marks[5][0].state is State.WRONG
    pins = {Place(5, 1)}
    assert check(lines, pins=pins).violations() == ()


def test_faults_say_tone_and_rhyme() -> None:
    lines = list(parse_text(text_of("忆江南")))
    lines[1] = "风景旧曾好"
    assert check(lines).violations() == ("第2句第5字“好”是仄声，此处应押平声韵。",)
    lines[1] = "风景旧曾天"
    lines[2] = "日出江天红胜火"
    assert check(lines).violations() == ("第2句第5字“天”属第七部平，与第十四部平不押。",)
    lines[2] = "日出江花红胜天"
    assert check(lines).violations()[1] == "第3句第7字“天”出律：应仄而平。"
    lines = list(parse_text(text_of("如梦令")))
    lines[0] = "常记溪亭日中"
    lines[3] = "误入藕花深草"
    assert check(lines).violations() == (
        "第1句第6字“中”属第一部仄，与第四部仄不押。",
        "第4句第6字“草”属第八部仄，与第四部仄不押。",
    )
    lines[0] = "常记溪亭日天"
    assert check(lines).violations()[0] == "第1句第6字“天”是平声，此处应押仄声韵。"


def test_rhymes_of_one_part_in_two_tones() -> None:
    lines = list(parse_text(text_of("西江月")))
    assert check(lines).passed
    lines[3] = "听取蛙声一路"
    assert check(lines).violations() == ("第4句第6字“路”属第四部仄，与第七部仄不押。",)
    lines[3] = lines[7] = "听取蛙声一路"
    assert check(lines, book=PINGSHUI).passed  # 平水韵 knows no parts: any group will do


def test_unknown_characters_take_no_part() -> None:
    lines = list(parse_text(text_of("西江月")))
    for i in (1, 2, 3, 5, 6, 7):
        lines[i] = lines[i][:-1] + "\U0002a6d0"
    verdict = check(lines)
    assert verdict.passed
    assert verdict.rhyme == ""
    assert verdict.marks[1][-1].state is State.UNKNOWN
    assert {f.kind for f in verdict.notes} == {Kind.UNKNOWN}
    red = [line[:-1] + "\U0002a6d0" for line in parse_text(text_of("满江红"))]
    assert check(red).rhyme == ""


def test_entering_tone_is_wished_for_not_demanded() -> None:
    verdict = check(parse_text(text_of("满江红")))
    rhymes = [row[-1].state is State.RHYMES for row in verdict.marks]
    ends = zip(verdict.lines, rhymes, strict=True)
    lines = [line[:-1] + "路" if rhyme else line for line, rhyme in ends]
    other = check(lines)
    assert other.passed
    assert [f.message for f in other.notes if f.kind is Kind.ENTERING] == [
        "满江红宜押入声韵，这里押第四部仄。"
    ]
    assert not [f for f in check(lines, book=PINGSHUI).notes if f.kind is Kind.ENTERING]


def test_without_a_book_only_the_shape_counts() -> None:
    verdict = check(parse_text(text_of("水调歌头")), book=NO_BOOK)
    assert verdict.passed
    assert verdict.marks == ()
    assert verdict.pattern


def test_lines_of_another_shape() -> None:
    lines = parse_text(text_of("如梦令"))
    form = form_of("如梦令")
    assert check([*lines[:3], "误入藕深处", *lines[4:]], form).violations() == (
        "第4句有5字，如梦令（单调三十三字仄韵）应为6字。",
    )
    assert check(lines[:3], form).violations() == (
        "如梦令（单调三十三字仄韵）应为7句，字数为6、6、5、6、2、2、6，这里有3句。",
    )
    (sentence,) = check([*lines[:6], lines[6] + "飞"]).violations()
    assert "不合任何一种已知体裁；最近的是如梦令（差1字）、" in sentence


def test_a_tune_may_have_several_numbers_of_lines() -> None:
    form = form_of("忆江南")
    assert form.takes(5)
    assert form.takes(10)
    assert not form.takes(6)
    assert [len(grid.lines) for grid in grids(form, 10)] == [10]
    with pytest.raises(UserError, match="忆江南应是5或10句，不能写6句"):
        grids(form, 6)


def test_verse_with_a_fault_or_two_stays_verse() -> None:
    """玉楼春 has the shape of 七律, 浣溪沙 that of 七古."""
    octave = (
        "风急天高猿啸哀，渚清沙白鸟飞回。无边落木萧萧下，不尽长江滚滚来。"
        "万里悲秋常作客，百年多病独登台。艰难苦恨繁霜鬓，潦倒新亭浊酒钟。"
    )
    verdict = check(parse_text(octave))
    assert verdict.form == form_of("七律")
    assert len(verdict.faults) == 1
    tones = "天天天天天天天"
    assert check([tones] * 6).form == form_of("七古")
    assert check([tones] * 5 + ["天天天天天天路"]).form == form_of("七古")


@pytest.mark.parametrize(
    ("shape", "wanted", "far"),
    [
        ((6, 6), (6, 6), 0),
        ((6, 5), (6, 6), 1),
        ((3, 4, 6), (7, 6), 1),
        ((7, 6), (3, 4, 6), 1),
        ((6,), (6, 6), 6),
        ((6, 6), (6,), 6),
        ((), (6,), 6),
    ],
)
def test_distance_counts_characters_and_regrouping(
    shape: tuple[int, ...], wanted: tuple[int, ...], far: int
) -> None:
    assert tune_fit.distance(shape, wanted) == far


FORMER = [(tune.name, grid) for tune in tunes() for grid, _ in tune.former]


def test_patterns_that_no_book_has_are_not_offered() -> None:
    assert [(name, grid.pattern.partition("韵")[2]) for name, grid in FORMER] == [
        ("贺新郎", "·次句平收"),
        ("贺新郎", "·起处次句平收"),
        ("诉衷情", "·三句仄起"),
        ("雨霖铃", ""),
    ]
    for name, grid in FORMER:
        assert grid not in grids(form_of(name))
    assert [sum(grid.shape) for grid in grids(form_of("雨霖铃"))] == [103]
    assert [c.tone for c in grids(form_of("眼儿媚"))[1].lines[0]] == list("中仄平平仄平平")


def test_lines_that_only_a_former_pattern_fits_are_judged_by_it_with_a_note() -> None:
    verdict = check(parse_text(text_of("雨霖铃")))
    assert verdict.form == form_of("雨霖铃")
    assert verdict.pattern == "双调一百零二字入声韵"
    (note,) = [f for f in verdict.notes if f.kind is Kind.FORMER]
    assert note.message == "谱书不载此体：“留恋处”诸谱作“方留恋处”，这里少一字。"
    whole = check(parse_text(text_of("雨霖铃").replace("留恋处", "方留恋处")))
    assert (whole.passed, whole.pattern) == (True, "双调一百零三字入声韵")
    assert Kind.FORMER not in {f.kind for f in whole.findings}
