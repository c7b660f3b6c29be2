"""The nearest characters 近字 of those that old verse hardly has: 喆 as 哲, 爸 as 父.

A network that has never read a character is given the nearest one instead; tone and rhyme stay
those of the character itself. The table is built by `training.tables.near_character_table`.
"""

from __future__ import annotations

import json
from functools import cache

from poetgui.paths import resource


@cache
def _table() -> dict[str, str]:
    text = resource("prosody", "近字.json").read_text(encoding="utf-8")
    return json.loads(text)["characters"]


def near_characters(character: str) -> str:
    """Simplified characters, the nearest first; empty where there is none."""
    return _table().get(character, "")
