"""What the disk alters where nobody would see it, found and mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from poetgui.errors import UserError
from poetgui.history import schema
from poetgui.history.backups import back_up
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from tests.history.poems import RECIPE, SPRING

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DELETED = PoemFilter(deleted=True)
MARKS_LOST = "有 1 首旧作的收藏、删除等记号坏了：{} 首已照备份改回，其余的留在旧作里。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    with closing(History(path, lambda: NOW)) as store:
        store.add([SPRING] * 3, RECIPE)
        store.star(2, True)
        yield store


def alter(history: History, change: str) -> None:
    """Change rows as a disk does: no trigger hears of it."""
    connection = history._database.connection
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = triggers.fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(f"UPDATE poems SET {change}")
    for _, text in triggers:
        connection.execute(text)


def test_where_nothing_is_wrong_nothing_is_said(history: History) -> None:
    history.annotate(1, ("夜",), "记")
    history.delete(3)
    assert not history.check()
    assert history.notice == ""


@pytest.mark.parametrize(
    "change",
    ["deleted = '2026-01-01' WHERE id = 2", "starred = 3 WHERE id = 2", "search = '' WHERE id = 2",
     "spelling = 'x' WHERE id = 2", "family = 99 WHERE id = 2"],
)  # fmt: skip
@pytest.mark.parametrize("backed_up", [False, True])
def test_marks_are_mended(history: History, path: Path, change: str, backed_up: bool) -> None:
    if backed_up:
        back_up(path, date(2026, 1, 1))
    before = history.search()
    alter(history, change)
    assert history.check()
    assert history.notice == MARKS_LOST.format(int(backed_up))
    assert [entry.id for entry in history.search()] == [3, 2, 1]
    assert [e.id for e in history.search(PoemFilter("chunfeng 秋夜"))] == [3, 2, 1]
    if backed_up:
        assert history.search() == before
    assert not history.check()


def test_a_backup_of_another_text_gives_no_marks(history: History, path: Path) -> None:
    back_up(path, date(2026, 1, 1))
    history.annotate(2, ("夜",), "")
    alter(history, "deleted = '2026' WHERE id = 2")
    assert history.check()
    assert history.notice == MARKS_LOST.format(0)
    assert (history.get(2).tags, history.get(2).starred) == (("夜",), True)


def test_an_altered_poem_is_set_aside_before_anybody_looks(history: History) -> None:
    alter(history, "poem = replace(poem, '春', '夏') WHERE id = 2")
    assert history.check()
    assert history.notice == "有 1 首旧作读不出来，已另存在旧作文件里，其余的都在。"
    assert history.counts().poems == 2


def test_what_the_disk_dates_back_is_not_purged(history: History) -> None:
    history.delete(1)
    alter(history, "deleted = '1026-01-01' WHERE id = 1")
    assert history.purge() == 0
    assert history.check()
    assert history.counts().poems == 3
    history.delete(1)
    assert history.purge(timedelta(0)) == 1


def test_poems_in_memory_are_not_checked(tmp_path: Path) -> None:
    with closing(History(tmp_path)) as history:  # a folder is in the file's place
        assert not history.stored
        assert not history.check()


def spoil_index(path: Path) -> None:
    """Other ids in a leaf of an index, which the table does not have: no page looks damaged."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'poems_starred'"
        page = connection.execute(query).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(path.read_bytes())
    assert data[page * size - 1] == 2  # the id of the only entry of the index
    data[page * size - 1] = 77
    path.write_bytes(data)


def spoilt(path: Path) -> History:
    with closing(History(path, lambda: NOW)) as store:
        store.add([SPRING] * 3, RECIPE)
        store.star(2, True)
    spoil_index(path)
    return History(path, lambda: NOW)


def test_an_index_that_does_not_fit_is_made_anew(path: Path) -> None:
    with closing(spoilt(path)) as history:
        assert history.check()
        assert [entry.id for entry in history.search(PoemFilter(starred=True))] == [2]
        assert not history.check()


def test_who_comes_before_the_check_is_asked_to_try_again(path: Path) -> None:
    with closing(spoilt(path)) as history:
        with pytest.raises(UserError, match="有一处坏了，请再试一次"):
            history.star(2, False)
        history.star(2, False)
        assert not history.get(2).starred


class Damaged:
    """A connection that finds the file damaged once, and works again after REINDEX."""

    def __init__(self, connection: sqlite3.Connection, code: int) -> None:
        self._connection, self._code = connection, code
        self.statements: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, statement: str, *values: Any) -> object:
        self.statements.append(statement)
        if len(self.statements) == 1:
            error = sqlite3.DatabaseError("malformed")
            error.sqlite_errorcode = self._code
            raise error
        return self._connection.execute(statement, *values)


def test_a_question_is_asked_again_after_the_indexes_were_made(history: History) -> None:
    damaged = Damaged(history._database.connection, sqlite3.SQLITE_CORRUPT)
    history._database.connection = damaged  # type: ignore[assignment]
    assert history.counts().poems == 3
    assert damaged.statements[1] == "REINDEX"


def test_other_trouble_is_no_damage(history: History) -> None:
    damaged = Damaged(history._database.connection, sqlite3.SQLITE_MISUSE)
    history._database.connection = damaged  # type: ignore[assignment]
    with pytest.raises(sqlite3.DatabaseError, match="malformed"):
        history.counts()
    assert len(damaged.statements) == 1


def test_a_file_that_cannot_be_read_through_counts_as_damaged(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "SOUND", "no_such_column")
    assert history.check()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("NEW.id", "NEW.rowid"),
        lambda text: text.replace("poems_stated", "poems_staged"),
    ],
)
def test_a_trigger_with_another_letter_is_no_trigger_of_ours(
    path: Path, change: Callable[[str], str]
) -> None:
    with closing(History(path)) as store:
        store.add([SPRING] * 3, RECIPE)
        connection = store._database.connection
        query = "SELECT sql FROM sqlite_master WHERE name = 'poems_stated'"
        text = connection.execute(query).fetchone()[0]
        connection.execute("DROP TRIGGER poems_stated")
        connection.execute(change(text))
    with closing(History(path)) as again:
        assert "能读的 3 首已经找回" in again.notice
        assert again.counts().poems == 3


def test_a_table_whose_name_is_no_text_any_more(path: Path) -> None:
    with closing(History(path)) as store:
        store.add([SPRING] * 3, RECIPE)
        store._database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    back_up(path, date(2026, 1, 1))
    data = path.read_bytes()
    assert b"CAST(recipe AS BLOB)" in data
    path.write_bytes(data.replace(b"CAST(recipe AS BLOB)", b"CAST(re\xe3ipe AS BLOB)"))
    with closing(History(path)) as again:
        assert "能读的 3 首已经找回" in again.notice


@pytest.mark.parametrize("backed_up", [False, True])
def test_marks_that_the_disk_altered_are_not_salvaged(path: Path, backed_up: bool) -> None:
    with closing(History(path)) as store:
        store.add([SPRING] * 3, RECIPE)
        store.delete(3)
        if backed_up:
            back_up(path, date(2026, 1, 1))
        alter(store, "deleted = NULL WHERE id = 3")
        alter(store, "deleted = '2026-01-01' WHERE id = 2")
        store._database.connection.execute("DROP INDEX poems_seed")
    with closing(History(path)) as again:
        assert "能读的 3 首已经找回" in again.notice
        assert again.counts().poems == (2 if backed_up else 3)
