"""The database's shape, as numbered steps. A released step is never edited: add another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from poetgui.errors import UserError
from poetgui.history import codec

CHECKSUM = "row_checksum"
SPELLING = "spelling_of"
"""SQL functions: `codec.checksum`, `codec.spelling_of`."""


def _bytes(*columns: str) -> str:
    """Columns for a checksum, as bytes: SQLite hands no function a text that is not UTF-8."""
    return ", ".join(f"CAST({name} AS BLOB)" for name in columns)


_SPELT = f"{SPELLING}({_bytes('poem', 'tags', 'note')})"
_CHECKED_3 = _bytes("created", "form", "poem", "recipe", "tags")
_CHECKED_4 = _bytes(*codec.CHECKED)
_STATE = f"{CHECKSUM}({_bytes(*codec.STATED)})"
SOUND, MARKED = f"checksum = {CHECKSUM}({_CHECKED_4})", f"state = {_STATE}"
"""Conditions: the documents of a row, and what stands beside them, are what was written."""


def _inside(document: str, path: str) -> str:
    """A value inside a JSON document, NULL where a damaged one cannot be read."""
    return f"CASE WHEN json_valid({document}) THEN json_extract({document}, '{path}') END"


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
        f"UPDATE poems SET checksum = {CHECKSUM}({_CHECKED_3})",
        f"""CREATE TRIGGER poems_added AFTER INSERT ON poems BEGIN
            UPDATE poems SET checksum = {CHECKSUM}({_CHECKED_3})
            WHERE id = NEW.id;
        END""",
        f"""CREATE TRIGGER poems_changed AFTER UPDATE OF created, form, poem, recipe, tags ON poems
        BEGIN
            UPDATE poems SET checksum = {CHECKSUM}({_CHECKED_3})
            WHERE id = NEW.id;
        END""",
    ),
    (
        # `family`: the id of the first poem of the request or page that this one belongs to, its
        # revisions among them. `spelling`: pinyin, for the search.
        "ALTER TABLE poems ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE poems ADD COLUMN family INTEGER",
        "ALTER TABLE poems ADD COLUMN spelling TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE unreadable ADD COLUMN note",
        "ALTER TABLE unreadable ADD COLUMN family",
        *(
            f"ALTER TABLE poems ADD COLUMN {name} GENERATED ALWAYS AS ({_inside(*where)}) VIRTUAL"
            for name, where in {
                "mode": ("recipe", "$.request.mode"),
                "parent": ("recipe", "$.revision.of"),
                "book": ("poem", "$.book"),
                "rhyme": ("poem", "$.rhyme"),
                "seed": ("poem", "$.seed"),
                "model": ("poem", "$.model"),
            }.items()
        ),
        "DROP TRIGGER poems_added",
        "DROP TRIGGER poems_changed",
        # What the index of words is read from lies in an index: a tenth of the table.
        "CREATE INDEX poems_words ON poems (id, search, spelling)",
        "CREATE INDEX poems_facts ON poems"
        " (deleted, id, starred, form, mode, book, rhyme, model, created)",
        "CREATE INDEX poems_tagged ON poems (tags) WHERE tags <> '[]'",
        "CREATE INDEX poems_created ON poems (created)",
        "CREATE INDEX poems_family ON poems (family, id)",
        "CREATE INDEX poems_seed ON poems (seed)",
        f"""CREATE TRIGGER poems_added AFTER INSERT ON poems BEGIN
            UPDATE poems SET
                checksum = {CHECKSUM}({_CHECKED_4}),
                spelling = {_SPELT},
                family = coalesce(
                    family,
                    (SELECT family FROM poems AS first WHERE first.id = NEW.parent),
                    id
                )
            WHERE id = NEW.id;
        END""",
        f"""CREATE TRIGGER poems_changed
        AFTER UPDATE OF created, form, poem, recipe, tags, note ON poems
        BEGIN
            UPDATE poems SET checksum = {CHECKSUM}({_CHECKED_4}) WHERE id = NEW.id;
        END""",
        f"""CREATE TRIGGER poems_respelt AFTER UPDATE OF poem, tags, note ON poems BEGIN
            UPDATE poems SET spelling = {_SPELT} WHERE id = NEW.id;
        END""",
        f"UPDATE poems SET spelling = {_SPELT}",
        """UPDATE poems SET family = coalesce(
            (SELECT family FROM poems AS first WHERE first.id = poems.parent),
            (
                SELECT min(id) FROM poems AS first WHERE first.created = poems.created
                AND first.recipe = poems.recipe AND poems.parent IS NULL
            ),
            id
        )""",
    ),
    (
        # A star that the disk took away, or a poem that it put into the bin, is known by this.
        "ALTER TABLE poems ADD COLUMN state TEXT NOT NULL DEFAULT ''",
        # An insertion comes here by the UPDATE of `poems_added`.
        f"""CREATE TRIGGER poems_stated
        AFTER UPDATE OF {", ".join(codec.STATED)} ON poems
        BEGIN
            UPDATE poems SET state = {_STATE} WHERE id = NEW.id;
        END""",
        f"UPDATE poems SET state = {_STATE}",
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
    add_functions(connection)
    version = version_of(connection)
    if path is not None and 0 < version < len(STEPS):
        _copy(connection, backup_path(path, version))
    for number in range(version, len(STEPS)):
        _apply(connection, number)


def demand_ours(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError where tables, indexes and triggers are not those of STEPS.

    A trigger in which the disk has changed a letter would make wrong checksums of new rows.
    """
    if _texts_of(connection) != _texts(STEPS):
        raise sqlite3.DatabaseError("not our tables")


@cache
def _texts(steps: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        add_functions(connection)
        for statement in (statement for step in steps for statement in step):
            connection.execute(statement)
        return _texts_of(connection)


def _texts_of(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    return frozenset(connection.execute(query))


def add_functions(connection: sqlite3.Connection) -> None:
    """The SQL functions that triggers and checks call."""
    connection.create_function(CHECKSUM, -1, codec.checksum, deterministic=True)
    connection.create_function(SPELLING, 3, codec.spelling_of, deterministic=True)


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
