"""Form, rhyme and tone of a poem, counted from the table and the patterns alone.

Not by the checker of the app, so that each can show the other's mistakes. Pins are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from poetgui.grid import Grid, Tone
from poetgui.prosody.books.rhyme_books import PINGSHUI, RhymeBook, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids


def shaped(poem: dict) -> bool:
    """Exactly the form's lines and characters."""
    return (
        tuple(map(len, poem["lines"])) == grids(form_of(poem["form"]), len(poem["lines"]))[0].shape
    )


def rhymed(poem: dict) -> bool:
    """Every open rhyme cell of the poem's pattern has a level reading in one shared group."""
    return rhymes(poem["lines"], _grid(poem), load_book(poem["book"]), _pins(poem))


def toned(poem: dict) -> bool:
    """Every open cell has a reading that meets the pattern's demand."""
    return in_tone(poem["lines"], _grid(poem), load_book(poem["book"]), _pins(poem))


def rhymes(
    lines: Sequence[str], grid: Grid, table: RhymeBook, pins: Collection[tuple[int, ...]] = ()
) -> bool:
    """Whether all rhyme cells of the grid but the pins have a level reading in one group."""
    groups = [
        {r.group for r in table.readings(lines[c.line][c.column]) if r.tone is Tone.LEVEL}
        for c in grid.cells
        if c.rhyme is not None and tuple(c.place) not in pins
    ]
    return not groups or bool(set.intersection(*groups))


def in_tone(
    lines: Sequence[str], grid: Grid, table: RhymeBook, pins: Collection[tuple[int, ...]] = ()
) -> bool:
    """Whether every cell but the pins has a reading of the tone that the grid demands."""
    return all(
        cell.tone is Tone.ANY
        or tuple(cell.place) in pins
        or any(r.tone is cell.tone for r in table.readings(lines[cell.line][cell.column]))
        for cell in grid.cells
    )


def of_human(lines: Sequence[str], form: str) -> tuple[bool, bool]:
    """Whether a human poem rhymes, and keeps the tones, by any pattern of its form."""
    table, patterns = load_book(PINGSHUI), grids(form_of(form), len(lines))
    return (
        any(rhymes(lines, grid, table) for grid in patterns),
        any(in_tone(lines, grid, table) for grid in patterns),
    )


def _grid(poem: dict) -> Grid:
    return next(
        g for g in grids(form_of(poem["form"]), len(poem["lines"])) if g.pattern == poem["pattern"]
    )


def _pins(poem: dict) -> set[tuple[int, ...]]:
    return {(line, column) for line, column in poem["pins"]}
