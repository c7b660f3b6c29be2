"""Which rhyme groups a slot can take, and how often poems rhyme on each."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import product

import numpy as np

from poetgui.engine.model.arrays import Floats
from poetgui.engine.search.masks import Demand, Masks
from poetgui.errors import UserError
from poetgui.grid import Grid, Slot, Tone
from poetgui.prosody.books.rhyme_books import PINGSHUI, RhymeBook
from poetgui.prosody.books.rhyme_divisions import division_of, entering_groups
from poetgui.prosody.books.rhyme_usage import rhyme_counts

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
BETWEEN = "・"
"""Stands between the groups of several slots where they are named together."""
_BETWEEN = re.compile(r"[・·、，,/\s]+")

Choice = tuple[str, ...]
"""The groups of the slots of one family, in the family's order."""


def split_rhyme(rhyme: str) -> tuple[str, ...]:
    """The names in a poem's or a person's `rhyme`, one for each slot."""
    return tuple(name for name in _BETWEEN.split(rhyme) if name)


def slots_of(grid: Grid) -> tuple[Slot, ...]:
    """The grid's rhyme slots; verse has one, of the tone that its rhyme cells demand."""
    tones = [cell.tone for cell in grid.cells if cell.rhyme is not None]
    return grid.slots or tuple(Slot(tone) for tone in tones[:1])


def families(slots: Sequence[Slot]) -> list[list[int]]:
    """Numbers of the slots that share a part: each slot with those that are its kin."""
    found: dict[int, list[int]] = {}
    root: list[int] = []
    for i, slot in enumerate(slots):
        root.append(i if slot.kin is None else root[slot.kin])
        found.setdefault(root[i], []).append(i)
    return list(found.values())


def choices(family: Sequence[Slot], book: RhymeBook) -> list[Choice]:
    """Every way to give the slots of one family groups of one part."""
    options = [_fitting(slot, book) for slot in family]
    if len(options) == 1:
        return [(group,) for group in options[0]]
    by_part = {division_of(book.name, group) for group in options[0]}
    # In the book's order, not in the set's, or the same seed would draw otherwise another time.
    ways = []
    for part in sorted(by_part, key=[division_of(book.name, g) for g in options[0]].index):
        within = [[g for g in groups if division_of(book.name, g) == part] for groups in options]
        ways += product(*within)
    return ways


def _fitting(slot: Slot, book: RhymeBook) -> list[str]:
    fits = [name for name, tone in book.groups if slot.tone in (Tone.ANY, tone)]
    hard = entering_groups(book)
    if slot.entering:
        # 中华通韵 has no entering tone: there any oblique group will do.
        return [group for group in fits if group in hard] or fits
    return fits if slot.kin is None else [group for group in fits if group not in hard]


def requested_choices(
    slots: Sequence[Slot], book: RhymeBook, rhyme: str | None
) -> list[list[Choice]]:
    """For each family its choices, narrowed to what the person asked for.

    rhyme: one group or part, for the first family that can take it; or several with marks between
    them, one for each slot. Raises UserError for a name that the book does not have. An empty list
    stands where nothing fits.
    """
    members = families(slots)
    ways = [choices([slots[i] for i in family], book) for family in members]
    meant = [frozenset(book.named(name)) for name in split_rhyme(rhyme or "")]
    if len(meant) == 1:
        for n, options in enumerate(ways):
            if narrowed := [c for c in options if not meant[0].isdisjoint(c)]:
                return [*ways[:n], narrowed, *ways[n + 1 :]]
        return [[] for _ in ways]
    if meant and len(meant) != len(slots):
        raise UserError("这里有{}个韵，写了{}个韵部；请写一个，或写全。", len(slots), len(meant))
    for n, family in enumerate(members if meant else ()):
        ways[n] = [
            choice
            for choice in ways[n]
            if all(group in meant[i] for i, group in zip(family, choice, strict=True))
        ]
    return ways


def weights(
    options: Sequence[Choice],
    family: Sequence[Slot],
    cells: Sequence[int],
    masks: Masks,
    log_frequency: Floats,
) -> list[float]:
    """How likely a poem takes each choice, unnormalised; cells: how many rhyme in each slot.

    Of slots that are kin the middle of what each would weigh alone.
    """
    alone = [
        _slot_weights({choice[n] for choice in options}, slot.tone, cells[n], masks, log_frequency)
        for n, slot in enumerate(family)
    ]
    means = [
        float(np.prod([w[g] for w, g in zip(alone, choice, strict=True)])) ** (1 / len(choice))
        for choice in options
    ]
    return means if any(means) else [1.0] * len(options)


def _slot_weights(
    groups: Collection[str], tone: Tone, cells: int, masks: Masks, log_frequency: Floats
) -> dict[str, float]:
    """Level groups of 平水韵, and those of 词林正韵, as they were rhymed on; those of other books,
    and oblique ones, by the share of their characters. Groups that a pin or the person chose are
    few: then narrow ones count too.
    """
    assert masks.book is not None
    tones = dict(masks.book.groups)
    share = np.exp(log_frequency.astype(np.float64))
    base = Tone.OBLIQUE if tone is Tone.OBLIQUE else Tone.LEVEL
    all_of_tone = share[masks.of(Demand(base, None))].sum()
    chosen = len(groups) <= 4
    counted = rhyme_counts(masks.book.name)
    counts = sum(count for group, count in counted.items() if tones[group] is base)
    weight = {}
    for group in sorted(groups):
        mask = masks.of(Demand(tones[group], group))
        if masks.book.name == PINGSHUI and tones[group] is Tone.LEVEL:
            human = RHYMED_ON.get(group, NARROW)
        else:
            part = 1.0 if tones[group] is base else OBLIQUE_SHARE
            known = counted[group] / counts if counted else float(share[mask].sum() / all_of_tone)
            human = 1000 * part * known
        fits = human >= NARROW and mask.sum() >= ROOM * cells
        weight[group] = human if fits or chosen else 0.0
    return weight
