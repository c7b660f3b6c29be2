"""What a rhyme book says about characters, fast, in either script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import Reading, RhymeBook
from poetgui.prosody.books.variants import merged
from poetgui.script_conversion import TO_SIMPLIFIED, convert, is_traditional

LEVEL, OBLIQUE = 1, 2
"""Bits of a tone set: which tone classes the readings of a character offer."""
EITHER = LEVEL | OBLIQUE
BITS = {Tone.LEVEL: LEVEL, Tone.OBLIQUE: OBLIQUE, Tone.ANY: EITHER}


class Simplifier:
    """Converts to the one script that books and models know: simplified, variants made one."""

    def convert(self, text: str) -> str:
        return merged(convert(text, TO_SIMPLIFIED))


@cache
def simplifier() -> Simplifier:
    """The converter, made when first needed."""
    return Simplifier()


class Lookup:
    """Readings, tone sets and rhyme groups of characters; remembers what it was asked.

    A character of traditional script is judged by its own readings. Of one that stands in both
    scripts (里, and for 裏) the text decides: `traditional` says which script it is in.
    """

    def __init__(self, book: RhymeBook, traditional: bool = False) -> None:
        self.book = book
        self.tone_of = dict(book.groups)
        self._traditional = traditional
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._bits: dict[tuple[str, bool], int] = {}
        self._groups: dict[tuple[str, int], frozenset[str]] = {}

    def readings(self, character: str) -> tuple[Reading, ...]:
        """Readings of the character, or of its simplified form where the book lacks it as typed."""
        if character not in self._readings:
            self._readings[character] = self._own(character) or self.book.readings(
                self._form(character)
            )
        return self._readings[character]

    def tones(self, line: Sequence[str]) -> tuple[int, ...]:
        """The tone set of each character; one that the book does not know may be either.

        Readings that a character has only at the end of a line count there alone.
        """
        last = len(line) - 1
        return tuple(
            self._bits.get((c, i == last)) or self._tone_set(c, i == last)
            for i, c in enumerate(line)
        )

    def groups(self, character: str, tones: int = EITHER) -> frozenset[str]:
        """Names of the groups of the readings whose tone class is in `tones`."""
        key = (character, tones)
        if key not in self._groups:
            self._groups[key] = frozenset(
                r.group for r in self.readings(character) if BITS[r.tone] & tones
            )
        return self._groups[key]

    def _own(self, character: str) -> tuple[Reading, ...]:
        """The readings of the character as one of traditional script, where those are its own."""
        if self._traditional or simplifier().convert(character) != character:
            return self.book.own(character)
        return ()

    def _form(self, character: str) -> str:
        """The character as the book has it."""
        known = self.book.readings(character)
        return character if known else simplifier().convert(character)

    def _tone_set(self, character: str, end: bool) -> int:
        bits, known = 0, self.readings(character)
        if not end and not self._own(character):
            known = self.book.inner(self._form(character))
        for reading in known:
            bits |= BITS[reading.tone]
        self._bits[character, end] = bits or EITHER
        return self._bits[character, end]


_LOOKUPS: dict[tuple[int, bool], Lookup] = {}


def lookup(book: RhymeBook, traditional: bool = False) -> Lookup:
    """The lookup of a book; one for each script, so that what was remembered is not lost."""
    key = (id(book), traditional)
    if key not in _LOOKUPS:
        _LOOKUPS[key] = Lookup(book, traditional)
    return _LOOKUPS[key]


def lookup_for(book: RhymeBook, lines: Sequence[str]) -> Lookup:
    """The lookup for a text, by the script that it is in."""
    return lookup(book, is_traditional("".join(lines)))
