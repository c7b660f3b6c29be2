"""The ground floor: a poem is a grid of cells. Standard library only."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import Any, NamedTuple


class Tone(StrEnum):
    """Tone class demanded of a cell, or carried by a reading (which is never ANY)."""

    LEVEL = "平"
    OBLIQUE = "仄"
    ANY = "中"


OPEN = "□"
"""Stands in a poem's lines where nothing is written yet, as editors mark a lost character."""


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


class Slot(NamedTuple):
    """A rhyme of a tune: the cells with its number rhyme together."""

    tone: Tone
    kin: int | None = None
    """An earlier slot whose part 部 of the rhyme book it shares, in the other tone (西江月)."""
    entering: bool = False
    """Whether the rhyme is meant to be 入声 (满江红 念奴娇)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that a form lays out, in writing order, line by line."""

    form: str
    """Chinese name of the form: 五绝 七绝 五律 七律 五古 七古 …"""
    pattern: str
    """Which of the form's tone patterns this is: 仄起首句不入韵 …; empty for old-style verse."""
    lines: tuple[tuple[Cell, ...], ...]
    slots: tuple[Slot, ...] = ()
    """What the rhyme slots of a tune demand, by number; empty for verse, whose one slot is level
    or, in old style, free."""
    repeats: tuple[tuple[Place, Place], ...] = ()
    """(later, earlier): cells whose character is that of an earlier cell 叠句 (如梦令)."""
    stanzas: tuple[int, ...] = ()
    """Lines in each stanza 片 of a tune; empty for a poem in one piece."""
    stops: tuple[str, ...] = ()
    """The marks of each line of a tune, as `marked` takes them; empty: `，` and `。` by turns."""

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
    """Characters only, no punctuation. Where the person wrote in traditional script all are in it;
    else what the program wrote is in simplified script, and pins stay as typed."""
    form: str
    title: str = ""
    author: str = ""
    """Who wrote a poem that was pasted, as it stood above it; empty for one written here."""
    book: str = "none"
    rhyme: str = ""
    """Name of the rhyme group that the rhyme cells share; empty where none is kept."""
    pattern: str = ""
    stops: tuple[str, ...] = ()
    """The marks of each line, as `marked` takes them; empty: `，` and `。` by turns."""
    stanzas: tuple[int, ...] = ()
    """Lines in each stanza 片; empty for a poem in one piece."""
    pins: frozenset[Place] = field(default_factory=frozenset)
    themes: tuple[str, ...] = ()
    score: float = 0.0
    seed: int = 0
    model: str = ""
    violations: tuple[str, ...] = ()
    """The checker's findings, in Chinese, one sentence each."""
    seconds: float = 0.0

    @property
    def open(self) -> frozenset[Place]:
        """Cells where nothing is written yet."""
        return frozenset(
            Place(i, j)
            for i, line in enumerate(self.lines)
            for j, character in enumerate(line)
            if character == OPEN
        )

    def to_json(self) -> dict[str, Any]:
        """All fields as `json` can write them; pins as sorted [line, column], from 0."""
        return asdict(self) | {"pins": [list(place) for place in sorted(self.pins)]}

    @property
    def text(self) -> str:
        """The poem with the form's punctuation: a couplet a line, or a stanza a line."""
        return punctuate(self.lines, self.stops, self.stanzas)


def punctuate(
    lines: tuple[str, ...], stops: tuple[str, ...] = (), stanzas: tuple[int, ...] = ()
) -> str:
    """Punctuation is the form's, never the model's: `，` and `。` by turns, a couplet a line.

    An odd last line closes its own sentence. With `stops` each line has its own marks, and a line
    of the text is a stanza of so many lines as `stanzas` says (all of them in one without).
    """
    if stops:
        whole = [marked(line, stop) for line, stop in zip(lines, stops, strict=True)]
        ends = list(accumulate(stanzas or (len(lines),)))
        return "\n".join("".join(whole[a:b]) for a, b in zip([0, *ends], ends, strict=False))
    couplets = []
    for i in range(0, len(lines), 2):
        pair = lines[i : i + 2]
        couplets.append("，".join(pair) + "。")
    return "\n".join(couplets)


def marked(line: str, stop: str) -> str:
    """The line with its marks: `，` ends it, `3、，` also sets a pause after three characters."""
    for column in reversed(pauses(stop)):
        line = f"{line[:column]}、{line[column:]}"
    return line + stop.rpartition("、")[2]


def pauses(stop: str) -> tuple[int, ...]:
    """Before which characters of a line its marks set a pause: 3 of `3、，`."""
    return tuple(int(column) for column in stop.split("、")[:-1])
