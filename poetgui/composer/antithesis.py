"""对仗: which lines of a poem answer each other, and how well they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from poetgui.engine.model import Floats
from poetgui.engine.parallel import Parallel, shipped
from poetgui.grid import Grid, Place
from poetgui.prosody.couplet import COUNTING, NUMERALS
from poetgui.prosody.forms import COUPLET, Form

LEAN = 4.0
"""Nats, while writing, for a character that answers the one above it perfectly."""
ENOUGH = 0.7
"""Likeness beyond this is no gain: human couplets reach 0.48 in the mean, and lines that say the
same twice 合掌 come next."""


def answering(form: Form, grid: Grid) -> dict[int, int]:
    """Lines that are to answer an earlier one, each with that one.

    The two sides of a couplet, and all couplets of regulated verse but the first and the last.
    """
    if form is COUPLET:
        half = len(grid.lines) // 2
        return {half + i: i for i in range(half)}
    middle = range(2, len(grid.lines) - 2, 2) if form.regulated else ()
    return {line + 1: line for line in middle}


def parallel(form: Form, vectors: Floats) -> Parallel | None:
    """How lines are made to answer while a couplet 对联 is searched for; None for other forms.

    The middle couplets of octaves come out likelier to answer than human ones without any help;
    the ranking is enough for them. vectors: [V, dimensions] of the model's characters.
    """
    return Parallel(vectors, LEAN) if form is COUPLET else None


def numerals(form: Form, upper: Mapping[Place, str]) -> dict[Place, frozenset[str]]:
    """Cells of a lower line that answer a numeral, with what may stand there.

    upper: the pins of a couplet, in simplified script.
    """
    if form is not COUPLET:
        return {}
    half = 1 + max(place.line for place, character in upper.items())
    return {
        Place(half + line, column): COUNTING
        for (line, column), character in upper.items()
        if character in NUMERALS
    }


def likeness(lines: Sequence[str], pairs: Mapping[int, int]) -> float:
    """How well the lines answer, 0 … ENOUGH, in the mean; 0 where none is to."""
    if not pairs:
        return 0.0
    found = [min(ENOUGH, shipped().likeness(lines[a], lines[b])) for b, a in pairs.items()]
    return sum(found) / len(found)
