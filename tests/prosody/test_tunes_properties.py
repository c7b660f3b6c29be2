"""What holds for every filling of a tune's grid; counted a second time by `independent_tunes`."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.grid import Grid, Place, Tone, punctuate
from poetgui.prosody.books.rhyme_books import CILIN, load_book
from poetgui.prosody.checker.pasted_poems import read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind, State
from poetgui.prosody.forms.tune_patterns import tunes
from poetgui.prosody.forms.verse_forms import form_of
from tests.prosody import independent_tunes

GRIDS = [(grid, number) for tune in tunes() for number, grid in enumerate(tune.patterns)]
DICE = st.integers(0, 2**32).map(Random)
PARTS = [f"第{n}部" for n in ("一", "二", "三", "四", "六", "七", "八", "十一", "十二", "十四")]


@cache
def characters(tone: str, group: str = "") -> list[str]:
    """Characters with readings of this tone alone, and in this group alone where one is named."""
    wanted = "平仄" if tone == "中" else tone
    return [
        c
        for c, pairs in independent_tunes.READINGS.items()
        if len({t for t, _ in pairs}) == 1
        and pairs[0][0] in wanted
        and (not group or {g for _, g in pairs} == {group})
    ]


def fill(grid: Grid, dice: Random) -> list[str]:
    """A poem that meets every demand, drawn without regard for sense."""
    groups: list[str] = []
    for slot in grid.slots:
        part = dice.choice(PARTS) if slot.kin is None else groups[slot.kin].rstrip("平仄")
        groups.append("第十八部" if slot.entering else part + slot.tone)
    rows = [
        [dice.choice(characters(c.tone, "" if c.rhyme is None else groups[c.rhyme])) for c in line]
        for line in grid.lines
    ]
    for later, earlier in grid.repeats:
        rows[later.line][later.column] = rows[earlier.line][earlier.column]
    return ["".join(row) for row in rows]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(GRIDS), DICE)
def test_every_filling_of_a_grid_passes(laid: tuple[Grid, int], dice: Random) -> None:
    grid, number = laid
    lines = fill(grid, dice)
    verdict = check(lines, form_of(grid.form))
    assert verdict.passed, verdict.violations()
    assert verdict.book == CILIN
    assert independent_tunes.errors("".join(lines), grid.form, number) == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GRIDS), DICE)
def test_a_filled_tune_is_read_back_as_it_is_written(laid: tuple[Grid, int], dice: Random) -> None:
    grid, _ = laid
    lines = tuple(fill(grid, dice))
    text = f"{grid.form}·无题\n某人\n" + punctuate(lines, grid.stops, grid.stanzas)
    (poem,) = read_poems(text)
    assert "".join(poem.lines) == "".join(lines)
    assert poem.form == form_of(grid.form)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([laid for laid in GRIDS if laid[0].form != "十六字令"]), DICE)
def test_a_turned_tone_is_named(laid: tuple[Grid, int], dice: Random) -> None:
    """Unless another pattern of the tune allows just that."""
    grid, number = laid
    lines = fill(grid, dice)
    copies = {place for pair in grid.repeats for place in pair}
    free = [c for c in grid.cells if c.tone is not Tone.ANY and c.place not in copies]
    cell = dice.choice(free)
    turned = "仄" if cell.tone is Tone.LEVEL else "平"
    row = lines[cell.line]
    lines[cell.line] = row[: cell.column] + dice.choice(characters(turned)) + row[cell.column + 1 :]
    assert independent_tunes.errors("".join(lines), grid.form, number)
    verdict = check(lines, form_of(grid.form))
    if verdict.pattern == grid.pattern:
        wanted = Kind.TONE if cell.rhyme is None else Kind.RHYME
        assert wanted in {f.kind for f in verdict.faults}
        assert len(verdict.faults) == 1 or cell.rhyme is not None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GRIDS), DICE)
def test_pins_take_the_blame(laid: tuple[Grid, int], dice: Random) -> None:
    grid, _ = laid
    rows = [list(line) for line in fill(grid, dice)]
    share = dice.random() / 2
    pins = {cell.place for cell in grid.cells if dice.random() < share}
    # A repeated place is a copy: whoever pins one pins the other.
    for _ in grid.repeats:  # a copy may have copies
        pins |= {place for pair in grid.repeats if pins & set(pair) for place in pair}
    for place in sorted(pins):
        rows[place.line][place.column] = dice.choice(characters("中"))
    lines = ["".join(row) for row in rows]
    assert check(lines, form_of(grid.form), pins=pins).violations() == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(GRIDS), DICE)
def test_marks_say_what_each_cell_is(laid: tuple[Grid, int], dice: Random) -> None:
    grid, _ = laid
    verdict = check(fill(grid, dice), form_of(grid.form))
    rhymes = {Place(*m.place) for row in verdict.marks for m in row if m.state is State.RHYMES}
    if verdict.pattern == grid.pattern:
        assert rhymes == {cell.place for cell in grid.cells if cell.rhyme is not None}
        assert [[m.demand for m in row] for row in verdict.marks] == [
            [cell.tone for cell in line] for line in grid.lines
        ]


def test_the_book_of_tunes_has_every_part_that_is_drawn() -> None:
    names = {name for name, _ in load_book(CILIN).groups}
    assert all(part + tone in names for part in PARTS for tone in "平仄")
