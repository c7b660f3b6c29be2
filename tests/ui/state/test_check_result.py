"""The quiet line and the marks: what the checker says, in few words."""

from __future__ import annotations

from poetgui.grid import Place, Poem, Tone
from poetgui.ui.first_start import SAMPLE
from poetgui.ui.state.check_result import check_poem

RIGHT = SAMPLE.poem


def test_a_poem_in_metre_is_said_to_be() -> None:
    said = check_poem(RIGHT, frozenset()).sentences()
    assert said == ["五言绝句", "仄起首句不入韵", "平水韵 尤韵", "合律", "无一句见于前人"]


def test_lines_of_the_corpus_are_named() -> None:
    result = check_poem(RIGHT, {"黄河入海流"})
    assert result.copied == (1,)
    assert "第 2 句见于前人" in result.sentences()


def test_what_the_person_gave_whole_is_not_held_against_the_poem() -> None:
    given = frozenset(Place(1, j) for j in range(5))
    poem = Poem(RIGHT.lines, "五绝", book="平水韵", pins=given)
    assert check_poem(poem, {"黄河入海流"}).copied == ()


def test_without_a_copy_filter_nothing_is_claimed() -> None:
    assert not any("前人" in part for part in check_poem(RIGHT).sentences())


def test_a_classic_bears_its_author_and_claims_nothing() -> None:
    said = check_poem(RIGHT, frozenset(), "〔唐〕王之涣").sentences()
    assert said[0] == "〔唐〕王之涣"
    assert not any("前人" in part for part in said)


def test_a_fault_is_said_and_marked() -> None:
    lines = ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层天")
    result = check_poem(Poem(lines, "五绝", book="平水韵", pattern=RIGHT.pattern))
    assert not result.verdict.passed
    assert any("第4句" in part for part in result.sentences())
    assert Place(3, 4) in result.marks.faults


def test_a_fault_of_a_pin_alone_does_not_break_the_metre() -> None:
    lines = ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层天")
    pins = frozenset({Place(3, 4)})
    said = check_poem(Poem(lines, "五绝", book="平水韵", pins=pins)).sentences()
    assert "除所定之字外合律" in said


def test_marks_show_the_tone_that_the_place_wants() -> None:
    marks = check_poem(RIGHT).marks
    assert marks.tones[Place(0, 0)] is Tone.OBLIQUE  # 白
    assert marks.tones[Place(1, 0)] is Tone.LEVEL  # 黄
    assert marks.rhymes == {Place(1, 4), Place(3, 4)}
    assert marks.faults == frozenset()


def test_a_poem_without_metre_is_said_to_be() -> None:
    said = check_poem(Poem(RIGHT.lines, "五古", book="none")).sentences()
    assert said == ["五言古诗", "不拘格律"]


def test_the_entering_tone_is_marked_apart() -> None:
    entering = check_poem(RIGHT).marks.entering
    assert {RIGHT.lines[p.line][p.column] for p in entering} == set("白日入欲目一")
