"""Tone and rhyme as sets of allowed characters on a cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.features import MARKERS
from poetgui.engine.search.reading_rules import OPPOSITE, ReadingRules
from poetgui.grid import Cell, Grid, Tone
from poetgui.prosody.books import reading_likelihood
from poetgui.prosody.books.rhyme_books import RhymeBook
from poetgui.prosody.books.rhyme_usage import rarely_rhymed

Mask = NDArray[np.bool_]


class Demand(NamedTuple):
    """What a cell demands of the character that fills it."""

    tone: Tone
    group: str | None
    """The rhyme group that the same reading must belong to; None where the cell does not rhyme."""


FREE = Demand(Tone.ANY, None)


def writable(character: str) -> bool:
    """Whether the program writes a character of its own accord: those of GB 2312.

    What the vocabulary has beyond them (1% of the corpus) are variants that the conversion of the
    corpus to simplified script left over (疎 簷 髪), and characters that many fonts lack.
    """
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def demand(grid: Grid, cell: Cell, book: RhymeBook | None, groups: Sequence[str]) -> Demand:
    """What the cell demands when the slots rhyme on `groups`; nothing without a book.

    A line end that does not rhyme takes the tone opposite to the rhyme. Regulated patterns say so
    themselves (白脚), and so do tunes; old-style grids leave every tone open, and there it keeps an
    odd line from rhyming by accident.
    """
    if book is None:
        return FREE
    if cell.rhyme is not None:
        return Demand(cell.tone, groups[cell.rhyme] if groups else None)
    ends_line = cell.column == len(grid.lines[cell.line]) - 1
    if ends_line and cell.tone is Tone.ANY and groups and not grid.slots:
        return Demand(OPPOSITE[dict(book.groups)[groups[0]]], None)
    return Demand(cell.tone, None)


def accepts(character: str, wanted: Demand, book: RhymeBook) -> bool:
    """Whether one reading of the character meets tone and rhyme together.

    A character that the book does not know meets no demand, but may stand where there is none.
    """
    if wanted == FREE:
        return True
    readings = book.inner(character) if wanted.group is None else book.readings(character)
    return any(
        (wanted.tone is Tone.ANY or reading.tone is wanted.tone)
        and (wanted.group is None or reading.group == wanted.group)
        for reading in readings
    )


class Masks:
    """Boolean masks [V] over a vocabulary, one for each demand, computed once."""

    def __init__(self, characters: Sequence[str], book: RhymeBook | None) -> None:
        self._characters = characters
        self._book = book
        self._tones = {} if book is None else dict(book.groups)
        self._cache: dict[Demand, Mask] = {}

    @property
    def book(self) -> RhymeBook | None:
        return self._book

    @cached_property
    def readings(self) -> ReadingRules | None:
        """What neighbours say of each other's tone; None without a book."""
        return self._book and ReadingRules(self._characters, self._book)

    def tones(self, grid: Grid, groups: Sequence[str]) -> tuple[tuple[Tone, ...], ...]:
        """The tone class that each cell of the grid is to be read in, line by line."""

        def tone(cell: Cell) -> Tone:
            wanted = demand(grid, cell, self._book, groups)
            return wanted.tone if wanted.group is None else self._tones[wanted.group]

        return tuple(tuple(map(tone, line)) for line in grid.lines)

    def of(self, wanted: Demand) -> Mask:
        """The writable characters that meet a demand; read-only. Markers never do.

        Characters that meet it only in a rare reading (迟 as an oblique rhyme) are left out while
        others remain: nobody would hear the rhyme.
        """
        if wanted not in self._cache:
            mask, plain = np.zeros((2, len(self._characters)), bool)
            for i, character in enumerate(self._characters[MARKERS:], MARKERS):
                fits = self._book is None or accepts(character, wanted, self._book)
                mask[i] = fits and writable(character)
                plain[i] = mask[i] and not self._misread(character, wanted)
            found = plain if plain.any() else mask
            found.setflags(write=False)
            self._cache[wanted] = found
        return self._cache[wanted]

    def _misread(self, character: str, wanted: Demand) -> bool:
        """Whether a reader takes a character of several readings in the other tone, or group."""
        if self._book is None or wanted == FREE:
            return False
        tone = wanted.tone if wanted.group is None else self._tones[wanted.group]
        if wanted.group is not None and character in rarely_rhymed(self._book.name, wanted.group):
            return True
        plain = reading_likelihood.plain(character)
        usual = reading_likelihood.load_table(self._book.name).tone(
            plain, (), end=wanted.group is not None
        )
        tones = {reading.tone for reading in self._book.readings(character)}
        return usual is not None and len(tones) > 1 and usual is not tone

    def cell(self, grid: Grid, cell: Cell, groups: Sequence[str]) -> Mask:
        """The characters allowed on a cell of a poem whose slots rhyme on `groups`.

        One that is said again 叠句 has to fit there as well.
        """
        mask = self.of(demand(grid, cell, self._book, groups))
        for later, earlier in grid.repeats:
            if earlier == cell.place:
                again = grid.lines[later.line][later.column]
                mask = mask & self.of(demand(grid, again, self._book, groups))
        return mask
