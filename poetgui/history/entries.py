"""Entries of the history out of rows; a row that cannot be read takes no other with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from poetgui.errors import Message
from poetgui.grid import Poem
from poetgui.history import codec
from poetgui.history.connection import COPIED, backed_up
from poetgui.history.database import Database

COLUMNS = f"{', '.join(COPIED)}, checksum"
"""What a query for entries selects."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One poem in the history."""

    id: int
    poem: Poem
    recipe: dict[str, Any]
    """Request, seed and model id: enough to write the same poem again."""
    created: datetime
    """Aware, UTC."""
    starred: bool
    deleted: bool
    tags: tuple[str, ...] = ()
    note: str = ""
    family: int = 0
    """Id of the first of the poems that were written for one request, or revised from it."""

    @property
    def parent(self) -> int | None:
        """The entry that this one was made from; None for one that was written."""
        revision = self.recipe.get("revision")
        number = revision.get("of") if isinstance(revision, dict) else None
        return number if isinstance(number, int) else None


class EntryReader:
    """Reads entries; `tell` gets a sentence where some could not be read."""

    def __init__(self, database: Database, tell: Callable[[Message], None]) -> None:
        self._database, self._tell = database, tell

    def read(self, query: str, values: Sequence[Any] = ()) -> list[Entry]:
        """What can be read of the rows; the others are moved away and others asked for."""
        moved = restored = 0
        while True:
            entries, broken = list[Entry](), list[int]()
            for row in self._database.read(query, values):
                try:
                    entries.append(_entry(row))
                except ValueError:
                    broken.append(row[0])
            if not broken:
                break
            restored += self._set_aside(broken)
            moved += len(broken)
        if restored:
            self._tell(
                Message("有 {} 首旧作坏了，{} 首已从备份找回，其余的都在。", moved, restored)
            )
        elif moved:
            self._tell(Message("有 {} 首旧作读不出来，已另存在旧作文件里，其余的都在。", moved))
        return entries

    def _set_aside(self, numbers: Sequence[int]) -> int:
        """Move rows away; how many came back out of a backup."""
        columns, marks = ", ".join(COPIED), ", ".join("?" * len(COPIED))
        restored = 0
        with self._database.writing() as connection:
            for number in numbers:
                # OR REPLACE: a number that was there before was written anew by an older program.
                connection.execute(
                    f"INSERT OR REPLACE INTO unreadable ({columns})"
                    f" SELECT {columns} FROM poems WHERE id = ?",
                    [number],
                )
                connection.execute("DELETE FROM poems WHERE id = ?", [number])
                if row := backed_up(self._database.path, number):
                    statement = f"INSERT INTO poems ({columns}) VALUES ({marks})"
                    connection.execute(statement, row)
                    restored += 1
        return restored


def _entry(row: tuple[Any, ...]) -> Entry:
    """Raises ValueError for a row that cannot be read back, or that the disk has altered."""
    columns = dict(zip(COPIED, row[:-1], strict=True))
    documents = codec.load_row(columns, row[-1])
    return Entry(
        id=columns["id"],
        starred=bool(columns["starred"]),
        deleted=columns["deleted"] is not None,
        family=columns["family"] or columns["id"],
        **documents._asdict(),
    )
