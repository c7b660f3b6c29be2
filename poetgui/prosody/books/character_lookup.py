"""韵部检索: what the rhyme books say of a character, and what rhymes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.prosody.books.reading_likelihood import load_table
from poetgui.prosody.books.rhyme_books import BOOKS, load_book
from poetgui.prosody.books.tones import lookup, simplifier

WORDS = 12
"""How many words a reading is shown in at most."""


class Sound(NamedTuple):
    """One reading of a character."""

    tone: Tone
    group: str
    label: str
    """The group as a list shows it: 上平声一东."""
    usual: bool
    """Whether the character is mostly read in this tone class, where no word tells otherwise."""
    words: tuple[str, ...]
    """Words that tell this tone class, the commonest first; empty where nothing need be told."""
    members: tuple[str, ...]
    """The others of the group, the commonest first."""


class Entry(NamedTuple):
    """A character in one book; no sounds where the book does not know it."""

    character: str
    """Simplified, unless the book has it as it was typed, or has readings of its own for it."""
    book: str
    sounds: tuple[Sound, ...]

    def to_json(self) -> dict[str, Any]:
        sounds = [s._asdict() | {"tone": s.tone.value} for s in self.sounds]
        return {"character": self.character, "book": self.book, "readings": sounds}


def look_up(
    character: str, books: Sequence[str] = BOOKS, common: Sequence[str] = ()
) -> tuple[Entry, ...]:
    """The character, in either script, in each of the books.

    `common` are the characters that the model knows, the commonest first: of a group only these
    are shown, in this order; all of them, in the book's order, where it is empty. Raises UserError
    for what is no single Han character, or for an unknown book.
    """
    typed = character.strip()
    if len(typed) != 1 or not typed.isalpha() or ord(typed) < 0x3400:
        raise UserError("请给一个汉字来查，“{}”不是。", character)
    return tuple(_entry(typed, name, common) for name in books)


def _entry(typed: str, name: str, common: Sequence[str]) -> Entry:
    known = load_book(name)
    plain = typed if known.readings(typed) else simplifier().convert(typed)
    readings = lookup(known).readings(typed)
    several = len({r.tone for r in readings}) > 1
    guess = load_table(name)
    return Entry(
        typed if readings == known.own(typed) else plain,
        name,
        tuple(
            Sound(
                reading.tone,
                reading.group,
                known.labels[known.index(reading.group)],
                several and guess.tone(plain, ()) is reading.tone,
                guess.words(plain, reading.tone)[:WORDS] if several else (),
                _others(known.members(reading.group), plain, common),
            )
            for reading in readings
        ),
    )


def _others(members: Sequence[str], character: str, common: Sequence[str]) -> tuple[str, ...]:
    if common:
        there = frozenset(members)
        members = [c for c in common if c in there]
    return tuple(c for c in members if c != character)
