"""Simplified and traditional script, by OpenCC."""

from __future__ import annotations

import re
from functools import cache

import opencc

TO_SIMPLIFIED, TO_TRADITIONAL = "t2s", "s2t"
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, as a clipboard may hold: no encoding has them."""


def convert(text: str, to: str) -> str:
    """The text in another script; half a character becomes �."""
    return _converter(to).convert(_HALVES.sub("�", text))


@cache
def _converter(to: str) -> opencc.OpenCC:
    return opencc.OpenCC(to)
