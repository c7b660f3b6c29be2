"""Which cells of a human poem are pinned in training: such as people pin in the program."""

from __future__ import annotations

import random

Pin = tuple[int, int, int]
"""line, column, cell; all counted from 0, the cell over the whole poem."""

HALF_OF_THE_HEADS = 0.2
"""Share of the drawings by column in which each line keeps its pin with a probability of a half."""


def heads(widths: list[int]) -> list[Pin]:
    """The first cell of every line. widths: the characters in each line."""
    return [(i, 0, sum(widths[:i])) for i in range(len(widths))]


def draw_pins(widths: list[int], rng: random.Random) -> list[Pin]:
    """Cells to pin, in writing order. widths: the characters in each line.

    The shares follow what people ask the program for, acrostics first: heads 50%, tails 10%,
    diagonals 8%, one column 6%, the rhymes of another poem 5%, a whole line 7%, any cells 14%.
    """
    begins = [sum(widths[:i]) for i in range(len(widths))]
    lines = range(len(widths))
    kind = rng.random()
    if kind < 0.5:
        columns = dict.fromkeys(lines, 0)
    elif kind < 0.6:
        columns = {i: widths[i] - 1 for i in lines}
    elif kind < 0.68:
        columns = {i: i % widths[i] for i in lines}
    elif kind < 0.74:
        n = rng.randrange(7)
        columns = {i: min(n, widths[i] - 1) for i in lines}
    elif kind < 0.79:  # rhymes to answer 次韵
        columns = {i: widths[i] - 1 for i in lines if i % 2 or (i == 0 and rng.random() < 0.5)}
    elif kind < 0.86:
        line = rng.choice(lines)
        return [(line, c, begins[line] + c) for c in range(widths[line])]
    else:
        cells = rng.sample(range(sum(widths)), min(sum(widths), rng.randint(1, 8)))
        places = [(i, c) for i in lines for c in range(widths[i])]
        return [(*places[cell], cell) for cell in sorted(cells)]
    if rng.random() < HALF_OF_THE_HEADS:
        columns = {i: c for i, c in columns.items() if rng.random() < 0.5}
    return [(i, c, begins[i] + c) for i, c in columns.items()]
