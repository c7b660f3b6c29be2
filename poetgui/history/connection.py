"""Opening the database: a damaged one is moved aside, never overwritten and never thrown away."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from poetgui.errors import NOTHING, Message, UserError
from poetgui.history import codec, schema
from poetgui.history.backups import DAMAGED, available, decode, rows
from poetgui.history.write_ahead_log import Log

WAIT = 5.0
"""Seconds to wait for another window that is writing."""
_FIRST = ("id", "created", "form", "poem", "recipe", "tags", "search", "starred", "deleted")
COPIED: tuple[str, ...] = (*_FIRST, "note", "family")
"""All columns of a row that are not made of others."""
_SHAPES = tuple(
    ", ".join((*_FIRST, later))
    for later in (
        "note, family, spelling, checksum, state",
        "note, family, '', checksum, ''",
        "'', NULL, '', checksum, ''",
        "'', NULL, '', '', ''",
    )
)
"""What is read of a file, and what of one from before there were states, notes and checksums."""
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
        connection, whole = _open(path)
        try:
            return connection, _rescue(whole, path, connection) if whole else NOTHING
        except BaseException:
            connection.close()
            raise
    except DAMAGED as error:
        # SQLITE_ERROR: its tables are not those of its version.
        if isinstance(error, sqlite3.OperationalError) and _code(error) != sqlite3.SQLITE_ERROR:
            raise
        aside = _move_aside(path)
    connection, _ = _open(path)
    saved = _salvage(aside, connection, path)
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


def _open(path: Path) -> tuple[sqlite3.Connection, bytes]:
    """The connection; the file with all of a log in it of which SQLite took only a part."""
    log, connection = Log.of(path), _connect(path)
    try:
        # First of all: the mode of the log is written into the file.
        schema.refuse_newer(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # With a WAL, NORMAL can lose the last poem in a power cut, but never damages the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        taken = connection.execute("PRAGMA wal_checkpoint").fetchone()[1]
        more = log.holds_more(taken) and log.began_like(Log.of(path))
        whole = log.applied_to(path.read_bytes()) if more else b""
        schema.migrate(connection, path)
        schema.demand_ours(connection)
        if (verdict := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(verdict)
    except BaseException:
        connection.close()
        raise
    return connection, whole


def _rescue(data: bytes, path: Path, connection: sqlite3.Connection) -> Message:
    """Carry over what a damaged log still holds, and say so. data: a database that has it."""
    names, marks = ", ".join(COPIED), ", ".join("?" * len(COPIED))
    saved = 0
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        whole = Path(folder) / path.name
        whole.write_bytes(data)
        for row in sound_rows(whole):
            there = connection.execute(f"SELECT {names} FROM poems WHERE id = ?", [row[0]])
            if there.fetchone() != tuple(row):
                statement = f"INSERT OR REPLACE INTO poems ({names}) VALUES ({marks})"
                saved += connection.execute(statement, row).rowcount
    return Message(
        "诗囊上次没有好好关上，最后记下的有损坏：找回了 {} 首，其余的也许没有存上。", saved
    )


def _move_aside(path: Path) -> Path:
    """Rename the file, and the log that belongs to it; returns where it is now."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for side in _SIDE_FILES:
        source = path.with_name(path.name + side)
        if source.exists():
            source.replace(aside.with_name(aside.name + side))
    return aside


def _salvage(source: Path, connection: sqlite3.Connection, history: Path | None = None) -> int:
    """Carry over every row of another database that can still be read and is not there yet.

    history: as of `sound_rows`. Returns how many.
    """
    names, marks = ", ".join(COPIED), ", ".join("?" * len(COPIED))
    statement = f"INSERT OR IGNORE INTO poems ({names}) VALUES ({marks})"
    return sum(
        connection.execute(statement, row).rowcount for row in sound_rows(source, history=history)
    )


def sound_rows(
    source: Path, number: int | None = None, history: Path | None = None
) -> Iterator[list[Any]]:
    """Rows (COPIED) of a database that are what was written, of one id or all.

    history: whose backups say what stood beside documents where that alone is damaged.
    """
    for columns in _SHAPES:
        read = False
        for *values, spelling, checksum, state in rows(source, columns, number):
            read = True
            row = dict(zip(COPIED, values, strict=True))
            if sound(row, checksum):
                row["spelling"] = spelling
                yield values if stated(row, state) else remarked(row, history)[0]
        if read:
            return


def stated(row: Mapping[str, Any], state: object) -> bool:
    """Whether what stands beside the documents of a row is what was written."""
    return state in ("", codec.checksum(*(row[name] for name in codec.STATED)))


def remarked(row: Mapping[str, Any], history: Path | None) -> tuple[list[Any], bool]:
    """The values (COPIED) of a row whose documents are sound, and whose marks are not.

    With the marks that a backup has beside the same documents, and True; else it is in no bin,
    where it would be lost, and in the family of whatever it was made from.
    """
    values = backed_up(history, row["id"]) if history else None
    saved = dict(zip(COPIED, values or (), strict=False))
    if values and all(saved[name] == row[name] for name in codec.CHECKED):
        return values, True
    documents = codec.load_row(row, "")
    text = codec.search_text(documents.poem, documents.tags, documents.note)
    mended = dict(row) | {"search": text, "deleted": None, "family": None}
    mended["starred"] = int(row["starred"] == 1)
    return [mended[name] for name in COPIED], False


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
