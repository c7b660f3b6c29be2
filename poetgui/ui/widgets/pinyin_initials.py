"""Initial letters of pinyin, so that 词林正韵 is found by `clzy`.

GB 2312 keeps its 3,755 characters of level 1 in the order of their pinyin: where one stands tells
its first letter. Rarer characters have none.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

_FIRST = (
    ("a", 0xB0A1), ("b", 0xB0C5), ("c", 0xB2C1), ("d", 0xB4EE), ("e", 0xB6EA), ("f", 0xB7A2),
    ("g", 0xB8C1), ("h", 0xB9FE), ("j", 0xBBF7), ("k", 0xBFA6), ("l", 0xC0AC), ("m", 0xC2E8),
    ("n", 0xC4C3), ("o", 0xC5B6), ("p", 0xC5BE), ("q", 0xC6DA), ("r", 0xC8BB), ("s", 0xC8F6),
    ("t", 0xCBFA), ("w", 0xCDDA), ("x", 0xCEF4), ("y", 0xD1B9), ("z", 0xD4D1),
)  # fmt: skip
"""The letter and the code of the first character that begins with it."""
_END = 0xD7F9

_CODES = [code for _, code in _FIRST]


@cache
def initial(character: str) -> str:
    """The letter that its reading begins with; of Latin and digits themselves; else nothing."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    return _FIRST[bisect_right(_CODES, code) - 1][0] if _CODES[0] <= code <= _END else ""


def initials(text: str) -> str:
    """The initial letters of a text in a row."""
    return "".join(map(initial, text))


def matches(typed: str, *texts: str) -> bool:
    """Whether something typed is part of one of the texts or of their initials.

    A character whose letter is not known stands for any.
    """
    wanted = typed.strip().casefold()
    return any(wanted in text.casefold() or _spells(wanted, text) for text in texts)


def _spells(wanted: str, text: str) -> bool:
    letters = [initial(character) for character in text if character.isalnum()]
    return (
        any(
            all(letter in ("", c) for c, letter in zip(wanted, letters[at:], strict=False))
            for at in range(len(letters) - len(wanted) + 1)
        )
        and wanted.isascii()
    )
