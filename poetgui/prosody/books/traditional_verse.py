"""Simplified verse in traditional script: OpenCC, and how verse uses the characters that merged.

The table (resources/prosody/verse_script.json) is counted from verse and reviewed:
training/tables/verse_script.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from poetgui.resource_files import read_json
from poetgui.script_conversion import (
    SIMPLIFIED,
    TO_TRADITIONAL,
    TRADITIONAL,
    convert,
    script_of,
)


class Family(NamedTuple):
    """The traditional characters that a simplified one stands for."""

    forms: str
    """The usual one first."""
    words: Mapping[tuple[str, int], tuple[int, str]]
    """(word in simplified script, place of the character in it) -> (rank, the character that it
    is there). Of several words the one with the lowest rank decides."""


@cache
def families() -> Mapping[str, Family]:
    """By simplified character; read once, when first asked for."""
    found = {}
    for character, entry in read_json("prosody", "verse_script.json")["characters"].items():
        words: dict[tuple[str, int], tuple[int, str]] = {}
        for rank, word in enumerate(entry["words"].split()):
            others = entry["forms"].replace(character, "")
            # Of a doubled character (濛濛) the one that is meant stands as it is to become.
            meant = [i for i, c in enumerate(word) if c in others]
            for at in meant or [i for i, c in enumerate(word) if c == character]:
                plain = word[:at] + character + word[at + 1 :]
                words.setdefault((plain, at), (rank, word[at]))
        found[character] = Family(entry["forms"], words)
    return found


LONGEST = 4
"""Characters in the longest word of the table."""


def verse_to_traditional(text: str) -> str:
    """Simplified verse in traditional script, with as many characters as before.

    OpenCC converts by the phrases of prose; of characters that are several in traditional script
    the words of verse decide, then what such a character usually is in verse. What stands in
    traditional script already stays.
    """
    converted = convert(text, TO_TRADITIONAL)
    if len(converted) != len(text):
        converted = "".join(_alone(c) for c in text)
    pairs = enumerate(zip(text, converted, strict=True))
    return "".join(
        old if script_of(old) == TRADITIONAL else _form(text, i) or new for i, (old, new) in pairs
    )


def completed(text: str) -> str:
    """Text that is meant for traditional script, with the characters converted that only simplified
    script has; what can be either is as the person wrote it."""
    converted = verse_to_traditional(text)
    pairs = zip(text, converted, strict=True)
    return "".join(new if script_of(old) == SIMPLIFIED else old for old, new in pairs)


def _alone(character: str) -> str:
    found = convert(character, TO_TRADITIONAL)
    return found if len(found) == 1 else character


def _form(text: str, at: int) -> str:
    """Which of its traditional characters stands here; empty for one that is no family."""
    family = families().get(text[at])
    if family is None:
        return ""
    spans = (
        (begin, end)
        for begin in range(max(0, at - LONGEST + 1), at + 1)
        for end in range(at + 1, min(len(text), begin + LONGEST) + 1)
    )
    told = [family.words.get((text[a:b], at - a)) for a, b in spans]
    return min((said for said in told if said), default=(0, family.forms[0]))[1]
