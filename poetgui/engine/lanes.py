"""Which tone patterns and rhyme groups compete for a poem.

A lane is one way to lay the poem out: a tone pattern and a rhyme group. All lanes step through the
network together; a blindly drawn group would force its few characters on every poem, so several
likely ones compete and the poems are ranked afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.masks import Demand, Masks, accepts, demand
from poetgui.engine.model import Floats
from poetgui.errors import UserError
from poetgui.grid import Grid, Place, Tone
from poetgui.prosody.books import RhymeBook

FIRST_LINE_RHYMES = {5: 0.2, 7: 0.75}
"""How often line 1 should rhyme, by width. Human quatrains: 7% and 72%; the five-character share is
raised a little for variety."""
OBLIQUE_SHARE = 0.3
"""Weight of oblique groups beside level ones in old-style verse, where both may rhyme."""
NARROW = 0.5
"""Groups with less than this share of the median group's weight are left to those who ask."""


@dataclass(frozen=True)
class Lane:
    """One way to lay a poem out."""

    grid: Grid
    group: str | None
    """Rhyme group; None where nothing rhymes."""


def choose_lanes(
    grids: Sequence[Grid],
    pins: Mapping[Place, str],
    masks: Masks,
    log_frequency: Floats,
    *,
    count: int,
    rhyme: str | None,
    random: np.random.Generator,
) -> list[Lane]:
    """`count` lanes, drawn among the patterns and groups that conflict least with the pins.

    rhyme: a group that the person fixed. Raises UserError when no pattern can rhyme on it.
    """
    book = masks.book
    if book is None or not any(cell.rhyme is not None for cell in grids[0].cells):
        drawn = random.choice(len(grids), count, p=_pattern_weights(grids))
        return [Lane(grids[i], None) for i in drawn]
    groups = _groups(grids, book, rhyme)
    conflicts = {
        (i, group): _conflicts(grid, pins, book, group)
        for i, grid in enumerate(grids)
        for group in groups
    }
    least = min(conflicts.values())
    open_ways = [way for way, conflict in conflicts.items() if conflict == least]
    prior = _group_weights({g for _, g in open_ways}, masks, log_frequency)
    patterns = _pattern_weights(grids)
    weights = np.array([patterns[i] * prior[group] for i, group in open_ways])
    return [Lane(grids[i], group) for i, group in _draw(open_ways, weights, count, random)]


def _draw(
    ways: list[tuple[int, str]],
    weights: NDArray[np.float64],
    count: int,
    random: np.random.Generator,
) -> list[tuple[int, str]]:
    """Draw as many different groups as there are: one comes back only when all were used."""
    drawn: list[tuple[int, str]] = []
    left = weights.copy()
    for _ in range(count):
        if not left.any():
            left = weights.copy()
        way = ways[random.choice(len(ways), p=left / left.sum())]
        drawn.append(way)
        for i, (_, group) in enumerate(ways):
            if group == way[1]:
                left[i] = 0
    return drawn


def _groups(grids: Sequence[Grid], book: RhymeBook, rhyme: str | None) -> list[str]:
    """Groups that the grids' rhyme cells can take."""
    tones = {cell.tone for grid in grids for cell in grid.cells if cell.rhyme is not None}
    fits = [name for name, tone in book.groups if Tone.ANY in tones or tone in tones]
    if rhyme is None:
        return fits
    book.index(rhyme)
    if rhyme not in fits:
        raise UserError(f"{grids[0].form}押平声韵，“{rhyme}”是仄声韵，请换一个韵部，或改写古体。")
    return [rhyme]


def _conflicts(grid: Grid, pins: Mapping[Place, str], book: RhymeBook, group: str) -> float:
    """How many pins the pattern and group would put in the wrong; a missed rhyme is two."""
    total = 0.0
    for cell in grid.cells:
        character = pins.get(cell.place)
        if character is None or not book.readings(character):
            continue
        wanted = demand(grid, cell, book, group)
        if not accepts(character, wanted, book):
            rhymes = wanted.group is not None
            total += 2 if rhymes else 1
    return total


def _pattern_weights(grids: Sequence[Grid]) -> NDArray[np.float64]:
    """Share of each pattern: line 1 rhymes about as often as it does in human poems."""
    share = FIRST_LINE_RHYMES.get(len(grids[0].lines[0]), 0.5)
    rhyming = [grid.lines[0][-1].rhyme is not None for grid in grids]
    if len(set(rhyming)) == 1:
        return np.full(len(grids), 1 / len(grids))
    weights = np.array([share if r else 1 - share for r in rhyming])
    return weights / weights.sum()


def _group_weights(groups: set[str], masks: Masks, log_frequency: Floats) -> dict[str, float]:
    """How likely a poem rhymes on each group: the share of its characters in old poetry.

    Groups that a pin or the person chose are few; among them narrow ones count as well.
    """
    assert masks.book is not None
    tones = dict(masks.book.groups)
    share = np.exp(log_frequency.astype(np.float64))
    weight = {g: float(share[masks.of(Demand(tones[g], g))].sum()) for g in sorted(groups)}
    typical = float(np.median([w for g, w in weight.items() if tones[g] is Tone.LEVEL] or [0.0]))
    mixed = len({tones[g] for g in weight}) > 1
    result = {}
    for group, w in weight.items():
        if mixed and tones[group] is Tone.OBLIQUE:
            w *= OBLIQUE_SHARE
        result[group] = w if w >= NARROW * typical or len(weight) <= 4 else 0.0
    return result if any(result.values()) else dict.fromkeys(weight, 1.0)
