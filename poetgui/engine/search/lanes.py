"""Which tone patterns and rhyme groups compete for a poem.

A lane is one way to lay the poem out: a tone pattern and a group for each rhyme slot. All lanes
step through the network together; a blindly drawn group would force its few characters on every
poem, so several likely ones compete and the poems are ranked afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.arrays import Floats
from poetgui.engine.search import rhyme_choice as g
from poetgui.engine.search.masks import Masks, accepts, demand
from poetgui.errors import UserError
from poetgui.grid import Cell, Grid, Place
from poetgui.prosody.books.rhyme_books import RhymeBook
from poetgui.prosody.books.rhyme_divisions import division_of

FIRST_LINE_RHYMES = {5: 0.2, 7: 0.75}
"""How often line 1 should rhyme, by width. Human quatrains: 7% and 72%; the five-character share is
raised a little for variety."""


@dataclass(frozen=True)
class Lane:
    """One way to lay a poem out."""

    grid: Grid
    groups: tuple[str, ...] = ()
    """The rhyme group of each slot; empty where nothing rhymes."""
    log_prior: float = 0.0
    """Log-probability of this way among those that could have been drawn. Told a narrow group, the
    model finds its few characters likely; this is what evens the lanes out."""
    subject: tuple[str, ...] = ()
    """Theme words of this lane alone, beside the task's (see composer.themes.subject_sampler)."""
    title: str = ""
    """The title of this lane where the task names none."""
    style: int = 0
    """The style of this lane where the task names none: 0, or 1 + index in the model's styles."""

    @property
    def rhyme(self) -> str:
        """The groups by name, as a poem carries them; `choose_lanes` takes them back."""
        return g.BETWEEN.join(self.groups)


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

    rhyme: what the person fixed (see `groups.asked_for`). Raises UserError when no pattern can
    rhyme on it.
    """
    book = masks.book
    if book is None or not any(cell.rhyme is not None for cell in grids[0].cells):
        drawn = random.choice(len(grids), count, p=_pattern_weights(grids))
        return [Lane(grids[i]) for i in drawn]
    ways = [
        _Pattern(grid, share, pins, masks, book, g.requested_choices(g.slots_of(grid), book, rhyme))
        for grid, share in zip(grids, _pattern_weights(grids), strict=True)
    ]
    ways = [way for way in ways if all(way.options)]
    if not ways:
        raise _unrhymable(grids[0], rhyme)
    least = min(way.least for way in ways)
    return _draw([way for way in ways if way.least == least], log_frequency, count, random)


def _unrhymable(grid: Grid, rhyme: str | None) -> UserError:
    if grid.slots:
        return UserError("{}不能押“{}”韵，请换一个韵部。", grid.form, rhyme)
    return UserError("{}押平声韵，“{}”是仄声韵，请换一个韵部，或改写古体。", grid.form, rhyme)


class _Pattern:
    """One grid, and for each family of slots the groups that conflict least with the pins."""

    def __init__(
        self,
        grid: Grid,
        share: float,
        pins: Mapping[Place, str],
        masks: Masks,
        book: RhymeBook,
        options: list[list[g.Choice]],
    ) -> None:
        self.grid, self.share, self._masks, self._book = grid, share, masks, book
        self._slots = g.slots_of(grid)
        self._families = g.families(self._slots)
        self._pinned = [
            (cell, pins[cell.place])
            for cell in grid.cells
            if cell.place in pins and book.readings(pins[cell.place])
        ]
        self.options, costs = [], []
        for n, choices in enumerate(options):
            cost = [self._conflicts(n, choice) for choice in choices]
            least = min(cost, default=0)
            costs.append(least)
            self.options.append([c for c, own in zip(choices, cost, strict=True) if own == least])
        self.least = sum(costs)
        """How many pins have to stand in the wrong; a missed rhyme is two."""

    def groups(self, choices: Sequence[g.Choice]) -> tuple[str, ...]:
        """The group of each slot, from one choice for each of the first families."""
        found = [""] * len(self._slots)
        for family, choice in zip(self._families, choices, strict=False):
            for i, group in zip(family, choice, strict=True):
                found[i] = group
        return tuple(found)

    def _conflicts(self, number: int, choice: g.Choice) -> int:
        """Of the cells of one family; the first also answers for those that do not rhyme."""
        family = self._families[number]
        of_slot = dict(zip(family, choice, strict=True))
        groups = tuple(of_slot.get(i, "") for i in range(len(self._slots)))
        total = 0
        for cell, character in self._pinned:
            mine = not number if cell.rhyme is None else cell.rhyme in family
            if mine and not self._accepts(cell, character, groups):
                total += 1 if cell.rhyme is None else 2
        return total

    def _accepts(self, cell: Cell, character: str, groups: tuple[str, ...]) -> bool:
        return accepts(character, demand(self.grid, cell, self._book, groups), self._book)

    def weights(self, number: int, log_frequency: Floats) -> NDArray[np.float64]:
        """Share of each option of a family, whatever the others take."""
        family = self._families[number]
        cells = [sum(cell.rhyme == i for cell in self.grid.cells) for i in family]
        slots = [self._slots[i] for i in family]
        found = g.weights(self.options[number], slots, cells, self._masks, log_frequency)
        return np.array(found) / sum(found)

    def others(
        self, first: g.Choice, log_frequency: Floats, random: np.random.Generator
    ) -> tuple[list[g.Choice], float]:
        """Choices for the families after the first, and the logarithm of how likely they are.

        A change of rhyme 换韵 goes to another part, where there is one.
        """
        drawn, log_share = [first], 0.0
        for number in range(1, len(self._families)):
            options, weights = self.options[number], self.weights(number, log_frequency)
            used = {division_of(self._book.name, choice[0]) for choice in drawn}
            fresh = np.array([division_of(self._book.name, c[0]) not in used for c in options])
            if (weights * fresh).any():
                weights = weights * fresh / (weights * fresh).sum()
            way = int(random.choice(len(options), p=weights))
            drawn.append(options[way])
            log_share += float(np.log(weights[way]))
        return drawn, log_share


def _draw(
    patterns: Sequence[_Pattern], log_frequency: Floats, count: int, random: np.random.Generator
) -> list[Lane]:
    """Lanes by weight, with as many different groups in the first family as there are.

    A group comes back only when all were used.
    """
    ways = [(pattern, choice) for pattern in patterns for choice in pattern.options[0]]
    weights = np.concatenate([p.share * p.weights(0, log_frequency) for p in patterns])
    weights /= weights.sum()
    left, lanes = weights.copy(), []
    for _ in range(count):
        if not left.any():
            left = weights.copy()
        way = int(random.choice(len(ways), p=left / left.sum()))
        left[[choice[0] == ways[way][1][0] for _, choice in ways]] = 0
        pattern, first = ways[way]
        drawn, log_share = pattern.others(first, log_frequency, random)
        log_prior = float(np.log(weights[way])) + log_share
        lanes.append(Lane(pattern.grid, pattern.groups(drawn), log_prior))
    return lanes


def _pattern_weights(grids: Sequence[Grid]) -> NDArray[np.float64]:
    """Share of each pattern: line 1 of verse rhymes about as often as it does in human poems."""
    share = FIRST_LINE_RHYMES.get(len(grids[0].lines[0]), 0.5)
    rhyming = [grid.lines[0][-1].rhyme is not None for grid in grids]
    if grids[0].slots or len(set(rhyming)) == 1:
        return np.full(len(grids), 1 / len(grids))
    weights = np.array([share if r else 1 - share for r in rhyming])
    return weights / weights.sum()
