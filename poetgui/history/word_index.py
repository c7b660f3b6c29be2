"""The searched texts of all poems in memory, where a word is found in them in no time."""

from __future__ import annotations

from collections.abc import Sequence

from poetgui.history import codec
from poetgui.history.database import Database


class WordIndex:
    """Read at the first search, and again after the history has changed, here or in another window.

    SQLite compares row by row: of 100,000 poems in ten times as long as Python needs for as many
    strings. An index of trigrams (FTS5) in the file would be as fast, but finds no word of one or
    two characters, of which most words are, and is one thing more that a disk can damage.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._state: tuple[int, int] | None = None
        self._ids: list[int] = []
        self._texts: dict[str, list[str]] = {}

    def matching(self, words: Sequence[str]) -> list[int]:
        """The ids of the poems, deleted or not, that have every word of `codec.search_words` in
        their text, in either script, or in their spelling."""
        self._refresh()
        found: Sequence[int] = range(len(self._ids))
        for word in words:
            texts = self._texts["spelling" if codec.is_spelt(word) else "search"]
            found = [i for i in found if word in texts[i]]
        return [self._ids[i] for i in found]

    def _refresh(self) -> None:
        state = self._database.state
        if state != self._state:
            rows = self._database.read("SELECT id, search, spelling FROM poems ORDER BY id")
            # A column that the disk has made a number is no text to look in.
            self._ids = [row[0] for row in rows]
            self._texts = {
                "search": [str(r[1]) for r in rows],
                "spelling": [str(r[2]) for r in rows],
            }
            self._state = state
