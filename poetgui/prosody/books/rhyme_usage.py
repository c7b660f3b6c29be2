"""How poets rhyme by 词林正韵: how often on each group, and on which characters seldom.

Counted out of Song tunes by training/tables/rhyme_frequency.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from poetgui.prosody.books.rhyme_books import CILIN
from poetgui.resource_files import read_json


@cache
def _table() -> dict[str, Any]:
    return read_json("prosody", "rhyme_frequency.json")


def rhyme_counts(book: str) -> Mapping[str, int]:
    """How many rhymes of tunes fell on each group; empty for a book that was not counted."""
    return _table()["groups"] if book == CILIN else {}


def rarely_rhymed(book: str, group: str) -> str:
    """Characters of the group that poets rhyme in another of theirs, twenty times to one."""
    return _table()["seldom"].get(group, "") if book == CILIN else ""
