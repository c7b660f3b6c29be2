"""Tunes written by hand, small enough to see through: each has one trait of its own."""

from __future__ import annotations

from poetgui.grid import Cell, Grid, Place, Slot, Tone


def tune(
    *lines: str,
    slots: tuple[Slot, ...],
    repeats: tuple[tuple[Place, Place], ...] = (),
    stanzas: tuple[int, ...] = (),
    form: str = "试调",
) -> Grid:
    """lines: 平 仄 中 with the number of the slot after the cell that rhymes; a mark at the end."""
    rows = []
    for i, line in enumerate(lines):
        cells: list[Cell] = []
        for sign in line[:-1]:
            if sign.isdigit():
                cells[-1] = Cell(i, len(cells) - 1, cells[-1].tone, int(sign))
            else:
                cells.append(Cell(i, len(cells), Tone(sign)))
        rows.append(tuple(cells))
    stops = tuple(line[-1] for line in lines)
    return Grid(form, "试格", tuple(rows), slots, repeats, stanzas, stops)


LEVEL, OBLIQUE = Slot(Tone.LEVEL), Slot(Tone.OBLIQUE)

CHANGING = tune(
    "中平中仄平平仄0，",
    "中平中仄平平仄0。",
    "中仄仄平平1，",
    "中平中仄平1。",
    slots=(OBLIQUE, LEVEL),
)
"""菩萨蛮's first half: a change of rhyme."""
KIN = tune(
    "中仄中平中仄，",
    "中平中仄平平0。",
    "中平中仄仄平平0，",
    "中仄中平中仄1。",
    slots=(LEVEL, Slot(Tone.OBLIQUE, 0)),
)
"""西江月's first half: both tones of one part."""
ENTERING = tune("中仄平平，", "中中仄中平中仄0。", slots=(Slot(Tone.OBLIQUE, None, True),))
"""满江红's opening: a rhyme of the entering tone."""
AGAIN = tune(
    "中仄仄平平，",
    "平仄0，",
    "平仄0，",
    "中仄中平平仄0。",
    "仄0，",
    "仄0，",
    slots=(OBLIQUE,),
    repeats=(
        (Place(2, 0), Place(1, 0)),
        (Place(2, 1), Place(1, 1)),
        (Place(5, 0), Place(4, 0)),
    ),
)
"""如梦令's end and a bit of 钗头凤: phrases said again."""
LONG = tune(
    *["中平中仄，", "中仄平平，", "中中中仄平平0。", "中平平仄平平0。"] * 5,
    slots=(LEVEL,),
    stanzas=(10, 10),
    form="长调",
)
"""A hundred characters."""
