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
from poetgui.prosody.books import PINGSHUI, RhymeBook

FIRST_LINE_RHYMES = {5: 0.2, 7: 0.75}
"""How often line 1 should rhyme, by width. Human quatrains: 7% and 72%; the five-character share is
raised a little for variety."""
_COUNTED = """
东64 冬13 江3 支84 微39 鱼30 虞26 齐15 佳2 灰54 真76 文21 元29 寒40 删35
先77 萧15 肴2 豪12 歌24 麻38 阳72 庚84 青17 蒸10 尤70 侵40 覃5 盐4 咸1
"""
RHYMED_ON = {item[0]: int(item[1:]) for item in _COUNTED.split()}
"""How many of 1,000 human quatrains and octaves rhyme on each level group: counted in the training
part of chinese-poetry, 199,494 poems."""
OBLIQUE_SHARE = 0.3
"""Weight of oblique groups beside level ones in old-style verse, where both may rhyme."""
NARROW = 13
"""Groups on which fewer of 1,000 poems rhyme are left to those who ask, or who pin."""
ROOM = 2
"""Characters that a group must have for each rhyme cell, so that there is something to choose."""


@dataclass(frozen=True)
class Lane:
    """One way to lay a poem out."""

    grid: Grid
    group: str | None
    """Rhyme group; None where nothing rhymes."""
    log_prior: float = 0.0
    """Log-probability of this way among those that could have been drawn. Told a narrow group, the
    model finds its few characters likely; this is what evens the lanes out."""


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
    cells = sum(cell.rhyme is not None for cell in grids[0].cells)
    prior = _group_weights({g for _, g in open_ways}, cells, masks, log_frequency)
    patterns = _pattern_weights(grids)
    weights = np.array([patterns[i] * prior[group] for i, group in open_ways])
    weights /= weights.sum()
    return [
        Lane(grids[open_ways[way][0]], open_ways[way][1], float(np.log(weights[way])))
        for way in _draw([group for _, group in open_ways], weights, count, random)
    ]


def _draw(
    groups: Sequence[str],
    weights: NDArray[np.float64],
    count: int,
    random: np.random.Generator,
) -> list[int]:
    """Indices of ways, by weight, with as many different groups as there are.

    A group comes back only when all were used.
    """
    drawn: list[int] = []
    left = weights.copy()
    for _ in range(count):
        if not left.any():
            left = weights.copy()
        way = int(random.choice(len(groups), p=left / left.sum()))
        drawn.append(way)
        left[[group == groups[way] for group in groups]] = 0
    return drawn


def _groups(grids: Sequence[Grid], book: RhymeBook, rhyme: str | None) -> list[str]:
    """Groups that the grids' rhyme cells can take."""
    tones = {cell.tone for grid in grids for cell in grid.cells if cell.rhyme is not None}
    fits = [name for name, tone in book.groups if Tone.ANY in tones or tone in tones]
    if rhyme is None:
        return fits
    meant = [name for name in fits if name in book.named(rhyme)]
    if not meant:
        raise UserError(f"{grids[0].form}押平声韵，“{rhyme}”是仄声韵，请换一个韵部，或改写古体。")
    return meant


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


def _group_weights(
    groups: set[str], cells: int, masks: Masks, log_frequency: Floats
) -> dict[str, float]:
    """How likely a poem with so many rhyme cells rhymes on each group.

    Level groups of 平水韵 as they were rhymed on; those of other books, and oblique ones
    (which only old-style verse uses), by the share of their characters. Groups that a pin or the
    person chose are few: then narrow ones count too.
    """
    assert masks.book is not None
    tones = dict(masks.book.groups)
    share = np.exp(log_frequency.astype(np.float64))
    level = share[masks.of(Demand(Tone.LEVEL, None))].sum()
    chosen = len(groups) <= 4
    weight = {}
    for group in sorted(groups):
        mask = masks.of(Demand(tones[group], group))
        if masks.book.name == PINGSHUI and tones[group] is Tone.LEVEL:
            human = RHYMED_ON.get(group, NARROW)
        else:
            part = 1.0 if tones[group] is Tone.LEVEL else OBLIQUE_SHARE
            human = 1000 * part * float(share[mask].sum() / level)
        fits = human >= NARROW and mask.sum() >= ROOM * cells
        weight[group] = human if fits or chosen else 0.0
    return weight if any(weight.values()) else dict.fromkeys(weight, 1.0)
