"""Simplified and traditional script: OpenCC, and which of the two a text is in."""

from __future__ import annotations

import re
from functools import cache

import opencc

TO_SIMPLIFIED, TO_TRADITIONAL = "t2s", "s2t"
SIMPLIFIED, TRADITIONAL = "simplified", "traditional"
_FEW = 3
"""More traditional characters than so many times the simplified: old prints have a few (来 泪)."""
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, as a clipboard may hold: no encoding has them."""


def convert(text: str, to: str) -> str:
    """The text in another script; half a character becomes �."""
    return _converter(to).convert(without_halves(text))


def without_halves(text: str) -> str:
    """The text with � for each half of a character."""
    return _HALVES.sub("�", text)


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional script: far more characters that only that has than ones
    that only simplified script has. A text that could be either is not."""
    scripts = [script_of(c) for c in text]
    return scripts.count(TRADITIONAL) > _FEW * scripts.count(SIMPLIFIED)


@cache
def script_of(character: str) -> str:
    """The script that alone has the character; empty for one that stands in both (里 云 余).

    What the national standards of either script encode tells simplified characters from those that
    traditional script has beside another (里 beside 裏).
    """
    in_gb, in_big5 = _encodes("gb2312", character), _encodes("big5", character)
    if in_gb:
        return "" if in_big5 else SIMPLIFIED
    plain = convert(character, TO_SIMPLIFIED)
    return TRADITIONAL if plain != without_halves(character) else ""


def _encodes(standard: str, character: str) -> bool:
    try:
        return bool(character.encode(standard))
    except UnicodeEncodeError:
        return False


@cache
def _converter(to: str) -> opencc.OpenCC:
    return opencc.OpenCC(to)
