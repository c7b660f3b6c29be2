"""Which pattern of which tune lines belong to, by their lengths alone.

Editors set commas where books set a pause, and break the same words of a tune in several ways
(故垒西边，人道是，三国周郎赤壁 or 人道是、三国周郎赤壁). Lines fit a pattern when they end where it
rhymes, with as many characters from rhyme to rhyme; or where every end is one of the pattern's, as
in a stanza written without a mark. The breaks between are then the pattern's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import accumulate

from poetgui.grid import Grid, Place
from poetgui.prosody.forms.verse_forms import Form, former_grids, grids, tune_forms

Shape = tuple[int, ...]
_NEAREST = 3
_REGROUPED = 1
"""What joining or parting two lines costs, beside characters too many or too few."""


def fits(shape: Shape, grid: Grid) -> bool:
    """Whether lines of these lengths can be read as this pattern."""
    if shape == grid.shape:
        return True
    if sum(shape) != sum(grid.shape):
        return False
    ends = set(accumulate(shape))
    return _rhyme_ends(grid) <= ends or ends <= set(accumulate(grid.shape))


@cache
def _rhyme_ends(grid: Grid) -> frozenset[int]:
    """How many characters stand before and at the end of each line that rhymes."""
    return frozenset(
        end
        for end, line in zip(accumulate(grid.shape), grid.lines, strict=True)
        if line[-1].rhyme is not None
    )


def moved(shape: Shape, grid: Grid) -> int:
    """How many breaks the lines have and the pattern hasn't, or the other way round."""
    return len(set(accumulate(shape)) ^ set(accumulate(grid.shape)))


def fitting(shape: Shape, among: Iterable[Form]) -> list[tuple[Form, Grid]]:
    """The patterns that the lines fit; those with the very same breaks alone if there are any.

    Patterns that are not offered any more count where no other fits.
    """
    among = tuple(among)
    found = [(form, grid) for form in among for grid in grids(form) if fits(shape, grid)]
    found = found or [(f, grid) for f in among for grid in former_grids(f) if fits(shape, grid)]
    return [(form, grid) for form, grid in found if grid.shape == shape] or found


def tunes_that_fit(shape: Shape) -> list[tuple[Form, Grid]]:
    """The same among all tunes."""
    return fitting(shape, _of_length().get(sum(shape), ()))


@cache
def _of_length() -> dict[int, tuple[Form, ...]]:
    found: dict[int, tuple[Form, ...]] = {}
    for form in tune_forms().values():
        known = (*grids(form), *former_grids(form))
        for total in dict.fromkeys(sum(grid.shape) for grid in known):
            found[total] = (*found.get(total, ()), form)
    return found


def broken_as(
    lines: Sequence[str], pins: Collection[Place], grid: Grid
) -> tuple[tuple[str, ...], frozenset[Place]]:
    """The same characters, and pins, in lines as the pattern breaks them."""
    text = "".join(lines)
    ends = list(accumulate(grid.shape))
    places = [cell.place for cell in grid.cells]
    before = [0, *accumulate(map(len, lines))]
    moved = frozenset(places[before[pin.line] + pin.column] for pin in pins)
    return tuple(text[a:b] for a, b in zip([0, *ends], ends, strict=False)), moved


def nearest(shape: Shape, most: int) -> list[tuple[int, Grid]]:
    """The three tunes whose patterns come nearest, each with its distance, at most `most`, and
    nearest pattern."""
    total, best = sum(shape), list[tuple[int, Grid]]()
    for form in tune_forms().values():
        # No distance is less than the characters too many or too few: most patterns fail by that.
        close = (grid for grid in grids(form) if abs(sum(grid.shape) - total) <= most)
        found = [(far, grid) for grid in close if (far := distance(shape, grid.shape)) <= most]
        best += [min(found, key=lambda x: x[0])] if found else []
    return sorted(best, key=lambda x: x[0])[:_NEAREST]


def distance(shape: Shape, wanted: Shape) -> int:
    """Characters to add or take away so that the lines become as wanted; regrouping costs too.

    Lines are matched in order; two neighbours may stand for one.
    """
    rows, columns = len(shape), len(wanted)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            ways = []
            if i:
                ways.append(best[i - 1][j] + shape[i - 1])
            if j:
                ways.append(best[i][j - 1] + wanted[j - 1])
            if i and j:
                ways.append(best[i - 1][j - 1] + abs(shape[i - 1] - wanted[j - 1]))
            if i > 1 and j:
                off = abs(sum(shape[i - 2 : i]) - wanted[j - 1])
                ways.append(best[i - 2][j - 1] + off + _REGROUPED)
            if i and j > 1:
                off = abs(shape[i - 1] - sum(wanted[j - 2 : j]))
                ways.append(best[i - 1][j - 2] + off + _REGROUPED)
            best[i][j] = min(ways, default=0)
    return best[rows][columns]
