"""The history: every poem is here before it is shown."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from poetgui.errors import Message, UserError
from poetgui.grid import Poem
from poetgui.history import codec
from poetgui.history.connection import COPIED, backed_up, open_database
from poetgui.history.record import Record

KEPT = timedelta(days=30)
"""How long a deleted poem can still be brought back."""

_COLUMNS = f"{', '.join(COPIED)}, checksum"


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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many poems there are; those deleted are counted apart."""

    poems: int
    starred: int
    deleted: int


class History:
    """The poems written so far, newest first. May be called from any thread, one call at a time.

    Several windows may share one file. Opening raises UserError for a file that a newer version
    wrote or that is locked; a damaged one is moved aside, and where nothing can be written poems
    are kept in memory (`stored`): `notice` says so. Every other method raises UserError when the
    disk is full or the file cannot be written.

    An entry that cannot be read back is skipped and kept in a table of its own. `tell` is called
    with a sentence that says so; until it is replaced such sentences are added to `notice`.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path, self._now = path, now
        self._lock = threading.RLock()
        self.tell: Callable[[Message], None] = self._note
        self._connection, self.notice = open_database(path)
        self.stored = bool(self._read("PRAGMA database_list")[0][2])
        """False where poems are kept in memory, because nothing can be written."""
        try:
            self.purge()
        except BaseException:
            self.close()
            raise

    def add(self, poems: Sequence[Poem], recipe: dict[str, Any]) -> list[int]:
        """Store the poems of one request together, all or none; returns their ids in order."""
        created, document = _stamp(self._now()), codec.dump(recipe)
        rows = [
            (created, p.form, codec.dump_poem(p), document, codec.search_text(p, ())) for p in poems
        ]
        statement = "INSERT INTO poems (created, form, poem, recipe, search) VALUES (?, ?, ?, ?, ?)"
        ids: list[int] = []
        with self._writing() as connection:
            for row in rows:
                number = connection.execute(statement, row).lastrowid
                assert number is not None
                ids.append(number)
        return ids

    def adopt(self, records: Iterable[Record]) -> int:
        """Add poems of another history, with what belongs to them, all or none; those that are
        here already, of the same moment and text, are passed over. Returns how many were added."""
        there = "SELECT 1 FROM poems WHERE created = ? AND poem = ?"
        statement = (
            "INSERT INTO poems (created, form, poem, recipe, tags, search, starred)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        added = 0
        with self._writing() as connection:
            for record in sorted(records, key=lambda record: record.created):
                created, document = _stamp(record.created), codec.dump_poem(record.poem)
                if connection.execute(there, [created, document]).fetchone():
                    continue
                row = (
                    *(created, record.poem.form, document, codec.dump(record.recipe)),
                    codec.dump(record.tags),
                    codec.search_text(record.poem, record.tags),
                    int(record.starred),
                )
                connection.execute(statement, row)
                added += 1
        return added

    def replace(self, number: int, poem: Poem, recipe: dict[str, Any]) -> None:
        """Put another poem into an entry: one that is being typed is one entry, not fifty.

        Raises KeyError for an unknown id.
        """
        entry = self.get(number)
        self._change(
            "UPDATE poems SET form = ?, poem = ?, recipe = ?, search = ? WHERE id = ?",
            [
                poem.form,
                codec.dump_poem(poem),
                codec.dump(recipe),
                codec.search_text(poem, entry.tags),
                number,
            ],
        )

    def get(self, number: int) -> Entry:
        """One entry, deleted or not. Raises KeyError when there is none."""
        entries = self._entries(f"SELECT {_COLUMNS} FROM poems WHERE id = ?", [number])
        if not entries:
            raise KeyError(number)
        return entries[0]

    def search(
        self,
        text: str = "",
        starred: bool = False,
        form: str | None = None,
        limit: int = 200,
        before: int | None = None,
        deleted: bool = False,
    ) -> list[Entry]:
        """Entries that contain every word of `text` in lines, title, themes, form, rhyme or tags.

        Newest first; either script finds both. `before` is an id: the last entry of a page gives
        the next page. deleted: those that were deleted, instead of those that were not.
        """
        conditions, values = [f"deleted IS {'NOT ' * deleted}NULL"], list[Any]()
        for word in codec.search_words(text):
            conditions.append("instr(search, ?) > 0")
            values.append(word)
        if starred:
            conditions.append("starred")
        if form is not None:
            conditions.append("form = ?")
            values.append(form)
        if before is not None:
            conditions.append("id < ?")
            values.append(before)
        where = " AND ".join(conditions)
        query = f"SELECT {_COLUMNS} FROM poems WHERE {where} ORDER BY id DESC LIMIT ?"
        return self._entries(query, [*values, limit])

    def star(self, number: int, on: bool) -> None:
        """Keep among the favourites, or no longer. Raises KeyError for an unknown id."""
        self._change("UPDATE poems SET starred = ? WHERE id = ?", [int(on), number])

    def tag(self, number: int, tags: Sequence[str]) -> None:
        """Replace an entry's tags. Raises KeyError for an unknown id."""
        clean = tuple(dict.fromkeys(t.strip() for t in tags if t.strip()))
        search = codec.search_text(self.get(number).poem, clean)
        self._change(
            "UPDATE poems SET tags = ?, search = ? WHERE id = ?",
            [codec.dump(clean), search, number],
        )

    def delete(self, number: int) -> None:
        """Hide an entry; `restore` brings it back until it is purged."""
        # Never before the newest poem: a deletion while the clock is behind would seem old later,
        # and be purged.
        newest = "SELECT created FROM poems ORDER BY id DESC LIMIT 1"
        self._change(
            f"UPDATE poems SET deleted = max(?, ({newest})) WHERE id = ?",
            [_stamp(self._now()), number],
        )

    def restore(self, number: int) -> None:
        """Undo a deletion. Raises KeyError for an unknown id."""
        self._change("UPDATE poems SET deleted = NULL WHERE id = ?", [number])

    def purge(self, older: timedelta = KEPT) -> int:
        """Remove for good what was deleted longer ago than `older`; returns how many."""
        with self._writing() as connection:
            cut = _stamp(self._now() - older)
            return connection.execute("DELETE FROM poems WHERE deleted <= ?", [cut]).rowcount

    def counts(self) -> Counts:
        """How many entries there are."""
        row = self._read(
            "SELECT count(*) FILTER (WHERE deleted IS NULL),"
            " count(*) FILTER (WHERE deleted IS NULL AND starred),"
            " count(*) FILTER (WHERE deleted IS NOT NULL) FROM poems"
        )[0]
        return Counts(*row)

    def forms(self) -> list[str]:
        """The forms that occur, the most frequent first."""
        query = (
            "SELECT form FROM poems WHERE deleted IS NULL"
            " GROUP BY form ORDER BY count(*) DESC, form"
        )
        return [form for (form,) in self._read(query) if codec.is_text(form)]

    def close(self) -> None:
        """Let go of the file. The history cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    def _entries(self, query: str, values: Sequence[Any]) -> list[Entry]:
        """What can be read of the rows; the others are moved away and others asked for."""
        moved = restored = 0
        while True:
            entries, broken = list[Entry](), list[int]()
            for row in self._read(query, values):
                try:
                    entries.append(_entry(row))
                except ValueError:
                    broken.append(row[0])
            if not broken:
                break
            restored += self._set_aside(broken)
            moved += len(broken)
        if restored:
            self.tell(Message("有 {} 首旧作坏了，{} 首已从备份找回，其余的都在。", moved, restored))
        elif moved:
            self.tell(Message("有 {} 首旧作读不出来，已另存在旧作文件里，其余的都在。", moved))
        return entries

    def _set_aside(self, numbers: Sequence[int]) -> int:
        """Move rows away; how many came back out of a backup."""
        columns, marks = ", ".join(COPIED), ", ".join("?" * len(COPIED))
        restored = 0
        with self._writing() as connection:
            for number in numbers:
                # OR REPLACE: a number that was there before was written anew by an older program.
                connection.execute(
                    f"INSERT OR REPLACE INTO unreadable ({columns})"
                    f" SELECT {columns} FROM poems WHERE id = ?",
                    [number],
                )
                connection.execute("DELETE FROM poems WHERE id = ?", [number])
                if row := backed_up(self.path, number):
                    statement = f"INSERT INTO poems ({columns}) VALUES ({marks})"
                    connection.execute(statement, row)
                    restored += 1
        return restored

    def _note(self, sentence: Message) -> None:
        self.notice = Message("{}{}", self.notice, sentence) if self.notice else sentence

    def _read(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock, _in_words(self.path):
            return self._connection.execute(query, values).fetchall()

    def _change(self, statement: str, values: Sequence[Any]) -> None:
        with self._writing() as connection:
            if not connection.execute(statement, values).rowcount:
                raise KeyError(values[-1])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: everything in the block, or nothing."""
        with self._lock, _in_words(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """What SQLite says of the disk, in the user's language. Our own mistakes stay loud."""
    try:
        yield
    except sqlite3.OperationalError as error:
        reasons = {
            sqlite3.SQLITE_FULL: Message("磁盘满了"),
            sqlite3.SQLITE_READONLY: Message("没有写入的权限"),
            sqlite3.SQLITE_BUSY: Message("另一个窗口正占着它"),
            sqlite3.SQLITE_IOERR: Message("磁盘读写出错"),
        }
        # The low byte is the primary code; the rest only refines it.
        reason = reasons.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if reason is None:
            raise
        raise UserError("旧作“{}”存取不了：{}。", path, reason) from error


def _stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _entry(row: tuple[Any, ...]) -> Entry:
    """Raises ValueError for a row that cannot be read back, or that the disk has altered."""
    columns = dict(zip(COPIED, row[:-1], strict=True))
    documents = codec.load_row(columns, row[-1])
    return Entry(
        id=columns["id"],
        starred=bool(columns["starred"]),
        deleted=columns["deleted"] is not None,
        **documents._asdict(),
    )
