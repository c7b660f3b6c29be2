from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from poetgui.errors import UserError
from poetgui.history import codec, connection, schema
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.restoring import records
from poetgui.history.store import History
from tests.history.poems import RECIPE, SPRING

VERSION_1 = Path(__file__).parent / "version-1.db"
"""Written by the first release. One such file for every version that was ever released."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def test_a_file_of_version_1_opens_with_everything_in_it(path: Path) -> None:
    shutil.copy(VERSION_1, path)
    with closing(History(path, now=lambda: datetime(2024, 1, 2, tzinfo=UTC))) as history:
        newest, oldest = history.search()
        assert history.notice == ""
        assert history.counts().deleted == 1
        assert [e.id for e in history.search(PoemFilter("友人"))] == [oldest.id]
    assert (oldest.poem, oldest.recipe, oldest.starred) == (SPRING, RECIPE, True)
    assert oldest.created == datetime(2024, 1, 1, 12, 30, tzinfo=UTC)
    assert newest.poem.lines == ("白日依山尽", "黄河入海流")


def test_a_migration_keeps_a_copy_of_the_old_file(path: Path, monkeypatch) -> None:
    shutil.copy(VERSION_1, path)
    extra = ("ALTER TABLE poems ADD COLUMN extra TEXT NOT NULL DEFAULT '无'",)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, extra))
    with closing(History(path)) as history:
        assert history._database.read("SELECT extra FROM poems LIMIT 1") == [("无",)]
        assert schema.version_of(history._database.connection) == len(schema.STEPS)
    copy = schema.backup_path(path, 1)
    with closing(sqlite3.connect(copy)) as old:
        assert schema.version_of(old) == 1
        assert old.execute("SELECT count(*) FROM poems").fetchone() == (3,)


def test_a_step_that_fails_leaves_the_old_version(path: Path, monkeypatch) -> None:
    shutil.copy(VERSION_1, path)
    broken = ("ALTER TABLE poems ADD COLUMN extra TEXT", "INSERT INTO nowhere VALUES (1)")
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, broken))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            schema.migrate(connection, path)
        columns = [row[1] for row in connection.execute("PRAGMA table_info(poems)")]
        assert schema.version_of(connection) == len(schema.STEPS) - 1
        assert "extra" not in columns


def test_a_step_that_another_window_did_is_not_done_twice(path: Path) -> None:
    History(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema._apply(connection, 0)
        assert schema.version_of(connection) == len(schema.STEPS)


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    History(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(UserError, match="更新的版本"):
        History(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [-5, 1, len(schema.STEPS)])
def test_a_file_of_a_version_without_its_tables_is_moved_aside(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with closing(History(path)) as history:
        assert "另开了一本新的" in history.notice
        assert history.add([SPRING], RECIPE)


def test_a_file_that_is_no_database_is_moved_aside(path: Path) -> None:
    path.write_text("这不是数据库" * 100, encoding="utf-8")
    with closing(History(path)) as history:
        [aside] = path.parent.glob("history.damaged-*.db")
        assert aside.name in history.notice
        assert history.add([SPRING], RECIPE)
    assert aside.read_text(encoding="utf-8").startswith("这不是数据库")
    with closing(History(path)) as history:
        assert history.notice == ""
        assert history.counts().poems == 1


def test_what_can_be_read_of_a_damaged_file_is_carried_over(path: Path) -> None:
    with closing(History(path)) as history:
        history.add([SPRING] * 200, RECIPE)
        index = _index_page(history)
    _destroy(path, *index)
    original = path.read_bytes()
    with closing(History(path)) as history:
        assert "200 首已经找回" in history.notice
        assert history.counts().poems == 200
        assert history.search(limit=1)[0].poem == SPRING
    [aside] = path.parent.glob("history.damaged-*.db")
    assert aside.read_bytes() == original


def _index_page(history: History) -> tuple[int, int]:
    """Number and size of the page where one of the indexes begins."""
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'poems_starred'"
    return history._database.read(query)[0][0], history._database.read("PRAGMA page_size")[0][0]


def _destroy(path: Path, page: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_rows_that_cannot_be_understood_are_not_salvaged(path: Path) -> None:
    with closing(History(path)) as history:
        history.add([SPRING] * 3, RECIPE)
        index = _index_page(history)
        history._database.connection.execute("UPDATE poems SET poem = '{' WHERE id = 2")
    _destroy(path, *index)
    with closing(History(path)) as history:
        assert [e.id for e in history.search()] == [3, 1]


@pytest.mark.parametrize("place", ["", "file/history.db"])
def test_where_nothing_can_be_written_poems_stay_in_memory(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with closing(History(tmp_path / place)) as history:
        assert history.notice.startswith("旧作存不进")
        (number,) = history.add([SPRING], RECIPE)
        assert history.get(number).poem == SPRING
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not hasattr(os, "seteuid") or os.geteuid() != 0, reason="root alone can change")
def test_the_poems_of_a_file_that_may_only_be_read_are_there(path: Path) -> None:
    with closing(History(path)) as history:
        history.add([SPRING], RECIPE)
    before = path.read_bytes()
    for place in [path, *path.parents[:-1]]:
        place.chmod(place.stat().st_mode | 0o555 if place.is_dir() else 0o444)
    path.parent.chmod(0o555)
    os.seteuid(65534)
    try:
        with closing(History(path)) as history:
            assert history.notice.startswith("旧作存不进")
            history.add([SPRING], RECIPE)
            assert [entry.poem for entry in history.search()] == [SPRING, SPRING]
    finally:
        os.seteuid(0)
    assert path.read_bytes() == before


def test_a_history_that_cannot_be_tidied_lets_go_of_the_file(path: Path, monkeypatch) -> None:
    opened: list[History] = []

    def refuse(history: History) -> int:
        opened.append(history)
        raise UserError("磁盘满了")

    monkeypatch.setattr(History, "purge", refuse)
    with pytest.raises(UserError, match="磁盘满了"):
        History(path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].counts()


def test_a_file_that_another_program_locks_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    History(path).close()
    monkeypatch.setattr(connection, "WAIT", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match=r"打不开旧作.*另一个窗口正占着它"):
            History(path)


def test_a_bug_on_the_way_into_memory_is_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_salvage", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        History(tmp_path)  # a folder in the file's place


def test_a_file_from_before_families_gets_them(path: Path, monkeypatch) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        monkeypatch.setattr(schema, "STEPS", schema.STEPS[:3])
        schema.migrate(old)
        monkeypatch.undo()
        add = "INSERT INTO poems (created, form, poem, recipe, search) VALUES (?, '五绝', ?, ?, '')"
        moment, later = "2024-01-01T12:30:00.000000+00:00", "2024-01-02T12:30:00.000000+00:00"
        poem = codec.dump_poem(SPRING)
        for created, recipe in (
            *((moment, "{}"), (moment, "{}"), (later, "{}")),
            *((later, '{"revision":{"of":2}}'), (later, '{"revision":{"of":4}}')),
            (later, '{"revision":{"of":99}}'),
        ):
            old.execute(add, [created, poem, recipe])
    with closing(History(path)) as history:
        families = {entry.id: entry.family for entry in history.search()}
        assert families == {1: 1, 2: 1, 3: 3, 4: 1, 5: 1, 6: 6}
        assert [e.id for e in history.search(PoemFilter("chunfeng"))] == [6, 5, 4, 3, 2, 1]
    backup = schema.backup_path(path, 3)
    assert len(records(backup)) == 6
