"""Daily copies of the history, and what is fetched from them when the file itself is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

from poetgui.errors import UserError
from poetgui.files import replacing

KEPT = 7
"""As many days are kept; more only where the program was not opened on them."""
FOLDER = "backups"
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises; the second where SQLite quotes a name that is no longer UTF-8."""


def back_up(path: Path, today: date) -> Path | None:
    """Copy the database into the folder of backups, once a day; None where it was done already.

    Only a copy that SQLite finds whole is kept, so that damage never takes the place of what was
    sound. Raises UserError where none can be made.
    """
    target = folder_of(path) / f"{path.stem}-{today.isoformat()}{path.suffix}"
    if target.exists():
        return None
    try:
        _copy(path, target)
    except (sqlite3.Error, OSError) as error:
        raise UserError("旧作今天没有备份成：{}。", error) from error
    for old in available(path)[KEPT:]:
        with suppress(OSError):
            old.unlink()
    return target


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    with replacing(target) as temporary, closing(sqlite3.connect(temporary)) as copy:
        # SQLite's own backup, and not a copy of the file: part of it may still be in the WAL.
        with closing(sqlite3.connect(path)) as source:
            source.backup(copy)
        if (verdict := copy.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(verdict)


def folder_of(path: Path) -> Path:
    """Where the backups of a database lie."""
    return path.with_name(FOLDER)


def available(path: Path) -> list[Path]:
    """The backups of a database, the newest first."""
    return sorted(folder_of(path).glob(f"{path.stem}-????-??-??{path.suffix}"), reverse=True)


def rows(path: Path, columns: str, number: int | None = None) -> Iterator[tuple[Any, ...]]:
    """Rows of the table of poems in a database, of one id or all; as far as they can be read.

    immutable: reading must not write to a damaged file, nor replay its log into it.
    """
    where, values = ("", []) if number is None else (" WHERE id = ?", [number])
    with suppress(*DAMAGED):
        uri = f"{path.resolve().as_uri()}?immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as source:
            source.text_factory = decode
            yield from source.execute(f"SELECT {columns} FROM poems{where}", values)


def decode(text: bytes) -> str:
    """One text that is not UTF-8 must not hide the others: codec.py finds it out, row by row."""
    return text.decode("utf-8", "surrogateescape")
