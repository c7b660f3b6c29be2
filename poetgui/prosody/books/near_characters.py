"""The nearest characters 近字 of those that old verse hardly has: 喆 as 哲, 爸 as 父.

A network that has never read a character is given the nearest one instead; tone and rhyme stay
those of the character itself. The table is built by `training.tables.near_character_table`.
"""

from __future__ import annotations

from functools import cache

from poetgui.resource_files import read_json


@cache
def _table() -> dict[str, str]:
    return read_json("prosody", "near_characters.json")["characters"]


def near_characters(character: str) -> str:
    """Simplified characters, the nearest first; empty where there is none."""
    return _table().get(character, "")
