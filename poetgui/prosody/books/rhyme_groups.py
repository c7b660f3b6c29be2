"""Which group a poem rhymes on, and which groups are neighbours 邻韵."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from poetgui.prosody.books.tones import EITHER, Lookup

FAMILIES = """
    东冬 支微齐 鱼虞 佳灰 真文元 寒删先元 萧肴豪 庚青蒸 覃盐咸
    董肿 送宋 纸尾荠 寘未霁 语麌 御遇 蟹贿 泰卦队 轸吻阮 震问愿 旱潸铣阮 翰谏霰愿
    筱巧皓 啸效号 梗迥 敬径 感琰豏 勘艳陷 屋沃 质物月 曷黠屑月 陌锡职 合叶洽
"""
"""Groups that poets took for near enough: 王力《诗词格律》 on 首句用邻韵 and on rhyme in old-style
verse, the level families carried over to the oblique tones."""

OLD_FAMILIES = """
    江阳 董肿送宋 纸尾荠寘未霁 语麌御遇 蟹贿泰卦队 轸吻阮震问愿 旱潸铣阮翰谏霰愿
    筱巧皓啸效号 哿个 马祃 讲养绛漾 梗迥敬径 有宥 寝沁 感琰豏勘艳陷 觉药
"""
"""Further ones that old-style verse mixes: rising with departing tone, 江 with 阳, 觉 with 药."""


def _table(families: str) -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    for family in families.split():
        for group in family:
            near.setdefault(group, set()).update(family)
    return {group: frozenset(others - {group}) for group, others in near.items()}


_NEAR = _table(FAMILIES)
_NEAR_OLD = _table(FAMILIES + OLD_FAMILIES)


def neighbours(group: str, old_style: bool = False) -> frozenset[str]:
    """The groups near enough to rhyme with this one where licence allows, without itself."""
    return (_NEAR_OLD if old_style else _NEAR).get(group, frozenset())


class RhymeCell(NamedTuple):
    """A place that rhymes, or may."""

    line: int
    character: str
    pinned: bool


def choose_group(
    cells: Sequence[RhymeCell],
    look: Lookup,
    tones: int = EITHER,
    maybe: RhymeCell | None = None,
) -> str:
    """The group that most cells share in readings of these tones; empty where all are unknown.

    Cells that are not pinned decide before `maybe` (the end of line 1, which need not rhyme), that
    before those that are pinned. Of equals the group first met wins. `maybe` brings in a group of
    its own only where all cells are pinned and it is not.
    """
    votes: Counter[str] = Counter()
    many = len(cells) + 1
    for cell in cells:
        # In book order, not in the set's, or equal votes would fall differently from run to run.
        for group in dict.fromkeys(r.group for r in look.readings(cell.character)):
            if group in look.groups(cell.character, tones):
                votes[group] += 1 if cell.pinned else many * many
    if maybe is not None:
        agreed = len(cells) in votes.values()
        alone = not maybe.pinned and all(cell.pinned for cell in cells) and not agreed
        for group in sorted(look.groups(maybe.character, tones)):
            if alone or group in votes:
                votes[group] += 1 if maybe.pinned else many
    return max(votes, key=votes.__getitem__, default="")


def stretches(cells: Sequence[RhymeCell], look: Lookup) -> list[tuple[int, str]] | None:
    """How an old-style poem changes its rhyme: (first cell, group) of each stretch, or None.

    Every stretch has at least two rhymes, near groups allowed; the fewest stretches are taken.
    Cells unknown to the book go with anything.
    """
    best: list[list[tuple[int, str]] | None] = [[]] + [None] * len(cells)
    for end in range(2, len(cells) + 1):
        for start in range(end - 1):
            before = best[start]
            current = best[end]
            if before is None or (current is not None and len(current) <= len(before) + 1):
                continue
            part = cells[start:end]
            group = choose_group(part, look)
            if all(agrees(cell.character, group, look, old_style=True) for cell in part):
                best[end] = [*before, (start, group)]
    return best[len(cells)]


def agrees(character: str, group: str, look: Lookup, old_style: bool = False) -> bool:
    """Whether some reading is in the group or near it; a character unknown to the book agrees."""
    groups = look.groups(character)
    return not groups or group in groups or not groups.isdisjoint(neighbours(group, old_style))
