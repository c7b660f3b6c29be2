"""Daily backups, and what comes back from them when the file is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from poetgui.errors import UserError
from poetgui.history import backups, codec
from poetgui.history.backups import KEPT, available, back_up, folder_of
from poetgui.history.restoring import day_of, records
from poetgui.history.store import History
from tests.history.poems import RECIPE, SPRING

DAY = date(2026, 1, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def filled(path: Path, poems: int = 3) -> None:
    with closing(History(path)) as history:
        history.add([SPRING] * poems, RECIPE)


def alter(path: Path, old: str, new: str) -> None:
    """What a failing disk does: other bytes of the same length, and nothing else."""
    data = path.read_bytes()
    assert data.count(old.encode()) == 1
    path.write_bytes(data.replace(old.encode(), new.encode()))


def only_once(path: Path, title: str) -> None:
    """Three poems, of which the second has a title that stands once in the file."""
    with closing(History(path)) as history:
        history.add([SPRING] * 3, RECIPE)
        entry = history.get(2)
        changed = dict(entry.recipe) | {"note": title}
        history.replace(2, entry.poem, changed)
        history._database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        history._database.connection.execute("VACUUM")


class TestBackUp:
    def test_once_a_day(self, path: Path) -> None:
        filled(path)
        made = back_up(path, DAY)
        assert made is not None
        assert made == folder_of(path) / "history-2026-01-01.sqlite3"
        with closing(History(made)) as copy:
            assert copy.counts().poems == 3
        assert back_up(path, DAY) is None
        assert back_up(path, DAY + timedelta(1)) is not None

    def test_the_newest_are_kept(self, path: Path) -> None:
        filled(path)
        for n in range(KEPT + 3):
            back_up(path, DAY + timedelta(n))
        left = available(path)
        assert len(left) == KEPT
        assert left[0].name == f"history-{DAY + timedelta(KEPT + 2)}.sqlite3"

    def test_what_is_not_whole_is_no_backup(self, path: Path) -> None:
        filled(path, 200)
        with closing(sqlite3.connect(path)) as connection:
            size = connection.execute("PRAGMA page_size").fetchone()[0]
        with path.open("r+b") as file:
            file.seek(3 * size)
            file.write(b"\xff" * size)
        with pytest.raises(UserError, match="没有备份成"):
            back_up(path, DAY)
        assert available(path) == []

    def test_the_poems_of_the_moment_are_in_it(self, path: Path) -> None:
        """Also those that are still in the log."""
        with closing(History(path)) as history:
            history.add([SPRING], RECIPE)
            made = back_up(path, DAY)
        assert made is not None
        with closing(History(made)) as copy:
            assert copy.counts().poems == 1

    def test_one_that_cannot_be_made_is_said(self, path: Path) -> None:
        filled(path)
        folder_of(path).write_text("in the way", encoding="utf-8")
        with pytest.raises(UserError, match="没有备份成"):
            back_up(path, DAY)

    def test_an_old_one_that_is_held_stays(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        filled(path)
        for n in range(KEPT):
            back_up(path, DAY + timedelta(n))

        def refuse(_: Path) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "unlink", refuse)
        back_up(path, DAY + timedelta(KEPT))
        assert len(available(path)) == KEPT + 1


class TestChecksum:
    def test_an_altered_row_is_noticed_though_it_can_be_read(self, path: Path) -> None:
        only_once(path, "一二三四五六")
        alter(path, "一二三四五六", "一二三四五七")
        with closing(History(path)) as history:
            assert [entry.id for entry in history.search()] == [3, 1]
            assert "1 首旧作读不出来" in history.notice

    def test_it_comes_back_from_the_backup(self, path: Path) -> None:
        only_once(path, "一二三四五六")
        back_up(path, DAY)
        alter(path, "一二三四五六", "一二三四五七")
        with closing(History(path)) as history:
            assert [entry.id for entry in history.search()] == [3, 2, 1]
            assert history.get(2).recipe["note"] == "一二三四五六"
            assert history.notice == "有 1 首旧作坏了，1 首已从备份找回，其余的都在。"

    def test_a_backup_with_the_same_damage_does_not_help(self, path: Path) -> None:
        only_once(path, "一二三四五六")
        made = back_up(path, DAY)
        assert made is not None
        for file in (path, made):
            alter(file, "一二三四五六", "一二三四五七")
        with closing(History(path)) as history:
            assert [entry.id for entry in history.search()] == [3, 1]

    @pytest.mark.parametrize(
        "change",
        [
            lambda h: h.annotate(1, ["友人"], ""),
            lambda h: h.star(1, True),
            lambda h: h.replace(1, SPRING, {"seed": 2}),
            lambda h: (h.delete(1), h.restore(1)),
        ],
    )
    def test_what_the_program_changes_is_no_damage(
        self, path: Path, change: Callable[[History], object]
    ) -> None:
        filled(path)
        with closing(History(path)) as history:
            change(history)
            assert len(history.search()) == 3
            assert history.notice == ""

    def test_every_kind_of_value_has_one(self) -> None:
        values = ("春", b"\xe6\x98\xa5", None, 7, "\udcff")
        assert len({codec.checksum(value) for value in values}) == 4
        assert codec.checksum("春") == codec.checksum(b"\xe6\x98\xa5")


class TestDamagedFile:
    def test_what_it_lost_comes_from_the_backups(self, path: Path) -> None:
        filled(path, 5)
        back_up(path, DAY)
        path.write_text("这不是数据库" * 100, encoding="utf-8")
        with closing(History(path)) as history:
            assert history.counts().poems == 5
            assert "5 首已经找回" in history.notice

    def test_a_backup_from_before_checksums_is_read(self, path: Path) -> None:
        filled(path, 2)
        made = back_up(path, DAY)
        assert made is not None
        with closing(sqlite3.connect(made)) as old:
            old.execute("DROP TRIGGER poems_added")
            old.execute("DROP TRIGGER poems_changed")
            old.execute("ALTER TABLE poems DROP COLUMN checksum")
        path.write_text("这不是数据库" * 100, encoding="utf-8")
        with closing(History(path)) as history:
            assert history.counts().poems == 2

    def test_files_of_other_names_are_no_backups(self, path: Path) -> None:
        folder_of(path).mkdir(parents=True)
        (folder_of(path) / "history-old.sqlite3").write_bytes(b"")
        assert available(path) == []
        assert list(backups.rows(path.with_name("gone"), "id")) == []


def test_what_was_deleted_when_a_backup_was_made_is_not_put_back(path: Path) -> None:
    with closing(History(path)) as history:
        kept, deleted = history.add([SPRING, SPRING], RECIPE)
        history.delete(deleted)
        made = back_up(path, DAY)
    assert made is not None
    assert [record.number for record in records(made)] == [kept]
    assert day_of(made) == DAY
