"""What hinders the start: said in a message box, exit code 1, and nothing left running."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetgui import app as program
from poetgui.app import App
from poetgui.history import connection, schema
from poetgui.history.backups import folder_of
from poetgui.history.store import History
from tests.ui.fakes import FakeModels

ROOT = Path(__file__).resolve().parents[2]

DRIVER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from poetgui import __main__

application = QApplication(sys.argv[:1])

def look():
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox) and widget.isVisible():
            print("box:", widget.text(), flush=True)
            widget.accept()

timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
sys.exit(__main__.main([]))
"""
"""The program as it is started, with somebody who presses every box away."""


def started(home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "POETGUI_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, "-c", DRIVER],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def newer(path: Path, _: ExitStack) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def locked(path: Path, stack: ExitStack) -> None:
    History(path).close()
    connection = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")


@pytest.mark.parametrize(
    ("hinder", "words"),
    [
        (newer, "是更新的版本写的"),
        (locked, "另一个窗口正占着它"),
    ],
)
def test_a_refusal_is_a_box_and_exit_code_1(
    hinder: Callable[[Path, ExitStack], None], words: str, tmp_path: Path
) -> None:
    home = tmp_path / "家"
    home.mkdir()
    with ExitStack() as stack:
        hinder(home / "history.sqlite3", stack)
        result = started(home)
    assert result.returncode == 1, (result.returncode, result.stderr)
    (box,) = (line for line in result.stdout.splitlines() if line.startswith("box:"))
    assert words in box
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert "QThread" not in result.stderr


def test_a_damaged_file_that_cannot_be_moved_stays_and_poems_are_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(connection, "_move_aside", refuse)
    path = tmp_path / "history.sqlite3"
    path.write_text("no database" * 100, encoding="utf-8")
    with closing(History(path)) as history:
        assert "Permission denied" in history.notice
    assert path.read_text(encoding="utf-8") == "no database" * 100


def test_without_a_folder_of_its_own_the_window_opens_and_writes(
    qapp: QApplication, models: FakeModels, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "file" / "家"))
    app = App(qapp, models.library())
    said: list[str] = []
    app.workspace.problem.connect(said.append)
    app.start()
    assert [sentence[:5] for sentence in said] == ["旧作存不进"]
    app.window.close()


def test_a_newer_file_is_not_touched_at_all(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE poems (id INTEGER)")
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(program.UserError, match="更新的版本"):
        History(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_bug_while_the_window_is_built_leaves_no_thread(
    qapp: QApplication, models: FakeModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers: list[Watched] = []

    class Watched(program.Worker):
        def __init__(self) -> None:
            super().__init__()
            workers.append(self)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(program, "Worker", Watched)
    monkeypatch.setattr(program, "Window", broken)
    with pytest.raises(ZeroDivisionError):
        App(qapp, models.library())
    assert [worker.running for worker in workers] == [False]


def test_one_unreadable_poem_is_said_and_the_others_are_listed(
    app: App, make_app: Callable[[], App]
) -> None:
    app.window.close()
    path = app.history.path
    shutil.rmtree(folder_of(path))  # a backup would bring it back
    with closing(sqlite3.connect(path)) as connection, connection:
        schema.add_functions(connection)
        connection.execute("UPDATE poems SET poem = '{}' WHERE id = (SELECT max(id) FROM poems)")
    second = make_app()
    said: list[str] = []
    second.workspace.problem.connect(said.append)
    second.start()
    assert second.workspace.current is not None
    assert second.history.counts().poems == 4
    assert said == ["有 1 首旧作读不出来，已另存在旧作文件里，其余的都在。"]


def test_what_the_disk_altered_is_said_and_listed_anew(
    app: App, make_app: Callable[[], App], qtbot: QtBot
) -> None:
    app.window.close()
    path = app.history.path
    shutil.rmtree(folder_of(path))
    with closing(sqlite3.connect(path)) as connection, connection:
        query = "SELECT sql FROM sqlite_master WHERE name = 'poems_stated'"
        text = connection.execute(query).fetchone()[0]
        connection.execute("DROP TRIGGER poems_stated")
        connection.execute("UPDATE poems SET deleted = '2026' WHERE id = 1")
        connection.execute(text)
    second = make_app()
    said: list[str] = []
    second.workspace.problem.connect(said.append)
    with qtbot.waitSignal(second.workspace.history_changed):
        second.start()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "1 首旧作的收藏、删除等记号坏了" in said[0]
    assert second.history.counts().deleted == 0
