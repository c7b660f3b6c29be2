"""对联: what an upper line asks for, and what the checker says of both."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.errors import UserError
from poetgui.grid import Place, Tone
from poetgui.prosody.books.rhyme_books import BOOKS, load_book
from poetgui.prosody.books.tones import BITS, lookup, simplifier
from poetgui.prosody.checker.couplet_checker import _CoupletChecker
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind, Severity, State, Verdict
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms.couplet_form import COUNTING, NUMERALS, couplet_grid, repeated, rhythm
from poetgui.prosody.forms.verse_forms import COUPLET, form_of, grids

BOOK = load_book("平水韵")


def judged(text: str, book: str | None = None) -> Verdict:
    return check(parse_text(text), COUPLET, book)


def demands(*upper: str) -> list[str]:
    half = len(upper)
    return ["".join(cell.tone for cell in line) for line in couplet_grid(upper, BOOK).lines[half:]]


@pytest.mark.parametrize(
    "text",
    [
        "两个黄鹂鸣翠柳，一行白鹭上青天。",
        "天增岁月人增寿，春满乾坤福满门",
        "春风大雅能容物，秋水文章不染尘",
        "书山有路勤为径，学海无涯苦作舟",
        "海内存知己，天涯若比邻",
        "明月松间照，清泉石上流",
        "無邊落木蕭蕭下，不盡長江滾滾來",
        "万里悲秋常作客，百年多病独登台",
        "沧海月明珠有泪，蓝田日暖玉生烟",
        "风声雨声读书声，声声入耳；家事国事天下事，事事关心。",
        "身无彩凤双飞翼，心有灵犀一点通",
        "大漠孤烟直，长河落日圆",
    ],
)
def test_known_couplets_pass(text: str) -> None:
    verdict = judged(text)
    assert verdict.passed, verdict.findings
    assert verdict.form is COUPLET
    assert {mark.state for row in verdict.marks for mark in row} <= {State.RIGHT, State.SEVERAL}


@pytest.mark.parametrize(
    ("text", "kinds", "words"),
    [
        (
            "海纳百川，有容乃大；壁立千仞，无欲则刚",
            ["出律"],
            "下联第1句第2字“立”与上联的“纳”同为仄声",
        ),
        ("天涯共此时，海上生明月", ["联脚"], "上下联或许应当对调"),
        ("天涯共此时，海上照人来", ["联脚"], "这里上下联都收平声"),
        ("天涯共此时，海上月如𠮷", ["联脚", "未知"], "通常上联收仄、下联收平。"),
        ("三十功名尘与土，八千里路云和月", ["联脚"], "下联以仄声“月”收尾，应以平声收尾"),
        ("天增岁月人增寿，春满乾坤福到家", ["对仗"], "上联第2字与第6字同为“增”，下联没有"),
        ("春风大雅能容物，秋水文文不染尘", ["对仗"], "下联第3字与第4字同为“文”，上联没有"),
        ("无边落木萧萧下，不不长江滚滚来", ["对仗"], "下联第1字与第2字同为“不”"),
        ("海内存知己，天涯若内邻", ["重字"], "“内”字上下联重出（下联第4字）"),
        ("两个黄鹂鸣翠柳，青山白鹭上青天", ["对仗", "对仗"], "第1字“两”"),
        ("春风大雅，秋水", ["字数"], "上联有4字，下联有2字"),
        ("春风，大雅；秋水，文章不", ["字数"], "上联第2句有2字，下联第2句有3字"),
        ("春风，大雅，秋水", ["字数"], "这里共3句"),
    ],
)
def test_faults_are_named(text: str, kinds: list[str], words: str) -> None:
    verdict = judged(text)
    assert [finding.kind for finding in verdict.findings] == kinds
    assert any(words in finding.message for finding in verdict.findings)
    assert not verdict.passed


def test_a_numeral_that_no_numeral_answers_is_worth_a_note() -> None:
    verdict = judged("千山落木无边下，空谷长江不尽来")
    (note,) = verdict.notes
    assert verdict.passed
    assert note.message == "第1字“千”对“空”，数目字宜与数目字相对。"
    (note,) = judged("空谷落木无边下，千山长江不尽来").notes
    assert note.kind is Kind.ANTITHESIS
    assert not judged("千山落木无边下，独自长江不尽来").notes


def test_particles_may_stand_on_both_sides_in_the_same_place() -> None:
    same, other = judged("不以物喜，不以己悲"), judged("以物为喜，因己以悲")
    repeats = [f.severity for f in same.findings if f.kind is Kind.REPEATED]
    assert repeats == [Severity.FAULT, Severity.NOTE]  # 不 is no particle, 以 is
    assert [f.severity for f in other.findings if f.kind is Kind.REPEATED] == [Severity.FAULT]


def test_a_couplet_in_one_piece_is_cut_in_half() -> None:
    assert judged("天增岁月人增寿春满乾坤福满门").lines == ("天增岁月人增寿", "春满乾坤福满门")
    assert check(("春风大雅秋水文章",), COUPLET).lines == ("春风大雅", "秋水文章")
    assert check(("春风大雅秋",), COUPLET).findings[0].kind is Kind.SHAPE


def test_without_a_book_tones_are_not_looked_at() -> None:
    verdict = judged("天涯共此时，海上月如时", "none")
    assert [f.kind for f in verdict.findings] == [Kind.REPEATED]
    assert (verdict.marks, verdict.book) == ((), "none")


def test_marks_show_where_it_is_wrong_and_what_is_demanded() -> None:
    marks = judged("三十功名尘与土，八千里路云和月").marks
    assert [mark.demand for mark in marks[1]][-1] is Tone.LEVEL
    assert marks[1][-1].state is State.WRONG
    assert judged("天涯共此時，海上生明月").marks[0][-1].state is State.WRONG
    assert judged("烟锁池塘柳，风生院落𠮷").marks[1][-1].state is State.UNKNOWN


def test_open_cells_break_no_rule() -> None:
    verdict = check(("天增岁月人增寿", "□满乾坤福□门"), COUPLET)
    assert verdict.passed
    assert verdict.marks[1][0].state is verdict.marks[1][5].state is State.OPEN
    assert check(("三□落木□", "□满乾坤满"), COUPLET).notes == ()
    assert not check(("三□落木□", "□□□□□"), COUPLET).findings


def test_a_fault_of_a_pinned_cell_is_the_persons_own() -> None:
    lines = ("天涯共此时", "海上生明月")
    pinned = check(lines, COUPLET, pins={Place(0, 4)}).findings[0]
    assert (pinned.kind, pinned.pinned) == (Kind.ENDING, True)
    assert not check(lines, COUPLET).findings[0].pinned


@pytest.mark.parametrize(
    ("tones", "columns"),
    [
        ("平仄", (1,)),
        ("平平仄仄", (1, 3)),
        ("仄仄平平仄", (1, 3, 4)),
        ("平平仄仄平平", (1, 3, 5)),
        ("平平仄仄平平仄", (1, 3, 5, 6)),
        ("平平仄仄平平仄仄", (1, 3, 5, 7)),
        ("平平仄仄平平仄仄平", (1, 3, 5, 7, 8)),  # 4 + 5
        ("平平仄仄平仄仄平平", (1, 3, 4, 6, 8)),  # 5 + 4
        ("仄仄平平仄仄平平仄仄平", (1, 3, 5, 7, 9, 10)),  # 4 + 7
    ],
)
def test_the_rhythm_of_a_clause(tones: str, columns: tuple[int, ...]) -> None:
    assert rhythm([BITS[Tone(tone)] for tone in tones]) == columns


def test_what_a_lower_line_must_be() -> None:
    assert demands("明月松间照") == ["平平中仄平"]  # its first kept level: no 孤平
    assert demands("两个黄鹂鸣翠柳") == ["中平中仄仄平平"]  # no 三平尾
    assert demands("天涯共此时") == ["中仄平平仄"]
    assert demands("山山水水") == ["仄仄平平"]  # a doubled character has one tone
    assert demands("春风大雅", "海内存知己") == ["中仄中平", "平平中仄平"]
    assert demands("大𠮷孤𠮷直") == ["中中中中平"]  # two kinds of line go on so: none is chosen
    assert demands("春风大𠮷") == ["中仄中平"]  # an end that may be either wants a level answer


def test_repeats_are_answered_place_by_place() -> None:
    grid = couplet_grid(("风声雨声", "声声"), BOOK)
    assert repeated(("风声雨声", "声声")) == (
        (Place(0, 3), Place(0, 1)),
        (Place(1, 0), Place(0, 1)),
        (Place(1, 1), Place(0, 1)),
    )
    assert grid.repeats == (
        (Place(2, 3), Place(2, 1)),
        (Place(3, 0), Place(2, 1)),
        (Place(3, 1), Place(2, 1)),
    )
    assert (grid.stops, grid.stanzas) == (("，", "；", "，", "。"), (2, 2))


def test_without_a_book_the_grid_demands_nothing() -> None:
    cells = couplet_grid(("春风大雅",), None).cells
    assert {cell.tone for cell in cells} == {Tone.ANY}
    assert couplet_grid(("春风大雅",), None).stops == ("，", "。")


def test_the_form_is_found_by_name_but_has_no_grids_of_its_own() -> None:
    assert form_of("对联") is form_of("duilian") is COUPLET
    with pytest.raises(UserError, match="请先写上联"):
        grids(COUPLET)


def test_numerals_may_be_answered_by_more_than_numerals() -> None:
    assert NUMERALS < COUNTING


clauses = st.lists(
    st.text(st.sampled_from(sorted(BOOK.characters)[:3000]), min_size=2, max_size=11),
    min_size=1,
    max_size=3,
)


@given(clauses, st.sampled_from(BOOKS), st.data())
@settings(max_examples=60, deadline=None)
def test_any_filling_of_the_grid_passes(upper: list[str], book: str, data: st.DataObject) -> None:
    """Counted without the checker's own words: by readings at even places and ends."""
    table = load_book(book)
    look, half = lookup(table), len(upper)
    grid = couplet_grid(upper, table)
    taken, copies = set("".join(upper)), dict(grid.repeats)
    written: dict[Place, str] = {}
    for cell in grid.cells[sum(map(len, upper)) :]:
        fits = [
            c
            for c in table.characters[:2500]
            if simplifier().convert(c) == c not in taken
            and any(cell.tone in (Tone.ANY, r.tone) for r in look.readings(c))
        ]
        character = data.draw(st.sampled_from(fits)) if cell.place not in copies else ""
        written[cell.place] = character or written[copies[cell.place]]
        taken.add(written[cell.place])
    lower = ["".join(written[c.place] for c in line) for line in grid.lines[half:]]
    verdict = check((*upper, *lower), COUPLET, book)
    kinds = {f.kind for f in verdict.faults if f.place is None or f.place.line >= half}
    assert not kinds
    last = look.groups(lower[-1][-1])
    if all(r.tone is not Tone.LEVEL for r in look.readings(upper[-1][-1])):
        assert any(look.tone_of[group] is Tone.LEVEL for group in last)


def test_a_cell_is_named_by_its_side_and_clause() -> None:
    look = lookup(load_book("平水韵"))
    one = _CoupletChecker(("明月松间照", "清泉石上流"), look, frozenset())
    assert one.named(Place(0, 1)) == "上联第2字“月”"
    assert one.named(Place(1, 4)) == "下联第5字“流”"
    clauses = ("风声雨声", "读书声声声入耳", "家事国事", "天下事事事关心")
    two = _CoupletChecker(clauses, look, frozenset())
    assert two.named(Place(1, 0)) == "上联第2句第1字“读”"
    assert two.named(Place(3, 6)) == "下联第2句第7字“心”"
