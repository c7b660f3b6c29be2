"""Opening the database: a damaged one is moved aside, never overwritten and never thrown away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from poetgui.errors import NOTHING, Message, UserError
from poetgui.history import codec, schema

WAIT = 5.0
"""Seconds to wait for another window that is writing."""
_SIDE_FILES = ("", "-wal", "-shm")


def open_database(path: Path) -> tuple[sqlite3.Connection, Message]:
    """Open or create the database, at this program's version.

    Returns the connection (autocommit; usable from any thread) and a sentence for the user, empty
    when all is well. Raises UserError for a newer version, for a file that cannot be opened, and
    for a damaged one that cannot be moved aside.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _open_or_mend(path)
    except sqlite3.OperationalError as error:
        raise UserError("打不开旧作“{}”：{}。", path, _reason(error)) from error
    except OSError as error:
        raise UserError("打不开旧作“{}”：{}。", path, error.strerror) from error


def _open_or_mend(path: Path) -> tuple[sqlite3.Connection, Message]:
    try:
        return _open(path), NOTHING
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        aside = _move_aside(path)
    connection = _open(path)
    saved = _salvage(aside, connection)
    found = Message("能读的 {} 首已经找回", saved) if saved else Message("另开了一本新的")
    return connection, Message("旧作文件坏了，已改名为“{}”留在原处；{}。", aside.name, found)


def _reason(error: sqlite3.OperationalError) -> str:
    reasons = {
        sqlite3.SQLITE_CANTOPEN: Message("文件夹不存在，或没有权限"),
        sqlite3.SQLITE_READONLY: Message("没有写入的权限"),
        sqlite3.SQLITE_BUSY: Message("另一个窗口正占着它"),
        sqlite3.SQLITE_FULL: Message("磁盘满了"),
    }
    return reasons.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error))


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    # One text that is not UTF-8 must not hide the others: codec.py finds it out, row by row.
    connection.text_factory = _decode
    try:
        # First of all: the mode of the log is written into the file.
        schema.refuse_newer(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # With a WAL, NORMAL can lose the last poem in a power cut, but never damages the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        schema.migrate(connection, path)
        if (verdict := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(verdict)
    except BaseException:
        connection.close()
        raise
    return connection


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _move_aside(path: Path) -> Path:
    """Rename the file, and the log that belongs to it; returns where it is now."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for side in _SIDE_FILES:
        source = path.with_name(path.name + side)
        if source.exists():
            source.replace(aside.with_name(aside.name + side))
    return aside


def _salvage(damaged: Path, connection: sqlite3.Connection) -> int:
    """Carry over every row that can still be read; returns how many."""
    columns = [row[1] for row in connection.execute("PRAGMA table_info(poems)")]
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    saved = 0
    try:
        # immutable: reading must not write to the damaged file, nor replay its log into it.
        uri = f"{damaged.resolve().as_uri()}?immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as source:
            source.text_factory = _decode
            for row in source.execute(f"SELECT {names} FROM poems"):
                if _sound(dict(zip(columns, row, strict=True))):
                    connection.execute(f"INSERT INTO poems ({names}) VALUES ({marks})", row)
                    saved += 1
    except sqlite3.DatabaseError:
        pass  # As far as it could be read; the file itself is kept.
    return saved


def _sound(row: dict[str, Any]) -> bool:
    """Whether the documents of a salvaged row can still be read."""
    try:
        codec.load_poem(row["poem"])
        codec.load_recipe(row["recipe"])
        codec.load_tags(row["tags"])
        codec.load_moment(row["created"])
    except ValueError:
        return False
    return True
