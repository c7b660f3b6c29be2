"""What holds for everything that the grids allow; counted a second time by `independent`."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from poetgui.grid import Grid, Place, Tone
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms.verse_forms import FORMS, form_of, grids
from tests.prosody import independent

REGULATED = [
    grid for form in FORMS.values() if form.regulated and form.lines for grid in grids(form)
]
LEVEL_GROUPS = [name for name, tone in load_book(PINGSHUI).groups if tone is Tone.LEVEL]
ALL_GROUPS = [name for name, _ in load_book(PINGSHUI).groups]
ENDS = independent.ends(PINGSHUI)
LICENCES = {Kind.REPAIR, Kind.TWISTED, Kind.NEIGHBOUR}


@cache
def characters(tone: Tone, group: str | None, plain: bool) -> list[str]:
    """Characters with a reading that meets the demand; with `plain`, no reading of another tone."""
    wanted = "平仄" if tone is Tone.ANY else tone.value
    return [
        c
        for c, pairs in independent.READINGS.items()
        if any(
            t in wanted and (g == group or (group is None and (c, g) not in ENDS)) for t, g in pairs
        )
        and not (plain and len({t for t, _ in pairs}) > 1)
    ]


def fill(grid: Grid, groups: list[str], dice: Random, plain: bool = False) -> tuple[str, ...]:
    """A poem that meets every demand of the grid, drawn without any regard for sense."""
    group = dice.choice(groups)
    return tuple(
        "".join(
            dice.choice(characters(cell.tone, group if cell.rhyme is not None else None, plain))
            for cell in line
        )
        for line in grid.lines
    )


def pin_down(lines: tuple[str, ...], grid: Grid, dice: Random) -> tuple[list[str], set[Place]]:
    """Any characters at some of the places, without regard to the grid."""
    rows = [list(line) for line in lines]
    share = dice.random()
    pins = {cell.place for cell in grid.cells if dice.random() < share}
    for line, column in sorted(pins):
        rows[line][column] = dice.choice(characters(Tone.ANY, None, False))
    return ["".join(row) for row in rows], pins


GRIDS = st.sampled_from(REGULATED)
DICE = st.integers(0, 2**32).map(Random)
"""One number a poem: hypothesis need not know of each of its characters."""


def rhyming(grid: Grid) -> list[int]:
    return [cell.line for cell in grid.cells if cell.rhyme is not None]


@settings(max_examples=150, deadline=None)
@given(GRIDS, DICE)
def test_every_filling_of_a_grid_passes(grid: Grid, dice: Random) -> None:
    lines = fill(grid, LEVEL_GROUPS, dice)
    verdict = check(lines, form_of(grid.form))
    assert verdict.faults == ()
    assert verdict.rhyme in independent.rhymes_on(lines, rhyming(grid))
    assert independent.tone_errors(lines, grid.form, grid.pattern) == []
    assert not any(independent.level_tail(lines[i]) for i in rhyming(grid))
    assert not any(independent.lone_level(line) for line in lines)


@settings(max_examples=100, deadline=None)
@given(GRIDS, DICE)
def test_a_filling_with_one_reading_each_needs_no_licence(grid: Grid, dice: Random) -> None:
    lines = fill(grid, LEVEL_GROUPS, dice, plain=True)
    verdict = check(lines, form_of(grid.form))
    assert verdict.pattern == grid.pattern
    assert not LICENCES & {finding.kind for finding in verdict.findings}


@settings(max_examples=150, deadline=None)
@given(GRIDS, DICE)
def test_one_turned_tone_is_noticed(grid: Grid, dice: Random) -> None:
    """Whatever demanded cell is turned, a fault or a licence names it, or its line or couplet."""
    lines = list(fill(grid, LEVEL_GROUPS, dice, plain=True))
    cell = dice.choice([c for c in grid.cells if c.tone is not Tone.ANY])
    turned = Tone.OBLIQUE if cell.tone is Tone.LEVEL else Tone.LEVEL
    character = dice.choice(characters(turned, None, True))
    row = lines[cell.line]
    lines[cell.line] = row[: cell.column] + character + row[cell.column + 1 :]
    assert independent.tone_errors(tuple(lines), grid.form, grid.pattern) == [cell.place]
    verdict = check(lines, form_of(grid.form))
    noticed = {f.kind for f in verdict.findings} - {Kind.REPEATED}
    other_opening = cell.line == 0 and verdict.pattern != grid.pattern
    assert noticed or other_opening


def rhymes_of_its_own(lines: list[str], pins: set[Place], grid: Grid) -> bool:
    """Whether all rhymes below line 1 are pinned and, by chance, share a group: the poem's."""
    below = [c.place for row in grid.lines[1:] for c in row if c.rhyme is not None]
    groups = [{g for _, g in independent.READINGS[lines[p.line][p.column]]} for p in below]
    return pins.issuperset(below) and bool(set.intersection(*groups))


@settings(max_examples=300, deadline=None)
@given(GRIDS, DICE)
def test_pins_take_the_blame_for_what_they_bring_about(grid: Grid, dice: Random) -> None:
    lines, pins = pin_down(fill(grid, LEVEL_GROUPS, dice), grid, dice)
    assume(not rhymes_of_its_own(lines, pins, grid))
    assert check(lines, form_of(grid.form), pins=pins).violations() == ()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["五古", "七古"]), st.integers(2, 12), DICE)
def test_old_style_that_shares_a_group_passes(name: str, count: int, dice: Random) -> None:
    (grid,) = grids(form_of(name), count)
    lines = fill(grid, ALL_GROUPS, dice)
    assert check(lines, form_of(name)).passed
    pinned, pins = pin_down(lines, grid, dice)
    assert check(pinned, form_of(name), pins=pins).violations() == ()


SEPARATORS = ["，", "。", "？", "！", "；", "：", ",", ".", "\n", "。\n", " ", "，\r\n", "\t"]
INSIDE = ["", "", "", "、", "“", "”", "《", "》", "（一作月）"]


@settings(max_examples=150, deadline=None)
@given(GRIDS, DICE)
def test_punctuation_and_layout_do_not_matter(grid: Grid, dice: Random) -> None:
    lines = fill(grid, LEVEL_GROUPS, dice)
    text = ""
    for line in lines:
        text += "".join(c + dice.choice(INSIDE) for c in line) + dice.choice(SEPARATORS)
    assert check(parse_text(text)) == check(parse_text("，".join(lines)))


@settings(max_examples=60, deadline=None)
@given(GRIDS, DICE)
def test_marks_cover_every_cell(grid: Grid, dice: Random) -> None:
    lines = fill(grid, LEVEL_GROUPS, dice)
    verdict = check(lines)
    assert [[m.place for m in row] for row in verdict.marks] == [
        [Place(i, j) for j in range(len(line))] for i, line in enumerate(lines)
    ]
    assert ["".join(m.character for m in row) for row in verdict.marks] == list(lines)
