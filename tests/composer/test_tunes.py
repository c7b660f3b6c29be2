"""Tunes and long regulated verse, from a request to poems."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode, Pin
from poetgui.composer.request.request_layout import Layout, lay_out
from poetgui.composer.revision.replaced import replaced
from poetgui.composer.revision.reviser import Reviser, lane_of
from poetgui.composer.writing.composer import Composer
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, load_book
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.toy import ToyModel

# All of 词林正韵 that is common enough to be written: oblique rhymes need room to choose from.
MODEL = ToyModel([c for c in load_book(CILIN).characters if c.encode("gb2312", "ignore")][:3000])
COMPOSER = Composer(MODEL)


def compose(mode: Mode = Mode.FREE, **more: Any) -> list[Poem]:
    poems = COMPOSER.compose(ComposeRequest(mode, **dict[str, Any](seed=1, count=2) | more))
    assert poems  # a loop over none would find nothing wrong
    return poems


def laid(mode: Mode, **more: Any) -> Layout:
    return lay_out(ComposeRequest(mode, **more))


@pytest.mark.parametrize("tune", ["浣溪沙", "菩萨蛮", "如梦令", "西江月", "水调歌头", "满江红"])
def test_tunes_keep_tone_rhyme_and_repeats(tune: str) -> None:
    for poem in compose(form=tune):
        grid = grids(form_of(tune))[0]
        assert (poem.form, poem.book, poem.title) == (tune, CILIN, tune)
        assert poem.violations == ()
        assert check(poem.lines, form_of(tune)).passed
        assert (poem.stops, poem.stanzas) == (grid.stops, grid.stanzas)
        assert lane_of(poem).rhyme == poem.rhyme
        assert poem.text.count("\n") == len(grid.stanzas) - 1


def test_the_book_is_the_forms_own_unless_another_is_asked_for() -> None:
    assert laid(Mode.FREE, form="浣溪沙").book == CILIN
    assert laid(Mode.FREE, form="七绝").book == PINGSHUI
    assert laid(Mode.FREE, form="浣溪沙", book=PINGSHUI).book == PINGSHUI
    (poem,) = compose(form="浣溪沙", book=PINGSHUI, count=1)
    assert poem.rhyme in dict(load_book(PINGSHUI).groups)
    assert poem.violations == ()


def test_without_a_book_a_tune_keeps_its_shape_and_repeats() -> None:
    (poem,) = compose(form="如梦令", book="none", count=1)
    assert tuple(map(len, poem.lines)) == grids(form_of("如梦令"))[0].shape
    assert poem.lines[4] == poem.lines[5]
    assert poem.rhyme == ""


def test_a_tune_is_called_after_itself_and_its_subject() -> None:
    assert laid(Mode.FREE, form="浣溪沙", themes=("秋夜",)).title == "浣溪沙·秋夜"
    assert laid(Mode.FREE, form="浣溪沙").title == "浣溪沙"
    assert laid(Mode.FREE).title == "无题"
    assert laid(Mode.ACROSTIC, heads="春花", form="浣溪沙").title == "浣溪沙·春花"


@pytest.mark.parametrize(
    ("position", "columns"),
    [("head", [0] * 5), ("tail", [5, 5, 4, 5, 1]), ("2", [1] * 5), ("diagonal", [0, 1, 2, 3, 0])],
)
def test_heads_stand_in_lines_of_any_length(position: str, columns: list[int]) -> None:
    places = list(laid(Mode.ACROSTIC, heads="春花秋月夜", form="如梦令", position=position).typed)
    assert places[:5] == [Place(i, column) for i, column in enumerate(columns)]


def test_lines_too_short_or_said_before_are_passed_over() -> None:
    # 如梦令: 6 6 5 6 2 2 6, the sixth line says the fifth again.
    third = laid(Mode.ACROSTIC, heads="春花秋月夜", form="如梦令", position="3").typed
    assert list(third)[4] == Place(6, 2)
    heads = laid(Mode.ACROSTIC, heads="春花秋月夜山", form="如梦令").typed
    assert Place(6, 0) in heads
    assert heads[Place(5, 0)] == heads[Place(4, 0)] == "夜"
    with pytest.raises(UserError, match="只有5句能在那里藏字"):
        laid(Mode.ACROSTIC, heads="春花秋月夜山", form="如梦令", position="3")
    with pytest.raises(UserError, match="没有第7字"):
        laid(Mode.ACROSTIC, heads="春", form="如梦令", position="7")


def test_a_pin_stands_wherever_the_tune_says_it_again() -> None:
    pin = Pin(Place(5, 1), "喆")
    (poem,) = compose(form="如梦令", pins=(pin,), count=1)
    assert poem.lines[4][1] == poem.lines[5][1] == "喆"
    assert poem.pins == {Place(4, 1), Place(5, 1)}


@pytest.mark.parametrize(
    ("text", "form", "pinned"),
    [
        ("明月几时有，把酒问青天。不知天上宫阙", "水调歌头", 16),
        ("怒发冲冠，凭栏处、潇潇雨歇。抬望眼，仰天长啸", "满江红", 18),
        ("怒发冲冠凭栏处，潇潇雨歇。", "满江红", 11),
        ("常记溪亭日暮", "如梦令", 6),
        ("一曲新詞酒一杯，去年", "浣溪沙", 9),
    ],
)
def test_an_opening_is_laid_out_however_it_is_punctuated(text: str, form: str, pinned: int) -> None:
    layout = laid(Mode.CONTINUE, text=text, form=form)
    assert list(layout.typed) == [cell.place for cell in layout.grids[0].cells][:pinned]
    assert layout.title.startswith((f"{form}·续·", f"{form}·續·"))


def test_an_opening_in_uneven_lines_points_to_its_tune() -> None:
    layout = laid(Mode.CONTINUE, text="昨夜雨疏风骤，浓睡不消残酒。试问卷帘人")
    assert layout.form.name == "如梦令"
    (poem,) = compose(Mode.CONTINUE, text="平林漠漠烟如织，寒山一带伤心碧。暝色入高楼，", count=1)
    assert poem.form == "菩萨蛮"
    assert poem.lines[2] == "暝色入高楼"
    assert poem.rhyme.startswith("第十七部・")


def test_openings_that_do_not_fit_the_tune_are_refused() -> None:
    with pytest.raises(UserError, match="浣溪沙第1句应有7字，到“去”字押韵"):
        laid(Mode.CONTINUE, text="一曲新词酒一，去年天气旧亭台，", form="浣溪沙")
    with pytest.raises(UserError, match="写满了"):
        laid(Mode.CONTINUE, text="春" * 42, form="浣溪沙")
    with pytest.raises(UserError, match="写满了"):
        laid(Mode.CONTINUE, text="春" * 90, form="浣溪沙")


def test_a_pattern_may_be_asked_for_by_its_name() -> None:
    name = grids(form_of("七绝"))[2].pattern
    assert {poem.pattern for poem in compose(form="七绝", pattern=name)} == {name}
    with pytest.raises(UserError, match="没有“双调”这一格，可选：仄起首句不入韵"):
        laid(Mode.FREE, form="五绝", pattern="双调")
    with pytest.raises(UserError, match="可选：无"):
        laid(Mode.FREE, form="五古", pattern="双调")


def test_a_rhyme_may_be_asked_for_in_every_slot() -> None:
    rhyme = "第一部仄・第二部平・第三部仄・第四部平"
    assert {poem.rhyme for poem in compose(form="菩萨蛮", rhyme=rhyme)} == {rhyme}
    assert {poem.rhyme for poem in compose(form="浣溪沙", rhyme="第七部")} == {"第七部平"}
    with pytest.raises(UserError, match="不能押“第一部仄”韵"):
        compose(form="浣溪沙", rhyme="第一部仄")


@pytest.mark.parametrize(("form", "width"), [("五排", 5), ("七排", 7)])
def test_long_regulated_verse(form: str, width: int) -> None:
    for lines in (None, 10):
        for poem in compose(form=form, lines=lines, count=1):
            assert [len(line) for line in poem.lines] == [width] * (lines or 12)
            assert check(poem.lines, form_of(form)).passed
            assert poem.violations == ()
    for odd in (8, 11, 34):
        with pytest.raises(UserError, match="10至32的双数"):
            laid(Mode.FREE, form=form, lines=odd)
    assert len(laid(Mode.ACROSTIC, heads="春" * 11, form=form).grids[0].lines) == 12
    assert len(laid(Mode.ACROSTIC, heads="春", form=form).grids[0].lines) == 10
    opening = "春花秋月夜风雨"[:width] + "，"
    assert len(laid(Mode.CONTINUE, text=opening * 13, form=form).grids[0].lines) == 16


def test_a_tune_can_be_revised() -> None:
    reviser = Reviser(MODEL, COMPOSER)
    (poem,) = compose(form="如梦令", count=1)
    offered = reviser.replacements(poem, Place(5, 1))
    assert offered == reviser.replacements(poem, Place(4, 1))
    assert set(offered).isdisjoint("".join(poem.lines))
    changed = replaced(poem, Place(5, 1), offered[0])
    assert changed.lines[4][1] == changed.lines[5][1] == offered[0]
    assert changed.violations == ()
    locked = [Place(i, j) for i in range(4) for j in range(len(poem.lines[i]))]
    (other,) = reviser.rewrite(poem, locked, 3)
    assert other.lines[:4] == poem.lines[:4]
    assert other.lines != poem.lines
    assert (other.rhyme, other.stops, other.violations) == (poem.rhyme, poem.stops, ())


def test_a_word_of_a_long_tune_may_come_back_from_far_away() -> None:
    reviser = Reviser(MODEL, COMPOSER)
    (poem,) = compose(form="水调歌头", count=1)
    offered = reviser.replacements(poem, Place(18, 0), 2000)
    assert set(offered) & set("".join(poem.lines[:12]))
    assert set(offered).isdisjoint("".join(poem.lines[15:]))


def test_a_poem_that_does_not_say_its_rhymes_is_read_for_them() -> None:
    (poem,) = compose(form="菩萨蛮", count=1)
    assert _rhymes_hold(replace(poem, rhyme="", pattern=""))
    # Two rhymes in one part twice over: the verdict names each once, the poem has four slots.
    (poem,) = compose(form="菩萨蛮", count=1, rhyme="第三部仄・第三部平・第三部仄・第三部平")
    assert _rhymes_hold(replace(poem, rhyme=""))


def _rhymes_hold(poem: Poem) -> bool:
    """Whether the groups found for a poem are such that every one of its rhymes keeps them."""
    lane, table = lane_of(poem), load_book(poem.book)
    assert len(lane.groups) == len(lane.grid.slots)
    return all(
        any(
            reading.group == lane.groups[cell.rhyme]
            for reading in table.readings(poem.lines[cell.line][cell.column])
        )
        for cell in lane.grid.cells
        if cell.rhyme is not None
    )
