"""The database's shape, as numbered steps. A released step is never edited: add another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from poetgui.errors import UserError
from poetgui.history import codec

CHECKSUM = "row_checksum"
CHECKED = ", ".join(f"CAST({name} AS BLOB)" for name in codec.CHECKED)
"""The SQL function `codec.checksum` over the columns that a poem is read from. As bytes: SQLite
hands no text to a function that is not UTF-8."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        # `poem`, `recipe`, `tags`: JSON documents (codec.py). `search`: what a search looks
        # through, normalised. AUTOINCREMENT, so that a purged poem's id never comes back as
        # another poem.
        """CREATE TABLE poems (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created TEXT NOT NULL,
            form TEXT NOT NULL,
            poem TEXT NOT NULL,
            recipe TEXT NOT NULL,
            tags TEXT NOT NULL DEFAULT '[]',
            search TEXT NOT NULL,
            starred INTEGER NOT NULL DEFAULT 0,
            deleted TEXT
        )""",
        "CREATE INDEX poems_starred ON poems (starred) WHERE starred",
        "CREATE INDEX poems_deleted ON poems (deleted) WHERE deleted IS NOT NULL",
    ),
    (
        # Rows of `poems` that could not be read back, as they stood, under the number they had.
        """CREATE TABLE unreadable (
            id INTEGER PRIMARY KEY, created, form, poem, recipe, tags, search, starred, deleted
        )""",
    ),
    (
        # By which a row that the disk altered is known: JSON with another digit in it is JSON.
        "ALTER TABLE poems ADD COLUMN checksum TEXT NOT NULL DEFAULT ''",
        f"UPDATE poems SET checksum = {CHECKSUM}({CHECKED})",
        f"""CREATE TRIGGER poems_added AFTER INSERT ON poems BEGIN
            UPDATE poems SET checksum = {CHECKSUM}({CHECKED})
            WHERE id = NEW.id;
        END""",
        f"""CREATE TRIGGER poems_changed AFTER UPDATE OF created, form, poem, recipe, tags ON poems
        BEGIN
            UPDATE poems SET checksum = {CHECKSUM}({CHECKED})
            WHERE id = NEW.id;
        END""",
    ),
)
"""STEPS[n] takes a database of version n to version n + 1; version 0 is an empty file."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version that a database says it has."""
    return connection.execute("PRAGMA user_version").fetchone()[0]


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raises UserError for a database that a newer program wrote, and changes nothing in it.

    Raises sqlite3.DatabaseError for a version that no program wrote.
    """
    version = version_of(connection)
    if version < 0:
        raise sqlite3.DatabaseError("no version of ours")
    if version > len(STEPS):
        raise UserError(
            "旧作“{}”是更新的版本写的（{}），这个程序只认得到 {}。请换用新版的诗囊；旧作没有动过。",
            path.name,
            version,
            len(STEPS),
        )


def migrate(connection: sqlite3.Connection, path: Path | None = None) -> None:
    """Bring a database up to this program's version, a copy of the old file kept beside `path`.

    Each step is one transaction: a power cut leaves the old version or the new, never half of one.
    """
    connection.create_function(CHECKSUM, len(codec.CHECKED), codec.checksum, deterministic=True)
    version = version_of(connection)
    if path is not None and 0 < version < len(STEPS):
        _copy(connection, backup_path(path, version))
    for number in range(version, len(STEPS)):
        _apply(connection, number)


def backup_path(path: Path, version: int) -> Path:
    """Where the copy that is made before a migration from `version` lies."""
    return path.with_name(f"{path.stem}.v{version}{path.suffix}")


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    # SQLite's own backup, and not a copy of the file: part of it may still be in the WAL.
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def _apply(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # A second window may have done this step while we waited for the lock.
        if version_of(connection) == number:
            for statement in STEPS[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
