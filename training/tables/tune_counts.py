"""What the poems of one tune have in common, line by line and cell by cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations

from poetgui.grid import Place, Tone
from poetgui.prosody.books.rhyme_books import CILIN, load_book
from poetgui.prosody.books.rhyme_divisions import division_of
from poetgui.prosody.books.tones import EITHER, LEVEL, lookup

MOSTLY = 0.5
"""Ends that rhyme, and cells that repeat, in so many of the poems do so by the tune."""
SETTLED = 0.9
"""A tone that so many of the poems have at a cell is the tune's."""

Lines = tuple[str, ...]


@dataclass
class Counts:
    """Tallies over poems whose lines have the same lengths."""

    shape: tuple[int, ...]
    poems: int = 0
    level: Counter[Place] = field(default_factory=Counter)
    decided: Counter[Place] = field(default_factory=Counter)
    """Poems whose character there has readings of one tone only: the others decide nothing."""
    same_group: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Pairs of lines whose ends share a group of 词林正韵."""
    same_part: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Pairs of lines whose ends share a part 部 in the two tones, and no group."""
    alike: Counter[tuple[Place, Place]] = field(default_factory=Counter)
    """Pairs of cells (earlier, later) with the same character."""

    def add(self, lines: Lines) -> None:
        """Count one poem of this shape."""
        look = lookup(load_book(CILIN))
        self.poems += 1
        seen: dict[str, list[Place]] = {}
        for i, line in enumerate(lines):
            for j, bits in enumerate(look.tones(line)):
                seen.setdefault(line[j], []).append(Place(i, j))
                if bits != EITHER:
                    self.decided[Place(i, j)] += 1
                    self.level[Place(i, j)] += bits == LEVEL
        for places in seen.values():
            self.alike.update(combinations(places, 2))
        groups = [look.groups(line[-1]) for line in lines]
        parts = [{division_of(CILIN, group) for group in found} for found in groups]
        for pair in combinations(range(len(lines)), 2):
            a, b = pair
            if groups[a] & groups[b]:
                self.same_group[pair] += 1
            elif parts[a] & parts[b]:
                self.same_part[pair] += 1

    def levels(self) -> list[list[int]]:
        """Per cell the poems, in percent, with a level tone there; 50 where none decides."""
        return [
            [
                round(100 * self.level[place] / self.decided[place]) if self.decided[place] else 50
                for place in (Place(i, j) for j in range(width))
            ]
            for i, width in enumerate(self.shape)
        ]

    def tones(self) -> list[str]:
        """The lines as the poems have them: 平 and 仄 where nearly all agree, else 中."""
        return ["".join(_tone(percent / 100) for percent in line) for line in self.levels()]

    def rhymes(self) -> str:
        """A letter a line: lines with the same letter rhyme in most poems; `.` where none does."""
        letters = ["."] * len(self.shape)
        used = 0
        for a, b in sorted(self.same_group, key=lambda pair: (pair[1], -self.same_group[pair])):
            if self.same_group[a, b] < MOSTLY * self.poems or letters[b] != ".":
                continue
            if letters[a] == ".":
                letters[a] = chr(ord("a") + used)
                used += 1
            letters[b] = letters[a]
        return "".join(letters)

    def kin(self) -> list[tuple[int, int]]:
        """Pairs of lines, counted from 1, that share a part in the two tones in most poems."""
        return [
            (a + 1, b + 1)
            for (a, b), n in sorted(self.same_part.items())
            if n >= MOSTLY * self.poems
        ]

    def repeats(self) -> list[str]:
        """`6.1=5.1`: cells with the character of an earlier one in most poems."""
        return [
            f"{b.line + 1}.{b.column + 1}={a.line + 1}.{a.column + 1}"
            for (a, b), n in sorted(self.alike.items())
            if n >= MOSTLY * self.poems
        ]

    def merge(self, other: Counts) -> None:
        """Add the counts of other poems of this shape."""
        self.poems += other.poems
        for name in ("level", "decided", "same_group", "same_part", "alike"):
            getattr(self, name).update(getattr(other, name))


def _tone(level: float) -> str:
    if level >= SETTLED:
        return Tone.LEVEL
    return Tone.OBLIQUE if level <= 1 - SETTLED else Tone.ANY
