"""Poems out of a daily backup, to be put back into the history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from poetgui.history import codec
from poetgui.history.connection import COPIED, sound_rows
from poetgui.history.record import Record


def records(backup: Path) -> list[Record]:
    """The poems of a backup that were not deleted then, as far as they can be read."""
    found = []
    for values in sound_rows(backup):
        row = dict(zip(COPIED, values, strict=True))
        if row["deleted"] is None:
            facts = {"number": row["id"], "starred": bool(row["starred"])}
            found.append(Record(**codec.load_row(row, "")._asdict(), **facts))
    return found


def day_of(backup: Path) -> date:
    """The day on which a backup was made, out of its name."""
    return date.fromisoformat(backup.stem[-10:])
