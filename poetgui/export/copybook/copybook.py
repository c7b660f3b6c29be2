"""Where the characters of a copybook stand, in squares on sheets of A4. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

GRIDS: Mapping[str, tuple[str, str]] = {
    "field": ("田字格", "田 squares"),
    "rice": ("米字格", "米 squares"),
    "plain": ("方格", "Plain squares"),
}
INKS: Mapping[str, tuple[str, str]] = {
    "red": ("描红", "Red"),
    "grey": ("灰", "Grey"),
    "black": ("墨", "Black"),
}
COLUMNS, REPEATS, BLANKS = (6, 14), (1, 12), (0, 12)
WIDTH, HEIGHT = 2100, 2970
"""A4 in tenths of a millimetre."""
MARGIN, HEAD = 150, 190
"""Free at each side; above the first row, where the title stands."""


@dataclass(frozen=True, slots=True)
class Copybook:
    """How a copybook is ruled."""

    grid: str = "rice"
    ink: str = "red"
    columns: int = 10
    """Squares in a row."""
    repeats: int = 1
    """How often each character is shown, to be written over."""
    blanks: int = 0
    """Empty squares after it, to be written into."""


class Square(NamedTuple):
    """A ruled square by its upper left corner; `character` is empty in a blank one."""

    x: float
    y: float
    side: float
    character: str


def sheets(lines: Sequence[str], book: Copybook) -> list[list[Square]]:
    """The squares of each sheet, row by row; the last row and sheet are ruled to their ends.

    Shown once and without blanks, each line of the poem begins a row where it fits in one.
    """
    run: list[str] = []
    alone = book.repeats == 1 and not book.blanks
    for line in lines:
        for character in line:
            run += [character] * book.repeats + [""] * book.blanks
        if alone and max(map(len, lines)) <= book.columns:
            run += [""] * (-len(run) % book.columns)
    side = (WIDTH - 2 * MARGIN) / book.columns
    rows = int((HEIGHT - HEAD - MARGIN) // side)
    each = rows * book.columns
    run += [""] * (-len(run) % each)
    return [
        [
            Square(MARGIN + i % book.columns * side, HEAD + i // book.columns * side, side, c)
            for i, c in enumerate(run[begin : begin + each])
        ]
        for begin in range(0, len(run), each)
    ]
