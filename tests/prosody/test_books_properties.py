"""What holds for everything that the grids allow, in the two books beside 平水韵."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.grid import Grid, Tone
from poetgui.prosody.books.rhyme_books import CILIN, TONGYUN, load_book
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import FORMS, form_of, grids
from tests.prosody import independent

REGULATED = [
    grid for form in FORMS.values() if form.regulated and form.lines for grid in grids(form)
]
READINGS = {name: independent.table(name) for name in (CILIN, TONGYUN)}
ENDS = {name: independent.ends(name) for name in (CILIN, TONGYUN)}
DICE = st.integers(0, 2**32).map(Random)


@cache
def characters(name: str, tone: Tone, group: str | None) -> list[str]:
    wanted = "平仄" if tone is Tone.ANY else tone.value
    return [
        c
        for c, pairs in READINGS[name].items()
        if any(
            t in wanted and (g == group or (group is None and (c, g) not in ENDS[name]))
            for t, g in pairs
        )
    ]


def fill(name: str, grid: Grid, level_only: bool, dice: Random) -> tuple[str, ...]:
    """A poem that meets every demand of the grid, drawn without any regard for sense."""
    groups = [g for g, tone in load_book(name).groups if tone is Tone.LEVEL or not level_only]
    group = dice.choice(groups)
    return tuple(
        "".join(
            dice.choice(characters(name, cell.tone, group if cell.rhyme is not None else None))
            for cell in line
        )
        for line in grid.lines
    )


@pytest.mark.parametrize("name", [CILIN, TONGYUN])
@settings(max_examples=100, deadline=None)
@given(grid=st.sampled_from(REGULATED), dice=DICE)
def test_every_filling_of_a_grid_passes(name: str, grid: Grid, dice: Random) -> None:
    lines = fill(name, grid, True, dice)
    verdict = check(lines, form_of(grid.form), name)
    rhyming = [cell.line for cell in grid.cells if cell.rhyme is not None]
    assert verdict.faults == ()
    assert verdict.rhyme in independent.rhymes_on(lines, rhyming, READINGS[name])
    assert independent.tone_errors(lines, grid.form, grid.pattern, READINGS[name]) == []


@pytest.mark.parametrize("name", [CILIN, TONGYUN])
@settings(max_examples=60, deadline=None)
@given(form=st.sampled_from(["五古", "七古"]), count=st.integers(2, 12), dice=DICE)
def test_old_style_that_shares_a_group_passes(
    name: str, form: str, count: int, dice: Random
) -> None:
    (grid,) = grids(form_of(form), count)
    assert check(fill(name, grid, False, dice), form_of(form), name).passed


@pytest.mark.parametrize("name", [CILIN, TONGYUN])
@settings(max_examples=60, deadline=None)
@given(grid=st.sampled_from(REGULATED), dice=DICE)
def test_one_rhyme_out_of_the_group_is_noticed(name: str, grid: Grid, dice: Random) -> None:
    lines = list(fill(name, grid, True, dice))
    last = grid.lines[-1][-1]
    shared = independent.rhymes_on(
        tuple(lines), [c.line for c in grid.cells if c.rhyme is not None], READINGS[name]
    )
    strangers = [
        c
        for c in characters(name, Tone.LEVEL, None)
        if not shared & {g for _, g in READINGS[name][c]}
        and not {g for _, g in READINGS[name][c]} & _groups_of(name, lines, grid)
    ]
    lines[last.line] = lines[last.line][:-1] + dice.choice(strangers)
    findings = check(tuple(lines), form_of(grid.form), name).faults
    assert Kind.RHYME in {finding.kind for finding in findings}


def _groups_of(name: str, lines: list[str], grid: Grid) -> set[str]:
    """Every group that some line end has a reading in."""
    return {g for line in lines for _, g in READINGS[name][line[-1]]}
