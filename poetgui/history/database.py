"""One connection for all threads, in transactions, with the disk's refusals in words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from poetgui.errors import Message, UserError
from poetgui.history.connection import open_database


class Database:
    """The file of the history. Every method raises UserError where the disk refuses."""

    def __init__(self, path: Path) -> None:
        """Raises UserError as `open_database` does; `notice` is what it says."""
        self.path = path
        self._lock = threading.RLock()
        self.connection, self.notice = open_database(path)

    @property
    def stored(self) -> bool:
        """False where poems are kept in memory, because nothing can be written."""
        return bool(self.read("PRAGMA database_list")[0][2])

    @property
    def state(self) -> tuple[int, int]:
        """Another one after every change, whether it was made by this connection or another."""
        return self.read("PRAGMA data_version")[0][0], self.connection.total_changes

    def read(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._lock, _in_words(self.path):
            try:
                return self.connection.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                if not _damaged(error):
                    raise
                self.rebuild_indexes()
                return self.connection.execute(query, values).fetchall()

    def rebuild_indexes(self) -> None:
        """Make all indexes anew out of the table, which `open_database` has found to be whole."""
        with self._lock, _in_words(self.path):
            self.connection.execute("REINDEX")

    def change(self, statement: str, values: Sequence[Any]) -> None:
        """Change one row. Raises KeyError with the last of the values where there is none."""
        with self.writing() as connection:
            if not connection.execute(statement, values).rowcount:
                raise KeyError(values[-1])

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: everything in the block, or nothing."""
        with self._lock, _in_words(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException as error:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                if _damaged(error):
                    self.rebuild_indexes()  # for the next try
                raise

    def close(self) -> None:
        """Let go of the file. It cannot be used afterwards."""
        with self._lock:
            self.connection.close()


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """What SQLite says of the disk, in the user's language. Our own mistakes stay loud."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        reasons = {
            sqlite3.SQLITE_FULL: Message("磁盘满了"),
            sqlite3.SQLITE_READONLY: Message("没有写入的权限"),
            sqlite3.SQLITE_BUSY: Message("另一个窗口正占着它"),
            sqlite3.SQLITE_IOERR: Message("磁盘读写出错"),
            sqlite3.SQLITE_CORRUPT: Message("文件有一处坏了，请再试一次，或关了诗囊重新打开"),
        }
        # The low byte is the primary code; the rest only refines it.
        reason = reasons.get(_code(error))
        if reason is None:
            raise
        raise UserError("旧作“{}”存取不了：{}。", path, reason) from error


def _damaged(error: BaseException) -> bool:
    return isinstance(error, sqlite3.DatabaseError) and _code(error) == sqlite3.SQLITE_CORRUPT


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
