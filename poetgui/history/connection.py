"""Opening the database: a damaged one is moved aside, never overwritten and never thrown away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from poetgui.errors import NOTHING, Message, UserError
from poetgui.history import codec, schema
from poetgui.history.backups import available, decode, rows

WAIT = 5.0
"""Seconds to wait for another window that is writing."""
_FIRST = ("id", "created", "form", "poem", "recipe", "tags", "search", "starred", "deleted")
COPIED: tuple[str, ...] = (*_FIRST, "note", "family")
"""All columns of a row that are not made of others."""
_SHAPES = tuple(
    ", ".join((*_FIRST, later))
    for later in ("note, family, checksum", "'', NULL, checksum", "'', NULL, ''")
)
"""What is read of a file, and what of one from before there were notes, and before checksums."""
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL)
_SIDE_FILES = ("", "-wal", "-shm")


def open_database(path: Path) -> tuple[sqlite3.Connection, Message]:
    """Open or create the database, at this program's version.

    Returns the connection (autocommit; usable from any thread) and a sentence for the user, empty
    when all is well. Where nothing can be written the poems that are there are read into memory,
    where those to come are kept as well. Raises UserError for a newer version, and for a file that
    cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _open_or_mend(path)
    except sqlite3.OperationalError as error:
        if _code(error) in _UNWRITABLE:
            return _in_memory(path), _kept_in_memory(path, _reason(error))
        raise UserError("打不开旧作“{}”：{}。", path, _reason(error)) from error
    except OSError as error:
        return _in_memory(path), _kept_in_memory(path, error.strerror or str(error))


def _open_or_mend(path: Path) -> tuple[sqlite3.Connection, Message]:
    try:
        return _open(path), NOTHING
    except sqlite3.DatabaseError as error:
        # SQLITE_ERROR: its tables are not those of its version.
        if isinstance(error, sqlite3.OperationalError) and _code(error) != sqlite3.SQLITE_ERROR:
            raise
        aside = _move_aside(path)
    connection = _open(path)
    saved = _salvage(aside, connection)
    saved += sum(_salvage(backup, connection) for backup in available(path))
    found = Message("能读的 {} 首已经找回", saved) if saved else Message("另开了一本新的")
    return connection, Message("旧作文件坏了，已改名为“{}”留在原处；{}。", aside.name, found)


def _reason(error: sqlite3.OperationalError) -> str:
    reasons = {
        sqlite3.SQLITE_CANTOPEN: Message("文件夹不存在，或没有权限"),
        sqlite3.SQLITE_READONLY: Message("没有写入的权限"),
        sqlite3.SQLITE_BUSY: Message("另一个窗口正占着它"),
        sqlite3.SQLITE_FULL: Message("磁盘满了"),
    }
    return reasons.get(_code(error), str(error))


def _code(error: sqlite3.OperationalError) -> int:
    """The primary code: the rest only refines it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _kept_in_memory(path: Path, reason: str) -> Message:
    return Message(
        "旧作存不进“{}”：{}。这次写的诗只在窗口开着时留着，要留的请存为图片或文字。", path, reason
    )


def _in_memory(path: Path) -> sqlite3.Connection:
    """A database that is gone with the window, with the poems of the file as far as it is read."""
    connection = _connect(":memory:")
    try:
        schema.migrate(connection)
        # Row by row, as out of a damaged file: it may be one, or not be there at all.
        _salvage(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(where: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(where, timeout=WAIT, isolation_level=None, check_same_thread=False)
    connection.text_factory = decode
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = _connect(path)
    try:
        # First of all: the mode of the log is written into the file.
        schema.refuse_newer(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # With a WAL, NORMAL can lose the last poem in a power cut, but never damages the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        schema.migrate(connection, path)
        connection.execute(f"SELECT {', '.join(COPIED)}, checksum FROM poems LIMIT 0")
        if (verdict := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(verdict)
    except BaseException:
        connection.close()
        raise
    return connection


def _move_aside(path: Path) -> Path:
    """Rename the file, and the log that belongs to it; returns where it is now."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for side in _SIDE_FILES:
        source = path.with_name(path.name + side)
        if source.exists():
            source.replace(aside.with_name(aside.name + side))
    return aside


def _salvage(source: Path, connection: sqlite3.Connection) -> int:
    """Carry over every row of another database that can still be read and is not there yet.

    Returns how many.
    """
    names, marks = ", ".join(COPIED), ", ".join("?" * len(COPIED))
    statement = f"INSERT OR IGNORE INTO poems ({names}) VALUES ({marks})"
    return sum(connection.execute(statement, row).rowcount for row in sound_rows(source))


def sound_rows(source: Path, number: int | None = None) -> Iterator[list[Any]]:
    """Rows (COPIED) of a database that are what was written, of one id or all."""
    for columns in _SHAPES:
        read = False
        for *row, checksum in rows(source, columns, number):
            read = True
            if sound(dict(zip(COPIED, row, strict=True)), checksum):
                yield row
        if read:
            return


def backed_up(path: Path, number: int) -> list[Any] | None:
    """A row (COPIED) of the newest backup that has it whole; None where there is none."""
    return next((row for backup in available(path) for row in sound_rows(backup, number)), None)


def sound(row: Mapping[str, Any], checksum: str) -> bool:
    """Whether a row is what was written, and its documents can be read."""
    try:
        codec.load_row(row, checksum)
    except ValueError:
        return False
    return True
