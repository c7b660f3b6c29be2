"""The ground floor: a poem is a grid of cells. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """Tone class demanded of a cell, or carried by a reading (which is never ANY)."""

    LEVEL = "平"
    OBLIQUE = "仄"
    ANY = "中"


class Place(NamedTuple):
    """Where a cell stands: zero-based line and column."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in the grid."""

    line: int
    column: int
    tone: Tone = Tone.ANY
    rhyme: int | None = None
    """Rhyme slot: cells with the same number rhyme together; None where nothing rhymes."""

    @property
    def place(self) -> Place:
        return Place(self.line, self.column)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that a form lays out, in writing order, line by line."""

    form: str
    """Chinese name of the form: 五绝 七绝 五律 七律 五古 七古 …"""
    pattern: str
    """Which of the form's tone patterns this is: 仄起首句不入韵 …; empty for old-style verse."""
    lines: tuple[tuple[Cell, ...], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for line in self.lines for cell in line)

    @property
    def shape(self) -> tuple[int, ...]:
        """Characters in each line."""
        return tuple(len(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Poem:
    """A finished poem; everything that shows, stores or checks a poem reads this."""

    lines: tuple[str, ...]
    """Characters only, no punctuation, simplified script except for pins, which stay as typed."""
    form: str
    title: str = ""
    book: str = "none"
    rhyme: str = ""
    """Name of the rhyme group that the rhyme cells share; empty where none is kept."""
    pattern: str = ""
    pins: frozenset[Place] = field(default_factory=frozenset)
    themes: tuple[str, ...] = ()
    score: float = 0.0
    seed: int = 0
    model: str = ""
    violations: tuple[str, ...] = ()
    """The checker's findings, in Chinese, one sentence each."""
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The poem with the form's punctuation, one couplet a line."""
        return punctuate(self.lines)


def punctuate(lines: tuple[str, ...]) -> str:
    """Punctuation is the form's, never the model's: `，` and `。` by turns, a couplet a line.

    An odd last line closes its own sentence.
    """
    couplets = []
    for i in range(0, len(lines), 2):
        pair = lines[i : i + 2]
        couplets.append("，".join(pair) + "。")
    return "\n".join(couplets)
