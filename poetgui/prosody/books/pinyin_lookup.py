"""Pinyin of running text: how each character is read today, by phrases where one decides.

The table is made by `training/tables/pinyin_table.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from poetgui.prosody.books.tones import simplifier
from poetgui.resource_files import read_json

LONGEST = 4
"""Characters in the longest phrase of the table."""


@dataclass(frozen=True)
class PinyinTable:
    """Simplified and traditional characters; phrases simplified."""

    characters: Mapping[str, str]
    """Character -> the reading that it has by itself."""
    phrases: Mapping[str, tuple[str, ...]]
    """Phrase -> a reading for each character, where one of them has another than by itself."""


@cache
def load_table() -> PinyinTable:
    """Read once, when first asked for."""
    data = read_json("prosody", "pinyin.json")
    characters = {c: syllable for syllable, text in data["characters"].items() for c in text}
    phrases = {phrase: tuple(text.split()) for phrase, text in data["phrases"].items()}
    return PinyinTable(characters, phrases)


def pinyin(line: str) -> tuple[str, ...]:
    """A syllable with its tone mark for each character; empty for what has none.

    Of phrases that overlap the first counts, and of those that begin alike the longest.
    """
    known = load_table()
    plain = simplifier().convert(line)
    plain = plain if len(plain) == len(line) else line
    found = [known.characters.get(c, "") for c in line]
    at = 0
    while at < len(plain):
        step = 1
        for length in range(min(LONGEST, len(plain) - at), 1, -1):
            if readings := known.phrases.get(plain[at : at + length]):
                found[at : at + length] = readings
                step = length
                break
        at += step
    return tuple(found)
