"""A log that was cut off or altered: what it holds comes back, and the person is told."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from poetgui.errors import UserError
from poetgui.history import connection as connecting
from poetgui.history.store import History
from poetgui.history.write_ahead_log import Log
from tests.history.poems import RECIPE, SPRING

FRAME = 24 + 4096
POEMS = 6


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A history as a kill leaves it: its poems are in the log alone."""
    source = tmp_path / "open.sqlite3"
    with closing(History(source)) as history:
        for _ in range(POEMS):
            history.add([SPRING], RECIPE)
        history.star(POEMS, True)
        for end in ("", "-wal"):
            shutil.copy(f"{source}{end}", f"{tmp_path}/history.sqlite3{end}")
    return tmp_path / "history.sqlite3"


def spoil(path: Path, change: Callable[[bytearray], object]) -> None:
    log = path.with_name(f"{path.name}-wal")
    data = bytearray(log.read_bytes())
    change(data)
    log.write_bytes(data)


def flip(at: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        data[at] ^= 4

    return change


def cut(end: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        del data[end:]

    return change


def zero(begin: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        data[begin:] = bytes(len(data) - begin)

    return change


def test_a_sound_log_is_taken_without_a_word(path: Path) -> None:
    with closing(History(path)) as history:
        assert history.notice == ""
        assert history.counts().poems == POEMS


@pytest.mark.parametrize(
    ("change", "poems"),
    [
        (flip(-5), POEMS),  # in the last page: all rows that are in another are there
        (flip(32 + 24 + 7), POEMS),  # in the first: SQLite takes nothing at all
        (flip(9), 0),  # the size of a page
        (flip(17), POEMS),  # a salt
        (flip(2), POEMS),  # the mark of the format
        (flip(-FRAME + 9), POEMS),  # a salt of the last frame
    ],
)
def test_what_comes_behind_the_damage_is_found(
    path: Path, change: Callable[[bytearray], None], poems: int
) -> None:
    spoil(path, change)
    with closing(History(path)) as history:
        assert "诗囊上次没有好好关上" in history.notice
        entries = history.search()
        assert len(entries) >= poems - 1
        assert all(entry.poem == SPRING for entry in entries)
        assert not history.check()
    with closing(History(path)) as again:
        assert again.notice == ""  # said once
        assert again.search() == entries


def test_a_row_that_was_changed_later_is_the_later_one(path: Path) -> None:
    spoil(path, flip(32 + 24 + 7))
    with closing(History(path)) as history:
        assert history.get(POEMS).starred


@pytest.mark.parametrize("change", [cut(-100), cut(20), zero(-FRAME)])
def test_a_log_that_ends_too_early_is_told(path: Path, change: Callable[[bytearray], None]) -> None:
    spoil(path, change)
    with closing(History(path)) as history:
        assert "也许没有存上" in history.notice


def test_the_frames_of_a_transaction_that_never_ended_are_no_damage(path: Path) -> None:
    def without_the_commit(data: bytearray) -> None:
        data[-FRAME + 4 : -FRAME + 8] = bytes(4)

    spoil(path, without_the_commit)
    with closing(History(path)) as history:
        assert history.notice == ""


def test_another_window_that_begins_the_log_anew_means_no_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(path, flip(-5))
    logs = iter([Log.of(path), Log(b"")])
    monkeypatch.setattr(Log, "of", lambda _: next(logs))
    with closing(History(path)) as history:
        assert history.notice == ""


def test_trouble_on_the_way_lets_go_of_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []

    def refuse(*values: object) -> None:
        opened.append(values[-1])  # type: ignore[arg-type]
        raise UserError("磁盘满了")

    spoil(path, flip(-5))
    monkeypatch.setattr(connecting, "_rescue", refuse)
    with pytest.raises(UserError, match="磁盘满了"):
        History(path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
